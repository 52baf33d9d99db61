//! Long numbers written in groups: `555 010 9999` is also the word `5550109999`, and `12 000` is `12000`.
//!
//! Telephone, order and card numbers are read out and typed in groups of any length, with spaces, hyphens or brackets
//! between them, or in one. Groups of three after a first one are thousands.

use super::word::{Each, Word};

/// Fewer digits in groups that aren't thousands are numbers of their own: two years, a score.
const LEAST_DIGITS: usize = 7;
/// The longest telephone number (E.164) has 15 digits, a card's 19.
const MOST_DIGITS: usize = 19;

/// A group of digits and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Group {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) position: u32,
}

/// The groups read so far.
#[derive(Default)]
pub(super) struct GroupedNumber {
    digits: String,
    first: Option<Group>,
    /// How many digits the first group has, where another followed.
    first_digits: usize,
    last_end: usize,
    groups: usize,
    /// Whether every group after the first has three digits.
    thousands: bool,
    /// Whether a plus stands before it: the first group is a country's code.
    international: bool,
}

impl GroupedNumber {
    /// Adds a group that follows the last one, or begins a number.
    pub(super) fn push(&mut self, text: &str, group: Group, digits: &str) {
        if self.groups == 0 {
            self.first = Some(group);
            self.first_digits = digits.len();
            self.thousands = digits.len() <= 3 && !digits.starts_with('0');
            self.international = text.get(..group.start).is_some_and(|before| before.ends_with('+'));
        } else {
            self.thousands &= digits.len() == 3;
        }
        self.groups += 1;
        self.last_end = group.end;
        if self.digits.len() <= MOST_DIGITS {
            self.digits.push_str(digits);
        }
    }

    /// Gives the number as one word, if its groups are one, and forgets it. One with a country's code is given without it
    /// too: whoever lives there leaves it out.
    pub(super) fn finish(&mut self, each: Each<'_>) {
        let long = (LEAST_DIGITS..=MOST_DIGITS).contains(&self.digits.len());
        let one = self.groups > 1 && (long || self.thousands && self.digits.len() < LEAST_DIGITS);
        if let Some(first) = self.first.filter(|_| one) {
            let mut give = |text: &str| {
                each(Word {
                    start: first.start,
                    end: self.last_end,
                    position: first.position,
                    text,
                    clitic: None,
                    joined: true,
                });
            };
            give(&self.digits);
            let national = self.digits.get(self.first_digits..).unwrap_or_default();
            if self.international && national.len() >= LEAST_DIGITS {
                give(national);
            }
        }
        *self = Self::default();
    }
}

/// A space that may stand between groups of digits.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// Whether another group of digits follows what ends at `end`: after a space, a hyphen, or a bracket with a space.
pub(super) fn goes_on(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    let rest = rest.strip_prefix(')').unwrap_or(rest);
    let rest = rest.strip_prefix(is_space).or_else(|| rest.strip_prefix(['-', '\u{2011}', '\u{2013}'])).unwrap_or(rest);
    let rest = rest.strip_prefix('(').unwrap_or(rest);
    rest.len() < text.len() - end && rest.starts_with(|c: char| c.is_ascii_digit())
}
