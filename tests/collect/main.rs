//! The collector as sites and teams use it: over HTTP, killed, on full disks, with both databases.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may stop at what it made itself")]
#![allow(clippy::print_stdout, reason = "a test says what it did")]
#![cfg(all(unix, feature = "collect"))]

mod collector;
mod database;
mod desk;
mod events;
mod http;
mod kills;
mod limits;
mod messages;
mod operate;
mod postgres;
mod privacy;
mod receiver;
#[path = "../support/request.rs"]
#[allow(dead_code, reason = "each test binary uses its part")]
mod request;
#[path = "../support/postgres.rs"]
mod server;
mod spans;
mod surveys;
