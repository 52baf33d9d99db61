//! What stands within a line, as Markdown.
//!
//! A line comes as flat runs, each with its marks. Marks nest in one order, the link outermost, so that they never cross.
//! Markdown's own signs are used where they are sure to be read as such; elsewhere (`"a"` in bold, right after a letter)
//! the element of HTML takes their place, which our pages show too.

use super::escape::{self, Place};
use super::model::{Link, Marks, Run, RunKind, plain};

/// Longer keys and indices are no such thing.
const LONGEST_SHORT: usize = 20;

/// What the line is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A paragraph, whose lines may be broken.
    Paragraph,
    /// A heading or a title: one line.
    Title,
    /// A cell of a table.
    Cell,
}

/// Writes a line.
pub(super) fn line(runs: &[Run], line: Line) -> String {
    let mut writer = Spans { out: String::new(), line };
    writer.write(runs, 0, None);
    writer.out
}

struct Spans {
    out: String,
    line: Line,
}

/// The marks from the outermost to the innermost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Link,
    Strong,
    Emphasis,
    Strike,
    Highlight,
    Sub,
    Sup,
    Code,
    Kbd,
    Badge,
}

const ORDER: [Mark; 10] = [
    Mark::Link,
    Mark::Strong,
    Mark::Emphasis,
    Mark::Strike,
    Mark::Highlight,
    Mark::Sub,
    Mark::Sup,
    Mark::Code,
    Mark::Kbd,
    Mark::Badge,
];

impl Mark {
    fn is_on(self, marks: &Marks) -> bool {
        match self {
            Self::Link => marks.link.is_some(),
            Self::Strong => marks.strong,
            Self::Emphasis => marks.emphasis,
            Self::Strike => marks.strike,
            Self::Highlight => marks.highlight,
            Self::Sub => marks.sub,
            Self::Sup => marks.sup,
            Self::Code => marks.code,
            Self::Kbd => marks.kbd,
            Self::Badge => marks.badge,
        }
    }

    fn is_same(self, a: &Marks, b: &Marks) -> bool {
        if self == Self::Link { a.link == b.link } else { self.is_on(a) == self.is_on(b) }
    }

    /// The element that says the same.
    fn element(self) -> &'static str {
        match self {
            Self::Link => "a",
            Self::Strong => "strong",
            Self::Emphasis => "em",
            Self::Strike => "del",
            Self::Highlight => "mark",
            Self::Sub => "sub",
            Self::Sup => "sup",
            Self::Code => "code",
            Self::Kbd => "kbd",
            // No element of ours is one; a `span` changes nothing.
            Self::Badge => "span",
        }
    }
}

impl Spans {
    /// Writes runs with the marks from `level` on; `after` is the sign that follows them.
    fn write(&mut self, runs: &[Run], level: usize, after: Option<char>) {
        let Some(mark) = ORDER.get(level).copied() else {
            return self.leaves(runs, after);
        };
        let mut rest = runs;
        while let Some(first) = rest.first() {
            let length = rest.iter().take_while(|run| mark.is_same(&run.marks, &first.marks)).count();
            let (group, next) = rest.split_at(length);
            let after = next.first().map_or(after, |run| sign(run, level));
            if mark.is_on(&first.marks) {
                self.marked(mark, group, level, after);
            } else {
                self.write(group, level + 1, after);
            }
            rest = next;
        }
    }

    /// Writes runs that have a mark, which never begins or ends with a space.
    fn marked(&mut self, mark: Mark, group: &[Run], level: usize, after: Option<char>) {
        let (lead, core, tail) = peeled(group);
        if core.is_empty() {
            return self.leaves(&group.iter().cloned().map(unmarked).collect::<Vec<_>>(), after);
        }
        self.leaves(&lead, core.first().and_then(|run| sign(run, level)));
        let behind = tail.first().map_or(after, |run| bare_sign(run, false));
        match mark {
            Mark::Link => self.link(&core, level),
            Mark::Code => escape::code(&mut self.out, &plain(&core), self.line == Line::Cell),
            _ => self.wrapped(mark, &core, level, behind),
        }
        self.leaves(&tail, after);
    }

