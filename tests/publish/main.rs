//! Publishing never breaks the live site: what is verified before the swap, and what survives when a build dies.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may stop at once")]
#![allow(clippy::print_stdout, reason = "a test says what it did, and what this machine does not let it do")]

mod budgets;
#[cfg(feature = "images")]
mod images;
mod kills;
mod large;
mod names;
mod places;
mod rebuild;
mod same_bytes;
#[path = "../support/mod.rs"]
mod support;
mod verify;
mod warm;
