//! Tags with or without an end, in whatever brackets: `<Tabs>`, `{% hint %}`, `{{< note >}}`.
//!
//! A [`Vocabulary`] finds tags and says what becomes of each; here they are paired, nested and put into the text.

use std::ops::Range;

use super::args::Args;
use super::block;
use super::code::Protected;

/// Deeper nesting than this stays as it is.
const MAX_DEPTH: usize = 24;

/// A paragraph that begins so far in is code.
const CODE: usize = 4;

/// A tag in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    /// All of it.
    pub(crate) range: Range<usize>,
    /// Its name.
    pub(crate) name: String,
    /// What else stands in it.
    pub(crate) args: Args,
    /// Whether it begins or ends something.
    pub(crate) form: Form,
}

/// What a tag is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// It begins something if anything ends it.
    Open,
    /// It ends something.
    Close,
    /// It stands alone.
    Alone,
}

/// A tag with what it holds.
pub(crate) struct Element<'e> {
    /// The tag that begins it.
    pub(crate) tag: &'e Tag,
    /// As it is written, with its end.
    pub(crate) written: &'e str,
    /// What it holds, translated and without common indentation; nothing when nothing ends it.
    pub(crate) inner: Option<&'e str>,
    /// The same as it is written.
    pub(crate) raw: &'e str,
    /// The tag that it is in.
    pub(crate) parent: Option<&'e Tag>,
    /// How many of its name stand before it in there.
    pub(crate) index: usize,
    /// Its line in the file.
    pub(crate) line: usize,
}

/// What becomes of an element.
pub(crate) enum Made {
    /// A block of its own lines.
    Block(String),
    /// A piece of a line.
    Inline(String),
    /// Only what it holds.
    Inner,
    /// It stays as it is, its content translated.
    Keep,
}

/// What a tool's tags are and mean.
pub(crate) trait Vocabulary {
    /// The first tag at or after a byte of a text that is not protected.
    fn next(&self, text: &str, from: usize, protected: &Protected) -> Option<Tag>;
    /// Whether tags of this name have an end, so that the next one of the same name stands in it.
    fn has_end(&self, name: &str) -> bool;
    /// Whether a tag called `end` ends whatever began last.
    fn shares_end(&self) -> bool {
        false
    }
    /// Whether what such an element holds is shown as it is written.
    fn is_raw(&self, _name: &str) -> bool {
        false
    }
    /// What becomes of an element.
    fn make(&mut self, element: &Element<'_>) -> Made;
}

/// Translates all elements of a text; `lines` has the line of the file for each of its lines.
pub(crate) fn translate(text: &str, lines: &[usize], vocabulary: &mut dyn Vocabulary) -> String {
    Translation { lines, vocabulary }.of(text, 0, None, 0)
}

struct Translation<'v> {
    lines: &'v [usize],
    vocabulary: &'v mut dyn Vocabulary,
}

impl Translation<'_> {
    fn of(&mut self, text: &str, first: usize, parent: Option<&Tag>, depth: usize) -> String {
        let protected = Protected::of(text);
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        let mut seen: Vec<String> = Vec::new();
        while let Some(tag) = self.vocabulary.next(text, at, &protected) {
            out.push_str(text.get(at..tag.range.start).unwrap_or_default());
            at = tag.range.end.max(tag.range.start + 1);
            if tag.form == Form::Close {
                // Nothing began it.
                continue;
            }
            let close = match tag.form {
                Form::Open => self.closing(text, &tag, &protected),
                _ => None,
            };
            let inner = close.as_ref().map(|close| tag.range.end..close.start);
            let end = close.as_ref().map_or(tag.range.end, |close| close.end);
            let index = seen.iter().filter(|name| **name == tag.name).count();
            let here = first + text.get(..tag.range.start).unwrap_or_default().matches('\n').count();
            let line = self.lines.get(here).or(self.lines.last()).copied().unwrap_or(1);
            let raw = inner.clone().and_then(|range| text.get(range)).unwrap_or_default();
            let translated = inner.map(|range| {
                let start = first + text.get(..range.start).unwrap_or_default().matches('\n').count();
                let plain = without_indent(raw);
                if depth < MAX_DEPTH && !self.vocabulary.is_raw(&tag.name) {
                    self.of(&plain, start, Some(&tag), depth + 1)
                } else {
                    plain
                }
            });
            let written = text.get(tag.range.start..end).unwrap_or_default();
            let element = Element { tag: &tag, written, inner: translated.as_deref(), raw, parent, index, line };
            let made = self.vocabulary.make(&element);
            seen.push(tag.name.clone());
            let rest = text.get(end..).unwrap_or_default();
            match made {
                Made::Block(block) => put_block(&mut out, &block, rest),
                Made::Inline(piece) => out.push_str(&piece),
                Made::Inner => put_inner(&mut out, translated.as_deref().unwrap_or_default()),
                Made::Keep => match (translated, close) {
                    (Some(inner), Some(close)) => {
                        out.push_str(text.get(tag.range.clone()).unwrap_or_default());
                        // Only the indentation is not worth a change.
                        out.push_str(if inner == without_indent(raw) { raw } else { &inner });
                        out.push_str(text.get(close).unwrap_or_default());
                    }
                    _ => out.push_str(written),
                },
            }
            at = end.max(at);
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }

    /// The tag that ends another one.
    fn closing(&self, text: &str, tag: &Tag, protected: &Protected) -> Option<Range<usize>> {
        let nests = self.vocabulary.has_end(&tag.name);
        let (mut at, mut depth) = (tag.range.end, 0_usize);
        while let Some(next) = self.vocabulary.next(text, at, protected) {
            at = next.range.end.max(at + 1);
            if next.name != tag.name && !self.vocabulary.shares_end() {
                continue;
            }
            match next.form {
                Form::Close if depth == 0 => return Some(next.range),
                Form::Close => depth -= 1,
                Form::Open if nests => depth += 1,
                _ => {}
            }
        }
        None
    }
}

