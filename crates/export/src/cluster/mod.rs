//! The articles for a search engine that runs on servers of its own: how it should index them, and all of them in the form
//! that it takes in bulk.
//!
//! One document is one [`section`]: a passage is often the answer, and the hit leads to it. [`engine`] lists the engines,
//! one file each says how one is told; [`write`] puts it all into a folder, or only what has changed since an earlier
//! export. [`analysis`] knows what each engine has for a language.

mod analysis;
mod earlier;
mod engine;
mod meilisearch;
mod opensearch;
mod parts;
mod postgres;
mod quickwit;
mod section;
mod setting;
mod synonyms;
#[cfg(test)]
mod tests;
mod typesense;
mod write;

pub use engine::Engine;
pub use write::{Exported, write};

pub(crate) use section::index_name;
