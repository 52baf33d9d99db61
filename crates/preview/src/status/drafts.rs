//! Articles that are not published yet.

use serde::Serialize;

use super::owner::owner;
use helpdex_content::site::Site;
use helpdex_content::source::{EntryKind, Status};

/// No more are listed.
const LISTED: usize = 300;

#[derive(Debug, Serialize)]
pub(super) struct Draft<'s> {
    path: &'s str,
    title: String,
    owner: &'s str,
}

pub(super) fn drafts(site: &Site) -> Vec<Draft<'_>> {
    let entries = site.sources.with_ids();
    let drafts = entries.filter(|(_, entry)| entry.front.status == Status::Draft && entry.kind == EntryKind::Article);
    let listed =
        drafts.map(|(index, entry)| Draft { path: entry.file.path(), title: site.title(index), owner: owner(entry) });
    listed.take(LISTED).collect()
}
