//! Articles from elsewhere, new ones, and files of incidents.
//!
//! Takes a folder that another tool wrote, or a question. Gives files below `content/` as an author would have written
//! them, with a report of what could not be carried over. Nothing is overwritten, and the source is never touched.
//!
//! It must never know pages, rules, servers or a command line.

pub mod folder;
pub mod incident;
pub mod scaffold;
