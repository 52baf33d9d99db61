//! Words of a text as numbers, so that runs of them can be compared at once.

use std::hash::{BuildHasherDefault, Hasher};

/// The words of a text in their order, ready for runs of any length to be looked up.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Of each word its place in the text: the first byte, and the one behind the last.
    pub(super) places: Vec<(usize, usize)>,
    /// Sums of all words before each place, from which those of any run follow.
    sums: Vec<u64>,
    /// How many are letters of scripts without spaces.
    letters: usize,
}

/// Any large odd number will do, as long as it is the same for all.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

impl Words {
    /// Takes a text apart. Case, signs and spaces make no difference.
    pub(super) fn of(text: &str) -> Self {
        let mut words = Self { sums: vec![0], ..Self::default() };
        let mut open: Option<(usize, u64)> = None;
        for (at, letter) in text.char_indices() {
            let is_alone = stands_alone(letter);
            if let Some((start, hash)) = open.filter(|_| is_alone || !letter.is_alphanumeric()) {
                words.push((start, at), hash);
                open = None;
            }
            if is_alone {
                words.letters += 1;
                words.push((at, at + letter.len_utf8()), step(0, letter));
            } else if letter.is_alphanumeric() {
                let (start, hash) = open.unwrap_or((at, 0));
                open = Some((start, letter.to_lowercase().fold(hash, step)));
            }
        }
        if let Some((start, hash)) = open {
            words.push((start, text.len()), hash);
        }
        words
    }

    fn push(&mut self, place: (usize, usize), hash: u64) {
        let before = self.sums.last().copied().unwrap_or_default();
        self.places.push(place);
        self.sums.push(before.wrapping_mul(BASE).wrapping_add(mixed(hash)));
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether most of them are single letters of a script without spaces.
    pub(super) fn are_letters(&self) -> bool {
        2 * self.letters > self.len()
    }

    /// The number of a run of words.
    pub(super) fn run(&self, start: usize, length: usize) -> Option<u64> {
        let (before, all) = (self.sums.get(start)?, self.sums.get(start + length)?);
        let power = (0..length).fold(1u64, |power, _| power.wrapping_mul(BASE));
        Some(mixed(all.wrapping_sub(before.wrapping_mul(power)) ^ length as u64))
    }
}

/// The sum of words so far with one more letter.
fn step(hash: u64, letter: char) -> u64 {
    (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0000_0100_0000_01B3).wrapping_add(0x51)
}

/// Spreads what differs in a few bits over all of them.
fn mixed(mut hash: u64) -> u64 {
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    hash ^ (hash >> 32)
}

/// Whether a letter is a word of its own to us, since no space tells where its word ends: Chinese, Japanese, Thai, Lao, Khmer
/// and Burmese.
fn stands_alone(letter: char) -> bool {
    matches!(u32::from(letter), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF
        | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

/// Numbers that are spread already need no hash.
#[derive(Default)]
pub(super) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// Builds maps whose keys are such numbers.
pub(super) type BySpread = BuildHasherDefault<Spread>;

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, start: usize, length: usize) -> u64 {
        Words::of(text).run(start, length).expect("as many words")
    }

    #[test]
    fn runs_are_the_same_wherever_they_stand() {
        assert_eq!(run("Ask the Bank, twice!", 1, 2), run("… the  bank", 0, 2));
        assert_eq!(run("Проверьте счёт", 0, 2), run("x ПРОВЕРЬТЕ: счёт y", 1, 2));
        assert_ne!(run("a b", 0, 2), run("b a", 0, 2));
        assert_ne!(run("ab", 0, 1), run("a b", 0, 2));
        assert_eq!(Words::of("one two").run(1, 2), None);
    }

    #[test]
    fn letters_without_spaces_are_words() {
        let words = Words::of("退款 审核 v2");
        assert_eq!((words.len(), words.are_letters()), (5, true));
        assert_eq!(&"退款 审核 v2"[words.places[4].0..words.places[4].1], "v2");
    }
}
