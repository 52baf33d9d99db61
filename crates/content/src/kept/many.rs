//! Many small things that are kept together, each by a number of what it was made of.
//!
//! To look for each of ten thousand things by itself takes longer than to make some of them. They are kept in a few heaps: an
//! edit writes anew only the heaps in which something came or went.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::{MadeOf, Memory, What};

/// Into so many heaps all are laid, by the beginning of their numbers.
const HEAPS: u8 = 64;
/// Bytes of a number, and of where a thing ends.
const NUMBER: usize = size_of::<MadeOf>();
const ROW: usize = NUMBER + size_of::<u32>();
/// There is one heap of a name.
const ALL: MadeOf = [0; 16];

/// Things of before, and those that come to them.
#[derive(Debug)]
pub struct Many {
    name: &'static str,
    heaps: Vec<Heap>,
}

/// Some of them: sorted numbers with where each thing ends, then all things.
#[derive(Debug, Default)]
struct Heap {
    bytes: Vec<u8>,
    rows: usize,
    used: Box<[AtomicBool]>,
    added: Mutex<BTreeMap<MadeOf, Vec<u8>>>,
}

impl Many {
    /// Those that a memory has by a name.
    pub fn of(memory: &dyn Memory, name: &'static str) -> Self {
        let heap = |number: u8| {
            let bytes = memory.recall(What::Site, &place(name, number), &ALL).unwrap_or_default();
            Heap::of(bytes)
        };
        Self { name, heaps: (0..HEAPS).into_par_iter().map(heap).collect() }
    }

    /// The thing of a number; it is of use, then.
    pub fn recall(&self, number: &MadeOf) -> Option<&[u8]> {
        self.heap(number)?.recall(number)
    }

    /// Takes a thing that was made.
    pub fn add(&self, number: MadeOf, thing: Vec<u8>) {
        if let Some(heap) = self.heap(&number) {
            heap.added.lock().unwrap_or_else(PoisonError::into_inner).insert(number, thing);
        }
    }

    /// Keeps those that were of use, and those that came.
    pub fn keep(self, memory: &dyn Memory) {
        let name = self.name;
        self.heaps.into_par_iter().zip(0..HEAPS).for_each(|(heap, number)| {
            if let Some(bytes) = heap.changed() {
                memory.keep(What::Site, &place(name, number), &ALL, &bytes);
            }
        });
    }

    fn heap(&self, number: &MadeOf) -> Option<&Heap> {
        let [first, ..] = number;
        self.heaps.get(usize::from(first % HEAPS))
    }
}

fn place(name: &str, heap: u8) -> String {
    format!("{name}/{heap}")
}

impl Heap {
    /// What bytes hold; nothing for bytes that are not such.
    fn of(bytes: Vec<u8>) -> Self {
        let rows = bytes.first_chunk().map_or(0, |rows| u32::from_le_bytes(*rows) as usize);
        let whole = size_of::<u32>() + rows.saturating_mul(ROW) <= bytes.len();
        let rows = if whole { rows } else { 0 };
        Self { bytes, rows, used: (0..rows).map(|_| AtomicBool::new(false)).collect(), added: Mutex::default() }
    }

    /// The number in a row, and where its thing ends.
    fn row(&self, row: usize) -> Option<(&MadeOf, usize)> {
        let start = size_of::<u32>() + row * ROW;
        let (number, end) = self.bytes.get(start..start + ROW)?.split_first_chunk::<NUMBER>()?;
        Some((number, u32::from_le_bytes(*end.first_chunk()?) as usize))
    }

    fn thing(&self, row: usize) -> Option<&[u8]> {
        let start = match row.checked_sub(1) {
            Some(before) => self.row(before)?.1,
            None => 0,
        };
        let things = self.bytes.get(size_of::<u32>() + self.rows * ROW..)?;
        things.get(start..self.row(row)?.1)
    }

