//! Lines of a stream, one after the other in the same memory.

use std::io::{self, BufRead};

/// No event and no request is as long.
const LONGEST: usize = 64 * 1024;

/// Lines with their numbers.
pub(super) struct Lines<R> {
    input: R,
    buffer: Vec<u8>,
    number: usize,
}

/// A line that is too long or no text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NoText;

impl<R: BufRead> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, buffer: Vec::new(), number: 0 }
    }

    /// The next line, however long it is: what is too long is passed over to its end.
    pub(super) fn next(&mut self) -> io::Result<Option<(usize, Result<&str, NoText>)>> {
        self.buffer.clear();
        let (mut any, mut long) = (false, false);
        loop {
            let available = match self.input.fill_buf() {
                Err(fault) if fault.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if available.is_empty() {
                break;
            }
            any = true;
            let end = available.iter().position(|byte| *byte == b'\n');
            let part = available.get(..end.unwrap_or(available.len())).unwrap_or_default();
            if self.buffer.len() + part.len() > LONGEST {
                long = true;
            } else {
                self.buffer.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.input.consume(used);
            if end.is_some() {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        self.number += 1;
        let mark = "\u{feff}".as_bytes();
        let bytes = if self.number == 1 { self.buffer.strip_prefix(mark) } else { None };
        let bytes = bytes.unwrap_or(&self.buffer);
        let line = if long { Err(NoText) } else { std::str::from_utf8(bytes).map_err(|_| NoText) };
        Ok(Some((self.number, line)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_numbers_and_an_end() {
        let text = format!("\u{feff}a\r\n{}\n\nlast", "x".repeat(LONGEST + 1));
        // A small buffer, so that lines lie across its end.
        let mut lines = Lines::new(io::BufReader::with_capacity(7, text.as_bytes()));
        let mut found = Vec::new();
        while let Some((number, line)) = lines.next().unwrap() {
            found.push((number, line.map_or_else(|_| "long".to_owned(), str::to_owned)));
        }
        let expected = [(1, "a\r"), (2, "long"), (3, ""), (4, "last")];
        assert_eq!(found, expected.map(|(number, line)| (number, line.to_owned())));
    }
}
