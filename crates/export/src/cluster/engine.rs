//! The engines, and what each has to say.

use helpdex_search::Words;

use super::section::{Pinned, Section};
use super::setting::Setting;
use super::{meilisearch, opensearch, postgres, quickwit, typesense};

/// A search engine that takes a help center over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// OpenSearch 2 and 3; Elasticsearch 8 takes the same.
    OpenSearch,
    /// Quickwit 0.8 and later.
    Quickwit,
    /// Typesense 27 and later.
    Typesense,
    /// Meilisearch 1.10 and later.
    Meilisearch,
    /// PostgreSQL 13 and later.
    Postgres,
}

impl Engine {
    /// All engines.
    pub const ALL: [Self; 5] = [Self::OpenSearch, Self::Quickwit, Self::Typesense, Self::Meilisearch, Self::Postgres];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenSearch => "opensearch",
            Self::Quickwit => "quickwit",
            Self::Typesense => "typesense",
            Self::Meilisearch => "meilisearch",
            Self::Postgres => "postgres",
        }
    }

    /// How the engine should index a language, and how it is asked well.
    pub(super) fn settings(self, language: &str, words: &Words, pins: &[Pinned]) -> Vec<Setting> {
        match self {
            Self::OpenSearch => opensearch::settings(language, words),
            Self::Quickwit => quickwit::settings(language),
            Self::Typesense => typesense::settings(language, words, pins),
            Self::Meilisearch => meilisearch::settings(language, words),
            Self::Postgres => postgres::settings(language, words, pins),
        }
    }

    /// What holds for all languages; `anew` for an export of everything.
    pub(super) fn shared(self, anew: bool) -> Vec<Setting> {
        match self {
            Self::Postgres => postgres::shared(anew),
            _ => Vec::new(),
        }
    }

    /// Appends a document to a part.
    pub(super) fn document(self, section: &Section, part: &mut String) {
        match self {
            Self::OpenSearch => opensearch::document(section, part),
            Self::Quickwit => quickwit::document(section, part),
            Self::Typesense => typesense::document(section, part),
            Self::Meilisearch => meilisearch::document(section, part),
            Self::Postgres => postgres::document(section, part),
        }
    }

    /// What takes these documents out again.
    pub(super) fn deletions(self, ids: &[String]) -> String {
        match self {
            Self::OpenSearch => opensearch::deletions(ids),
            Self::Quickwit => quickwit::deletions(ids),
            Self::Typesense => typesense::deletions(ids),
            Self::Meilisearch => meilisearch::deletions(ids),
            Self::Postgres => postgres::deletions(ids),
        }
    }

    /// How files of documents end.
    pub(super) const fn extension(self) -> &'static str {
        match self {
            Self::Postgres => "sql",
            _ => "ndjson",
        }
    }

    /// How the file of deletions ends.
    pub(super) const fn deletions_extension(self) -> &'static str {
        match self {
            Self::OpenSearch => "ndjson",
            Self::Postgres => "sql",
            Self::Typesense => "txt",
            Self::Quickwit | Self::Meilisearch => "json",
        }
    }

    /// Whether a document takes the place of one with the same id; else that one has to be deleted first.
    pub(super) const fn replaces(self) -> bool {
        !matches!(self, Self::Quickwit)
    }
}
