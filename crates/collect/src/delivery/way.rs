//! What all ways of delivering have in common.

use crate::intake::message::Message;

/// One way of delivering messages.
pub(crate) trait Way: Send + Sync + 'static {
    /// Its name in the outbox.
    fn name(&self) -> &'static str;

    /// Delivers a message, or says why not. It may block.
    fn deliver(&self, parcel: &Parcel) -> Result<(), Failure>;
}

/// A message with what the other side has to know of its journey.
#[derive(Clone, Debug)]
pub(crate) struct Parcel {
    pub(crate) message: Message,
    /// The message, as it is kept.
    pub(crate) json: String,
    /// Whether an earlier attempt may have reached the other side.
    pub(crate) may_be_again: bool,
}

/// Why an attempt failed. The text goes into logs and lists: it holds nothing of the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) why: String,
    /// Nobody knows whether the other side took it: the connection ended before it said so.
    pub(crate) is_unsure: bool,
}

impl Failure {
    /// The other side did not take it.
    pub(crate) fn refused(why: impl Into<String>) -> Self {
        Self { why: why.into(), is_unsure: false }
    }

    /// It may have taken it.
    pub(crate) fn unsure(why: impl Into<String>) -> Self {
        Self { why: why.into(), is_unsure: true }
    }
}
