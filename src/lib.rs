//! Helpdex turns Markdown articles kept in git into a static help site.
//!
//! Each phase is a function from one noun to the next; nothing is half-filled, nothing is shared behind a lock:
//!
//! ```text
//! config      helpdex.yaml → Config
//! source      content/ → Entry: front matter, body, where it came from
//! routes      every URL, language twin and alias, before any rendering
//! inserts     variables and snippets take the place of their names
//! words       synonyms, pinned articles and search tests that authors wrote
//! markdown    Entry → HTML, headings, links, plain text
//! site        categories, languages, articles; immutable
//! pages       Site → bytes of any one page, with theme's templates
//! search      Site → the tantivy index of each language
//! check       Site → what an author should know
//! publish     staged, then swapped in
//! diff        two outputs → what was added, changed and lost
//! serve       the site before it is published, and after every save
//! ```
//!
//! `build` runs them in order; `cli` alone prints.

mod build;
mod check;
pub mod cli;
pub mod config;
pub mod diagnostic;
mod diff;
mod edit;
pub mod error;
mod external;
mod fields;
mod freshness;
#[cfg(any(fuzzing, test))]
#[doc(hidden)]
pub mod fuzzing;
mod git;
mod import;
mod inserts;
mod markdown;
mod pages;
mod placeholder;
mod publish;
mod routes;
mod scaffold;
mod search;
mod serve;
mod site;
mod slug;
mod source;
mod theme;
mod today;
mod translations;
mod urls;
mod words;
mod yaml;
