//! Counts of what is frequent, in a table that doesn't grow with what is rare.

use std::collections::HashMap;

use super::rows::Others;

/// What belongs to a key.
pub(super) trait Cell: Default {
    /// The numbers of it that are added up where its key has no place.
    type Counts: Default;

    /// How often the key came.
    fn weight(&self) -> u64;

    /// Adds its numbers to those of others.
    fn give(&self, others: &mut Self::Counts);
}

/// Cells by key. When the table is full, the half that came least often is left out: what it came to is added up, and
/// keys that come again begin anew. So all sums are right, and a count is too low by at most what is told.
#[derive(Debug)]
pub(super) struct Heavy<C: Cell> {
    cells: HashMap<Box<str>, C>,
    most: usize,
    others: Others<C::Counts>,
}

impl<C: Cell> Heavy<C> {
    pub(super) fn new(most: usize) -> Self {
        Self { cells: HashMap::new(), most: most.max(2), others: Others::default() }
    }

    /// Changes the cell of a key.
    pub(super) fn change(&mut self, key: &str, change: impl FnOnce(&mut C)) {
        // Asked first, so that a key that is there is not copied.
        if let Some(cell) = self.cells.get_mut(key) {
            return change(cell);
        }
        if self.cells.len() >= self.most {
            self.thin_out();
        }
        change(self.cells.entry(key.into()).or_default());
    }

    fn thin_out(&mut self) {
        let mut weights: Vec<u64> = self.cells.values().map(Cell::weight).collect();
        let half = weights.len() / 2;
        weights.sort_unstable();
        let Some(limit) = weights.get(half).copied() else { return };
        // Of those at the limit only as many go as have to: where all are equal, half of them stay.
        let at_limit = half - weights.partition_point(|weight| *weight < limit);
        let (mut heaviest, others) = (0, &mut self.others);
        // Which of several equal ones go must not depend on the order of a table, or two runs would differ.
        let mut equal: Vec<&str> =
            self.cells.iter().filter(|(_, cell)| cell.weight() == limit).map(|(key, _)| &**key).collect();
        equal.sort_unstable();
        let last = at_limit.checked_sub(1).and_then(|at| equal.get(at)).map(|key| (*key).to_owned());
        self.cells.retain(|key, cell| {
            let weight = cell.weight();
            let goes = weight < limit || (weight == limit && last.as_deref().is_some_and(|last| &**key <= last));
            if goes {
                cell.give(&mut others.counts);
                heaviest = heaviest.max(weight);
            }
            !goes
        });
        others.understated = others.understated.saturating_add(heaviest);
    }

    /// The cells with their keys, and what was left out.
    pub(super) fn into_parts(self) -> (HashMap<Box<str>, C>, Others<C::Counts>) {
        (self.cells, self.others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default)]
    struct Count(u64);

    impl Cell for Count {
        type Counts = u64;

        fn weight(&self) -> u64 {
            self.0
        }

        fn give(&self, others: &mut u64) {
            *others += self.0;
        }
    }

    fn counted(keys: impl Iterator<Item = String>, most: usize) -> (HashMap<Box<str>, Count>, Others<u64>) {
        let mut heavy = Heavy::<Count>::new(most);
        keys.for_each(|key| heavy.change(&key, |cell| cell.0 += 1));
        heavy.into_parts()
    }

    #[test]
    fn the_frequent_stay_and_nothing_is_lost() {
        // Every third one is the same; all others come once.
        let keys = (0..3000).map(|at| if at % 3 == 0 { "often".to_owned() } else { format!("rare {at}") });
        let (cells, others) = counted(keys, 10);
        assert!(cells.len() <= 10);
        assert_eq!(cells["often"].0, 1000);
        assert_eq!(cells.values().map(|cell| cell.0).sum::<u64>() + others.counts, 3000);
        assert!(others.understated > 0);
    }

    #[test]
    fn a_count_is_too_low_by_no_more_than_is_told() {
        let keys: Vec<String> = (0..5000_u32).map(|at| format!("{}", at.wrapping_mul(2_654_435_761) % 97)).collect();
        let (cells, others) = counted(keys.iter().cloned(), 20);
        for (key, cell) in &cells {
            let real = u64::try_from(keys.iter().filter(|other| ***other == **key).count()).unwrap();
            assert!(cell.0 <= real && real <= cell.0 + others.understated, "{key}: {} of {real}", cell.0);
        }
    }

    #[test]
    fn two_runs_are_the_same() {
        let keys = || (0..500).map(|at| format!("{}", at % 83));
        let sorted = |(cells, others): (HashMap<Box<str>, Count>, Others<u64>)| {
            let mut cells: Vec<_> = cells.into_iter().map(|(key, cell)| (key, cell.0)).collect();
            cells.sort();
            (cells, others)
        };
        assert_eq!(sorted(counted(keys(), 16)), sorted(counted(keys(), 16)));
    }
}
