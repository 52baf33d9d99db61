//! Events that were sent twice.

use std::collections::{HashSet, VecDeque};
use std::hash::{BuildHasher, RandomState};

/// The marks of the last events. A page sends again what it doesn't know to have arrived, and that is soon: older marks
/// are forgotten, so that a long file needs no more memory than a short one.
#[derive(Debug)]
pub(super) struct Seen {
    hasher: RandomState,
    known: HashSet<u64>,
    order: VecDeque<u64>,
    most: usize,
}

impl Seen {
    pub(super) fn new(most: usize) -> Self {
        Self { hasher: RandomState::new(), known: HashSet::new(), order: VecDeque::new(), most: most.max(1) }
    }

    /// Whether the mark came before.
    pub(super) fn again(&mut self, id: &str) -> bool {
        let mark = self.hasher.hash_one(id);
        if !self.known.insert(mark) {
            return true;
        }
        if self.order.len() >= self.most
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
        self.order.push_back(mark);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_lately_is_known() {
        let mut seen = Seen::new(3);
        assert!(!seen.again("a") && seen.again("a") && !seen.again("b") && !seen.again("c"));
        assert!(seen.again("a") && !seen.again("d"));
        assert!(!seen.again("a"), "forgotten");
        assert!(seen.known.len() <= 3);
    }
}
