//! Addresses that many pages refer to, each kept once.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use foldhash::fast::RandomState;

/// Addresses with their numbers. Pages that are read side by side share them.
#[derive(Debug, Default)]
pub(crate) struct Names(RwLock<Known>);

#[derive(Debug, Default)]
pub(super) struct Known {
    /// Those of the first names, from the beginning on: the others wait until somebody looks for one.
    numbers: HashMap<Arc<str>, u32, RandomState>,
    names: Vec<Arc<str>>,
}

impl Known {
    /// Gives a number to each name that waits for one.
    fn number_all(&mut self) {
        let Self { numbers, names } = self;
        let done = numbers.len();
        // Most often none does; to count up to the first one would take longer than all else.
        let waiting = names.get(done..).unwrap_or_default();
        numbers.extend(waiting.iter().zip(done as u32..).map(|(name, number)| (Arc::clone(name), number)));
    }

    fn add(&mut self, name: &str) -> u32 {
        self.number_all();
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let (number, name) = (self.names.len() as u32, Arc::<str>::from(name));
        self.names.push(Arc::clone(&name));
        self.numbers.insert(name, number);
        number
    }

    /// The address of a number.
    pub(super) fn get(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", AsRef::as_ref)
    }
}

impl Names {
    /// Those that are known from before, each once, in the order of their numbers.
    pub(crate) fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        Self(RwLock::new(Known { numbers: HashMap::default(), names: names.map(Arc::from).collect() }))
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.known().names.len()
    }

    /// All of them, in the order of their numbers.
    pub(crate) fn all(&self) -> Vec<Arc<str>> {
        self.known().names.clone()
    }

    /// The numbers of addresses.
    pub(super) fn numbers(&self, names: &[&str]) -> Vec<u32> {
        let known = self.known();
        let found: Vec<Option<u32>> = names.iter().map(|name| known.numbers.get(*name).copied()).collect();
        drop(known);
        // Most of a page is on all others, too.
        if found.iter().all(Option::is_some) {
            return found.into_iter().flatten().collect();
        }
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        names.iter().zip(found).map(|(name, found)| found.unwrap_or_else(|| known.add(name))).collect()
    }

    pub(super) fn known(&self) -> RwLockReadGuard<'_, Known> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Addresses numbered anew: `renumber` is given what makes a new number of an old one, and those it asks for remain, in
    /// the order in which it does.
    pub(super) fn renumbered(&self, renumber: impl FnOnce(&mut dyn FnMut(u32) -> u32)) -> Vec<Arc<str>> {
        let known = self.known();
        let mut new = Known::default();
        renumber(&mut |number| new.add(known.get(number)));
        new.names
    }
}