    fn wrapped(&mut self, mark: Mark, core: &[Run], level: usize, after: Option<char>) {
        let (open, close) = self.signs(mark, core, level, after);
        self.out.push_str(&open);
        self.write(core, level + 1, close.chars().next());
        self.out.push_str(&close);
    }

    /// What to write around runs with a mark.
    fn signs(&self, mark: Mark, core: &[Run], level: usize, after: Option<char>) -> (String, String) {
        let before = self.out.chars().next_back();
        let deeper = |run: &Run| ORDER.iter().skip(level + 1).any(|mark| mark.is_on(&run.marks));
        let edge = |run: Option<&Run>, last| run.filter(|run| !deeper(run)).and_then(|run| bare_sign(run, last));
        let is_solid = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let solid = (is_solid(edge(core.first(), false)), is_solid(edge(core.last(), true)));
        let open_space = (is_boundary(before), is_boundary(after));
        let fits = (solid.0 || open_space.0) && (solid.1 || open_space.1);
        let words = plain(core);
        let is_short = core.len() == 1 && (1..=LONGEST_SHORT).contains(&words.chars().count());
        let is_index = is_short && !core.iter().any(deeper) && words.chars().all(char::is_alphanumeric);
        let one_line = core.iter().all(|run| run.kind != RunKind::Break);
        let found = match mark {
            Mark::Strong if fits => Some(("**", "**")),
            Mark::Emphasis if open_space == (true, true) => Some(("_", "_")),
            Mark::Emphasis if solid == (true, true) && before != Some('*') && after != Some('*') => Some(("*", "*")),
            Mark::Strike if solid == (true, true) && open_space == (true, true) && one_line => Some(("~~", "~~")),
            Mark::Highlight if before == Some('=') || after == Some('=') => None,
            Mark::Highlight if solid == (true, true) && open_space == (true, true) && one_line => Some(("==", "==")),
            // An index follows a letter or a digit.
            Mark::Sub | Mark::Sup if !is_solid(before) || after.is_some_and(|c| c.is_ascii_digit() || c == '~') => None,
            Mark::Sub if is_index => Some(("~", "~")),
            Mark::Sup if is_index => Some(("^", "^")),
            Mark::Kbd if is_short && is_key(&words) && !is_solid(before) && !matches!(before, Some(':' | '\\')) => {
                Some((":kbd[", "]"))
            }
            Mark::Badge if is_short && is_key(&words) && !is_solid(before) && !matches!(before, Some(':' | '\\')) => {
                Some((":badge[", "]"))
            }
            _ => None,
        };
        match found {
            Some((open, close)) => (open.to_owned(), close.to_owned()),
            None => (format!("<{}>", mark.element()), format!("</{}>", mark.element())),
        }
    }

    fn link(&mut self, core: &[Run], level: usize) {
        let Some(link) = core.first().and_then(|run| run.marks.link.clone()) else { return };
        let Link { href, title } = link.as_ref();
        let address = escape::address(href);
        let words = plain(core);
        // An exclamation mark before a link would make an image of it.
        if self.out.ends_with('!') {
            self.out.pop();
            self.out.push_str("\\!");
        }
        self.out.push('[');
        self.write(core, level + 1, Some(']'));
        self.out.push_str(&format!("]({address}"));
        if !title.trim().is_empty() && *title != words && title != href {
            self.title(title);
        }
        self.out.push(')');
    }

    fn title(&mut self, title: &str) {
        let words = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut escaped = String::new();
        escape::text(&mut escaped, &words, Place { cell: self.line == Line::Cell, line_start: false }, None, None);
        self.out.push_str(&format!(" \"{}\"", escaped.replace('"', "\\\"")));
    }

    fn leaves(&mut self, runs: &[Run], after: Option<char>) {
        for (index, run) in runs.iter().enumerate() {
            let after = runs.get(index + 1).map_or(after, |run| bare_sign(run, false));
            self.leaf(&run.kind, after);
        }
    }

