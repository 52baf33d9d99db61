//! What the links of an article depend on, so that a file that comes, goes or moves renders anew only the articles that
//! it concerns.
//!
//! A link asks for a place by its last name: `../payouts/when.md#x` and `/payouts/when/` both ask for `when`. What a link
//! is answered can change only with something of that name; what is told of a broken one, with something of a name near
//! to it. Two things of one name in different folders cost a rendering too many, never one too few.

use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::href::{decoded, file_name, is_near};
use super::resolve::Links;
use super::{Routes, slug_path};
use crate::markdown::{Resolve, Target};
use crate::path::ContentPath;
use crate::source::{Entry, EntryId, Sources};

/// What the links and images of one article ask for.
#[derive(Debug, Default)]
pub(crate) struct Dependencies {
    /// The names, as numbers.
    names: Vec<u32>,
    /// The names of what was not there, as they were written.
    missing: Vec<String>,
}

impl Dependencies {
    /// The names as numbers, and those of what was not there as they were written.
    pub(crate) fn names(&self) -> (&[u32], &[String]) {
        (&self.names, &self.missing)
    }

    /// The same from what was kept of them.
    pub(crate) fn of_names(names: Vec<u32>, missing: Vec<String>) -> Self {
        Self { names, missing }
    }
}

/// A link or an image that leads into the site, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Whether it is an image.
    pub(crate) image: bool,
    /// Where it is to lead.
    pub(crate) destination: String,
}

/// Answers the links of an article, and remembers what they asked for.
pub(crate) struct DependencyTracker<'a> {
    links: Links<'a>,
    dependencies: Mutex<Dependencies>,
    /// What was asked and answered, as a number.
    answers: Mutex<Sha256>,
    /// What was asked, where somebody wants to ask it again.
    asked: Option<Mutex<Vec<Asked>>>,
}

/// What a [`DependencyTracker`] remembers.
pub(crate) struct Tracked {
    pub(crate) dependencies: Dependencies,
    /// A number that changes with any of the answers.
    pub(crate) answers: [u8; 32],
    /// What was asked, where somebody wants to ask it again.
    pub(crate) asked: Vec<Asked>,
}

impl<'a> DependencyTracker<'a> {
    pub(crate) fn new(links: Links<'a>) -> Self {
        Self { links, dependencies: Mutex::default(), answers: Mutex::default(), asked: None }
    }

    /// The same for whoever wants to ask it again.
    pub(crate) fn to_ask_again(links: Links<'a>) -> Self {
        Self { asked: Some(Mutex::default()), ..Self::new(links) }
    }

    /// What was asked for, and what came of it.
    pub(crate) fn into_parts(self) -> Tracked {
        let mut dependencies = self.dependencies.into_inner().unwrap_or_else(PoisonError::into_inner);
        dependencies.names.sort_unstable();
        dependencies.names.dedup();
        dependencies.names.shrink_to_fit();
        let answers = self.answers.into_inner().unwrap_or_else(PoisonError::into_inner).finalize();
        let asked = self.asked.map(|asked| asked.into_inner().unwrap_or_else(PoisonError::into_inner));
        Tracked { dependencies, answers: answers.into(), asked: asked.unwrap_or_default() }
    }

    fn remember(&self, image: bool, destination: &str, target: &Target) {
        if matches!(target, Target::External(_)) {
            return;
        }
        note(&mut self.answers.lock().unwrap_or_else(PoisonError::into_inner), destination, target);
        if let Some(asked) = &self.asked {
            let destination = destination.to_owned();
            asked.lock().unwrap_or_else(PoisonError::into_inner).push(Asked { image, destination });
        }
        let path = decoded(destination.split(['?', '#']).next().unwrap_or(destination));
        if path.is_empty() {
            return;
        }
        let mut dependencies = self.dependencies.lock().unwrap_or_else(PoisonError::into_inner);
        dependencies.names.push(number(&self.links.content_path(&path).unwrap_or_default()));
        if matches!(target, Target::Broken { .. }) {
            dependencies.missing.push(file_name(&path).to_owned());
        }
    }
}

impl Resolve for DependencyTracker<'_> {
    fn link(&self, href: &str) -> Target {
        let target = self.links.link(href);
        self.remember(false, href, &target);
        target
    }

    fn image(&self, src: &str) -> Target {
        let target = self.links.image(src);
        self.remember(true, src, &target);
        target
    }
}

fn note(answers: &mut Sha256, destination: &str, target: &Target) {
    // A file has its size said with it, and a broken link what is told of it.
    answers.update(format!("{destination}\n{target:?}\n"));
}

/// The number of what links are answered that were asked before.
pub(crate) fn answers_again<'q>(asked: impl Iterator<Item = (bool, &'q str)>, links: &Links<'_>) -> [u8; 32] {
    let mut answers = Sha256::default();
    for (image, destination) in asked {
        let target = if image { links.image(destination) } else { links.link(destination) };
        note(&mut answers, destination, &target);
    }
    answers.finalize().into()
}

