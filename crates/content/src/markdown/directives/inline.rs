//! What our articles have within a line beyond Markdown: `:kbd[Ctrl+C]`, `:menu[Settings > Billing]`, `:badge[Beta]`,
//! `:icon[wallet]`, `==marked==`, `H~2~O`, `x^2^` and emoji by their names.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::colons::with_colons;
use super::{MARK_END, MARK_START};

type Placed<'t> = (Event<'t>, Range<usize>);

/// What stands between brackets ends within so many events.
const LONGEST: usize = 40;
/// An index is no longer than this.
const LONGEST_INDEX: usize = 24;
const LONGEST_EMOJI: usize = 40;

/// Something within a line that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::markdown) enum Inline {
    Keys,
    Menu,
    Badge,
    Icon,
}

const NAMES: [(&str, Inline); 4] =
    [(":kbd", Inline::Keys), (":menu", Inline::Menu), (":badge", Inline::Badge), (":icon", Inline::Icon)];

impl Inline {
    /// The event that stands for it: mathematics, which no body has as long as its option is off.
    fn event(self, content: &str) -> Event<'static> {
        let number = NAMES.iter().position(|(_, inline)| *inline == self).unwrap_or_default();
        Event::InlineMath(format!("{number}{content}").into())
    }

    /// What such an event stands for, and its content.
    pub(in crate::markdown) fn read(text: &str) -> Option<(Self, &str)> {
        let (number, content) = text.split_at_checked(1)?;
        let (_, inline) = NAMES.get(number.parse::<usize>().ok()?)?;
        Some((*inline, content))
    }
}

/// Finds all of it in the events of a body.
pub(in crate::markdown) fn mark<'t>(events: Vec<Placed<'t>>, body: &str) -> Vec<Placed<'t>> {
    if !body.contains("==") && !body.contains(['^', '~', ':']) {
        return events;
    }
    let mut marker = Marker { body, out: Vec::with_capacity(events.len()), marks: vec![None], code: 0 };
    let events = joined(events);
    let mut index = 0;
    while let Some((event, range)) = events.get(index) {
        index += match event {
            Event::Text(text) if marker.code == 0 => marker.text(&events, index, text, range),
            event => {
                marker.other(event, range);
                1
            }
        };
    }
    marker.out
}

/// The events with their colons, and with waves and the texts around them in one piece: Markdown looks at each wave on
/// its own.
fn joined<'t>(events: Vec<Placed<'t>>) -> Vec<Placed<'t>> {
    let mut out: Vec<Placed<'t>> = Vec::with_capacity(events.len());
    for (event, range) in events {
        let event = match event {
            Event::Text(text) => Event::Text(with_colons(text)),
            Event::Code(text) => Event::Code(with_colons(text)),
            Event::Html(text) => Event::Html(with_colons(text)),
            Event::InlineHtml(text) => Event::InlineHtml(with_colons(text)),
            event => event,
        };
        if let (Event::Text(text), Some((Event::Text(before), placed))) = (&event, out.last_mut())
            && placed.end == range.start
            && (text.starts_with('~') || before.ends_with('~'))
            && text.len() == range.len()
            && before.len() == placed.len()
        {
            let mut whole = std::mem::replace(before, CowStr::Borrowed("")).into_string();
            whole.push_str(text);
            *before = whole.into();
            placed.end = range.end;
            continue;
        }
        out.push((event, range));
    }
    out
}

struct Marker<'t, 'b> {
    body: &'b str,
    out: Vec<Placed<'t>>,
    /// For each open element the index of the `==` in it that waits for its twin.
    marks: Vec<Option<usize>>,
    /// Whether this is code.
    code: usize,
}

