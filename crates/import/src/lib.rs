//! Articles from elsewhere, new ones, those that get another name, and files of incidents.
//!
//! Takes a folder or file that another tool wrote, or a question. Gives files below `content/` as an author would have
//! written them, with a report of what could not be carried over. Nothing that an author wrote is overwritten, and the
//! source is never touched.
//!
//! ```text
//! tools     files → Tool: which tool they are of; Tool::read → Source
//! source    what every import comes down to: pages in Helpdex's Markdown, files, folders, old addresses, problems
//! dialect   one construct each (callouts, tabs, includes, anchors), from the spelling of tools to ours
//! intake    Source → content/: names, links, aliases, what is new since the last import, the record of it
//! fetch     the API of a help desk → files for a tool to read; the only thing here that uses the network
//! scaffold  new sites and new articles
//! ```
//!
//! Imports go up this list only: a reader knows nothing of names in the content, and the intake nothing of tools but
//! their table.
//!
//! [`rename`] alone changes files that are there, each as a whole or not at all.
//!
//! It must never know pages, rules, servers or a command line.

mod dialect;
pub mod fetch;
pub mod incident;
pub mod intake;
pub mod rename;
pub mod scaffold;
mod source;
mod tools;

pub use source::Problem;
pub use tools::names as tool_names;
