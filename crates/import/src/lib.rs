//! Articles from elsewhere, new ones, and those that get another name.
//!
//! Takes a folder that another tool wrote, or a question. Gives files below `content/` as an author would have written
//! them, with a report of what could not be carried over. Nothing is overwritten, and the source is never touched.
//!
//! [`rename`] alone changes files that are there, each as a whole or not at all.
//!
//! It must never know pages, rules, servers or a command line.

pub mod folder;
pub mod rename;
pub mod scaffold;
