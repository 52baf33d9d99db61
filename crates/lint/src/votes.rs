//! What readers said of articles: events of the site's own pages, and the counts that an import brought along.
//!
//! Both are lines of JSON. `{"kind": "feedback", "path": "/a/", "lang": "en", "revision": "0123456789ab", "helped": true}`
//! is one vote, as a collector writes it out; events of other kinds are passed over. `{"article": "content/a.md",
//! "language": "en", "up": 5, "down": 1}` is what `helpdex import` writes.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use serde::Deserialize;

use helpdex_content::error::{Error, Result};

/// Votes for one text of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// What they are for.
    pub subject: Subject,
    /// The code of its language, where the line says so.
    pub lang: Option<String>,
    /// The name of the text that was read, where the line says so.
    pub revision: Option<String>,
    /// How many readers it helped.
    pub yes: u64,
    /// How many it didn't.
    pub no: u64,
}

/// What votes are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A page, by its path from the site's root.
    Path(String),
    /// A file of the content, from the site's root.
    File(String),
}

/// A list, read.
#[derive(Debug, Default)]
pub struct Votes {
    /// The votes, in the order of the list.
    pub votes: Vec<Vote>,
    /// How many lines are neither votes nor other events.
    pub bad: u64,
    /// The first of them, from 1, with what is wrong with it.
    pub first_bad: Option<(u64, String)>,
}

/// A larger list is refused: it is read anew after every save.
const MAX_BYTES: u64 = 200_000_000;
/// A longer line is no event: it is passed over without being kept.
const MAX_LINE: u64 = 64 * 1024;

/// A line, as far as it matters here.
#[derive(Deserialize)]
struct Line {
    kind: Option<String>,
    id: Option<String>,
    path: Option<String>,
    #[serde(alias = "language")]
    lang: Option<String>,
    revision: Option<String>,
    helped: Option<bool>,
    article: Option<String>,
    up: Option<u64>,
    down: Option<u64>,
}

/// Reads a list.
///
/// # Errors
/// When the file can't be read or is too large.
pub fn read(path: &Path) -> Result<Votes> {
    let file = File::open(path).map_err(Error::io("read", path))?;
    let size = file.metadata().map_err(Error::io("read", path))?.len();
    if size > MAX_BYTES {
        let message =
            format!("`{}` has {} MB; the most is {} MB", path.display(), size / 1_000_000, MAX_BYTES / 1_000_000);
        return Err(Error::Refused(message));
    }
    parse(BufReader::new(file)).map_err(Error::io("read", path))
}

fn parse(mut input: impl BufRead) -> std::io::Result<Votes> {
    let mut votes = Votes::default();
    let mut ids = HashSet::new();
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        if input.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(votes);
        }
        number += 1;
        if line.len() as u64 == MAX_LINE && line.last() != Some(&b'\n') {
            input.skip_until(b'\n')?;
            votes.bad(number, "the line is too long");
            continue;
        }
        let text = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&line).trim_ascii();
        if text.is_empty() {
            continue;
        }
        match serde_json::from_slice::<Line>(text) {
            Ok(line) => votes.add(number, line, &mut ids),
            Err(_) => votes.bad(number, "the line is no JSON object with a vote"),
        }
    }
}

impl Votes {
    fn add(&mut self, number: u64, line: Line, ids: &mut HashSet<String>) {
        let Line { kind, id, path, lang, revision, helped, article, up, down } = line;
        if kind.as_deref().is_some_and(|kind| kind != "feedback") {
            return;
        }
        // What came twice counts once.
        if id.is_some_and(|id| !ids.insert(id)) {
            return;
        }
        let (subject, yes, no) = match (path, article, helped) {
            (Some(path), None, Some(helped)) => (Subject::Path(path), u64::from(helped), u64::from(!helped)),
            (None, Some(file), None) if up.is_some() || down.is_some() => {
                (Subject::File(file), up.unwrap_or_default(), down.unwrap_or_default())
            }
            _ => return self.bad(number, "the line says neither `path` and `helped` nor `article`, `up` and `down`"),
        };
        self.votes.push(Vote { subject, lang, revision: revision.filter(|name| !name.is_empty()), yes, no });
    }

    fn bad(&mut self, number: u64, why: &str) {
        self.bad += 1;
        self.first_bad.get_or_insert_with(|| (number, why.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn votes_of_pages_and_of_imports() {
        let text = "\u{feff}{\"kind\":\"feedback\",\"path\":\"/a/\",\"lang\":\"en\",\"revision\":\"0123456789ab\",\"helped\":false,\"id\":\"1\"}\r\n\n\
                    {\"kind\":\"feedback\",\"path\":\"/a/\",\"lang\":\"en\",\"revision\":\"0123456789ab\",\"helped\":false,\"id\":\"1\"}\n\
                    {\"kind\":\"search\",\"query\":\"x\",\"hits\":0}\n\
                    {\"article\":\"content/a.md\",\"down\":1,\"language\":\"ru\",\"source\":\"zendesk\",\"up\":5}\n\
                    {\"path\":\"/a/\"}\n[1]\nno\n{\"article\":\"content/a.md\",\"up\":-1}";
        let read = parse(text.as_bytes()).expect("readable");
        let vote = |subject, lang: &str, revision: Option<&str>, yes, no| Vote {
            subject,
            lang: Some(lang.to_owned()),
            revision: revision.map(str::to_owned),
            yes,
            no,
        };
        assert_eq!(
            read.votes,
            [
                vote(Subject::Path("/a/".to_owned()), "en", Some("0123456789ab"), 0, 1),
                vote(Subject::File("content/a.md".to_owned()), "ru", None, 5, 1),
            ]
        );
        assert_eq!(read.bad, 4);
        assert_eq!(read.first_bad.map(|(line, _)| line), Some(6));
    }

    #[test]
    fn a_line_without_an_end_is_passed_over() {
        let long = "x".repeat(MAX_LINE as usize * 2 + 7);
        let text = format!("{long}\n{{\"kind\":\"feedback\",\"path\":\"/a/\",\"helped\":true}}\n");
        let read = parse(text.as_bytes()).expect("readable");
        assert_eq!((read.votes.len(), read.bad, read.first_bad.map(|(line, _)| line)), (1, 1, Some(1)));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            drop(parse(bytes.as_slice()));
        }
    }
}
