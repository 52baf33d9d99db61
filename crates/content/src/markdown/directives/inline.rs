//! What our articles have within a line beyond Markdown: `:kbd[Ctrl+C]`, `:menu[Settings > Billing]`, `:badge[Beta]`,
//! `:icon[wallet]`, `==marked==`, `H~2~O`, `x^2^` and emoji by their names.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::colons::joined;
use super::{MARK_END, MARK_START, signs};

type Placed<'t> = (Event<'t>, Range<usize>);

/// What stands between brackets ends within so many events.
const LONGEST: usize = 40;

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
    if !body.contains("==") && !body.bytes().any(|byte| matches!(byte, b'^' | b'~' | b':')) {
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

/// A text that is being written, piece by piece.
struct Run<'x, 't> {
    text: &'x CowStr<'t>,
    /// Where it begins in the body.
    start: usize,
    /// How much of it is written, and where the part ends that is to be.
    done: usize,
    end: usize,
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
        same_line.then(|| (start, *inline, signs::unescaped(content.trim()), close + 1 - index))
    }

    /// Writes a part of a text, with the marks, indices and emoji in it.
    fn plain(&mut self, text: &CowStr<'t>, range: &Range<usize>, part: Range<usize>) {
        let mut run = Run { text, start: range.start, done: part.start, end: part.end };
        let mut at = part.start;
        let bytes = text.as_bytes();
        let is_sign = |byte: &u8| matches!(byte, b'=' | b'^' | b'~' | b':');
        while let Some(step) = bytes.get(at..part.end).and_then(|rest| rest.iter().position(is_sign)) {
            at += step;
            let place = run.start + at;
            let escaped = self.before(place) == Some('\\');
            let found = match bytes.get(at) {
                Some(b'=') if !escaped && text.get(at..).is_some_and(|rest| rest.starts_with("==")) => {
                    self.push(&mut run, at);
                    self.equals(place).then_some(2)
                }
                Some(sign @ (b'^' | b'~')) if !escaped => self.shifted(&mut run, at, *sign),
                Some(b':') if !escaped => self.emoji(&mut run, at),
                _ => None,
            };
            match found {
                Some(length) => {
                    at += length;
                    run.done = at;
                }
                // A run of one sign is looked at once.
                None => {
                    at += bytes.get(at..part.end).map_or(1, |rest| {
                        rest.iter().take_while(|byte| **byte == b'=' && bytes.get(at) == Some(&b'=')).count().max(1)
                    });
                }
            }
        }
        self.push(&mut run, part.end);
    }

    /// Writes what isn't written yet of a text, up to a place in it.
    fn push(&mut self, run: &mut Run<'_, 't>, to: usize) {
        let part = std::mem::replace(&mut run.done, to)..to;
        let whole = part.len() == run.text.len();
        let place = run.start + part.start..run.start + part.end;
        match run.text.get(part) {
            Some(piece) if !piece.is_empty() => {
                let piece = if whole { run.text.clone() } else { piece.to_owned().into() };
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

    /// `^2^` or `~2~` behind a letter, digit or parenthesis. Tells how long it is.
    fn shifted(&mut self, run: &mut Run<'_, 't>, at: usize, sign: u8) -> Option<usize> {
        let inner = signs::index(run.text.get(at + 1..run.end)?, sign)?;
        let place = run.start + at;
        let length = inner.len() + 2;
        let follows = self.before(place).is_some_and(|c| c.is_alphanumeric() || c == ')');
        let number = self.after(place + length).is_some_and(|c| c.is_ascii_digit());
        if !follows || number {
            return None;
        }
        self.push(run, at);
        let (start, end) = match sign {
            b'^' => (Tag::Superscript, TagEnd::Superscript),
            _ => (Tag::Subscript, TagEnd::Subscript),
        };
        self.out.push((Event::Start(start), place..place + length));
        self.out.push((Event::Text(inner.to_owned().into()), place + 1..place + length - 1));
        self.out.push((Event::End(end), place..place + length));
        Some(length)
    }

    /// `:tada:`, where that is the name of an emoji. Tells how long it is.
    fn emoji(&mut self, run: &mut Run<'_, 't>, at: usize) -> Option<usize> {
        let name = signs::emoji_name(run.text.get(at + 1..run.end)?)?;
        let place = run.start + at;
        let length = name.len() + 2;
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != ':');
        if !apart(self.before(place)) || !apart(self.after(place + length)) {
            return None;
        }
        let emoji = emojis::get_by_shortcode(name)?;
        self.push(run, at);
        self.out.push((Event::Text(emoji.as_str().into()), place..place + length));
        Some(length)
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

fn is_text(event: &Event<'_>, wanted: &str) -> bool {
    matches!(event, Event::Text(text) if &**text == wanted)
}