    fn leaf(&mut self, kind: &RunKind, after: Option<char>) {
        let place = Place {
            cell: self.line == Line::Cell,
            line_start: self.line == Line::Paragraph && (self.out.is_empty() || self.out.ends_with('\n')),
        };
        match kind {
            RunKind::Text(text) => {
                let before = self.out.chars().next_back();
                escape::text(&mut self.out, text, place, before, after);
            }
            RunKind::Break if self.line == Line::Paragraph => self.out.push_str("\\\n"),
            RunKind::Break => self.out.push_str(if self.line == Line::Cell { "<br>" } else { " " }),
            RunKind::Image { src, alt, title } => {
                self.out.push_str("![");
                let place = Place { line_start: false, ..place };
                escape::text(
                    &mut self.out,
                    &alt.split_whitespace().collect::<Vec<_>>().join(" "),
                    place,
                    None,
                    Some(']'),
                );
                self.out.push_str(&format!("]({}", escape::address(src)));
                if !title.trim().is_empty() && title != alt {
                    self.title(title);
                }
                self.out.push(')');
            }
            RunKind::Anchor(name) => self.out.push_str(&format!("<a name=\"{}\"></a>", escape::address(name))),
            RunKind::Task(done) => self.out.push_str(if *done { "[x] " } else { "[ ] " }),
            RunKind::Formula { tex, is_block } => {
                let marks = if *is_block { "$$" } else { "$" };
                self.out.push_str(&format!("{marks}{tex}{marks}"));
            }
        }
    }
}

/// Whether a sign beside a mark makes the mark count whatever it holds.
fn is_boundary(c: Option<char>) -> bool {
    c.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation())
}

fn is_key(words: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || " +.,/;'".contains(c) || !c.is_ascii() && !c.is_whitespace();
    // A plus stands between two keys.
    let is_joined = words.split('+').all(|key| !key.trim().is_empty());
    words.trim() == words && is_joined && words.chars().all(is_plain)
}

/// The sign that a run begins with once its marks from `level` on are written.
fn sign(run: &Run, level: usize) -> Option<char> {
    let is_marked = ORDER.iter().skip(level).any(|mark| mark.is_on(&run.marks));
    let bare = bare_sign(run, false);
    // What a mark or a bracket is to its neighbours: punctuation. Space goes before it.
    if is_marked && !bare.is_some_and(char::is_whitespace) { Some('*') } else { bare }
}

/// The sign that a run begins or ends with when its marks are written already.
fn bare_sign(run: &Run, last: bool) -> Option<char> {
    match &run.kind {
        RunKind::Text(text) if last => text.chars().next_back(),
        RunKind::Text(text) => text.chars().next(),
        RunKind::Break => Some(' '),
        RunKind::Image { .. } => Some(if last { ')' } else { '!' }),
        RunKind::Anchor(_) => Some(if last { '>' } else { '<' }),
        RunKind::Task(_) => Some('['),
        RunKind::Formula { .. } => Some('$'),
    }
}

fn unmarked(run: Run) -> Run {
    Run { marks: Marks::default(), ..run }
}

/// The space and the breaks before and after what is to be marked, and that itself.
fn peeled(group: &[Run]) -> (Vec<Run>, Vec<Run>, Vec<Run>) {
    let is_space = |run: &Run| match &run.kind {
        RunKind::Text(text) => text.trim().is_empty(),
        RunKind::Break => true,
        _ => false,
    };
    let lead = group.iter().take_while(|run| is_space(run)).count();
    let tail = group.iter().skip(lead).rev().take_while(|run| is_space(run)).count();
    let part = |from: usize, to: usize| group.get(from..to).unwrap_or_default().to_vec();
    let mut before: Vec<Run> = part(0, lead).into_iter().map(unmarked).collect();
    let mut core = part(lead, group.len() - tail);
    let mut after: Vec<Run> = part(group.len() - tail, group.len()).into_iter().map(unmarked).collect();
    if let Some(Run { kind: RunKind::Text(text), .. }) = core.first_mut()
        && text.starts_with(' ')
    {
        *text = text.trim_start_matches(' ').to_owned();
        before.push(Run::text(" ", &Marks::default()));
    }
    if let Some(Run { kind: RunKind::Text(text), .. }) = core.last_mut()
        && text.ends_with(' ')
    {
        text.truncate(text.trim_end_matches(' ').len());
        after.insert(0, Run::text(" ", &Marks::default()));
    }
    (before, core, after)
}
