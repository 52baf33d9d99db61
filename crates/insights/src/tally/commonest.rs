//! What comes most often, found in passing with a few places of memory.

/// The most frequent of many values, after Misra and Gries: one that makes more than a (N + 1)th of all is among the
/// N, and its count is too low rather than too high.
#[derive(Clone, Debug)]
pub(super) struct Commonest<T, const N: usize> {
    places: Vec<(T, u32)>,
}

impl<T, const N: usize> Default for Commonest<T, N> {
    fn default() -> Self {
        Self { places: Vec::new() }
    }
}

impl<T: Ord, const N: usize> Commonest<T, N> {
    /// Counts a value; it is made only when it is kept.
    pub(super) fn add(&mut self, is: impl Fn(&T) -> bool, make: impl FnOnce() -> T) {
        if let Some((_, count)) = self.places.iter_mut().find(|(value, _)| is(value)) {
            *count = count.saturating_add(1);
        } else if self.places.len() < N {
            // Most queries have one spelling: a vector that grows by itself would begin with four places.
            self.places.reserve_exact(1);
            self.places.push((make(), 1));
        } else {
            self.places.iter_mut().for_each(|(_, count)| *count -= 1);
            self.places.retain(|(_, count)| *count > 0);
        }
    }

    /// The values, the most frequent one first.
    pub(super) fn ordered(mut self) -> Vec<(T, u32)> {
        self.places.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        self.places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_most_people_write_is_kept() {
        let mut seen = Commonest::<&str, 2>::default();
        for text in ["a", "b", "a", "c", "a", "d", "a", "b", "a"] {
            seen.add(|known| *known == text, || text);
        }
        assert_eq!(seen.ordered().first().map(|(text, _)| *text), Some("a"));
    }

    #[test]
    fn few_values_are_counted_exactly() {
        let mut seen = Commonest::<u8, 4>::default();
        [3, 1, 3, 2, 3, 1].into_iter().for_each(|value| seen.add(|known| *known == value, || value));
        assert_eq!(seen.ordered(), [(3, 3), (1, 2), (2, 1)]);
    }
}
