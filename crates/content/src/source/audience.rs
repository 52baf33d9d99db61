//! For whom a site is put together.

use serde::{Deserialize, Serialize};

/// For whom a site is put together, or a text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Audience {
    /// Customers: what is for agents alone is not there.
    #[default]
    Everyone,
    /// The team that answers customers: all of it.
    Agents,
}

impl Audience {
    /// What authors call those that a text may be for; a text for everyone says nothing.
    pub(crate) const NAMED: [(&str, Self); 1] = [("agents", Self::Agents)];
}
