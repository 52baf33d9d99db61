//! From a folder of articles to a published one.
//!
//! Takes settings and an output folder. Gives the site in it, as a whole or not at all: read, checked, rendered, written
//! beside the old output, verified there and swapped in; and every fault found on the way. [`diff`] compares two outputs.
//!
//! It must never know a server or a command line; the output folder and what lies beside it is all that it writes.

pub mod budget;
pub mod build;
mod cache;
pub mod diff;
pub mod faults;
pub mod leaks;
pub mod output;
mod share_pictures;
pub mod verify;
