//! What others take away of a help site.
//!
//! Takes a loaded [`Site`](helpdex_content::site::Site). Gives it in the form that another program reads, written as a
//! whole or not at all: [`tantivy`] is the search index, a folder per language.
//!
//! It must never know a server or a command line, and writes nothing that a build of the site would.

pub mod tantivy;
