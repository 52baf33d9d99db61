//! The program as people use it: commands, settings, faults, files. One binary, since each one links everything.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may stop at what it made itself")]

mod agents;
mod answer;
mod bad_input;
mod book;
mod cli;
mod cmd;
mod contact;
mod diff;
mod export;
mod external;
mod feedback;
mod fix;
mod import;
mod install;
mod manual;
#[cfg(feature = "mcp")]
mod mcp;
mod moved;
mod packages;
mod programs;
mod release;
mod rules;
#[cfg(unix)]
mod runner;
mod sarif;
#[cfg(feature = "pictures")]
mod share;
mod status;
#[path = "../support/mod.rs"]
mod support;
mod translations;
mod typed;
mod urls;
mod widget;
mod words;
mod workflow;
