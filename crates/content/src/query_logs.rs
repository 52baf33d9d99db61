//! Lists of what customers asked: exports of a ticket system or of logs.

use std::path::Path;

use serde::Deserialize;

use crate::error::{Error, Result};

/// A query that customers typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedQuery {
    /// As typed.
    pub query: String,
    /// How often.
    pub count: u64,
    /// In which language, where the list says so.
    pub lang: Option<String>,
    /// The article that was opened then, where the list says so: its URL or its file.
    pub opened: Option<String>,
}

/// A line that is no query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub message: String,
}

/// A list, read: the queries, and the lines that are none.
#[derive(Debug, Default)]
pub struct QueryLog {
    /// What was asked, with how often.
    pub queries: Vec<LoggedQuery>,
    /// Lines that could not be read.
    pub bad: Vec<BadLine>,
}

/// A larger list is refused before it fills the memory.
const MAX_BYTES: u64 = 200_000_000;

/// Names of columns and fields that are understood.
const QUERY_NAMES: [&str; 4] = ["query", "text", "question", "q"];
const COUNT_NAMES: [&str; 2] = ["count", "counts"];
const LANG_NAMES: [&str; 2] = ["lang", "language"];
const OPENED_NAMES: [&str; 3] = ["opened", "clicked", "url"];

/// Reads a list; its extension says how it is written.
///
/// # Errors
/// When the file can't be read, is too large, or is of an unknown kind.
pub fn read(path: &Path) -> Result<QueryLog> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_lowercase();
    let parse = match extension.as_str() {
        "txt" => text,
        "csv" | "tsv" => table,
        "jsonl" | "ndjson" => json_lines,
        _ => {
            let message = format!("`{}` is of an unknown kind; give it as .txt, .csv or .jsonl", path.display());
            return Err(Error::Refused(message));
        }
    };
    let size = std::fs::metadata(path).map_err(Error::io("read", path))?.len();
    if size > MAX_BYTES {
        let message =
            format!("`{}` has {} MB; the most is {} MB", path.display(), size / 1_000_000, MAX_BYTES / 1_000_000);
        return Err(Error::Refused(message));
    }
    let bytes = std::fs::read(path).map_err(Error::io("read", path))?;
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let message = format!("`{}` is UTF-16; save it as UTF-8, which Excel calls `CSV UTF-8`", path.display());
        return Err(Error::Refused(message));
    }
    Ok(parse(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes)))
}

impl QueryLog {
    fn add(&mut self, line: u64, query: &str, count: Result<u64, String>, lang: Option<&str>, opened: Option<&str>) {
        match count {
            Err(message) => self.bad(line, message),
            Ok(_) if query.trim().is_empty() => self.bad(line, "there is no query in this line".to_owned()),
            // Asked by nobody.
            Ok(0) => {}
            Ok(count) => {
                let lang = lang.map(str::trim).filter(|lang| !lang.is_empty()).map(str::to_lowercase);
                let opened = opened.map(str::trim).filter(|opened| !opened.is_empty()).map(str::to_owned);
                self.queries.push(LoggedQuery { query: query.trim().to_owned(), count, lang, opened });
            }
        }
    }

    fn bad(&mut self, line: u64, message: String) {
        self.bad.push(BadLine { line, message });
    }
}

/// The lines that hold anything, with their numbers; those that are not UTF-8 are reported.
fn lines<'b>(bytes: &'b [u8], log: &mut QueryLog) -> Vec<(u64, &'b str)> {
    let mut lines = Vec::new();
    for (line, number) in bytes.split(|byte| *byte == b'\n').zip(1..) {
        match std::str::from_utf8(line) {
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => lines.push((number, text.trim())),
            Err(_) => log.bad(number, NOT_UTF8.to_owned()),
        }
    }
    lines
}

const NOT_UTF8: &str = "the line is not UTF-8; save the file as UTF-8";

/// A query a line.
fn text(bytes: &[u8]) -> QueryLog {
    let mut log = QueryLog::default();
    for (number, line) in lines(bytes, &mut log) {
        log.add(number, line, Ok(1), None, None);
    }
    log
}

/// A line of JSON: an object, or the query alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Query(String),
    Object(serde_json::Map<String, serde_json::Value>),
}

