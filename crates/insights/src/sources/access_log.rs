//! A line of an access log, in the combined format of Apache, nginx, Caddy's formatter and many others.

use jiff::Timestamp;
use jiff::fmt::strtime;
use percent_encoding::percent_decode_str;

use super::agents::is_program;
use crate::catalog::Catalog;
use crate::event::{Event, Kind};

/// The site that a log is of.
#[derive(Clone, Copy, Debug)]
pub struct LogSite<'c> {
    /// The folder that the site stands in on its host: empty, or `/help`.
    pub base: &'c str,
    /// Its articles; where none is known, every page counts as one.
    pub catalog: &'c Catalog,
}

/// A line, cut at its borders.
struct Line<'l> {
    time: &'l str,
    method: &'l str,
    target: &'l str,
    status: u16,
    agent: &'l str,
}

const NO_LINE: &str = "no line of an access log in the combined format";

/// What a line tells: an article was read, an address led nowhere, or nothing that counts.
pub(super) fn event(text: &str, site: &LogSite<'_>) -> Result<Option<Event>, &'static str> {
    let line = cut(text).ok_or(NO_LINE)?;
    let is_read = matches!(line.status, 200 | 304);
    let is_missing = matches!(line.status, 404 | 410);
    if line.method != "GET" || !(is_read || is_missing) || is_program(line.agent) {
        return Ok(None);
    }
    let Some(path) = path(line.target, site.base) else { return Ok(None) };
    let at = strtime::parse("%d/%b/%Y:%H:%M:%S %z", line.time).and_then(|time| time.to_timestamp());
    let at: Timestamp = at.map_err(|_| "the time can't be read; it looks like `07/Mar/2026:10:15:32 +0200`")?;
    let known = site.catalog.article(&path);
    if is_missing {
        return Ok(Some(Event { id: None, at: Some(at), lang: String::new(), kind: Kind::Missing { path } }));
    }
    if known.is_none() && !site.catalog.articles.is_empty() {
        return Ok(None);
    }
    let lang = known.map(|known| known.lang.clone()).unwrap_or_default();
    // A log doesn't know which text was sent: such readings belong to no revision.
    Ok(Some(Event { id: None, at: Some(at), lang, kind: Kind::Read { path, revision: String::new() } }))
}

/// `HOST IDENT USER [TIME] "METHOD TARGET PROTOCOL" STATUS BYTES "REFERER" "AGENT"`
fn cut(text: &str) -> Option<Line<'_>> {
    let (_, rest) = text.split_once(" [")?;
    let (time, rest) = rest.split_once("] \"")?;
    let (request, rest) = quoted(rest)?;
    let mut numbers = rest.trim_start().splitn(3, ' ');
    let status = numbers.next()?.parse().ok()?;
    let _bytes = numbers.next()?;
    // The common format ends here; it doesn't tell programs from readers.
    let after = numbers.next().unwrap_or_default().trim_start();
    let (_, after) = quoted(after.strip_prefix('"')?)?;
    let (agent, _) = quoted(after.trim_start().strip_prefix('"')?)?;
    let mut parts = request.split(' ');
    Some(Line { time, method: parts.next()?, target: parts.next().unwrap_or_default(), status, agent })
}

/// What stands before the closing quote, and what after it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some((text.get(..at)?, text.get(at + 1..)?)),
            _ => {}
        }
    }
    None
}

/// The path of a page from the site's root; nothing for pictures, scripts, and what lies outside of the site.
fn path(target: &str, base: &str) -> Option<String> {
    let path = target.split(['?', '#']).next()?.strip_prefix(base)?;
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let plain = path.starts_with('/') && !path.starts_with("//") && !path.chars().any(char::is_control);
    if !plain || path.len() > crate::event::MAX_PATH {
        return None;
    }
    let page = path.strip_suffix("index.html").unwrap_or(&path);
    let last = page.rsplit('/').next().unwrap_or_default();
    let is_page = match last.rsplit_once('.') {
        None => true,
        Some((_, extension)) => matches!(extension, "html" | "htm" | "php" | "asp" | "aspx" | "jsp" | "md"),
    };
    is_page.then(|| crate::event::scrub(page))
}
