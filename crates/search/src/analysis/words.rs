//! Cuts text into words and compounds.
//!
//! Letters and digits make words. What else may stand inside one:
//! - marks and invisible characters (soft hyphen, zero-width space) are part of the word and folded away;
//! - an apostrophe between letters ([`Apostrophe`]);
//! - a dot or a comma between digits: `2.0` stays whole, `3,5` is `3.5`, `1,000` is `1000`;
//! - `c++` and `c#`.
//!
//! Words joined by `-`, `_`, `&` or a dot (`node.js`) are a compound: each part is a word, and all of them joined are an
//! extra word, so `wi-fi`, `wi fi` and `wifi` find each other. A run of letters and digits (`esp32`, `ide2.0`) is one too,
//! and so are the groups of a long number ([`numbers`](super::numbers)).
//!
//! Scripts without spaces give every two or three neighbouring letters ([`gram`]); an index is given the last letters of a
//! stretch too, so that what is shorter than that is found wherever it stands: it begins a term, or is one.

use super::case::is_capital;
use super::char_class::{Class, class, gram};
use super::fold::Folding;
use super::numbers::{self, Group, GroupedNumber};
use super::word::{Each, Word};

/// Longer words are cut here (their folded bytes): nobody types them, and no index needs them.
const LONGEST_WORD: usize = 96;
/// More parts than this make a list, an address or an identifier, which nobody types as one word.
const MOST_PARTS_JOINED: usize = 6;
/// A joined word is no longer than this (folded bytes).
const LONGEST_JOINED: usize = 64;
/// A run that changes between letters and digits more often is an identifier (`3f9a1c`), found only as a whole.
const MOST_PIECES: usize = 3;

/// A name that takes an ending after an apostrophe is no shorter.
const LEAST_NAME: usize = 2;

/// What an apostrophe between two letters means in a language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "write", derive(serde::Deserialize), serde(rename_all = "lowercase"))]
pub(crate) enum Apostrophe {
    /// Part of the word (`п’еса`), dropped so that every way to type it, or none, is alike.
    Inside,
    /// Part of the word, but what follows may be a clitic (`customer's`, `we'll`) that the stem goes without.
    Clitic,
    /// Between two words (`l'eau`).
    #[default]
    Between,
    /// Between a name and its ending (`Ankara'da`), which is no part of the word; but `O'Neill` is two words.
    Ending,
}

impl Apostrophe {
    /// The meaning of a number in a file.
    pub(crate) fn of(number: u8) -> Option<Self> {
        [Self::Inside, Self::Clitic, Self::Between, Self::Ending].into_iter().find(|meaning| *meaning as u8 == number)
    }
}

/// How a text is to be split.
#[derive(Clone, Copy)]
pub(crate) struct Splitting {
    pub(crate) folding: Folding,
    pub(crate) apostrophe: Apostrophe,
    /// Whether the last letters of a stretch without spaces are given too.
    pub(crate) tails: bool,
}

/// Calls `each` for every word of the text.
pub(crate) fn split(text: &str, splitting: Splitting, each: Each<'_>) {
    let Splitting { folding, apostrophe, tails } = splitting;
    let mut splitter =
        Splitter { text, folding, apostrophe, tails, position: 0, buffer: String::new(), pieces: Vec::new() };
    let mut number = GroupedNumber::default();
    let mut at = 0;
    while let Some(c) = splitter.char_at(at) {
        at = match class(c) {
            Class::Letter | Class::Digit => {
                let place = splitter.position;
                let end = splitter.compound(at, each);
                if splitter.buffer.bytes().all(|b| b.is_ascii_digit()) {
                    number.push(text, Group { start: at, end, position: place }, &splitter.buffer);
                    if !numbers::goes_on(text, end) {
                        number.finish(each);
                    }
                }
                end
            }
            Class::Unspaced => splitter.grams(at, gram(c), each),
            _ => at + c.len_utf8(),
        };
    }
}

/// A stretch of letters or of digits within a run.
#[derive(Clone, Copy)]
struct Piece {
    /// In the text.
    start: usize,
    end: usize,
    /// In the buffer of folded text.
    from: usize,
    to: usize,
    /// Begins a run, which a hyphen (or nothing) stands before.
    first: bool,
    /// Where in the buffer an apostrophe stood.
    clitic: Option<usize>,
}

