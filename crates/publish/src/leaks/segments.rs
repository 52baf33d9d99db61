//! A file of the output as texts: each stands together for a reader, and words of two of them are no neighbours.

use std::borrow::Cow;

use helpdex_content::html::{TokenKind, Tokens};
use helpdex_content::markdown::decode_entities;
use percent_encoding::percent_decode_str;

/// What kind of a text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words that a page shows, or a program reads.
    Text,
    /// What an attribute says to people, such as an image's alternative text.
    Said,
    /// The value of any other attribute, such as an address.
    Value,
}

/// A text of a file.
#[derive(Debug)]
pub(super) struct Segment<'t> {
    pub(super) kind: Kind,
    /// Where it begins in the file.
    pub(super) at: usize,
    pub(super) text: Cow<'t, str>,
}

/// Elements within a line: words before and behind their tags are neighbours.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "bdi", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small",
    "span", "strong", "sub", "sup", "time", "u", "var",
];

/// Attributes that say something to people.
const SAID: [&str; 5] = ["alt", "title", "aria-label", "content", "placeholder"];

/// Splits HTML or XML.
pub(super) fn of_markup(text: &str) -> Vec<Segment<'_>> {
    let mut found = Vec::new();
    let (mut start, mut words) = (0, String::new());
    let end = |at: usize, start: &mut usize, words: &mut String, found: &mut Vec<Segment<'_>>| {
        if !words.trim().is_empty() {
            found.push(Segment { kind: Kind::Text, at: *start, text: Cow::Owned(std::mem::take(words)) });
        }
        words.clear();
        *start = at;
    };
    for token in Tokens::new(text) {
        let range = token.range.clone();
        match &token.kind {
            TokenKind::Start(tag) => {
                if !INLINE.iter().any(|name| tag.is(name)) {
                    end(range.end, &mut start, &mut words, &mut found);
                }
                for attribute in &tag.attributes {
                    let value = plain(attribute.value);
                    if !value.is_empty() {
                        let kind = if SAID.iter().any(|name| attribute.is(name)) { Kind::Said } else { Kind::Value };
                        found.push(Segment { kind, at: range.start, text: Cow::Owned(value) });
                    }
                }
            }
            TokenKind::End(tag) => {
                if !INLINE.iter().any(|name| tag.is(name)) {
                    end(range.end, &mut start, &mut words, &mut found);
                }
            }
            _ => {
                if words.is_empty() {
                    start = range.start;
                }
                let raw = text.get(range).unwrap_or_default();
                if raw.contains('\\') {
                    words.push_str(&unescaped(raw));
                } else {
                    words.push_str(&decode_entities(raw));
                }
            }
        }
    }
    end(text.len(), &mut start, &mut words, &mut found);
    // A feed holds HTML as text.
    let inner: Vec<Segment<'_>> = found
        .iter()
        .filter(|segment| segment.kind == Kind::Text && segment.text.contains("</"))
        .flat_map(|segment| {
            let inner = of_markup(&segment.text).into_iter();
            let at = segment.at;
            inner
                .map(move |inner| Segment { at, text: Cow::Owned(inner.text.into_owned()), ..inner })
                .collect::<Vec<_>>()
        })
        .collect();
    found.extend(inner);
    found
}

/// The value of an attribute as people read it: without entities, and without the signs that URLs have for others.
fn plain(value: &str) -> String {
    let decoded = decode_entities(value);
    match percent_decode_str(&decoded).decode_utf8() {
        Ok(plain) => plain.into_owned(),
        Err(_) => decoded.into_owned(),
    }
}

