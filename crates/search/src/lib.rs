//! Helpdex's search, from articles to answers: one source, compiled into the command line and into the browser's engine.
//!
//! # How a site becomes an index
//!
//! [`build`] takes the articles of one language as plain text. [`analysis`] cuts them into words and stems, tantivy
//! inverts them into one segment (term dictionary, postings, field norms), and the archive cuts that segment into small
//! files named by their content; `archive` tells what is in which.
//!
//! # How a key press becomes a result
//!
//! [`Engine::search`] is asked again and again until it has what it needs:
//!
//! 1. **Plan.** The query is cut into words by the same analysis. Each word is looked up: its stem, what the last word
//!    begins, typos, compounds, synonyms. Where nothing is found the query is read in the other keyboard layout and
//!    transliterated.
//! 2. **Fetch.** The engine says which parts of the archive it needs; its driver ([`Searcher`] here, a worker in the
//!    browser) loads them in parallel and asks again.
//! 3. **Score.** Postings carry impacts worked out at build time, so that a score is a sum of products. The share of the
//!    query that an article covers weighs it.
//! 4. **Second look.** The best hits are loaded with their text, for snippets; closeness and exactness put them in their
//!    final order.
//!
//! Every constant is in [`ranking`].

pub mod analysis;
mod archive;
#[cfg(feature = "write")]
mod build;
mod document;
mod engine;
#[cfg(feature = "write")]
pub mod explain;
pub mod languages;
mod query;
pub mod ranking;
mod results;
mod search;
#[cfg(feature = "write")]
mod searcher;

#[cfg(feature = "write")]
pub use build::{Archive, ArchiveFile, Error, build};
pub use document::{Document, DocumentSection, Pin, Words};
pub use engine::{Engine, Part, Refusal};
pub use results::{Hit, Query, ReadAs, Results, Score, Section};
pub use search::Answer;
#[cfg(feature = "write")]
pub use searcher::{OpenError, Searcher};
