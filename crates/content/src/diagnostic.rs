//! Faults of the content, as values.
//!
//! A [`Diagnostic`] is collected, never thrown: one run tells an author everything that is wrong. Faults of the
//! environment (an unreadable folder, a busy port) are [`crate::error::Error`]s instead.

use std::borrow::Cow;
use std::ops::{Bound, Range, RangeBounds};
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use crate::kept::{MadeOf, made_of};
use crate::lying_text::LyingText;
use crate::path::SitePath;
use crate::text_store::{Stored, TextStore};

/// How much a diagnostic weighs. Errors make a build fail; warnings do so only with `--strict`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The site can't be published like this.
    Error,
    /// Customers would see something poor.
    Warning,
}

/// Where in a file a diagnostic points: one line, and a range of columns in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// Line, counted from 1.
    pub line: u32,
    /// First column, counted from 1 in characters (not bytes), as editors do.
    pub column: u32,
    /// Column after the last one marked; at least `column + 1`.
    pub end_column: u32,
    /// The text of the line, cut where it is very long.
    #[serde(skip)]
    pub excerpt: String,
}

/// Another place that a diagnostic speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Also {
    /// Its file, relative to the site's root.
    pub path: String,
    /// Where in it; without it the file as a whole.
    pub place: Option<Place>,
    /// A few words about it.
    pub label: String,
}

/// A piece of a file and the text that belongs in its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edit {
    /// The file.
    pub path: SitePath,
    /// The bytes to take out of its text, a byte order mark not counted. An empty range only puts something in.
    pub range: Range<usize>,
    /// What to put there.
    pub text: String,
}

/// One thing that an author should know about a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Diagnostic {
    /// Stable name of the rule, such as `broken-link`.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The file, relative to the site's root, with forward slashes.
    pub path: String,
    /// The place in the file; without it the diagnostic is about the file as a whole.
    pub place: Option<Place>,
    /// One sentence in lower case: what is wrong.
    pub message: String,
    /// A few words under the caret.
    pub label: Option<String>,
    /// Another place that it speaks of, such as the first of two equal titles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub also: Option<Box<Also>>,
    /// What to do about it.
    pub help: Option<String>,
    /// Edits that mend it, where no decision is left to the author. All of them belong together.
    #[serde(skip)]
    pub fix: Vec<Edit>,
}

impl Diagnostic {
    /// An error about a whole file; narrow it with [`at`](Self::at), [`label`](Self::label) and [`help`](Self::help).
    pub fn error(code: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            path: one_line(path.into()),
            place: None,
            message: one_line(message.into()),
            label: None,
            also: None,
            help: None,
            fix: Vec::new(),
        }
    }

    /// A warning about a whole file.
    pub fn warning(code: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, path, message) }
    }

    /// Points the diagnostic at a place of the file.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Words under the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(one_line(label.into()));
        self
    }

    /// Another place that it speaks of, in words for it.
    #[must_use]
    pub fn also(mut self, path: &str, place: Option<Place>, label: impl Into<String>) -> Self {
        self.also = Some(Box::new(Also { path: one_line(path.to_owned()), place, label: one_line(label.into()) }));
        self
    }

    /// What the author can do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(one_line(help.into()));
        self
    }

    /// Mends it by putting `text` in the place of some bytes of the same file. Only for what is safe: the author has
    /// nothing to decide, and the page says what it was meant to say.
    #[must_use]
    pub fn replace(self, range: Range<usize>, text: impl Into<String>) -> Self {
        let path = self.path.as_str().into();
        self.edit(Edit { path, range, text: text.into() })
    }

    /// Mends it by an edit of any file.
    #[must_use]
    pub fn edit(mut self, edit: Edit) -> Self {
        self.fix.push(edit);
        self
    }

    /// `path:line:column`, as far as known: what editors and terminals make a link of.
    pub fn location(&self) -> String {
        match &self.place {
            Some(place) => format!("{}:{}:{}", self.path, place.line, place.column),
            None => self.path.clone(),
        }
    }

    fn sort_key(&self) -> (&str, Option<&Place>, Severity, &str, &str) {
        (&self.path, self.place.as_ref(), self.severity, self.code, &self.message)
    }
}

/// Messages quote what authors wrote. Control characters in it must not steer the terminal, and a line break must not
/// look like the next message.
fn one_line(text: String) -> String {
    if !text.contains(char::is_control) {
        return text;
    }
    text.chars().map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() }).collect()
}

/// Some terminals obey U+0080 to U+009F, which what prints excerpts lets through. One character for one, so that columns
/// stay.
fn shown(c: char) -> char {
    if ('\u{80}'..='\u{9f}').contains(&c) { '\u{fffd}' } else { c }
}

/// Sorts by file and place and drops what is said twice, so that output is the same whatever found it first.
pub fn tidy(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    diagnostics.dedup();
}

