//! What rules said of the last build of a site, of which nothing but the running text of a few files is another than then.

use std::collections::BTreeSet;

use super::rule::Rule;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::kept::{MadeOf, Memory, Told, What, made_of};
use helpdex_content::site::Site;
use helpdex_content::source::EntryId;

/// By which name it is kept.
const NAME: &str = "told";

/// The rules about whole sites that look at nothing but what is seen of files from outside: front matter, headings, links,
/// images, the names of what is inserted. Others may look at texts, at git, or at files elsewhere.
const SEEN: [&str; 5] = ["duplicate-title", "missing-translation", "shared-ask", "unused-image", "unused-variable"];

/// Rules about the list of published URLs, which may ask git about what they find.
const URLS: [&str; 2] = ["vanished-anchor", "vanished-url"];

/// What was said, and of which entries that does not hold any more.
pub(super) struct Before {
    told: Told,
    stale: BTreeSet<EntryId>,
    /// Whether nothing was said of the list of published URLs, and it is as it was.
    same_urls: bool,
}

impl Before {
    /// What was said when the same was seen of all files.
    pub(super) fn recall(site: &Site, memory: &dyn Memory) -> Option<Self> {
        let bytes = memory.recall(What::Site, NAME, &number(site)?)?;
        let told = Told::from_bytes(&bytes).filter(|told| told.entries.len() == site.sources.entries.len())?;
        let both = site.sources.ids().zip(site.text_numbers()).zip(&told.entries);
        let other = both.filter(|((_, now), (before, _))| now != before).map(|((id, _), _)| id);
        let stale = site.with_twins(&other.collect::<Vec<_>>());
        let same_urls = told.urls.is_some() && told.urls == urls(site);
        Some(Self { told, stale, same_urls })
    }

    /// Whether nothing is to be kept anew.
    pub(super) fn is_whole(&self) -> bool {
        self.stale.is_empty() && self.same_urls
    }

    /// What a rule about the whole site says, if that is known.
    pub(super) fn knows(&self, rule: &Rule) -> bool {
        SEEN.contains(&rule.code) || self.same_urls && URLS.contains(&rule.code)
    }

    /// What those rules said that are known by all who see the same.
    pub(super) fn seen(&self) -> &[Diagnostic] {
        &self.told.seen
    }

    /// What was told of each entry, in their order, if it is as it was then.
    pub(super) fn take_entries(&mut self, site: &Site) -> Vec<(EntryId, Option<Vec<Diagnostic>>)> {
        let all = site.sources.ids().zip(std::mem::take(&mut self.told.entries));
        all.map(|(id, (_, found))| (id, (!self.stale.contains(&id)).then_some(found))).collect()
    }
}

/// Keeps what was said: before, by each rule about the whole site that was asked now, and of each entry in its order.
pub(super) fn keep(
    site: &Site,
    memory: &dyn Memory,
    before: Option<&Before>,
    by_site: &[(&Rule, Vec<Diagnostic>)],
    entries: &[Vec<Diagnostic>],
) {
    let Some(number) = number(site) else { return };
    let of = |codes: &'static [&str]| {
        by_site.iter().filter(move |(rule, _)| codes.contains(&rule.code)).flat_map(|(_, found)| found)
    };
    let seen: Vec<Diagnostic> = before.into_iter().flat_map(Before::seen).chain(of(&SEEN)).cloned().collect();
    let urls = urls(site).filter(|_| of(&URLS).next().is_none());
    if let Some(bytes) = Told::to_bytes(&seen, urls, &site.text_numbers(), entries) {
        memory.keep(What::Site, NAME, &number, &bytes);
    }
}

/// A number of what is seen of all files, and of the day: some of it is told of days.
fn number(site: &Site) -> Option<MadeOf> {
    Some(made_of([&site.outside()?[..], site.options.today.to_string().as_bytes()]))
}

fn urls(site: &Site) -> Option<MadeOf> {
    let text = site.sources.urls.as_ref().map(|file| file.text()).unwrap_or_default();
    Some(made_of([text.as_bytes()]))
}
