//! Where a text shows its signs as they are: fenced code, code in a line, comments.

use std::ops::Range;

/// The parts of a text that no translation may touch, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Protected(Vec<Range<usize>>);

impl Protected {
    /// Finds them.
    pub(crate) fn of(text: &str) -> Self {
        let mut found = Vec::new();
        let mut fence: Option<(Fence, usize)> = None;
        let mut at = 0;
        let mut free = 0;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            match fence {
                None => {
                    if let Some(opening) = Fence::of(line) {
                        inline(text, free..start, &mut found);
                        fence = Some((opening, start));
                    }
                }
                Some((opening, opened)) if opening.is_closed_by(line) => {
                    found.push(opened..at);
                    fence = None;
                    free = at;
                }
                Some(_) => {}
            }
        }
        match fence {
            Some((_, opened)) => found.push(opened..text.len()),
            None => inline(text, free..text.len(), &mut found),
        }
        Self(found)
    }

    /// Whether a byte is in one of them.
    pub(crate) fn holds(&self, at: usize) -> bool {
        let next = self.0.partition_point(|range| range.end <= at);
        self.0.get(next).is_some_and(|range| range.contains(&at))
    }

    /// The end of the one that a byte is in.
    pub(crate) fn end(&self, at: usize) -> Option<usize> {
        let next = self.0.partition_point(|range| range.end <= at);
        self.0.get(next).filter(|range| range.contains(&at)).map(|range| range.end)
    }
}

/// The line that begins a block of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fence {
    /// The sign that it is made of.
    pub(crate) sign: char,
    /// How many of them.
    pub(crate) length: usize,
    /// How far in it stands.
    indent: usize,
    is_bare: bool,
}

impl Fence {
    /// Reads a line that is one.
    pub(crate) fn of(line: &str) -> Option<Self> {
        // In lists and quotations fences stand further in.
        let text = line.trim_start_matches([' ', '\t', '>']);
        let text = text.strip_prefix("- ").or_else(|| text.strip_prefix("* ")).unwrap_or(text).trim_start();
        let sign = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let length = text.chars().take_while(|c| *c == sign).count();
        let rest = text.get(length..).unwrap_or_default().trim();
        let is_one = length >= 3 && !(sign == '`' && rest.contains('`'));
        is_one.then_some(Self { sign, length, indent: line.len() - text.len(), is_bare: rest.is_empty() })
    }

    /// Whether a line ends the block: a fence as long as this one, and not much further in, where it would be code.
    pub(crate) fn is_closed_by(self, line: &str) -> bool {
        Self::of(line).is_some_and(|end| {
            end.sign == self.sign && end.length >= self.length && end.is_bare && end.indent < self.indent + 4
        })
    }
}

/// Code in lines and comments of HTML, in a part without fences.
fn inline(text: &str, part: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut at = part.start;
    while let Some(rest) = text.get(at..part.end).filter(|rest| !rest.is_empty()) {
        let Some(next) = rest.find(['`', '<', '\\']) else { return };
        let here = rest.get(next..).unwrap_or_default();
        if here.starts_with('\\') {
            let skipped = here.chars().nth(1).map_or(1, |c| 1 + c.len_utf8());
            at += next + skipped;
        } else if here.starts_with("<!--") {
            let length = here.find("-->").map_or(here.len(), |end| end + 3);
            found.push(at + next..at + next + length);
            at += next + length;
        } else if here.starts_with('`') {
            let ticks = here.len() - here.trim_start_matches('`').len();
            // Code ends before the paragraph does.
            let paragraph = here.find("\n\n").unwrap_or(here.len());
            match closing(here.get(ticks..paragraph).unwrap_or_default(), ticks) {
                Some(length) => {
                    found.push(at + next..at + next + ticks + length);
                    at += next + ticks + length;
                }
                None => at += next + ticks,
            }
        } else {
            at += next + 1;
        }
    }
}

/// Where a run of exactly so many backticks ends.
fn closing(text: &str, ticks: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(next) = text.get(at..)?.find('`') {
        let run = text.get(at + next..)?;
        let length = run.len() - run.trim_start_matches('`').len();
        at += next + length;
        if length == ticks {
            return Some(at);
        }
    }
    None
}

/// Does something to the pieces of a text that are not protected.
pub(crate) fn outside(text: &str, mut change: impl FnMut(&str) -> String) -> String {
    let protected = Protected::of(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for range in &protected.0 {
        out.push_str(&change(text.get(at..range.start).unwrap_or_default()));
        out.push_str(text.get(range.clone()).unwrap_or_default());
        at = range.end;
    }
    out.push_str(&change(text.get(at..).unwrap_or_default()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn free(text: &str) -> String {
        outside(text, |piece| piece.chars().map(|c| if c == 'x' { 'o' } else { c }).collect())
    }

    #[test]
    fn code_is_left_alone() {
        assert_eq!(free("x `x` ``x`x`` `x\n\nx` x"), "o `x` ``x`x`` `o\n\no` o");
        assert_eq!(free("x\n```js x\nx\n~~~\n``\n```\nx"), "o\n```js x\nx\n~~~\n``\n```\no");
        assert_eq!(
            free("- x\n  ~~~~\n  x\n  ~~~\n  ~~~~\nx <!-- x\nx --> \\`x`"),
            "- o\n  ~~~~\n  x\n  ~~~\n  ~~~~\no <!-- x\nx --> \\`o`"
        );
        assert_eq!(free("```\nx"), "```\nx");
        assert_eq!(free("```\n    ```\nx\n```\nx"), "```\n    ```\nx\n```\no");
    }
}
