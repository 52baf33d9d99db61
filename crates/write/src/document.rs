//! A file's bytes, and the text that an editor has of them.
//!
//! Browsers know one kind of line end and no byte order mark. So an editor gets the text without either, and what it
//! gives back is laid over the file line by line: a line that it didn't touch keeps its own end.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use similar::{ChangeTag, DiffOp};

use helpdex_content::diagnostic::SourceText;
use helpdex_content::source::body_range;

use crate::diff;
use crate::place::Kind;

const BOM: &str = "\u{feff}";

/// So many hexadecimal digits of the hash are a revision's name.
const REVISION_DIGITS: usize = 16;

/// A file as an editor has it, with `\n` at the end of lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The front matter with its fences; empty without one.
    pub front: String,
    /// What follows.
    pub body: String,
}

impl Document {
    /// Takes a text apart; its line ends may be of any kind.
    pub fn of(kind: Kind, text: &str) -> Self {
        let text = plain(text);
        // Snippets are inserted as they are, and data files are YAML alone.
        let start = match kind {
            Kind::Snippet | Kind::Data => 0,
            _ => body_range(&SourceText::new("", text.clone())).start,
        };
        let (front, body) = text.split_at_checked(start).unwrap_or(("", &text));
        Self { front: front.to_owned(), body: body.to_owned() }
    }

    /// The whole text.
    pub fn text(&self) -> String {
        format!("{}{}", self.front, self.body)
    }
}

/// A text without byte order mark and with one kind of line end.
pub fn plain(text: &str) -> String {
    let text = text.strip_prefix(BOM).unwrap_or(text);
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// The name of a file's bytes: another one as soon as a byte is another.
pub fn revision(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    base16ct::lower::encode_string(digest.get(..REVISION_DIGITS / 2).unwrap_or_default())
}

/// How a file ends its lines: `\n`, `\r\n`, or several kinds.
pub(crate) fn line_end(text: &str) -> &'static str {
    let mut ends = lines(text).map(|line| line.end).filter(|end| !end.is_empty());
    match ends.next() {
        None => "\n",
        Some(first) if ends.any(|end| end != first) => "mixed",
        Some("\r\n") => "\r\n",
        Some(_) => "\n",
    }
}

/// The new version of a file: a text with one kind of line end, laid over what the file held. Lines that are the same keep
/// their ends; new ones end as those around them do.
pub(crate) fn laid_over(old: &str, new: &str) -> String {
    if plain(old) == new {
        return old.to_owned();
    }
    let bom = if old.starts_with(BOM) { BOM } else { "" };
    let before: Vec<Line<'_>> = lines(old.strip_prefix(BOM).unwrap_or(old)).collect();
    let after: Vec<Line<'_>> = lines(new).collect();
    let mut out = String::with_capacity(new.len() + bom.len());
    out.push_str(bom);
    let mut end = before.iter().map(|line| line.end).find(|end| !end.is_empty()).unwrap_or("\n");
    for (tag, old_lines, new_lines) in changes(&before, &after) {
        for (number, index) in new_lines.enumerate() {
            let Some(line) = after.get(index) else { continue };
            let known = old_lines.start + number;
            // Of a line that was written over, its end stays too.
            let known = before.get(known).filter(|_| tag == ChangeTag::Equal || old_lines.contains(&known));
            if let Some(kept) = known.map(|line| line.end).filter(|end| !end.is_empty()) {
                end = kept;
            }
            out.push_str(line.text);
            out.push_str(if line.end.is_empty() { "" } else { end });
        }
    }
    out
}

/// What became of lines: those that are the same, and those that are others.
fn changes(before: &[Line<'_>], after: &[Line<'_>]) -> Vec<(ChangeTag, Range<usize>, Range<usize>)> {
    let texts = |lines: &[Line<'_>]| lines.iter().map(|line| line.text.to_owned()).collect::<Vec<_>>();
    let ops = diff::of_lines(&texts(before), &texts(after));
    ops.into_iter()
        .map(|op| {
            let tag = if matches!(op, DiffOp::Equal { .. }) { ChangeTag::Equal } else { ChangeTag::Insert };
            (tag, op.old_range(), op.new_range())
        })
        .collect()
}

/// A line and what ends it.
struct Line<'t> {
    text: &'t str,
    end: &'t str,
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let at = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let (text, ended) = rest.split_at(at);
        let length = if ended.starts_with("\r\n") { 2 } else { ended.len().min(1) };
        let (end, next) = ended.split_at(length);
        rest = next;
        Some(Line { text, end })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_is_taken_apart_and_put_together() {
        let of = |text: &str| Document::of(Kind::Article, text);
        let found = of("\u{feff}---\r\ntitle: a\r\n---\r\n\r\nText\r\n");
        assert_eq!((found.front.as_str(), found.body.as_str()), ("---\ntitle: a\n---\n", "\nText\n"));
        assert_eq!(of("no front matter\n").front, "");
        assert_eq!(of("---\ntitle: never closed\n").text(), "---\ntitle: never closed\n");
        assert_eq!(Document::of(Kind::Snippet, "---\na: b\n---\n").front, "");
    }

    #[test]
    fn lines_keep_their_ends() {
        let cases = [
            ("a\r\nb\nc\r\n", "a\nb\nc\n", "a\r\nb\nc\r\n"),
            ("a\r\nb\nc\r\n", "a\nB\nc\n", "a\r\nB\nc\r\n"),
            ("a\r\nb\r\n", "a\nnew\nb\n", "a\r\nnew\r\nb\r\n"),
            ("\u{feff}a\r\nb", "a\nb\nc\n", "\u{feff}a\r\nb\r\nc\r\n"),
            ("a\nb", "a\nc", "a\nc"),
            ("a\rb\r", "a\nx\nb\n", "a\rx\rb\r"),
            ("", "a\n", "a\n"),
            ("a\r\n", "", ""),
        ];
        for (old, new, expected) in cases {
            assert_eq!(laid_over(old, new), expected, "{old:?} {new:?}");
        }
        assert_eq!(["\n", "\r\n", "mixed", "\n"], ["a\nb\n", "a\r\nb", "a\r\nb\n", ""].map(line_end));
    }

    proptest! {
        #[test]
        fn an_untouched_text_is_the_same_bytes(text in "(\u{feff})?([ab -]{0,3}(\r\n|\n|\r)){0,8}[ab]{0,2}") {
            prop_assert_eq!(laid_over(&text, &plain(&text)), text.clone());
        }

        /// Whatever is typed: the text is the one that was typed, and a line before and after the change is as it was.
        #[test]
        fn only_touched_lines_change(
            text in "(\u{feff})?([a-c]{1,3}(\r\n|\n)){1,8}",
            at in 0..8usize,
            typed in "[x-z]{0,3}(\n[x-z]{0,2}){0,2}",
        ) {
            let shown = plain(&text);
            let lines: Vec<&str> = shown.split_inclusive('\n').collect();
            let at = at.min(lines.len() - 1);
            let new: String = lines.iter().enumerate().map(|(number, line)| {
                if number == at { format!("{typed}\n") } else { (*line).to_owned() }
            }).collect();
            let made = laid_over(&text, &new);
            prop_assert_eq!(plain(&made), new);
            let bytes: Vec<&str> = text.split_inclusive('\n').collect();
            let before: String = bytes[..at].concat();
            prop_assert!(made.starts_with(&before), "{:?} {:?}", text, made);
        }
    }
}
