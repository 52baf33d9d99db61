//! An HTTP server whose clients are bounded: how many there are, how long each may take to ask and to read.
//!
//! Takes a listener, axum's routes and limits. Answers until it is told to end, and lets answers under way be read. It
//! knows nothing of what is asked, and logs nothing.

mod end;
mod serve;
mod write_timeout;

pub use end::asked_to_end;
pub use serve::{Limits, Peer, serve};
