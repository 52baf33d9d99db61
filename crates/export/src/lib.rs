//! What others take away of a help site.
//!
//! Takes a loaded [`Site`](helpdex_content::site::Site), or a built one. Gives it in the form that another program reads,
//! written as a whole or not at all: [`tantivy`] is the search index, a folder per language; [`cluster`] is for engines on
//! servers, and [`push`] sends them what was written; [`book`] is articles as one file; [`assistants`] answers of what is built, as bots ask for it; [`macros`] are replies for the
//! desks that agents write in.
//!
//! It must never know a command line, and writes nothing that a build of the site would.

pub mod assistants;
pub mod book;
pub mod cluster;
pub mod macros;
pub mod push;
pub mod tantivy;
