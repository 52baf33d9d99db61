//! Rules about articles that say the same.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::rule::{Rule, Run};
use super::search::words_and_signs;
use super::shingles::{self, Exact, Sketch};
use helpdex_content::config::{LanguageId, Level};
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::kept::{MadeOf, Many, Memory};
use helpdex_content::site::Site;
use helpdex_content::source::{Entry, EntryId, EntryKind, Status};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "duplicate-title",
        level: Level::Warning,
        what: "two articles of a language have the same title",
        why: "Customers can't tell them apart in lists and search results.",
        how: "Say in the title how they differ, or make one article of the two.",
        run: Run::Site(titles),
    },
    Rule {
        code: "near-duplicate",
        level: Level::Warning,
        what: "two articles of a language have almost the same text",
        why: "Sooner or later only one of them is corrected, and customers find the other.",
        how: "Make one article of the two and keep the other's URL under `aliases`. \
              `limits: { similarity: 80 }` under `checks` says from how many per cent on it is told.",
        run: Run::Remembering(texts),
    },
];

/// Articles that readers meet.
fn articles(site: &Site) -> impl Iterator<Item = (EntryId, &Entry)> {
    site.sources.with_ids().filter_map(|(index, entry)| {
        let met = entry.kind == EntryKind::Article && entry.front.status != Status::Archived;
        (met && site.has_body(index)).then_some((index, entry.as_ref()))
    })
}

fn titles(site: &Site, found: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<(LanguageId, String), &Entry> = HashMap::new();
    for (_, entry) in articles(site) {
        let Some(title) = entry.front.title.given() else { continue };
        let words = words_and_signs(&title.value);
        if words.is_empty() {
            continue;
        }
        let first = *seen.entry((entry.language, words)).or_insert(entry);
        if std::ptr::eq(first, entry) {
            continue;
        }
        let Some(other) = first.front.title.given() else { continue };
        let message = format!("`{}` has this title, too", first.file.path());
        let warning = entry.file.warning("duplicate-title", title.range.clone(), message);
        let place = first.file.place(other.range.clone());
        let warning = warning.also(first.file.path(), Some(place), "the first article of this title");
        found.push(warning.help("say in the title how they differ, or make one article of the two"));
    }
}

fn texts(site: &Site, memory: Option<&dyn Memory>, found: &mut Vec<Diagnostic>) {
    let least = site.config.levels.limits.similarity;
    let entries: Vec<(EntryId, &Entry)> = articles(site).collect();
    let texts = |id: EntryId| site.body(id).map(|body| body.texts().into_owned().sections).unwrap_or_default();
    let likeness = memory.map(Likeness::of);
    let numbers: Vec<Option<MadeOf>> = entries.iter().map(|(id, _)| site.identity(*id)).collect();
    let sketch = |((id, _), number): (&(EntryId, &Entry), &Option<MadeOf>)| {
        let make = || Sketch::of(texts(*id).iter().map(|section| section.text.as_str()));
        match likeness.as_ref().zip(number.as_ref()) {
            Some((likeness, number)) => likeness.sketch(number, make),
            None => make(),
        }
    };
    let sketches: Vec<Option<Sketch>> = entries.par_iter().zip(&numbers).map(sketch).collect();
    for language in site.config.languages.ids() {
        let own = |at: &usize| entries.get(*at).is_some_and(|(_, entry)| entry.language == language);
        let group: Vec<usize> = (0..entries.len()).filter(own).collect();
        let mut exact = Exact::of(|at: usize| {
            let sections = entries.get(at).map(|(id, _)| texts(*id)).unwrap_or_default();
            sections.into_iter().map(|section| section.text)
        });
        let number = |at: usize| numbers.get(at).copied().flatten();
        let share = |first, second| {
            let mut percent = || exact.percent(first, second);
            match (&likeness, number(first), number(second)) {
                (Some(likeness), Some(one), Some(other)) => likeness.share(&one, &other, percent),
                _ => percent(),
            }
        };
        for pair in shingles::similar(&sketches, &group, least, share) {
            let (Some((_, first)), Some((_, second))) = (entries.get(pair.first), entries.get(pair.second)) else {
                continue;
            };
            found.push(same_text(first, second, pair.percent));
        }
    }
    if let Some((likeness, memory)) = likeness.zip(memory) {
        likeness.keep(memory);
    }
}

/// Of so many pairs of texts it is remembered how much they share: a site of copies of copies has a hundred times as many.
const REMEMBERED: usize = 200_000;

/// What is remembered of texts that were compared.
struct Likeness {
    sketches: Many,
    shares: Many,
    /// How many pairs there are so far.
    pairs: AtomicUsize,
}

impl Likeness {
    fn of(memory: &dyn Memory) -> Self {
        Self { sketches: Many::of(memory, "sketches"), shares: Many::of(memory, "shares"), pairs: AtomicUsize::new(0) }
    }

    /// The sketch of the text of a number.
    fn sketch(&self, number: &MadeOf, make: impl FnOnce() -> Option<Sketch>) -> Option<Sketch> {
        self.sketches.recall(number).and_then(Sketch::from_bytes).unwrap_or_else(|| {
            let sketch = make();
            self.sketches.add(*number, Sketch::to_bytes(sketch.as_ref()));
            sketch
        })
    }

    /// How much the texts of two numbers share, in per cent.
    fn share(&self, one: &MadeOf, other: &MadeOf, count: impl FnOnce() -> usize) -> usize {
        // Both are parts of hashes already. Turned around the second one tells which is which.
        let both = (u128::from_le_bytes(*one) ^ u128::from_le_bytes(*other).rotate_left(64)).to_le_bytes();
        let pairs = self.pairs.fetch_add(1, Ordering::Relaxed);
        let known = self.shares.recall(&both).and_then(|bytes| bytes.first());
        known.map_or_else(
            || {
                let percent = count();
                if pairs >= REMEMBERED {
                    return percent;
                }
                self.shares.add(both, vec![u8::try_from(percent).unwrap_or(u8::MAX)]);
                percent
            },
            |percent| usize::from(*percent),
        )
    }

    fn keep(self, memory: &dyn Memory) {
        self.sketches.keep(memory);
        self.shares.keep(memory);
    }
}

fn same_text(first: &Entry, second: &Entry, percent: usize) -> Diagnostic {
    let title = |entry: &Entry| entry.front.title.given().map_or(entry.body.clone(), |title| title.range.clone());
    let message = format!("{percent} % of the text is that of `{}`", first.file.path());
    let warning = second.file.warning("near-duplicate", title(second), message);
    let place = first.file.place(title(first));
    let warning = warning.also(first.file.path(), Some(place), "the article with the same text");
    warning.help("make one article of the two, and keep the other's URL under `aliases`")
}
