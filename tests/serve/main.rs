//! `helpdex serve` over real sockets: every save is followed, and nothing but the site is given away.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may stop at what it made itself")]

mod following;
mod gate;
mod imported;
mod incidents;
mod preview;
mod same_faults;
#[path = "../support/mod.rs"]
mod support;
mod whole;
mod write;
