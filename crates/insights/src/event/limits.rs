//! How long what a reader sends may be. Longer texts are cut, longer names are refused.

use super::{Event, Kind, scrub};

/// Characters of a query that are kept.
pub const MAX_QUERY: usize = 200;
/// Characters of a text in the reader's words that are kept.
pub const MAX_TEXT: usize = 1_000;
/// Bytes of a path.
pub const MAX_PATH: usize = 500;
/// Answers that a form offers.
pub const MAX_OFFERED: usize = 10;
/// Characters of an event's own mark.
pub const MAX_ID: usize = 64;
/// Characters of a language tag.
pub const MAX_LANG: usize = 35;
/// Characters of a ticket's reference.
pub const MAX_TICKET: usize = 40;
/// Digits of a revision.
const REVISION: usize = 12;

/// The event as it may be kept: texts cut and scrubbed, everything else as it should be.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn checked(mut event: Event) -> Result<Event, String> {
    let word = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if event.id.as_deref().is_some_and(|id| id.is_empty() || id.len() > MAX_ID || !word(id)) {
        return Err(format!("`id` has other signs than letters, digits, `-` and `_`, or more than {MAX_ID}"));
    }
    if event.lang.len() > MAX_LANG || !word(&event.lang) {
        return Err("`lang` is no language tag".to_owned());
    }
    match &mut event.kind {
        Kind::Search { query, opened, .. } => {
            *query = text(query, MAX_QUERY);
            if query.is_empty() {
                return Err("`query` is empty".to_owned());
            }
            opened.iter().try_for_each(|opened| path("opened", opened))?;
        }
        Kind::Read { path: page, revision } => path("path", page).and_then(|()| mark(revision))?,
        Kind::Missing { path: page } => {
            path("path", page)?;
            *page = scrub(page);
        }
        Kind::Feedback { path: page, revision, helped, reason, text: said } => {
            path("path", page).and_then(|()| mark(revision))?;
            if *helped && reason.is_some() {
                return Err("`reason` belongs to an article that did not help".to_owned());
            }
            *said = said.as_deref().map(|said| text(said, MAX_TEXT)).filter(|said| !said.is_empty());
        }
        Kind::Form { path: page, from, offered, .. } => {
            path("path", page)?;
            from.iter().try_for_each(|from| path("from", from))?;
            if offered.len() > MAX_OFFERED {
                return Err(format!("`offered` has more than {MAX_OFFERED} answers"));
            }
            offered.iter().try_for_each(|offered| path("offered", offered))?;
        }
        Kind::Survey { survey, score, text: said, ticket } => {
            let (least, most) = survey.scale();
            if !(least..=most).contains(score) {
                return Err(format!("`score` is {score}; `{}` goes from {least} to {most}", survey.name()));
            }
            if ticket.as_deref().is_some_and(|ticket| ticket.is_empty() || ticket.len() > MAX_TICKET || !word(ticket)) {
                return Err("`ticket` is no reference".to_owned());
            }
            *said = said.as_deref().map(|said| text(said, MAX_TEXT)).filter(|said| !said.is_empty());
        }
    }
    Ok(event)
}

/// A text of the reader: one line, cut, without what may tell who wrote it.
fn text(written: &str, most: usize) -> String {
    let words = written.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let line: String = words.collect::<Vec<_>>().join(" ");
    // What is cut in the middle could not be told from a short number.
    let scrubbed = scrub(&line);
    scrubbed.chars().take(most).collect::<String>().trim_end().to_owned()
}

fn path(name: &str, path: &str) -> Result<(), String> {
    let plain = path.starts_with('/') && !path.starts_with("//") && path.len() <= MAX_PATH;
    if plain && !path.chars().any(|c| c.is_control() || matches!(c, '?' | '#' | '\\')) {
        return Ok(());
    }
    Err(format!("`{name}` is no path on the site"))
}

fn mark(revision: &str) -> Result<(), String> {
    if revision.len() == REVISION && revision.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return Ok(());
    }
    Err(format!("`revision` is not {REVISION} digits of a hash"))
}