impl<'t> Marker<'t, '_> {
    fn other(&mut self, event: &Event<'t>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => self.code += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => self.code = self.code.saturating_sub(1),
            _ => {}
        }
        match event {
            Event::Start(tag) => {
                // A mark doesn't reach across a list in its item.
                if let (Tag::List(_) | Tag::CodeBlock(_) | Tag::BlockQuote(_), Some(waiting)) =
                    (tag, self.marks.last_mut())
                {
                    *waiting = None;
                }
                self.marks.push(None);
            }
            Event::End(_) => {
                self.marks.pop();
            }
            _ => {}
        }
        self.out.push((event.clone(), range.clone()));
    }

    fn before(&self, at: usize) -> Option<char> {
        self.body.get(..at)?.chars().next_back()
    }

    fn after(&self, at: usize) -> Option<char> {
        self.body.get(at..)?.chars().next()
    }

    /// Reads a text; tells how many events that took.
    fn text(&mut self, events: &[Placed<'t>], index: usize, text: &CowStr<'t>, range: &Range<usize>) -> usize {
        // What was written in another way (`&colon;`) means itself.
        if text.len() != range.len() {
            self.out.push((Event::Text(text.clone()), range.clone()));
            return 1;
        }
        if let Some((start, inline, content, taken)) = self.named(events, index, text, range) {
            self.plain(text, range, 0..start);
            let end = events.get(index + taken - 1).map_or(range.end, |(_, last)| last.end);
            self.out.push((inline.event(&content), range.start + start..end));
            return taken;
        }
        self.plain(text, range, 0..text.len());
        1
    }

    /// `:kbd`, `[`, …, `]`: where it begins in the text, what it is and holds, and how many events that takes.
    fn named(
        &self,
        events: &[Placed<'t>],
        index: usize,
        text: &str,
        range: &Range<usize>,
    ) -> Option<(usize, Inline, String, usize)> {
        let (name, inline) = NAMES.iter().find(|(name, _)| text.ends_with(name))?;
        let start = text.len() - name.len();
        if self.before(range.start + start).is_some_and(|c| c.is_alphanumeric() || c == ':' || c == '\\') {
            return None;
        }
        let bracket = |event: &Placed<'t>| is_text(&event.0, "[") && event.1.start == range.end;
        let open = events.get(index + 1).filter(|event| bracket(event))?.1.end;
        let close = closing(events, index + 2)?;
        let content = self.body.get(open..events.get(close)?.1.start)?;
        let same_line = !content.contains('\n') && !content.trim().is_empty();
        same_line.then(|| (start, *inline, unescaped(content.trim()), close + 1 - index))
    }

    /// Writes a part of a text, with the marks, indices and emoji in it.
    fn plain(&mut self, text: &CowStr<'t>, range: &Range<usize>, part: Range<usize>) {
        let mut done = part.start;
        let mut at = part.start;
        let bytes = text.as_bytes();
        while at < part.end {
            let place = range.start + at;
            let escaped = self.before(place) == Some('\\');
            let found = match bytes.get(at) {
                Some(b'=') if !escaped && text.get(at..).is_some_and(|rest| rest.starts_with("==")) => {
                    self.push(text, range, done..at);
                    done = at;
                    self.equals(place).then_some(2)
                }
                Some(b'^' | b'~') if !escaped => self.shifted(text, range, &mut done, at, part.end),
                Some(b':') if !escaped => self.emoji(text, range, &mut done, at, part.end),
                _ => None,
            };
            match found {
                Some(length) => {
                    at += length;
                    done = at;
                }
                // A run of one sign is looked at once.
                None => {
                    at += bytes.get(at..part.end).map_or(1, |rest| {
                        rest.iter().take_while(|byte| **byte == b'=' && bytes.get(at) == Some(&b'=')).count().max(1)
                    });
                }
            }
        }
        self.push(text, range, done..part.end);
    }

    fn push(&mut self, text: &CowStr<'t>, range: &Range<usize>, part: Range<usize>) {
        let whole = part.len() == text.len();
        let place = range.start + part.start..range.start + part.end;
        match text.get(part) {
            Some(piece) if !piece.is_empty() => {
                let piece = if whole { text.clone() } else { piece.to_owned().into() };
                self.out.push((Event::Text(piece), place));
            }
            _ => {}
        }
    }

    /// Two equals signs at a place of the body: begins a mark, or ends the one that waits.
    fn equals(&mut self, place: usize) -> bool {
        let (before, after) = (self.before(place), self.after(place + 2));
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '=');
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let waiting = self.marks.last_mut();
        match waiting {
            Some(Some(start)) if !is_space(before) && !is_word(after) && before != Some('=') => {
                if let Some((event, _)) = self.out.get_mut(*start) {
                    *event = Event::Start(MARK_START);
                }
                self.out.push((Event::End(MARK_END), place..place + 2));
                if let Some(waiting) = self.marks.last_mut() {
                    *waiting = None;
                }
                true
            }
            Some(waiting) if !is_word(before) && !is_space(after) && after != Some('=') => {
                *waiting = Some(self.out.len());
                self.out.push((Event::Text("==".into()), place..place + 2));
                true
            }
            _ => false,
        }
    }

    /// `^2^` or `~2~` behind a letter, digit or parenthesis.
    fn shifted(
        &mut self,
        text: &CowStr<'t>,
        range: &Range<usize>,
        done: &mut usize,
        at: usize,
        end: usize,
    ) -> Option<usize> {
        let window = text.get(at + 1..end)?;
        let sign = *text.as_bytes().get(at)?;
        let length = window.bytes().take(LONGEST_INDEX * 4).position(|byte| byte == sign)?;
        let inner = window.get(..length).filter(|inner| is_index(inner))?;
        let place = range.start + at;
        let follows = self.before(place).is_some_and(|c| c.is_alphanumeric() || c == ')');
        let number = self.after(place + length + 2).is_some_and(|c| c.is_ascii_digit());
        if !follows || number {
            return None;
        }
        self.push(text, range, *done..at);
        let (start, end) = match sign {
            b'^' => (Tag::Superscript, TagEnd::Superscript),
            _ => (Tag::Subscript, TagEnd::Subscript),
        };
        self.out.push((Event::Start(start), place..place + length + 2));
        self.out.push((Event::Text(inner.to_owned().into()), place + 1..place + 1 + length));
        self.out.push((Event::End(end), place..place + length + 2));
        Some(length + 2)
    }

    /// `:tada:`, where that is the name of an emoji.
    fn emoji(
        &mut self,
        text: &CowStr<'t>,
        range: &Range<usize>,
        done: &mut usize,
        at: usize,
        end: usize,
    ) -> Option<usize> {
        let window = text.get(at + 1..end)?;
        let length = window
            .bytes()
            .take(LONGEST_EMOJI)
            .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-')))?;
        let place = range.start + at;
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != ':');
        if window.as_bytes().get(length) != Some(&b':')
            || !apart(self.before(place))
            || !apart(self.after(place + length + 2))
        {
            return None;
        }
        let emoji = emojis::get_by_shortcode(window.get(..length)?)?;
        self.push(text, range, *done..at);
        self.out.push((Event::Text(emoji.as_str().into()), place..place + length + 2));
        Some(length + 2)
    }
}

/// The bracket that ends what begins at an index: on the same level, and not too far away.
fn closing(events: &[Placed<'_>], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, (event, _)) in events.iter().enumerate().skip(start).take(LONGEST) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.checked_sub(1)?,
            event if depth == 0 && is_text(event, "]") => return Some(index),
            _ => {}
        }
    }
    None
}

/// A text without the backslashes before its signs.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.next_if(|next| c == '\\' && next.is_ascii_punctuation()) {
            Some(sign) => out.push(sign),
            None => out.push(c),
        }
    }
    out
}

fn is_text(event: &Event<'_>, wanted: &str) -> bool {
    matches!(event, Event::Text(text) if &**text == wanted)
}

/// Whether a text may be raised or lowered: a few letters, digits and signs without a space.
fn is_index(text: &str) -> bool {
    let count = text.chars().count();
    let fits = |c: char| c.is_alphanumeric() || "+-−–,.()′".contains(c);
    count <= LONGEST_INDEX && text.chars().all(fits) && text.contains(char::is_alphanumeric)
}
