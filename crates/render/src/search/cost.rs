//! What a customer's browser fetches before it shows a first answer.

use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use helpdex_search::{Load, Query, Searcher};
use serde::Deserialize;

use super::files::Files;
use helpdex_content::error::{Error, Result};
use helpdex_content::site::Site;

/// The part of a manifest that says what else a browser needs.
#[derive(Deserialize)]
struct Manifest {
    engine: String,
}

/// The bytes of a first query: engine, manifest, core, and what the query itself needs. One figure per search test, and
/// one per language for a query that finds nothing.
///
/// # Errors
/// When the index can't be read.
pub fn first_queries(site: &Site, files: &Files) -> Result<Vec<(String, u64)>> {
    let mut figures = Vec::new();
    for (language, listed) in files.listed()? {
        let index = site.config.language_id(&language);
        let tests = site.vocabulary.tests.iter().filter(|test| Some(test.language) == index);
        let nothing = [(format!("a query in `{language}`"), String::new())];
        for (name, text) in nothing.into_iter().chain(tests.map(|test| (test.query.clone(), test.query.clone()))) {
            figures.push((name, first_query(files, &listed.manifest, text)?));
        }
    }
    Ok(figures)
}

/// Files of an index, with the bytes that were read of them counted.
struct Counted {
    files: Files,
    fetched: Arc<AtomicU64>,
}

impl Counted {
    fn count(&self, bytes: io::Result<Vec<u8>>) -> io::Result<Vec<u8>> {
        let bytes = bytes?;
        self.fetched.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        Ok(bytes)
    }
}

impl Load for Counted {
    fn file(&self, name: &str) -> io::Result<Vec<u8>> {
        self.count(self.files.file(name))
    }

    fn part(&self, name: &str, range: Range<usize>) -> io::Result<Vec<u8>> {
        self.count(self.files.part(name, range))
    }
}

fn first_query(files: &Files, manifest: &str, text: String) -> Result<u64> {
    let fault = |fault: &dyn std::fmt::Display| Error::Environment(format!("the search index can't be read: {fault}"));
    let fetched = Arc::new(AtomicU64::new(0));
    let read: Manifest =
        serde_json::from_slice(&files.file(manifest).map_err(|e| fault(&e))?).map_err(|e| fault(&e))?;
    let engine = files.file(&read.engine).map_err(|e| fault(&e))?.len() as u64;
    let counted = Counted { files: files.clone(), fetched: Arc::clone(&fetched) };
    let searcher = Searcher::open(counted, manifest).map_err(|e| fault(&e))?;
    searcher.search(&Query { text, limit: SHOWN, ..Query::default() }).map_err(|e| fault(&e))?;
    Ok(engine + fetched.load(Ordering::Relaxed))
}

/// How many answers the page shows at first.
const SHOWN: usize = 10;
