//! What stops a chore.

/// Whatever stops a chore; it is printed as it is.
pub(crate) type Fault = Box<dyn std::error::Error>;