/// What an element holds, without the indentation that its lines share. What follows the tag on its own line has none.
fn without_indent(raw: &str) -> String {
    match raw.split_once('\n') {
        Some((first, rest)) if !first.trim().is_empty() => format!("{}\n{}", first.trim_start(), block::dedent(rest)),
        _ => block::dedent(raw),
    }
}

/// Puts a block behind a text: on lines of its own, as far in as the tag was.
fn put_block(out: &mut String, made: &str, rest: &str) {
    let start = out.rfind('\n').map_or(0, |at| at + 1);
    let before = out.get(start..).unwrap_or_default();
    let indent = match list_indent(before) {
        Some(indent) => indent,
        None => {
            let kept = out.trim_end_matches([' ', '\t']).len();
            out.truncate(kept);
            out.push_str("\n\n");
            String::new()
        }
    };
    // A block right behind a line of HTML would be part of that.
    let above = out.get(..start.min(out.len())).unwrap_or_default().trim_end_matches('\n');
    let above = above.rsplit('\n').next().unwrap_or_default().to_owned();
    let is_html = out.get(start..).is_some_and(|line| line.trim().is_empty())
        && above.trim_start().starts_with('<')
        && out.get(..start).is_some_and(|text| !text.ends_with("\n\n"));
    if is_html {
        out.insert(start, '\n');
    }
    // There nothing takes the indentation away, and so far in it would be code.
    let indent = if begins_html(&above) && indent.len() >= CODE && indent.trim().is_empty() {
        let kept = out.trim_end_matches([' ', '\t']).len();
        out.truncate(kept);
        String::new()
    } else {
        indent
    };
    out.push_str(&block::indent_rest(made, &indent));
    let next = rest.split('\n').next().unwrap_or_default();
    if !next.trim().is_empty() {
        out.push_str("\n\n");
        out.push_str(&indent);
    }
}

/// Whether a line begins a box of raw HTML.
fn begins_html(line: &str) -> bool {
    let tag = line.trim_start();
    let is_box = ["<figure", "<div", "<center", "<p"]
        .iter()
        .any(|name| tag.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '>'])));
    is_box && line.len() - tag.len() < CODE
}

/// What has to stand before the further lines of a block, if only blanks and the marks of lists stand before its first.
fn list_indent(before: &str) -> Option<String> {
    let mut indent = String::new();
    let mut rest = before;
    loop {
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        indent.push_str(rest.get(..blanks).unwrap_or_default());
        rest = rest.get(blanks..).unwrap_or_default();
        if rest.is_empty() {
            return Some(indent);
        }
        if rest.starts_with('>') {
            indent.push('>');
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let mark = rest.get(digits..).unwrap_or_default();
        let is_mark = if digits > 0 {
            mark.starts_with(". ") || mark.starts_with(") ")
        } else {
            ["- ", "* ", "+ "].iter().any(|m| mark.starts_with(m))
        };
        if !is_mark {
            return None;
        }
        indent.push_str(&" ".repeat(digits + 1));
        rest = mark.get(1..).unwrap_or_default();
    }
}

/// Puts what an element held in its place.
fn put_inner(out: &mut String, inner: &str) {
    let start = out.rfind('\n').map_or(0, |at| at + 1);
    let before = out.get(start..).unwrap_or_default().to_owned();
    if inner.contains('\n') && before.trim().is_empty() {
        // What two tags held stays apart when the tags go.
        let above = out.get(..start).unwrap_or_default();
        let is_close = !above.is_empty() && !above.ends_with("\n\n");
        if is_close {
            out.insert(start, '\n');
        }
        out.push_str(&block::indent_rest(inner.trim_matches('\n'), &before));
    } else {
        out.push_str(inner.trim_matches('\n'));
    }
}