/// Splits JSON, and text as programs write it: each string, and each line, stands for itself.
pub(super) fn of_json(text: &str) -> Vec<Segment<'_>> {
    let mut found = Vec::new();
    let (mut start, mut is_escaped) = (0, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => {
                push(text, start..at, &mut found);
                start = at + 1;
            }
            _ => {}
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

/// Splits a file of the index. Before each of its texts stands its length, which may look like a letter.
pub(super) fn of_packed(text: &str) -> Vec<Segment<'_>> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter.is_whitespace() || letter.is_ascii_punctuation();
    let mut found = Vec::new();
    let (mut at, mut run) = (0, 0..0);
    for letter in text.chars().chain(['\0']) {
        let next = at + letter.len_utf8();
        if is_word(letter) || "–—«»„“”‘’…№€".contains(letter) {
            run.end = next;
        } else {
            push(text, run.clone(), &mut found);
            // Without a letter at either end, which may be the length of this text or of the next one.
            let part = text.get(run.clone()).unwrap_or_default();
            let mut inner = part.char_indices();
            let first = inner.next().map_or(0, |(_, letter)| letter.len_utf8());
            let last = inner.next_back().map_or(part.len(), |(last, _)| last);
            for inner in [run.start + first..run.end, run.start..run.start + last, run.start + first..run.start + last]
            {
                push(text, inner, &mut found);
            }
            run = next..next;
        }
        at = next;
    }
    found
}

/// Splits plain text and Markdown: paragraphs, items and lines of tables.
pub(super) fn of_text(text: &str) -> Vec<Segment<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('\n') {
        let goes_on = text.get(at + 1..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric);
        if !goes_on {
            push(text, start..at, &mut found);
            start = at;
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

fn push<'t>(text: &'t str, range: std::ops::Range<usize>, found: &mut Vec<Segment<'t>>) {
    let part = text.get(range.clone()).unwrap_or_default();
    if part.contains(|letter: char| letter.is_alphanumeric()) {
        let shown = if part.contains('\\') { Cow::Owned(unescaped(part)) } else { Cow::Borrowed(part) };
        let shown = if shown.contains('%') { Cow::Owned(percent(&shown)) } else { shown };
        found.push(Segment { kind: Kind::Text, at: range.start, text: shown });
    }
}

fn percent(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), Cow::into_owned)
}

/// A text with the letters that JSON's signs stand for.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            out.push(letter);
            continue;
        }
        match letters.next() {
            Some('n' | 't' | 'r' | 'b' | 'f') => out.push(' '),
            Some('u') => {
                let digits: String = letters.clone().take(4).collect();
                let code = u32::from_str_radix(&digits, 16).ok();
                if let Some(letter) = code.and_then(char::from_u32) {
                    out.push(letter);
                    letters.by_ref().take(4).for_each(drop);
                }
            }
            Some(letter) => out.push(letter),
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(found: Vec<Segment<'_>>) -> Vec<String> {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        found.into_iter().map(|segment| words(&segment.text)).collect()
    }

    #[test]
    fn tags_within_a_line_part_no_words() {
        let html = "<p>Ask <b>the</b> bank &amp; wait<br>two days</p><img alt=\"A scheme\" src=/a%20b.png>";
        let found = texts(of_markup(html));
        assert!(
            found.contains(&"Ask the bank & wait".to_owned()) && found.contains(&"two days".to_owned()),
            "{found:?}"
        );
        assert!(found.contains(&"A scheme".to_owned()) && found.contains(&"/a b.png".to_owned()), "{found:?}");
    }

    #[test]
    fn html_in_a_feed_is_read_as_such() {
        let found =
            texts(of_markup("<entry><content>&lt;p&gt;Ask &lt;b&gt;the&lt;/b&gt; bank&lt;/p&gt;</content></entry>"));
        assert!(found.contains(&"Ask the bank".to_owned()), "{found:?}");
    }

    #[test]
    fn strings_and_lines() {
        assert_eq!(texts(of_json(r#"{"a": "b \"c\"\nd", "e": "\u0436"}"#)), ["a", "b \"c\" d", "e", "ж"]);
        assert_eq!(texts(of_text("# A\n\none\ntwo\n- three\n")), ["# A", "one two", "- three"]);
    }
}
