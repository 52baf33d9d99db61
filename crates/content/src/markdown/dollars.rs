//! Where a body has mathematics: `$…$` in a line, `$$…$$` for a formula that stands on its own.
//!
//! Markdown's parser is given code in its place, of the same length: as in code, nothing in it is emphasis or a link, and
//! what replaces variables or counts words leaves it alone. Which code was mathematics, the body itself tells.
//!
//! A dollar is money more often than not. So a formula has no space inside of its dollars and no letter or digit outside
//! of them, both stand in one paragraph, and what begins with a digit and has a word in it is a price: `$5 and $6`,
//! `US$5 to US$6` and `from $5 per month to $9` stay as they are.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

type Placed<'t> = (Event<'t>, Range<usize>);

/// A formula in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `$…$`
    Inline,
    /// `$$…$$`
    Display,
}

impl Kind {
    /// How many dollars stand on each side of it.
    pub(super) fn width(self) -> usize {
        match self {
            Self::Inline => 1,
            Self::Display => 2,
        }
    }
}

/// What a piece of code of the parsed text was in the body.
pub(super) fn kind(body: &str, code: &Range<usize>) -> Option<Kind> {
    match body.as_bytes().get(code.start..)? {
        [b'$', b'$', ..] => Some(Kind::Display),
        [b'$', ..] => Some(Kind::Inline),
        _ => None,
    }
}

/// The text with back quotes in the place of the dollars of mathematics.
pub(super) fn hide<'t>(text: Cow<'t, str>, options: Options) -> Cow<'t, str> {
    if !text.contains('$') {
        return text;
    }
    let mut found = Vec::new();
    let mut block = Block::default();
    let mut verbatim = 0;
    for (event, range) in Parser::new_ext(&text, options).into_offset_iter() {
        match event {
            Event::Text(_) if verbatim == 0 => block.text(&text, range),
            Event::SoftBreak | Event::HardBreak => {}
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {}
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {}
            event => {
                block.end(&text, &mut found);
                match event {
                    Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => verbatim += 1,
                    Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => verbatim -= 1,
                    _ => {}
                }
            }
        }
    }
    block.end(&text, &mut found);
    if found.is_empty() {
        return text;
    }
    found.sort_unstable();
    let mut hidden = String::with_capacity(text.len());
    for at in found {
        hidden.push_str(text.get(hidden.len()..at).unwrap_or_default());
        hidden.push('`');
    }
    hidden.push_str(text.get(hidden.len()..).unwrap_or_default());
    Cow::Owned(hidden)
}

/// The events with the dollars of what has become no code after all: its text is that of the body.
pub(super) fn restore<'t>(events: Vec<Placed<'t>>, body: &str) -> Vec<Placed<'t>> {
    let written = |text: &str, range: &Range<usize>| {
        let written = body.get(range.clone()).filter(|written| text.contains('`') && written.len() == text.len())?;
        (written != text).then(|| written.to_owned())
    };
    let event = |(event, range): Placed<'t>| match &event {
        Event::Text(text) => match written(text, &range) {
            Some(text) => (Event::Text(text.into()), range),
            None => (event, range),
        },
        _ => (event, range),
    };
    events.into_iter().map(event).collect()
}

/// Dollars of a paragraph, or of a part of one between two elements that no formula reaches across.
#[derive(Default)]
struct Block {
    /// One or more dollars in a row.
    runs: Vec<Range<usize>>,
    /// Whether there is a back quote, which would make code together with ours.
    ticks: bool,
}

impl Block {
    fn text(&mut self, text: &str, range: Range<usize>) {
        let written = text.get(range.clone()).unwrap_or_default();
        self.ticks |= written.contains('`');
        for (at, _) in written.match_indices('$') {
            let at = range.start + at;
            match self.runs.last_mut() {
                Some(run) if run.end == at => run.end += 1,
                _ if is_escaped(text, at) => {}
                _ => self.runs.push(at..at + 1),
            }
        }
    }

