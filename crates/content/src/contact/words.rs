//! How a language speaks of promised replies.

use super::channel::Kind;
use super::reply::{Reply, Unit};

/// How a language speaks of promised replies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PromiseWords {
    /// What the promises of the site's channels are called: `3 minutes`.
    pub texts: Vec<(Reply, String)>,
    /// The forms that a unit has beside a number: `minute` and `minutes`.
    pub units: Vec<(Unit, String)>,
    /// How words begin that speak of answering, in small letters.
    pub answering: Vec<String>,
    /// What the kinds of channel are called.
    pub kinds: Vec<(Kind, String)>,
}