struct Splitter<'t> {
    text: &'t str,
    folding: Folding,
    apostrophe: Apostrophe,
    tails: bool,
    position: u32,
    /// The folded text of the compound being read.
    buffer: String,
    pieces: Vec<Piece>,
}

/// What comes after a run.
enum After {
    Nothing,
    Hyphen,
    Dot,
}

impl Splitter<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }

    fn class_at(&self, at: usize) -> Class {
        self.char_at(at).map_or(Class::Other, class)
    }

    /// Reads a compound that begins at `at`, gives its words and returns where it ends.
    fn compound(&mut self, at: usize, each: Each<'_>) -> usize {
        self.buffer.clear();
        self.pieces.clear();
        let mut at = at;
        let (mut runs, mut dots) = (0, 0);
        loop {
            let (end, after) = self.run(at);
            runs += 1;
            at = end;
            match after {
                After::Nothing => break,
                After::Hyphen => at += self.char_at(at).map_or(1, char::len_utf8),
                After::Dot => {
                    dots += 1;
                    at += 1;
                }
            }
            if runs == 64 {
                break;
            }
        }
        let joinable =
            runs > 1 && runs <= MOST_PARTS_JOINED && self.buffer.len() <= LONGEST_JOINED && (dots == 0 || runs == 2);
        self.emit(joinable, each);
        at
    }

    /// Reads letters and digits up to the next connector or the end of the word.
    fn run(&mut self, start: usize) -> (usize, After) {
        let mut at = start;
        let mut before = Class::Other;
        let mut first = true;
        while let Some(c) = self.char_at(at) {
            let next = at + c.len_utf8();
            match class(c) {
                kind @ (Class::Letter | Class::Digit) => {
                    if kind != before {
                        let from = self.buffer.len();
                        self.pieces.push(Piece { start: at, end: at, from, to: from, first, clitic: None });
                        first = false;
                    }
                    before = kind;
                    self.push(c, next);
                }
                Class::Mark => self.push(c, next),
                Class::Apostrophe if self.begins_ending(next) => {
                    at = self.skip_ending(next);
                    continue;
                }
                Class::Apostrophe if before == Class::Letter && self.class_at(next) == Class::Letter => {
                    if matches!(self.apostrophe, Apostrophe::Between | Apostrophe::Ending) {
                        return (at, After::Hyphen);
                    }
                    self.note_clitic();
                }
                Class::Hyphen if matches!(self.class_at(next), Class::Letter | Class::Digit) => {
                    return (at, After::Hyphen);
                }
                Class::Dot if before == Class::Digit && self.class_at(next) == Class::Digit => self.push(c, next),
                Class::Dot if before == Class::Letter && self.begins_lower(next) => return (at, After::Dot),
                Class::Comma if before == Class::Digit && self.class_at(next) == Class::Digit => {
                    if !self.is_thousand(next) {
                        self.push('.', next);
                    }
                }
                _ => return (self.programming_language(start, at), After::Nothing),
            }
            at = next;
        }
        (at, After::Nothing)
    }

    /// Adds a character to the last piece. A word that is too long goes on without its rest.
    fn push(&mut self, c: char, end: usize) {
        let Some(piece) = self.pieces.last_mut() else { return };
        if self.buffer.len() < piece.from + LONGEST_WORD {
            self.folding.push(c, &mut self.buffer);
            self.buffer.truncate(self.buffer.floor_char_boundary(piece.from + LONGEST_WORD));
        }
        piece.to = self.buffer.len();
        piece.end = end;
    }

    /// Whether what follows an apostrophe is an ending of the name before it, which has more letters than an `O` or a `d`.
    fn begins_ending(&self, at: usize) -> bool {
        let name = |piece: &Piece| self.buffer.get(piece.from..).is_some_and(|name| name.chars().count() >= LEAST_NAME);
        self.apostrophe == Apostrophe::Ending
            && self.class_at(at) == Class::Letter
            && self.pieces.last().is_some_and(name)
    }

    /// Where an ending stops. It belongs to the word as it is shown.
    fn skip_ending(&mut self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        let letters = rest.chars().take_while(|&c| matches!(class(c), Class::Letter | Class::Mark));
        let end = start + letters.map(char::len_utf8).sum::<usize>();
        if let Some(piece) = self.pieces.last_mut() {
            piece.end = end;
        }
        end
    }

    fn note_clitic(&mut self) {
        let at = self.buffer.len();
        if self.apostrophe == Apostrophe::Clitic
            && let Some(piece) = self.pieces.last_mut()
        {
            piece.clitic = Some(at);
        }
    }

    /// `node.js`, but not `end.Next`, which lacks a space.
    fn begins_lower(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(|c| matches!(class(c), Class::Letter) && !is_capital(c))
    }

    /// Three digits and no fourth follow a comma: it separates thousands.
    fn is_thousand(&self, at: usize) -> bool {
        let digits =
            self.text.as_bytes().get(at..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count();
        digits == 3
    }

    /// `C++` and `C#` keep their signs.
    fn programming_language(&mut self, start: usize, end: usize) -> usize {
        if end != start + 1 || !self.text.as_bytes().get(start).is_some_and(u8::is_ascii_alphabetic) {
            return end;
        }
        let rest = self.text.get(end..).unwrap_or_default();
        let signs = if rest.starts_with("++") {
            "++"
        } else if rest.starts_with('#') {
            "#"
        } else {
            return end;
        };
        let after = end + signs.len();
        if matches!(self.class_at(after), Class::Letter | Class::Digit | Class::Other if !self.ends_word(after)) {
            return end;
        }
        for sign in signs.chars() {
            self.push(sign, after);
        }
        after
    }

    fn ends_word(&self, at: usize) -> bool {
        self.char_at(at).is_none_or(|c| !matches!(class(c), Class::Letter | Class::Digit) && !matches!(c, '+' | '#'))
    }

    /// Gives the words of the compound read: pieces, runs of several pieces, and all of it joined.
    fn emit(&mut self, joinable: bool, each: Each<'_>) {
        let place = self.position;
        let mut given = 0;
        let mut from = 0;
        while from < self.pieces.len() {
            let rest = self.pieces.get(from..).unwrap_or_default();
            let count = 1 + rest.iter().skip(1).take_while(|piece| !piece.first).count();
            let run_place = self.position;
            if count > 1 && count <= MOST_PIECES {
                for i in from..from + count {
                    self.give(i, i, self.position, false, each);
                }
                self.give(from, from + count - 1, run_place, true, each);
                given += 1;
            } else {
                self.give(from, from + count - 1, run_place, false, each);
            }
            given += 1;
            from += count;
        }
        if joinable && given > 1 && !self.pieces.is_empty() {
            self.give(0, self.pieces.len() - 1, place, true, each);
        }
    }

    /// Gives the word that reaches from one piece to another.
    fn give(&mut self, from: usize, to: usize, position: u32, joined: bool, each: Each<'_>) {
        let (Some(first), Some(last)) = (self.pieces.get(from), self.pieces.get(to)) else { return };
        let text = self.buffer.get(first.from..last.to).unwrap_or_default();
        if text.is_empty() {
            return;
        }
        let clitic = if from == to { first.clitic.map(|at| at - first.from) } else { None };
        each(Word { start: first.start, end: last.end, position, text, clitic, joined });
        if !joined {
            self.position = self.position.saturating_add(1);
        }
    }

    /// Reads a stretch of a script without spaces and gives every so many neighbouring letters.
    fn grams(&mut self, at: usize, letters: usize, each: Each<'_>) -> usize {
        self.buffer.clear();
        self.pieces.clear();
        let mut at = at;
        let mut alone = true;
        while let Some(c) = self.char_at(at) {
            let next = at + c.len_utf8();
            match class(c) {
                Class::Unspaced if gram(c) != letters => break,
                Class::Unspaced => {
                    if self.pieces.len() == letters {
                        self.give(0, letters - 1, self.position, false, each);
                        alone = false;
                        self.forget_first();
                    }
                    let from = self.buffer.len();
                    self.pieces.push(Piece { start: at, end: at, from, to: from, first: false, clitic: None });
                    self.push(c, next);
                }
                Class::Mark => self.push(c, next),
                _ => break,
            }
            at = next;
        }
        let last = self.pieces.len().saturating_sub(1);
        if self.pieces.len() == letters || alone {
            self.give(0, last, self.position, false, each);
        }
        if self.tails {
            (1..=last).for_each(|from| self.give(from, last, self.position, true, each));
        }
        at
    }

    /// Drops the first letter, so that the second begins the next term.
    fn forget_first(&mut self) {
        let Some(start) = self.pieces.get(1).map(|second| second.from) else { return };
        self.buffer.drain(..start);
        self.pieces.remove(0);
        for piece in &mut self.pieces {
            (piece.from, piece.to) = (piece.from - start, piece.to - start);
        }
    }
}
