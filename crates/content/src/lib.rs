//! A help site as its authors write it.
//!
//! Takes a folder: `helpdex.yaml`, Markdown with front matter, snippets, synonyms, search tests, files beside articles.
//! Gives a [`site::Site`]: every article as HTML with its headings, links and plain text, every URL, category and tag,
//! and a [`diagnostic::Diagnostic`] for each thing an author should mend. Each phase is a function from one noun to the
//! next, and a finished one never changes:
//!
//! ```text
//! config      helpdex.yaml → Config
//! contact     the ways to reach a person: hours, holidays, promised replies
//! feedback    what readers may tell the team, and where it goes
//! source      content/ → Entry: front matter, body, where it came from
//! routes      every URL, language twin and alias, before any rendering
//! variables   variables and snippets take the place of their names
//! query_logs  lists of what customers typed, and which articles they opened then
//! vocabulary  synonyms, pinned articles and search tests that authors wrote
//! incidents   what goes wrong with the service, and what is planned
//! standards   the checklists by which a team reviews its articles and replies
//! markdown    Entry → HTML, headings, links, plain text
//! site        categories, languages, articles; immutable
//! ```
//!
//! It must never know templates, pages, rules, the output folder or a command line; it writes no file but an author's
//! own, through [`edit`]. What it makes of a file can be kept until the next build ([`kept`]); it does not know where.

pub mod bidi;
pub mod config;
pub mod contact;
pub mod diagnostic;
pub mod edit;
pub mod error;
pub mod feedback;
pub mod git;
pub mod html;
pub mod incidents;
pub mod kept;
pub mod local_folder;
mod lying_text;
pub mod markdown;
pub mod path;
pub mod query_logs;
pub mod references;
pub mod routes;
pub mod site;
pub mod slug;
pub mod source;
pub mod standards;
pub mod suggestion;
mod text_store;
pub mod today;
pub mod translations;
pub mod typed_queries;
pub mod typed_yaml;
mod unique;
pub mod variables;
pub mod vocabulary;
pub mod yaml;
