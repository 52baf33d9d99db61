//! Where events are read from: JSON lines, and the access logs of web servers. Both are read as streams.

mod access_log;
mod agents;
mod lines;
mod open;

use std::io::{self, BufRead};

use jiff::Timestamp;

use crate::event::{Event, Fault};
use crate::tally::Tally;
use lines::Lines;

pub use access_log::LogSite;
pub use open::open;

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// Lines that hold anything.
    pub lines: u64,
    /// Events that were counted.
    pub counted: u64,
    /// Events that were passed over: outside of the period, or sent twice.
    pub passed: u64,
    /// Lines that are none, in all.
    pub bad: u64,
    /// The first of them.
    pub faults: Vec<Fault>,
    /// Lines of a log that tell of nothing that counts: pictures, scripts, programs that look around.
    pub other: u64,
}

/// So many bad lines are told one by one.
const FAULTS: usize = 20;

impl Read {
    fn bad(&mut self, line: usize, message: String) {
        self.bad += 1;
        if self.faults.len() < FAULTS {
            self.faults.push(Fault { line, message });
        }
    }

    fn event(&mut self, tally: &mut Tally, event: &Event, otherwise: Timestamp) {
        match tally.add(event, otherwise) {
            true => self.counted += 1,
            false => self.passed += 1,
        }
    }
}

/// Counts events that stand in a stream, one JSON object a line. Those that name no time count as if they had happened at the
/// one given.
///
/// # Errors
/// When the stream can't be read.
pub fn json_lines(input: impl BufRead, otherwise: Timestamp, tally: &mut Tally) -> io::Result<Read> {
    let mut read = Read::default();
    let mut lines = Lines::new(input);
    while let Some((number, line)) = lines.next()? {
        let Ok(text) = line else {
            read.lines += 1;
            read.bad(number, "longer than any event, or not UTF-8".to_owned());
            continue;
        };
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        read.lines += 1;
        match crate::event::one(text) {
            Ok(event) => read.event(tally, &event, otherwise),
            Err(message) => read.bad(number, message),
        }
    }
    Ok(read)
}

/// Counts what an access log tells: which articles were read, and which addresses led nowhere. Who asked is not looked at,
/// except for programs that say what they are.
///
/// # Errors
/// When the stream can't be read.
pub fn access_log(input: impl BufRead, site: &LogSite<'_>, tally: &mut Tally) -> io::Result<Read> {
    let mut read = Read::default();
    let mut lines = Lines::new(input);
    while let Some((number, line)) = lines.next()? {
        let Ok(text) = line else {
            // Whoever asks for so long an address, or for one that is no text, is no reader.
            read.lines += 1;
            read.other += 1;
            continue;
        };
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        read.lines += 1;
        match access_log::event(text, site) {
            Ok(Some(event)) => read.event(tally, &event, event.at.unwrap_or_default()),
            Ok(None) => read.other += 1,
            Err(message) => read.bad(number, message.to_owned()),
        }
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::tally::{Bounds, Rows};

    fn counted(read: impl FnOnce(&mut Tally) -> io::Result<Read>) -> (Read, Rows) {
        let mut tally = Tally::new(None, Bounds::default());
        let read = read(&mut tally).unwrap();
        (read, tally.finish())
    }

    #[test]
    fn broken_lines_are_told_and_cost_no_other() {
        let mut text = "{\"kind\":\"missing\",\"path\":\"/a/\"}\r\n\nnonsense\n".to_owned();
        text.push_str(&format!("{{\"kind\":\"missing\",\"path\":\"/{}\"}}\n", "x".repeat(200_000)));
        text.push_str("{\"kind\":\"missing\",\"path\":\"/b/\"}");
        let (read, rows) = counted(|tally| json_lines(text.as_bytes(), Timestamp::UNIX_EPOCH, tally));
        assert_eq!((read.lines, read.counted, read.bad), (4, 2, 2));
        assert_eq!(read.faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [3, 4]);
        assert_eq!(rows.missing.len(), 2);
        let (read, _) = counted(|tally| json_lines(&b"\xff\xfe{}\n"[..], Timestamp::UNIX_EPOCH, tally));
        assert_eq!(read.bad, 1);
    }

    #[test]
    fn logs_tell_what_was_read_and_what_led_nowhere() {
        let log = r#"
203.0.113.9 - - [07/Mar/2026:10:15:32 +0200] "GET /help/payouts/late/ HTTP/1.1" 200 5120 "-" "Mozilla/5.0 (X11)"
203.0.113.9 - anna [07/Mar/2026:10:15:33 +0200] "GET /help/style.css HTTP/1.1" 200 512 "https://a.example/" "Mozilla/5.0"
203.0.113.9 - - [07/Mar/2026:10:15:34 +0200] "GET /help/old%20page/?utm=1 HTTP/2.0" 404 512 "-" "Mozilla/5.0 \"quoted\""
203.0.113.7 - - [07/Mar/2026:10:15:34 +0200] "GET /help/payouts/late/ HTTP/1.1" 200 5120 "-" "Googlebot/2.1"
203.0.113.7 - - [07/Mar/2026:10:15:35 +0200] "POST /help/payouts/late/ HTTP/1.1" 200 5120 "-" "Mozilla/5.0"
203.0.113.7 - - [07/Mar/2026:10:15:35 +0200] "\x16\x03\x01" 400 150 "-" "-"
not a line of a log
"#;
        let catalog = Catalog::default();
        let site = LogSite { base: "/help", catalog: &catalog };
        let (read, rows) = counted(|tally| access_log(log.as_bytes(), &site, tally));
        assert_eq!((read.counted, read.bad, read.lines), (2, 1, 7));
        assert_eq!(
            rows.articles.iter().map(|row| (&*row.path, row.reads)).collect::<Vec<_>>(),
            [("/payouts/late/", 1)]
        );
        assert_eq!(rows.missing.iter().map(|row| row.path.as_str()).collect::<Vec<_>>(), ["/old page/"]);
        assert_eq!(rows.hours[0].at.to_string(), "2026-03-07T08:00:00Z");
        assert!(!format!("{rows:?}").contains("203.0.113") && !format!("{rows:?}").contains("anna"));
    }

    proptest::proptest! {
        #[test]
        fn any_line_is_read_or_told(text in "\\PC{0,40}( \\[\\PC{0,30}\\] \"GET /\\PC{0,40}\" 200 1 \"-\" \"x\")?\\PC{0,20}") {
            let site = LogSite { base: "", catalog: &Catalog::default() };
            let (read, rows) = counted(|tally| access_log(text.as_bytes(), &site, tally));
            assert!(read.counted + read.other + read.bad + read.passed >= read.lines, "{read:?} {rows:?}");
        }
    }
}
