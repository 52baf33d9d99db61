//! Reads raw HTML tag by tag, as a browser's tokenizer splits it. Each step looks at a character a bounded number of
//! times, whatever the input.

use std::ops::Range;

/// A piece of raw HTML; ranges are bytes of the text read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Text, entities and all.
    Text(&'t str),
    /// A comment, a processing instruction, a doctype: nothing that a page needs.
    Comment { closed: bool, range: Range<usize> },
    /// `<name …>`.
    Start(StartTag<'t>, Range<usize>),
    /// `</name>`, in lower case.
    End(String, Range<usize>),
}

/// A start tag as written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct StartTag<'t> {
    /// In lower case.
    pub(super) name: String,
    pub(super) attributes: Vec<Attribute<'t>>,
    /// Written as `<name/>`.
    pub(super) closed: bool,
}

/// An attribute as written: with entities.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attribute<'t> {
    /// In lower case.
    pub(super) name: String,
    pub(super) value: &'t str,
    /// Where the attribute stands, and where its value does (without quotes).
    pub(super) range: Range<usize>,
    pub(super) value_range: Range<usize>,
}

/// The pieces of a text.
pub(super) struct Pieces<'t> {
    text: &'t str,
    at: usize,
    /// A tag was begun that nothing ends: no later one can end either, so the rest is text.
    unended: bool,
}

impl<'t> Pieces<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, unended: false }
    }

    /// Where the piece read last ends.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Leaves out everything up to the end tag of `name`, and that tag; false when there is none.
    pub(super) fn skip_past_end(&mut self, name: &str) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let ends_here = |window: &[u8]| {
            window.starts_with(b"</") && window.get(2..).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
        };
        let Some(found) = rest.windows(name.len() + 2).position(ends_here) else {
            self.at = self.text.len();
            return false;
        };
        let after = self.at + found + name.len() + 2;
        let close = self.text.as_bytes().get(after..).and_then(|rest| rest.iter().position(|&b| b == b'>'));
        self.at = close.map_or(self.text.len(), |close| after + close + 1);
        true
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn comment(&mut self, end: &str, skip: usize) -> Piece<'t> {
        let start = self.at;
        let found = self.rest().get(skip..).and_then(|rest| rest.find(end));
        self.at = found.map_or(self.text.len(), |at| start + skip + at + end.len());
        Piece::Comment { closed: found.is_some(), range: start..self.at }
    }

    fn markup(&mut self) -> Option<Piece<'t>> {
        let rest = self.rest();
        let after = rest.as_bytes().get(1).copied()?;
        Some(match after {
            b'!' if rest.starts_with("<!--") => {
                // `<!-->` and `<!--->` are whole comments.
                let short = ["<!-->", "<!--->"].iter().any(|short| rest.starts_with(short));
                if short { self.comment(">", 4) } else { self.comment("-->", 4) }
            }
            b'!' if rest.starts_with("<![CDATA[") => self.comment("]]>", 9),
            b'!' | b'?' => self.comment(">", 2),
            b'/' => {
                let start = self.at;
                let name = tag_name(rest.get(2..)?)?;
                let close = rest.find('>')?;
                self.at = start + close + 1;
                Piece::End(name.to_ascii_lowercase(), start..self.at)
            }
            c if c.is_ascii_alphabetic() => {
                let (tag, length) = start_tag(rest, self.at)?;
                let start = self.at;
                self.at += length;
                Piece::Start(tag, start..self.at)
            }
            _ => return None,
        })
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        let rest = self.rest();
        if rest.is_empty() {
            return None;
        }
        if rest.starts_with('<') && !self.unended {
            if let Some(piece) = self.markup() {
                return Some(piece);
            }
            let name = rest.as_bytes().get(1).copied().unwrap_or_default();
            self.unended = name.is_ascii_alphabetic() || name == b'/' && tag_name(rest.get(2..)?).is_some();
        }
        // A `<` that begins no tag is text, as is all up to the next one.
        let end = if self.unended { None } else { rest.char_indices().skip(1).find(|&(_, c)| c == '<') };
        let (text, _) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        self.at += text.len();
        Some(Piece::Text(text))
    }
}