/// A text file that diagnostics can point into.
#[derive(Debug, Default)]
pub struct SourceText {
    path: SitePath,
    text: Held,
    lines: OnceLock<Lines>,
    number: OnceLock<MadeOf>,
}

/// Where a text is.
#[derive(Debug)]
enum Held {
    Here(String),
    Stored(Stored),
    Lying(LyingText),
}

impl Default for Held {
    fn default() -> Self {
        Self::Here(String::new())
    }
}

/// Where lines begin, and how many characters stand before each stretch of the text. With these a place costs the same
/// wherever it is, even if somebody wrote two megabytes in one line with a fault in each word.
#[derive(Debug)]
struct Lines {
    /// Kept for as long as the file, and there may be a hundred thousand: half the bytes of `usize`.
    starts: Box<[u32]>,
    /// Characters before each multiple of [`STRETCH`].
    chars_before: Box<[u32]>,
}

/// Bytes that are counted anew for each place.
const STRETCH: usize = 1024;

impl Lines {
    fn of(text: &str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).map(small).collect();
        let mut before = 0;
        let mut chars_before = vec![0];
        for stretch in text.as_bytes().chunks(STRETCH) {
            before += count_chars(stretch);
            chars_before.push(small(before));
        }
        Self { starts, chars_before: chars_before.into() }
    }

    /// Characters before a byte of the text.
    fn chars(&self, text: &str, byte: usize) -> usize {
        let stretch = byte / STRETCH;
        let before = self.chars_before.get(stretch).copied().unwrap_or_default() as usize;
        before + text.as_bytes().get(stretch * STRETCH..byte).map_or(0, count_chars)
    }
}

/// A place in a text. No file of a site comes near to four gigabytes.
fn small(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// Characters that begin in these bytes.
fn count_chars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xc0) != 0x80).count()
}

/// An excerpt never gets longer than this many characters: a minified line must not flood the terminal.
const EXCERPT_CHARS: usize = 400;

