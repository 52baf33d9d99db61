//! What customers typed before they opened an article: words for search that its author has not written.
//!
//! There is nothing of it unless the settings name what was kept, as a list (`asked`) or as events (`insights`). Neither says
//! who typed anything. A query counts for an article when people opened this one more often than all others together, and
//! often enough; what may tell who somebody is never does. It weighs less than what an author wrote, and the author may take
//! it over with `helpdex gaps --accept`.

mod assign;
mod pages;
mod read;
#[cfg(test)]
mod tests;
mod wording;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::path::SitePath;
use crate::routes::Routes;
use crate::source::Sources;
use read::Led;

pub use assign::TypedQuery;
pub use pages::{Addresses, Opened, Pages};
pub use read::LONGEST;
pub use wording::Wording;

/// The queries of all articles that have any. Copies share them.
#[derive(Clone, Debug, Default)]
pub struct TypedQueries {
    /// What the files say, for when articles change.
    led: Arc<Vec<Led>>,
    /// What of them can't be read.
    faults: Arc<Vec<Diagnostic>>,
    by_article: Arc<BTreeMap<SitePath, Vec<TypedQuery>>>,
}

impl TypedQueries {
    /// Those of an article, by its file's path; those after which it was opened most stand first.
    pub fn of(&self, path: &str) -> &[TypedQuery] {
        self.by_article.get(path).map_or(&[], Vec::as_slice)
    }

    /// The articles that have any, by their files' paths.
    pub fn articles(&self) -> impl ExactSizeIterator<Item = (&SitePath, &[TypedQuery])> {
        self.by_article.iter().map(|(path, queries)| (path, queries.as_slice()))
    }

    /// The same queries for articles that have other names, or other places.
    pub(crate) fn follow(&self, config: &Config, sources: &Sources, routes: &Routes) -> Self {
        Self { by_article: Arc::new(assigned(&self.led, config, sources, routes)), ..self.clone() }
    }

    /// What of the files can't be read, told again when all faults are collected anew.
    pub(crate) fn faults(&self) -> &[Diagnostic] {
        &self.faults
    }
}

/// Reads what the settings name. What can't be read is told, and says nothing.
pub(crate) fn read(
    config: &Config,
    sources: &Sources,
    routes: &Routes,
    diagnostics: &mut Vec<Diagnostic>,
) -> TypedQueries {
    if config.search.typed_queries.is_none() {
        return TypedQueries::default();
    }
    let mut faults = Vec::new();
    let led = read::led(config, &mut faults);
    diagnostics.extend(faults.iter().cloned());
    let by_article = assigned(&led, config, sources, routes);
    TypedQueries { led: Arc::new(led), faults: Arc::new(faults), by_article: Arc::new(by_article) }
}

fn assigned(led: &[Led], config: &Config, sources: &Sources, routes: &Routes) -> BTreeMap<SitePath, Vec<TypedQuery>> {
    match config.search.typed_queries {
        Some(least) if !led.is_empty() => assign::assign(led, Pages { config, sources, routes }, least),
        _ => BTreeMap::new(),
    }
}
