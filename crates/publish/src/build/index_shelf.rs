//! The search index on its way into an output.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use crate::cache::Cache;
use crate::output::Staging;
use helpdex_content::error::Result;
use helpdex_render::search::{LanguageFiles, Shelf};

/// Writes the files of an index as they are made, or takes over those of the build before.
pub(super) struct IndexShelf<'a> {
    staging: &'a Staging,
    cache: Option<&'a Cache>,
    /// Paths that are there: languages share files.
    taken: Mutex<HashSet<String>>,
}

impl<'a> IndexShelf<'a> {
    pub(super) fn new(staging: &'a Staging, cache: Option<&'a Cache>) -> Self {
        Self { staging, cache, taken: Mutex::default() }
    }

    fn is_new(&self, path: &str) -> bool {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned())
    }

    fn keep_file(&self, path: &str, bytes: u64) -> Result<bool> {
        if !self.is_new(path) || self.staging.keep(path, bytes)? {
            return Ok(true);
        }
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
        Ok(false)
    }
}

impl Shelf for IndexShelf<'_> {
    fn take(&self, path: &str, bytes: &[u8]) -> Result<()> {
        if !self.is_new(path) {
            return Ok(());
        }
        self.staging.write(path, bytes)?;
        if let Some(cache) = self.cache {
            cache.indexed(path, bytes);
        }
        Ok(())
    }

    fn keep_as_before(&self, language: &str) -> Result<Option<LanguageFiles>> {
        match self.cache {
            Some(cache) => cache.index_as_before(language, &|path, bytes| self.keep_file(path, bytes)),
            None => Ok(None),
        }
    }

    fn remembers(&self) -> bool {
        self.cache.is_some()
    }

    fn recall(&self, language: &str) -> Option<Vec<u8>> {
        self.cache.and_then(|cache| cache.kept_index(language))
    }

    fn remember(&self, language: &str, kept: &[u8]) {
        if let Some(cache) = self.cache {
            cache.keep_index(language, kept);
        }
    }

    fn has(&self, language: &str) -> bool {
        self.cache.is_some_and(|cache| cache.has_index(language))
    }

    fn keep(&self, language: &str, identity: &[u8; 32]) -> Result<Option<LanguageFiles>> {
        match self.cache {
            Some(cache) => cache.index(language, identity, &|path, bytes| self.keep_file(path, bytes)),
            None => Ok(None),
        }
    }
}
