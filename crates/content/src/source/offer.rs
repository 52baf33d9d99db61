//! Which ways to reach a person the pages of an article or category offer.

use serde::{Deserialize, Serialize};

use crate::typed_yaml::{At, MapReader};
use crate::yaml::NodeKind;

/// Which ways to reach a person a page offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Offer {
    /// None: the panel is left out.
    Nothing,
    /// Those that pages offer which say nothing.
    Usual,
    /// Channels by their ids, in this order.
    Channels(Vec<At<String>>),
}

/// `contact: false`, or the ids of channels.
pub(super) fn read(fields: &mut MapReader<'_>, key: &'static str) -> Option<Offer> {
    match fields.node(key)?.kind {
        NodeKind::Bool(false) => Some(Offer::Nothing),
        NodeKind::Bool(true) => Some(Offer::Usual),
        _ => Some(fields.texts(key)).filter(|ids| !ids.is_empty()).map(Offer::Channels),
    }
}