/// What is in another place than before, came or went.
#[derive(Debug, Default)]
pub(crate) struct Moved {
    names: HashSet<u32>,
    written: HashSet<String>,
    /// Other things than before are for agents alone: what is told of links to what is not there may be something else.
    other_choice: bool,
}

impl Moved {
    /// Compares two plans. `pairs` has the old id of each new entry.
    pub(crate) fn between(old: (&Sources, &Routes), new: (&Sources, &Routes), pairs: &[Option<EntryId>]) -> Self {
        let other_choice = !old.0.internal.is_same_choice(&new.0.internal);
        let mut moved = Self { other_choice, ..Self::default() };
        let mut stayed = vec![false; old.0.entries.len()];
        for ((id, entry), pair) in new.0.with_ids().zip(pairs) {
            let before = pair.and_then(|pair| Some((pair, old.0.get(pair)?)));
            if let Some((pair, before)) = before {
                if let Some(slot) = stayed.get_mut(pair.index()) {
                    *slot = true;
                }
                if old.1.url(pair) == new.1.url(id) && (Arc::ptr_eq(before, entry) || is_same_place(before, entry)) {
                    continue;
                }
                moved.entry(before);
            }
            moved.entry(entry);
        }
        let gone = old.0.entries.iter().zip(&stayed).filter(|(_, stayed)| !**stayed);
        gone.for_each(|(entry, _)| moved.entry(entry));
        for (one, other) in [(old.1, new.1), (new.1, old.1)] {
            one.categories.keys().filter(|key| !other.categories.contains_key(*key)).for_each(|key| moved.path(key));
            let is_there = |path: &ContentPath, file: &Arc<_>| {
                other.files.get(path).is_some_and(|route| Arc::ptr_eq(&route.file, file))
            };
            let files = one.files.iter().filter(|(path, route)| !is_there(path, &route.file));
            files.for_each(|(path, _)| moved.path(path));
        }
        moved
    }

    fn entry(&mut self, entry: &Entry) {
        self.path(&entry.key);
        entry.front.aliases.iter().for_each(|alias| self.path(&alias.value));
    }

    fn path(&mut self, path: &str) {
        let composed: String = path.nfc().collect();
        self.names.insert(number(&composed));
        self.names.insert(number(&slug_path(&composed)));
        self.written.insert(file_name(&composed).to_owned());
    }

    /// Whether an article must be rendered again.
    pub(crate) fn concerns(&self, dependencies: &Dependencies) -> bool {
        dependencies.names.iter().any(|name| self.names.contains(name))
            || self.other_choice && !dependencies.missing.is_empty()
            || dependencies.missing.iter().any(|wanted| {
                let stem = wanted.strip_suffix(".md").unwrap_or(wanted);
                let near = |name: &String| [stem, wanted].iter().any(|wanted| name == wanted || is_near(name, wanted));
                self.written.iter().any(near)
            })
    }
}

/// Whether two versions of an entry are published at the same URLs.
pub(crate) fn is_same_place(old: &Entry, new: &Entry) -> bool {
    let aliases = |entry: &Entry| entry.front.aliases.iter().map(|alias| alias.value.clone()).collect::<Vec<_>>();
    (&old.key, old.language, old.kind, old.front.status) == (&new.key, new.language, new.kind, new.front.status)
        && aliases(old) == aliases(new)
}

/// The number of the name at the end of a path: without language and ending, and of a category's file that of its folder.
fn number(path: &str) -> u32 {
    let mut names = path.rsplit('/').filter(|name| !name.is_empty());
    let stem = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
    let name = match names.next().map(stem) {
        Some(name) if name == "_index" => names.next().map(stem),
        name => name,
    };
    BuildHasherDefault::<DefaultHasher>::default().hash_one(name.unwrap_or_default()) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_ask_for_names() {
        let when = number("payouts/when");
        for path in ["payouts/when.md", "/payouts/when/", "a/when.ru.md", "when/_index.md", "when.png"] {
            assert_eq!(number(path), when, "{path}");
        }
        assert_ne!(number("payouts/then.md"), when);
        let mut moved = Moved::default();
        moved.path("payouts/When now");
        let dependencies = |name: &str| Dependencies { names: vec![number(name)], missing: Vec::new() };
        assert!(moved.concerns(&dependencies("x/When now.md")) && moved.concerns(&dependencies("/payouts/when-now/")));
        assert!(!moved.concerns(&dependencies("/payouts/when/")));
        let missing = |name: &str| Dependencies { names: Vec::new(), missing: vec![name.to_owned()] };
        assert!(moved.concerns(&missing("When new.md")) && !moved.concerns(&missing("other.md")));
    }
}