fn tag_name(rest: &str) -> Option<&str> {
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = rest.find(|c: char| is_space(c) || c == '/' || c == '>').unwrap_or(rest.len());
    rest.get(..end)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Reads a start tag at the beginning of `text`, which stands at `base`, and tells its length.
fn start_tag(text: &str, base: usize) -> Option<(StartTag<'_>, usize)> {
    let name = tag_name(text.get(1..)?)?;
    let mut tag = StartTag { name: name.to_ascii_lowercase(), attributes: Vec::new(), closed: false };
    let mut at = 1 + name.len();
    loop {
        let rest = text.get(at..)?;
        at += rest.len() - rest.trim_start_matches(|c| is_space(c) || c == '/').len();
        tag.closed = text.get(..at)?.ends_with('/');
        let rest = text.get(at..)?;
        if rest.starts_with('>') {
            return Some((tag, at + 1));
        }
        // A `=` at the beginning belongs to the name.
        let (_, first) = rest.char_indices().next().map(|(i, c)| (i, c.len_utf8()))?;
        let ends = |c: char| is_space(c) || matches!(c, '/' | '>' | '=');
        let length = rest.get(first..)?.find(ends).map(|end| first + end)?;
        let start = at;
        at += length;
        let value = value(text, &mut at)?;
        tag.attributes.push(Attribute {
            name: rest.get(..length)?.to_ascii_lowercase(),
            value: text.get(value.clone())?,
            range: base + start..base + at,
            value_range: base + value.start..base + value.end,
        });
    }
}

/// Reads `= value` at `at` and moves that behind it; an attribute without any has an empty value.
fn value(text: &str, at: &mut usize) -> Option<Range<usize>> {
    let rest = text.get(*at..)?;
    let Some(after) = rest.trim_start_matches(is_space).strip_prefix('=') else {
        return Some(*at..*at);
    };
    let after = after.trim_start_matches(is_space);
    let start = *at + (rest.len() - after.len());
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (start, length, skip) = match quote {
        Some(quote) => (start + 1, after.get(1..)?.find(quote)?, 1),
        None => (start, after.find(|c| is_space(c) || c == '>')?, 0),
    };
    *at = start + length + skip;
    Some(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        let mut out = String::new();
        for piece in Pieces::new(text) {
            match piece {
                Piece::Text(text) => out.push_str(&format!("text {text:?}\n")),
                Piece::Comment { closed, range } => out.push_str(&format!("comment {closed} {:?}\n", &text[range])),
                Piece::End(name, _) => out.push_str(&format!("end {name}\n")),
                Piece::Start(tag, _) => {
                    out.push_str(&format!("start {} closed={}", tag.name, tag.closed));
                    for attribute in &tag.attributes {
                        assert_eq!(&text[attribute.value_range.clone()], attribute.value);
                        out.push_str(&format!(" {}={:?}", attribute.name, attribute.value));
                    }
                    out.push('\n');
                }
            }
        }
        out
    }

    #[test]
    fn tags_attributes_and_comments_are_told_apart() {
        insta::assert_snapshot!(show("a<B Class='x > y' id=z disabled>b</b ><!-- <i> --><br/>1 < 2 <img src=a/b alt>"), @r#"
    text "a"
    start b closed=false class="x > y" id="z" disabled=""
    text "b"
    end b
    comment true "<!-- <i> -->"
    start br closed=true
    text "1 "
    text "< 2 "
    start img closed=false src="a/b" alt=""
    "#);
    }

    #[test]
    fn what_nothing_ends_is_text_or_a_comment_to_the_end() {
        insta::assert_snapshot!(show("<a href=\"x> <b> </c>"), @r#"text "<a href=\"x> <b> </c>""#);
        insta::assert_snapshot!(show("x <!-- y <b>"), @r#"
    text "x "
    comment false "<!-- y <b>"
    "#);
        insta::assert_snapshot!(show("<!--> <!-- a --> <?php echo 1 ?> <![CDATA[ > ]]> </ <1>"), @r#"
    comment true "<!-->"
    text " "
    comment true "<!-- a -->"
    text " "
    comment true "<?php echo 1 ?>"
    text " "
    comment true "<![CDATA[ > ]]>"
    text " "
    text "</ "
    text "<1>"
    "#);
    }

    #[test]
    fn unended_tags_are_one_piece_of_text() {
        assert_eq!(Pieces::new(&"<a ".repeat(10_000)).count(), 1);
        assert_eq!(Pieces::new(&"</a ".repeat(10_000)).count(), 1);
        assert_eq!(Pieces::new(&"<!-- <".repeat(10_000)).count(), 1);
        assert_eq!(Pieces::new(&"<".repeat(1_000)).count(), 1_000);
    }

    #[test]
    fn an_end_is_found_in_any_case() {
        let mut pieces = Pieces::new("var a = '</div>'; </SCRIPT >after");
        assert!(pieces.skip_past_end("script"));
        assert_eq!(pieces.next(), Some(Piece::Text("after")));
        assert!(!Pieces::new("x").skip_past_end("script"));
    }
}