impl SourceText {
    /// Takes a file's text (without a byte order mark) and its path relative to the site's root.
    pub fn new(path: impl Into<SitePath>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: Held::Here(text.into()), lines: OnceLock::new(), number: OnceLock::new() }
    }

    /// The same of a text that nobody has read yet.
    pub(crate) fn lying(path: impl Into<SitePath>, text: LyingText) -> Self {
        let number = OnceLock::from(text.number());
        Self { path: path.into(), text: Held::Lying(text), lines: OnceLock::new(), number }
    }

    /// A number of the text, for which it need not be read where it is known to be as it was.
    pub fn number(&self) -> MadeOf {
        *self.number.get_or_init(|| made_of([self.text().as_bytes()]))
    }

    /// The file's path relative to the site's root, with forward slashes.
    pub fn path(&self) -> &SitePath {
        &self.path
    }

    /// The whole text.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.text {
            Held::Here(text) => Cow::Borrowed(text),
            // What was kept was a text.
            Held::Stored(stored) => Cow::Owned(String::from_utf8(stored.get()).unwrap_or_default()),
            Held::Lying(lying) => lying.get(),
        }
    }

    /// A part of the text; nothing where there is none, or where it would cut a character.
    pub fn slice(&self, range: impl RangeBounds<usize>) -> Option<Cow<'_, str>> {
        let start = match range.start_bound() {
            Bound::Included(&start) => start,
            Bound::Excluded(&before) => before.checked_add(1)?,
            Bound::Unbounded => 0,
        };
        let end = match range.end_bound() {
            Bound::Included(&last) => last.checked_add(1)?,
            Bound::Excluded(&end) => end,
            Bound::Unbounded => self.len(),
        };
        match &self.text {
            Held::Here(text) => text.get(start..end).map(Cow::Borrowed),
            // An empty part may still lie inside of a character.
            Held::Stored(stored) if start == end && start < stored.len() => {
                let next = stored.slice(start..start + 1)?;
                (next.first()? & 0xc0 != 0x80).then_some(Cow::Borrowed(""))
            }
            Held::Stored(stored) => String::from_utf8(stored.slice(start..end)?).ok().map(Cow::Owned),
            Held::Lying(lying) => match lying.get() {
                Cow::Borrowed(text) => text.get(start..end).map(Cow::Borrowed),
                Cow::Owned(text) => text.get(start..end).map(|part| Cow::Owned(part.to_owned())),
            },
        }
    }

    /// Bytes of the whole text.
    pub fn len(&self) -> usize {
        match &self.text {
            Held::Here(text) => text.len(),
            Held::Stored(stored) => stored.len(),
            Held::Lying(lying) => lying.len(),
        }
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts its text into a store, if it is not there and there is room.
    pub(crate) fn store(&mut self, store: &Arc<TextStore>) {
        match &mut self.text {
            Held::Here(text) => {
                if let Some(stored) = Stored::new(store, text.as_bytes()) {
                    self.text = Held::Stored(stored);
                }
            }
            Held::Stored(_) => {}
            Held::Lying(lying) => lying.read_each_time(),
        }
    }

    /// Line and columns of a range of bytes. A range over several lines is cut at the end of its first one;
    /// one that lies outside the text or inside a character is moved to the nearest place that exists.
    pub fn place(&self, range: Range<usize>) -> Place {
        let text = self.text();
        let lines = self.lines.get_or_init(|| Lines::of(&text));
        let start = text.floor_char_boundary(range.start);
        let index = lines.starts.partition_point(|&s| s as usize <= start).saturating_sub(1);
        let line_start = lines.starts.get(index).map_or(0, |&start| start as usize);
        // Where the next line begins is known: to look for it again would read a long line once for each fault in it.
        let line_end = lines.starts.get(index + 1).map_or(text.len(), |&start| start as usize);
        let line = text.get(line_start..line_end).unwrap_or_default();
        let line = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
        let start = start.min(line_start + line.len());
        let end = text.floor_char_boundary(range.end).clamp(start, line_start + line.len());
        let chars = |from: usize, to: usize| lines.chars(&text, to) - lines.chars(&text, from);
        let column = chars(line_start, start) + 1;
        let width = chars(start, end).max(1);
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Place {
            line: count(index + 1),
            column: count(column),
            end_column: count(column + width),
            excerpt: line.chars().take(EXCERPT_CHARS).map(shown).collect(),
        }
    }

    /// An error at a range of bytes of this file.
    pub fn error(&self, code: &'static str, range: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, &*self.path, message).at(self.place(range))
    }

    /// A warning at a range of bytes of this file.
    pub fn warning(&self, code: &'static str, range: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::warning(code, &*self.path, message).at(self.place(range))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_a_store_is_the_same() {
        let text = "раз\r\nдва 🙂 three\n";
        let here = SourceText::new("content/a.md", text);
        let store = Arc::new(TextStore::new().expect("a temporary file"));
        let mut stored = SourceText::new("content/a.md", text);
        stored.store(&store);
        assert!(matches!(stored.text, Held::Stored(_)));
        assert_eq!((stored.text(), stored.len()), (Cow::Borrowed(text), text.len()));
        for start in 0..text.len() + 2 {
            for end in 0..text.len() + 2 {
                assert_eq!(stored.slice(start..end), here.slice(start..end), "{start}..{end}");
            }
            assert_eq!(stored.slice(start..), here.slice(start..));
            assert_eq!(stored.slice(..=start), here.slice(..=start));
        }
        assert_eq!(stored.place(8..9), here.place(8..9));
    }

    #[test]
    fn columns_count_characters() {
        let source = SourceText::new("content/a.md", "раз\r\nдва 🙂 three\n");
        let at = source.text().find("three").unwrap_or_default();
        let place = source.place(at..at + 5);
        assert_eq!((place.line, place.column, place.end_column), (2, 7, 12));
        assert_eq!(place.excerpt, "два 🙂 three");
    }

    #[test]
    fn a_range_outside_the_text_is_moved_to_its_end() {
        let source = SourceText::new("a", "ab\ncd");
        let place = source.place(90..99);
        assert_eq!((place.line, place.column, place.end_column), (2, 3, 4));
    }

    #[test]
    fn a_range_over_lines_ends_with_its_first_line() {
        let source = SourceText::new("a", "abc\ndef\n");
        let place = source.place(1..6);
        assert_eq!((place.line, place.column, place.end_column), (1, 2, 4));
    }

    #[test]
    fn columns_are_right_far_along_a_line() {
        let text = format!("{}🙂x\nшаг\n", "слово ".repeat(2_000));
        let source = SourceText::new("a", text.as_str());
        for at in [text.find('x').expect("there"), 11 * 1_024, text.find('ш').expect("there")] {
            let at = text.floor_char_boundary(at);
            let place = source.place(at..at + 1);
            let before = text[..at].rsplit('\n').next().expect("a line");
            assert_eq!(place.column as usize, before.chars().count() + 1);
        }
    }

    #[test]
    fn what_authors_wrote_does_not_steer_the_terminal() {
        let found = Diagnostic::error("x", "a\nb.md", "\u{1b}[2J`é`").help("one\ntwo");
        assert_eq!((found.path.as_str(), found.message.as_str()), ("a\\nb.md", "\\u{1b}[2J`é`"));
        assert_eq!(found.help.as_deref(), Some("one\\ntwo"));
    }

    #[test]
    fn tidy_sorts_and_deduplicates() {
        let one = Diagnostic::error("x", "b.md", "late");
        let two = Diagnostic::warning("x", "a.md", "early");
        let mut all = vec![one.clone(), two.clone(), one.clone()];
        tidy(&mut all);
        assert_eq!(all, [two, one]);
    }
}