    /// Finds the formulas, and begins anew.
    fn end(&mut self, text: &str, found: &mut Vec<usize>) {
        let Self { runs, ticks } = std::mem::take(self);
        if ticks {
            return;
        }
        let mut index = 0;
        while let Some(pair) = runs.get(index..index + 2) {
            let [open, close] = pair else { break };
            if is_formula(text, open, close) {
                found.extend(open.clone().chain(close.clone()));
                index += 1;
            }
            index += 1;
        }
    }
}

fn is_escaped(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

/// Whether two dollars, or two pairs of them, have a formula between them.
fn is_formula(text: &str, open: &Range<usize>, close: &Range<usize>) -> bool {
    let inside = text.get(open.end..close.start).unwrap_or_default();
    let before = text.get(..open.start).and_then(|text| text.chars().next_back());
    let after = text.get(close.end..).and_then(|text| text.chars().next());
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '`');
    if inside.contains('`') || touches(before) || touches(after) {
        return false;
    }
    match (open.len(), close.len()) {
        (2, 2) => !inside.trim().is_empty(),
        (1, 1) => {
            let spaced = inside.starts_with(char::is_whitespace) || inside.ends_with(char::is_whitespace);
            !inside.is_empty() && !spaced && !is_price(inside)
        }
        _ => false,
    }
}

/// Whether a text begins with a number and has a word of a language in it. Commands and what stands in braces are none.
fn is_price(inside: &str) -> bool {
    if !inside.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let (mut depth, mut letters, mut command) = (0_usize, 0, false);
    for c in inside.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        command = c == '\\' || command && c.is_alphabetic();
        letters = if c.is_alphabetic() && depth == 0 && !command { letters + 1 } else { 0 };
        if letters == 3 {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `<…>` around what is a formula in a line, and `<<…>>` around what stands on its own.
    fn marked(body: &str) -> String {
        let hidden = hide(Cow::Borrowed(body), Options::ENABLE_TABLES);
        assert_eq!(hidden.len(), body.len());
        body.chars().zip(hidden.chars()).map(|(was, is)| if was == is { was } else { '#' }).collect()
    }

    #[test]
    fn formulas() {
        for (body, seen) in [
            ("Is $E = mc^2$ so?", "Is #E = mc^2# so?"),
            ("($x$), $y$.", "(#x#), #y#."),
            ("$a_1$ and $b_2$ *or $c$*", "#a_1# and #b_2# *or #c#*"),
            ("$a*b$ and $c*d$", "#a*b# and #c*d#"),
            ("$$\na = b \\\\\nc = d\n$$", "##\na = b \\\\\nc = d\n##"),
            ("$2x + 3$ and $3 \\text{ apples}$", "#2x + 3# and #3 \\text{ apples}#"),
            ("- $x$\n- $y$", "- #x#\n- #y#"),
            ("| $x$ | $y$ |\n| --- | --- |\n| $5 | $6 |", "| #x# | #y# |\n| --- | --- |\n| $5 | $6 |"),
        ] {
            assert_eq!(marked(body), seen);
        }
    }

    #[test]
    fn prices_and_all_else_stay() {
        for body in [
            "It costs $5 and $6.",
            "US$5 to US$6, $5-$6, $5/month–$10/month",
            "from $5 per month to 9$ a year",
            "$5, $6 or $7",
            "\\$x\\$ and $ x $ and $x $",
            "`$x$` and $`x`$",
            "a ` and $x$",
            "    $x$ in code\n\n```\n$y$\n```\n",
            "one $x\n\nand y$ another",
            "- $a\n- b$",
            "[a](b$c) and [$d](e) f$",
            "<p title=\"$x$\">\n",
            "$$$x$$$, $$ and $",
            "$a$1 and b$c$",
            "",
        ] {
            assert_eq!(marked(body), body);
        }
    }

    #[test]
    fn what_was_a_formula_is_told_by_the_body() {
        let body = "`a` $b$ $$c$$";
        assert_eq!(kind(body, &(0..3)), None);
        assert_eq!(kind(body, &(4..7)), Some(Kind::Inline));
        assert_eq!(kind(body, &(8..13)), Some(Kind::Display));
        assert_eq!(kind(body, &(99..100)), None);
    }
}
