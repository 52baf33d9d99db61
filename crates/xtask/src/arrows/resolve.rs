//! From paths to files: which file defines what another one names.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::{Kind, Mention, Tree};

/// What one file takes from another.
#[derive(Clone)]
pub(super) struct Arrow {
    pub(super) line: usize,
    /// The path as it stands there.
    pub(super) path: String,
}

/// What files of a target take from each other, and what they take from other crates.
#[derive(Default)]
pub(super) struct Arrows {
    pub(super) inside: BTreeMap<(usize, usize), Arrow>,
    /// By file, and by the name that code has for the other crate.
    pub(super) outside: BTreeMap<(usize, String), Arrow>,
}

/// Where a path leads.
#[derive(Clone, PartialEq, Eq)]
enum Found {
    Module(usize),
    /// Something that this module defines.
    Item(usize),
    Crate(String),
}

/// Names on the way to a definition, so that imports in a circle end.
type Seen = BTreeSet<(usize, String)>;

impl Tree {
    /// All arrows, each with the first line that makes it.
    ///
    /// A `pub use` of a child's name makes none: it puts the child's name on the door. Whoever then takes the name from
    /// there has an arrow to the child. Nor does the import of a module make one, when code goes on from there:
    /// what it names then does.
    pub(super) fn arrows(&self) -> Arrows {
        let mut arrows = Arrows::default();
        let prefixes: BTreeSet<(usize, &str)> = (self.mentions.iter())
            .filter(|mention| mention.kind == Kind::Code && mention.path.len() > 1)
            .filter_map(|mention| Some((mention.module, mention.path.first()?.as_str())))
            .collect();
        for mention in &self.mentions {
            let Some(from) = self.modules.get(mention.module).map(|module| module.file) else { continue };
            let arrow = || Arrow { line: mention.line, path: mention.path.join("::") };
            // A name may stand for a module and for something else: what code does with it tells which is meant.
            let goes_on =
                matches!(&mention.kind, Kind::Import(name) if prefixes.contains(&(mention.module, name.as_str())));
            match self.resolve(mention.module, &mention.path, !goes_on, &mut Seen::new()) {
                Some(Found::Crate(name)) => keep(&mut arrows.outside, (from, name), arrow()),
                Some(Found::Module(module) | Found::Item(module)) if self.is_on_the_door(mention, module) => {}
                Some(Found::Item(module)) => self.add(&mut arrows, from, module, arrow()),
                Some(Found::Module(module)) if !goes_on && mention.kind != Kind::Code => {
                    self.add(&mut arrows, from, module, arrow());
                }
                Some(Found::Module(_)) | None => {}
            }
        }
        arrows
    }

    fn add(&self, arrows: &mut Arrows, from: usize, module: usize, arrow: Arrow) {
        if let Some(to) = self.modules.get(module).map(|module| module.file).filter(|&to| to != from) {
            keep(&mut arrows.inside, (from, to), arrow);
        }
    }

    /// Whether this only makes public what lies below the module.
    fn is_on_the_door(&self, mention: &Mention, found: usize) -> bool {
        let here = |module: usize| self.modules.get(module);
        let first = mention.path.iter().find(|name| *name != "self");
        let by_child = here(mention.module).zip(first).is_some_and(|(module, name)| module.children.contains_key(name));
        let below = std::iter::successors(Some(found), |&module| here(module)?.parent).any(|up| up == mention.module);
        mention.kind == Kind::Reexport && (by_child || below)
    }

    /// `last` where the end of the path is meant, not a module of that name.
    fn resolve(&self, from: usize, path: &[String], last: bool, seen: &mut Seen) -> Option<Found> {
        let (first, mut rest) = path.split_first()?;
        let mut found = match first.as_str() {
            "" => return rest.first().cloned().map(Found::Crate),
            "crate" => Found::Module(0),
            "self" => Found::Module(from),
            "super" => Found::Module(self.modules.get(from)?.parent?),
            name => match self.lookup(from, name, last && rest.is_empty(), seen) {
                Some(found) => found,
                // A name on its own is a local one, or the language's.
                None if rest.is_empty() => return None,
                None => Found::Crate(name.to_owned()),
            },
        };
        while let (Found::Module(module), Some((name, after))) = (&found, rest.split_first()) {
            let module = *module;
            rest = after;
            found = if name == "super" {
                Found::Module(self.modules.get(module)?.parent?)
            } else {
                // What a macro made is in no list: it is the module's.
                self.lookup(module, name, last && rest.is_empty(), seen).unwrap_or(Found::Item(module))
            };
        }
        Some(found)
    }

    /// What a name stands for in a module. A module and something else may share it: the last of a path is the latter.
    fn lookup(&self, from: usize, name: &str, last: bool, seen: &mut Seen) -> Option<Found> {
        let module = self.modules.get(from)?;
        if last && module.items.contains(name) {
            return Some(Found::Item(from));
        }
        if let Some(&child) = module.children.get(name) {
            return Some(Found::Module(child));
        }
        if module.items.contains(name) {
            return Some(Found::Item(from));
        }
        if !seen.insert((from, name.to_owned())) {
            return None;
        }
        if let Some(path) = module.imports.get(name) {
            return match self.resolve(from, path, last, seen) {
                // `use rayon;`, and a name of the standard library.
                None => path.first().cloned().map(Found::Crate),
                found => found,
            };
        }
        module.globs.iter().find_map(|path| match self.resolve(from, path, false, seen)? {
            Found::Module(other) if other != from => self.lookup(other, name, last, seen),
            _ => None,
        })
    }
}

fn keep<K: Ord>(arrows: &mut BTreeMap<K, Arrow>, ends: K, arrow: Arrow) {
    match arrows.entry(ends) {
        std::collections::btree_map::Entry::Vacant(place) => {
            place.insert(arrow);
        }
        std::collections::btree_map::Entry::Occupied(mut place) => {
            if arrow.line < place.get().line {
                place.insert(arrow);
            }
        }
    }
}
