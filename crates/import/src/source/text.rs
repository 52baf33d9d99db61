//! A text that still knows its lines when pieces of it are translated.

use std::fmt;

/// So many lines ahead a line is looked for: an inserted file is rarely longer.
const FAR: usize = 400;

/// A line, without its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// What stands on it.
    pub(crate) text: String,
    /// The line of the file that it came from, from 1.
    pub(crate) origin: usize,
}

impl Line {
    /// A line.
    pub(crate) fn new(text: impl Into<String>, origin: usize) -> Self {
        Self { text: text.into(), origin }
    }
}

/// The lines of a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text(pub(crate) Vec<Line>);

impl Text {
    /// Takes a text apart whose first line is the file's line `first`. Empty lines at its top are left out.
    pub(crate) fn new(text: &str, first: usize) -> Self {
        let plain = text.replace("\r\n", "\n");
        let gap = plain.len() - plain.trim_start_matches('\n').len();
        let body = plain.get(gap..).unwrap_or_default();
        if body.is_empty() {
            return Self::default();
        }
        let lines = body.split('\n').enumerate();
        Self(lines.map(|(index, line)| Line::new(line, first + gap + index)).collect())
    }

    /// Leaves out the empty lines at its top.
    pub(crate) fn trim_start(&mut self) {
        let empty = self.0.iter().take_while(|line| line.text.trim().is_empty()).count();
        self.0.drain(..empty);
    }

    /// The same after something was done to all of it: `change` takes the text and the line of the file that each of its
    /// lines came from. Lines that stay find theirs again; a new one is said to be where the next one is that stayed.
    pub(crate) fn rewrite(&mut self, change: impl FnOnce(&str, &[usize]) -> String) {
        let before = self.to_string();
        let origins: Vec<usize> = self.0.iter().map(|line| line.origin).collect();
        let after = change(&before, &origins);
        if after == before {
            return;
        }
        let mut next = 0;
        let mut lines = Vec::new();
        for text in after.split('\n') {
            let wanted = text.trim();
            let ahead = self.0.get(next..).unwrap_or_default().iter().take(FAR);
            let found = ahead.into_iter().position(|line| line.text.trim() == wanted).filter(|_| !wanted.is_empty());
            if let Some(found) = found {
                next += found + 1;
            }
            let place = if found.is_some() { next - 1 } else { next };
            let origin = self.0.get(place).or(self.0.last()).map_or(1, |line| line.origin);
            lines.push(Line::new(text, origin));
        }
        self.0 = lines;
    }

    /// Whether any line holds `words`.
    pub(crate) fn contains(&self, words: &str) -> bool {
        self.0.iter().any(|line| line.text.contains(words))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, line) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            f.write_str(&line.text)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_numbers() {
        let text = Text::new("\n\na\r\nb\n", 4);
        assert_eq!(text.to_string(), "a\nb\n");
        assert_eq!(text.0.iter().map(|line| line.origin).collect::<Vec<_>>(), [6, 7, 8]);
        assert_eq!(Text::new("\n\n", 1), Text::default());
    }

    #[test]
    fn lines_are_found_again() {
        let mut text = Text::new("a\n<T>\n  b\n</T>\nc", 1);
        text.rewrite(|before, origins| {
            assert_eq!((before, origins), ("a\n<T>\n  b\n</T>\nc", &[1, 2, 3, 4, 5][..]));
            "a\n:::t\nb\n:::\nc".to_owned()
        });
        assert_eq!(text.0.iter().map(|line| line.origin).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    }
}