fn json_lines(bytes: &[u8]) -> QueryLog {
    let mut log = QueryLog::default();
    for (number, line) in lines(bytes, &mut log) {
        match serde_json::from_str(line) {
            Ok(Line::Query(query)) => log.add(number, &query, Ok(1), None, None),
            Ok(Line::Object(object)) => {
                let field = |names: &[&str]| names.iter().find_map(|name| object.get(*name));
                let query = field(&QUERY_NAMES).and_then(serde_json::Value::as_str);
                let lang = field(&LANG_NAMES).and_then(serde_json::Value::as_str);
                let opened = field(&OPENED_NAMES).and_then(serde_json::Value::as_str);
                let count = field(&COUNT_NAMES).filter(|count| !count.is_null());
                let count = count.map_or(Ok(1), |count| count.as_u64().ok_or_else(|| not_a_count(&count.to_string())));
                match query {
                    Some(query) => log.add(number, query, count, lang, opened),
                    None => log.bad(number, "the object has no text `query`".to_owned()),
                }
            }
            Err(_) => log.bad(number, "the line is no JSON object with a `query`".to_owned()),
        }
    }
    log
}

fn not_a_count(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
    format!("the count `{text}` is not a whole number")
}

/// The columns of a table.
struct Columns {
    query: usize,
    count: Option<usize>,
    lang: Option<usize>,
    opened: Option<usize>,
}

impl Columns {
    /// From the names in the first row; nothing where it names no query, and so is a query itself.
    fn named(row: &csv::ByteRecord) -> Option<Self> {
        let names: Vec<String> = row.iter().map(|name| String::from_utf8_lossy(name).trim().to_lowercase()).collect();
        let find = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
        // The more telling name counts, wherever its column stands.
        let opened = OPENED_NAMES.iter().find_map(|name| find(&[name]));
        Some(Self { query: find(&QUERY_NAMES)?, count: find(&COUNT_NAMES), lang: find(&LANG_NAMES), opened })
    }

    /// Of a table without names: the query, and a number where the second column holds one.
    fn guessed(row: &csv::ByteRecord) -> Self {
        let is_count = |cell: &[u8]| std::str::from_utf8(cell).is_ok_and(|text| text.trim().parse::<u64>().is_ok());
        Self { query: 0, count: row.get(1).filter(|cell| is_count(cell)).map(|_| 1), lang: None, opened: None }
    }
}

fn table(bytes: &[u8]) -> QueryLog {
    let mut log = QueryLog::default();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(bytes)).from_reader(bytes);
    let mut columns = None;
    for row in reader.byte_records() {
        let row = match row {
            Ok(row) => row,
            Err(fault) => {
                let line = fault.position().map_or(1, csv::Position::line);
                log.bad(line, format!("the line can't be read: {fault}"));
                continue;
            }
        };
        let line = row.position().map_or(1, csv::Position::line);
        let columns = match &columns {
            Some(columns) => columns,
            None => match Columns::named(&row) {
                Some(named) => {
                    columns = Some(named);
                    continue;
                }
                None => columns.insert(Columns::guessed(&row)),
            },
        };
        let cell = |column: usize| std::str::from_utf8(row.get(column).unwrap_or_default());
        let known = |column: Option<usize>| column.map_or(Ok(""), &cell);
        let (Ok(query), Ok(count), Ok(lang), Ok(opened)) =
            (cell(columns.query), known(columns.count), known(columns.lang), known(columns.opened))
        else {
            log.bad(line, NOT_UTF8.to_owned());
            continue;
        };
        let count = match count.trim() {
            "" => Ok(1),
            count => count.parse().map_err(|_| not_a_count(count)),
        };
        log.add(line, query, count, Some(lang), Some(opened));
    }
    log
}

