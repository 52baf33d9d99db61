//! What others take away of a help site.
//!
//! Takes a loaded [`Site`](helpdex_content::site::Site), or a built one. Gives it in the form that another program reads,
//! written as a whole or not at all: [`tantivy`] is the search index, a folder per language; and answers of what is built,
//! as bots ask for them: [`assistants`].
//!
//! It must never know a server or a command line, and writes nothing that a build of the site would.

pub mod assistants;
pub mod tantivy;
