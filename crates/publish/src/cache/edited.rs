//! Whether nothing but the running text of a few articles is another than at the build before.

use std::collections::BTreeSet;

use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::kept::{MadeOf, made_of, unpack_diagnostics};
use helpdex_content::site::Site;
use helpdex_content::source::EntryId;

use super::record::Edits;

/// An edit that nobody sees from outside: of all that pages, lists and rules show of an article besides its own text, all is as
/// it was.
#[derive(Debug)]
pub(crate) struct Edited {
    /// The entries on whose pages another text stands, and their versions in other languages.
    pub(crate) entries: BTreeSet<EntryId>,
    /// The codes of the languages in which there is another text.
    pub(super) languages: BTreeSet<String>,
    /// What a look at the finished pages told.
    pub(crate) verified: Vec<Diagnostic>,
    /// How many pages are HTML.
    pub(crate) html: usize,
}

impl Edited {
    /// What was edited; nothing where somebody sees it.
    pub(super) fn between(site: &Site, (outside, texts): &(MadeOf, Vec<MadeOf>), before: Edits) -> Option<Self> {
        if before.outside != *outside || before.texts.len() != texts.len() {
            return None;
        }
        let both = site.sources.ids().zip(texts).zip(&before.texts);
        let other: Vec<EntryId> = both.filter(|((_, now), before)| now != before).map(|((id, _), _)| id).collect();
        let code = |id: &EntryId| Some(site.config.code(site.entry(*id)?.language).to_owned());
        Some(Self {
            languages: other.iter().filter_map(code).collect(),
            entries: site.with_twins(&other),
            verified: unpack_diagnostics(&before.verified)?,
            html: before.html,
        })
    }
}

/// A number of all that pages are made from besides the texts of articles, and one of each text.
pub(super) fn outside(site: &Site, grounds: &[String]) -> Option<(MadeOf, Vec<MadeOf>)> {
    let outside = site.outside()?;
    let parts = grounds.iter().map(String::as_bytes).chain([&outside[..]]);
    Some((made_of(parts), site.text_numbers()))
}