/// What stands between the cells: spreadsheets write semicolons where the comma is the decimal sign.
fn delimiter(bytes: &[u8]) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in bytes.iter().take_while(|byte| **byte != b'\n') {
        quoted ^= *byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += usize::from(!quoted && byte == delimiter);
        }
    }
    // Of equals the first is meant.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(log: &QueryLog) -> (Vec<String>, Vec<String>) {
        let asked = log.queries.iter().map(|asked| {
            format!(
                "{} ×{}{}",
                asked.query,
                asked.count,
                asked.lang.as_ref().map_or(String::new(), |l| format!(" {l}"))
            )
        });
        let bad = log.bad.iter().map(|bad| format!("{}: {}", bad.line, bad.message));
        (asked.collect(), bad.collect())
    }

    #[test]
    fn text_is_a_query_a_line() {
        let (asked, bad) = short(&text("no money\r\n\n  вывод денег \n".as_bytes()));
        assert_eq!(asked, ["no money ×1", "вывод денег ×1"]);
        assert!(bad.is_empty());
    }

    #[test]
    fn tables_may_have_names_quotes_and_semicolons() {
        let (asked, bad) = short(&table(
            "Count,Query,Lang\n12,\"cash out, now\",EN\n,\"two\nlines\",\nx,bad,\n3,,\n0,nobody,\n".as_bytes(),
        ));
        assert_eq!(asked, ["cash out, now ×12 en", "two\nlines ×1"]);
        assert_eq!(bad, ["5: the count `x` is not a whole number", "6: there is no query in this line"]);
        let (asked, _) = short(&table("query;count\nгде деньги, где;7\n".as_bytes()));
        assert_eq!(asked, ["где деньги, где ×7"]);
        let (asked, _) = short(&table("no money\t5\nbanned\t2\n".as_bytes()));
        assert_eq!(asked, ["no money ×5", "banned ×2"]);
        let (asked, _) = short(&table(b"just queries\nand more\n"));
        assert_eq!(asked, ["just queries ×1", "and more ×1"]);
    }

    #[test]
    fn json_lines_are_objects_or_texts() {
        let lines = "{\"query\":\"a\",\"count\":3}\n\"b\"\n{\"text\":\"c\",\"lang\":\"ru\"}\n{\"query\":1}\n{\n[1]\n{\"q\":\"d\",\"count\":-1}\n";
        let (asked, bad) = short(&json_lines(lines.as_bytes()));
        assert_eq!(asked, ["a ×3", "b ×1", "c ×1 ru"]);
        assert_eq!(
            bad,
            [
                "4: the object has no text `query`",
                "5: the line is no JSON object with a `query`",
                "6: the line is no JSON object with a `query`",
                "7: the count `-1` is not a whole number"
            ]
        );
    }

    #[test]
    fn what_was_opened_is_read_by_its_name() {
        let opened = |log: &QueryLog| log.queries.iter().map(|asked| asked.opened.clone()).collect::<Vec<_>>();
        let log = table(b"url,query,opened\n/page/,a,/x/\n,b,\n");
        assert_eq!(opened(&log), [Some("/x/".to_owned()), None]);
        assert_eq!(opened(&table(b"query;Clicked\na; b.md \n")), [Some("b.md".to_owned())]);
        let log = json_lines(b"{\"query\":\"a\",\"url\":\"/x/\"}\n{\"query\":\"b\",\"opened\":1}\n\"c\"\n");
        assert_eq!(opened(&log), [Some("/x/".to_owned()), None, None]);
        assert!(log.bad.is_empty(), "an `opened` that is no text only says nothing");
        assert_eq!(table(b"query,opened\na,\xff\n").bad.len(), 1);
    }

    #[test]
    fn what_is_not_text_is_told_with_its_line() {
        let (asked, bad) = short(&text(b"fine\n\xff\xfe\nfine too"));
        assert_eq!(asked.len(), 2);
        assert_eq!(bad, [format!("2: {NOT_UTF8}")]);
        assert_eq!(short(&table(b"query,count\n\xff,1\nok,\xff\n")).1.len(), 2);
        for bytes in [&b""[..], b"\n\n", b"\"", b",,,", b"query\n\"open", b"\0"] {
            table(bytes);
            text(bytes);
            json_lines(bytes);
        }
        let huge = "99999999999999999999999";
        assert_eq!(short(&table(format!("query,count\na,{huge}\n").as_bytes())).1.len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn every_line_is_a_query_or_told(bytes in "(([a-z \\\",;\t{}:0-9é\u{0}]|query|count){0,12}\n){0,6}") {
            let lines = bytes.lines().filter(|line| !line.trim().is_empty()).count();
            for log in [text(bytes.as_bytes()), json_lines(bytes.as_bytes())] {
                proptest::prop_assert!(log.queries.len() + log.bad.len() <= lines);
            }
            proptest::prop_assert_eq!(text(bytes.as_bytes()).queries.len(), lines);
            table(bytes.as_bytes());
        }

        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            for parse in [text, json_lines, table] {
                parse(&bytes);
            }
        }
    }
}
