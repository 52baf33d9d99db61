//! What is seen of the files of a site from outside: by other pages, by lists, by rules that look at more than one file.
//!
//! Most edits change the running text of an article and nothing that anybody else sees of it. A number of what is seen tells
//! them from the others, so that a build need not look at all pages to find out that they are as they were.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use super::body::Body;
use super::dates::Dates;
use super::model::Site;
use crate::diagnostic::SourceText;
use crate::kept::{MadeOf, Parts};
use crate::routes::Routes;
use crate::source::{Entry, EntryId, Sources};
use crate::typed_queries::TypedQueries;

/// A number of all that where links lead can depend on, and what is inserted in texts: names and front matter of all entries,
/// and all other files. Nothing for sites with anything for agents alone, where parts of texts decide what there is.
pub(super) fn places(sources: &Sources, routes: &Routes) -> Option<MadeOf> {
    if sources.internal.is_any() || sources.internal.is_for_agents() {
        return None;
    }
    let mut parts = Parts::default();
    parts.number(sources.entries.len());
    for entry in &sources.entries {
        parts.add(entry.file.path());
        parts.bytes(entry.head.as_ref()?);
    }
    let snippets = sources.snippets.iter().map(|snippet| &snippet.file);
    let incidents = sources.incidents.iter().map(|incident| &incident.file);
    let standards = sources.standards.iter().map(|standard| &standard.file);
    let data = [&sources.synonyms, &sources.queries].into_iter().flatten();
    let texts: Vec<&Arc<SourceText>> = snippets.chain(incidents).chain(standards).chain(data).collect();
    parts.number(texts.len());
    for text in texts {
        parts.add(text.path());
        parts.add(&text.text());
    }
    parts.all(sources.folders.iter().map(String::as_str));
    parts.number(routes.files().len());
    for (path, file) in routes.files() {
        parts.add(path);
        parts.add(&file.url);
        parts.add(&file.output);
        // What is in it, as far as the system tells without a look.
        let found = std::fs::metadata(file.source()).ok()?;
        let written = found.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        parts.bytes(&found.len().to_le_bytes());
        parts.bytes(&written.as_nanos().to_le_bytes());
        parts.number(file.variants.len());
        for variant in &file.variants {
            parts.add(&variant.url);
            parts.add(&variant.output);
            parts.bytes(&variant.bytes.to_le_bytes());
        }
    }
    Some(parts.made_of())
}

/// A number of all that is seen from outside.
pub(super) fn whole(
    places: &MadeOf,
    (sources, bodies): (&Sources, &[Option<Arc<Body>>]),
    dates: &Dates,
    typed_queries: &TypedQueries,
) -> MadeOf {
    let mut parts = Parts::default();
    parts.bytes(places);
    for (path, queries) in typed_queries.articles() {
        parts.add(path);
        parts.add(&format!("{queries:?}"));
    }
    for (entry, body) in sources.entries.iter().zip(bodies) {
        match body {
            Some(body) => parts.bytes(&body.outside),
            // Drafts that nobody reads are read for the names of images alone.
            None => parts.bytes(&entry.file.number()),
        }
        parts.maybe(dates.get(entry.file.path()).map(|date| date.to_string()).as_deref());
    }
    parts.made_of()
}

/// Articles that are near to others, each by its place among all.
pub(super) fn near_to_bytes(near: &[Vec<u32>]) -> Option<Vec<u8>> {
    postcard::to_allocvec(near).ok()
}

/// The same again.
pub(super) fn near_from_bytes(bytes: &[u8]) -> Option<Vec<Vec<u32>>> {
    postcard::from_bytes(bytes).ok()
}

impl Site {
    /// A number of the text of each entry with all that is inserted in it, in their order.
    pub fn text_numbers(&self) -> Vec<MadeOf> {
        let number = |(id, entry): (EntryId, &Arc<Entry>)| self.identity(id).unwrap_or_else(|| entry.file.number());
        self.sources.with_ids().map(number).collect()
    }

    /// Entries, and those on whose pages something stands that was made of the text of one of these: its other versions, which
    /// say whether they follow it. There are no others as long as what is seen from outside stays as it is.
    pub fn with_twins(&self, entries: &[EntryId]) -> BTreeSet<EntryId> {
        let twins =
            entries.iter().filter_map(|id| self.twins(self.entry(*id)?)).flat_map(|twins| twins.iter().copied());
        twins.flatten().chain(entries.iter().copied()).collect()
    }
}
