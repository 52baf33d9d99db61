//! From what was sent to what is kept: forms, events, messages. Nothing here knows the network or the database.

pub(crate) mod event;
pub(crate) mod fields;
pub(crate) mod message;