    fn recall(&self, number: &MadeOf) -> Option<&[u8]> {
        let (mut low, mut high) = (0, self.rows);
        while low < high {
            let middle = low.midpoint(high);
            if self.row(middle)?.0 < number {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let (found, _) = self.row(low).filter(|_| low < self.rows)?;
        if found != number {
            return None;
        }
        let thing = self.thing(low)?;
        self.used.get(low)?.store(true, Ordering::Relaxed);
        Some(thing)
    }

    /// All of it as bytes, if anything came or is of no use any more.
    fn changed(self) -> Option<Vec<u8>> {
        let used: Vec<usize> =
            self.used.iter().enumerate().filter(|(_, used)| used.load(Ordering::Relaxed)).map(|(row, _)| row).collect();
        let added = std::mem::take(&mut *self.added.lock().unwrap_or_else(PoisonError::into_inner));
        if added.is_empty() && used.len() == self.rows {
            return None;
        }
        let old = used.into_iter().filter_map(|row| Some((*self.row(row)?.0, self.thing(row)?)));
        let mut all: BTreeMap<MadeOf, &[u8]> = old.collect();
        all.extend(added.iter().map(|(number, thing)| (*number, thing.as_slice())));
        let things: usize = all.values().map(|thing| thing.len()).sum();
        let mut bytes = Vec::with_capacity(size_of::<u32>() + all.len() * ROW + things);
        bytes.extend_from_slice(&u32::try_from(all.len()).ok()?.to_le_bytes());
        let mut end = 0_u32;
        for (number, thing) in &all {
            end = end.checked_add(u32::try_from(thing.len()).ok()?)?;
            bytes.extend_from_slice(number);
            bytes.extend_from_slice(&end.to_le_bytes());
        }
        all.values().for_each(|thing| bytes.extend_from_slice(thing));
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    /// A memory that counts what it is given.
    #[derive(Default)]
    struct Counting(Mutex<(HashMap<String, Vec<u8>>, usize)>);

    impl Memory for Counting {
        fn recall(&self, _: What, path: &str, _: &MadeOf) -> Option<Vec<u8>> {
            self.0.lock().expect("whole").0.get(path).cloned()
        }

        fn keep(&self, _: What, path: &str, _: &MadeOf, bytes: &[u8]) {
            let mut kept = self.0.lock().expect("whole");
            kept.0.insert(path.to_owned(), bytes.to_vec());
            kept.1 += 1;
        }
    }

    fn number(number: u16) -> MadeOf {
        crate::kept::made_of([&number.to_le_bytes()[..]])
    }

    #[test]
    fn what_was_of_use_is_there_again_and_nothing_else() {
        let memory = Counting::default();
        let written = |memory: &Counting| std::mem::take(&mut memory.0.lock().expect("whole").1);
        let many = Many::of(&memory, "x");
        for at in 0..500 {
            assert_eq!(many.recall(&number(at)), None);
            many.add(number(at), vec![7; usize::from(at)]);
        }
        many.keep(&memory);
        assert_eq!(written(&memory), usize::from(HEAPS));
        let many = Many::of(&memory, "x");
        for at in 0..500 {
            assert_eq!(many.recall(&number(at)).expect("kept"), vec![7; usize::from(at)]);
        }
        assert_eq!(many.recall(&number(500)), None);
        many.keep(&memory);
        assert_eq!(written(&memory), 0, "nothing is another one");
        let many = Many::of(&memory, "x");
        for at in 1..500 {
            assert!(many.recall(&number(at)).is_some());
        }
        many.keep(&memory);
        assert_eq!(written(&memory), 1, "that of the one that nobody asked for");
        assert_eq!(Many::of(&memory, "x").recall(&number(0)), None);
        assert_eq!(Many::of(&memory, "y").recall(&number(1)), None, "of another name");
    }

    #[test]
    fn bytes_that_are_no_heap_hold_nothing() {
        let heap = Heap::of(Vec::new());
        heap.added.lock().expect("whole").extend([([1; 16], vec![1, 2]), ([2; 16], vec![3])]);
        let whole = heap.changed().expect("something came");
        assert_eq!(Heap::of(whole.clone()).recall(&[2; 16]), Some(&[3][..]));
        for end in 0..whole.len() {
            assert_eq!(Heap::of(whole[..end].to_vec()).recall(&[2; 16]), None, "cut after {end}");
        }
        assert_eq!(Heap::of(vec![0xff; 80]).recall(&[0xff; 16]), None);
    }
}
