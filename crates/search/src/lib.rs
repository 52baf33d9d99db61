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
//! In the browser (`themes/default/js/`) nothing is loaded until the search field is touched. Then `search.js` comes, and
//! with it a worker (`worker.js`) that loads the manifest of the page's language and, in parallel, the engine
//! (`crates/search-wasm`, this crate as WebAssembly) and the archive's core. Each key press is one question to the worker;
//! while one is under way only the newest next one waits. Behind the answer the worker looks ahead (`ahead.js`): it
//! answers the question with the letters that are likely to come next, so that the answer to the next key is mostly
//! there before the key is pressed. The scripts know no rule of search: they load what the engine names, hand it over,
//! and ask again. `helpdex search` and the preview do the same natively ([`Searcher`]).
//!
//! [`Engine::search`] is asked until it has what it needs:
//!
//! 1. **Understand** (`query::words`). The query is cut into words and stems by the same [`analysis`] that the index was
//!    made with. Its first 1,000 bytes and 32 words are looked at, so that a pasted page costs no more than a question.
//! 2. **Plan** (`query::planner`). Each word is looked up in the dictionary: its stem; what it begins, if it is the last and
//!    nothing follows; else two words written as one (`signin`, `sign in`), and the stems within one or two
//!    typos. Synonyms join. Where no
//!    telling word is found for certain, the query is read as typed in the other keyboard layout, then as transliterated.
//!    Blocks of the dictionary that aren't loaded are named, and the driver fetches them in parallel: [`Answer::Dependencies`].
//! 3. **Score** (`query::score`). Chunks of postings for the planned stems are fetched. They carry impacts, the share of
//!    BM25F that is known when the index is built, so that a score is a sum of products. The share of the query that an
//!    article covers weighs it; what is far behind the best is no result. Where the best lacks a word, the words are looked up by
//!    their meaning as well, and all is scored again.
//! 4. **Rescore** (`query::rescore`). The best ten are fetched with their text. Words that stand together, words
//!    in the very form typed, and a title, an `asks` or a heading that is the query itself raise a hit; then the order is final. The
//!    same texts give the snippets, the marks and the headings that answer (`query::snippet`).
//! 5. **Other languages** ([`languages`]). When the reader's language gives little, the site's default language is asked
//!    in the same way, and when there is nothing, the others.
//! 6. The answer goes back as JSON ([`Results::to_json`]), and `search.js` shows it: text nodes, never HTML.
//!
//! A later question needs only what no earlier one has loaded. Every file is checked against the hash in its name, so that
//! what is damaged or of another build is refused, and the page says so.
//!
//! Every constant is in [`ranking`].

pub mod analysis;
mod analyzed;
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
#[cfg(feature = "tune")]
pub mod tuning;

#[cfg(feature = "write")]
pub use build::{Archive, ArchiveFile, Builder, Entrance, Error, Kept, Key, Note, Whole, build};
pub use document::{Document, DocumentSection, Pin, Words};
pub use engine::{Engine, Location, Part, Refusal};
pub use results::{Hit, Query, ReadAs, Results, Score, Section};
pub use search::Answer;
#[cfg(feature = "write")]
pub use searcher::{Load, OpenError, Searcher, opened, part, parts};
