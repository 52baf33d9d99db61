//! From lists and events to what was opened after each query.

use std::collections::BTreeMap;
use std::path::Path;

use helpdex_insights::event::is_personal;
use helpdex_insights::sources;
use helpdex_insights::tally::{Bounds, Tally};

use crate::config::{CONFIG_FILE, Config, QueryLogFile};
use crate::diagnostic::Diagnostic;
use crate::query_logs;

/// A query, and where it led.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Led {
    /// As typed.
    pub(super) query: String,
    /// The language of the page on which it was typed, where that is known.
    pub(super) lang: Option<String>,
    /// How often something was opened after it.
    pub(super) of: u64,
    /// The pages, by their addresses, with how often each was opened.
    pub(super) opened: Vec<(String, u64)>,
}

/// A longer query is a letter, and no question that others would type again.
pub const LONGEST: usize = 100;
/// Reading a longer file would keep every build waiting: it is one of about a million and a half events.
const MOST_BYTES: u64 = 200_000_000;

/// What both files say, in an order that depends on nothing but what they hold.
pub(super) fn led(config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Vec<Led> {
    let mut led = Vec::new();
    let mut read = |file: &Option<QueryLogFile>, from: fn(&Path) -> Result<Found, String>| {
        let Some(file) = file else { return };
        let path = config.root.join(&file.path);
        // That it is not there has a rule of its own, which knows when that is no fault.
        if !path.exists() {
            return;
        }
        let name = file.path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        let (message, help) = match from(&path) {
            Ok(found) => {
                led.extend(found.led);
                let Some((bad, first)) = found.bad else { return };
                (
                    format!("`{name}` has lines that can't be read: {bad} in all, the first is {first}"),
                    "mend these lines",
                )
            }
            Err(fault) => (format!("`{name}` can't be read: {fault}"), "write it anew, or take the key out"),
        };
        diagnostics
            .push(Diagnostic::warning("unreadable-asked", CONFIG_FILE, message).at(file.place.clone()).help(help));
    };
    read(&config.query_log, from_list);
    read(&config.events, from_events);
    led
}

/// What one file says.
struct Found {
    led: Vec<Led>,
    /// How many lines say nothing, and what is wrong with the first of them.
    bad: Option<(u64, String)>,
}

fn from_list(path: &Path) -> Result<Found, String> {
    let log = query_logs::read(path).map_err(|fault| fault.to_string())?;
    let mut groups: BTreeMap<(String, Option<String>), BTreeMap<String, u64>> = BTreeMap::new();
    for asked in log.queries {
        let (Some(opened), Some(query)) = (asked.opened, fit(&asked.query)) else { continue };
        let count = groups.entry((query, asked.lang)).or_default().entry(opened).or_default();
        *count = count.saturating_add(asked.count);
    }
    let led = groups.into_iter().map(|((query, lang), opened)| {
        let of = opened.values().fold(0_u64, |sum, count| sum.saturating_add(*count));
        Led { query, lang, of, opened: opened.into_iter().collect() }
    });
    let first = log.bad.first().map(|bad| format!("line {}: {}", bad.line, bad.message));
    Ok(Found { led: led.collect(), bad: first.map(|first| (log.bad.len() as u64, first)) })
}

fn from_events(path: &Path) -> Result<Found, String> {
    if std::fs::metadata(path).is_ok_and(|metadata| metadata.len() > MOST_BYTES) {
        return Err(format!("it has more than {} MB; leave the newest events in it", MOST_BYTES / 1_000_000));
    }
    // Nothing but queries is wanted of it.
    let bounds =
        Bounds { articles: 1, votes: 0, missing: 1, forms: 1, comments: 0, hours: 1, surveys: 0, ..Bounds::default() };
    let mut tally = Tally::new(None, bounds);
    let read = sources::open(path).and_then(|(input, changed)| sources::json_lines(input, changed, &mut tally));
    let read = read.map_err(|fault| fault.to_string())?;
    let led = tally.finish().queries.into_iter().filter_map(|row| {
        let counts = row.counts;
        let of = counts.asked.saturating_sub(counts.without_hits).saturating_sub(counts.not_opened);
        let opened: Vec<(String, u64)> = row.opened.into_iter().map(|page| (page.path, page.count)).collect();
        let known = opened.iter().map(|(_, count)| *count).sum::<u64>();
        let lang = Some(row.lang.to_lowercase()).filter(|lang| !lang.is_empty());
        (known > 0).then_some(Led { query: fit(&row.example)?, lang, of: of.max(known), opened })
    });
    let first = read.faults.first().map(|fault| format!("line {}: {}", fault.line, fault.message));
    Ok(Found { led: led.collect(), bad: first.map(|first| (read.bad, first)) })
}

/// A query that may become known to everybody: a line that tells nobody's address or number, and no letter.
fn fit(query: &str) -> Option<String> {
    let query = query.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = query.chars().count() <= LONGEST && !query.contains(char::is_control) && !is_personal(&query);
    fits.then_some(query)
}
