//! `holidays` of the settings: days, ranges of days, and calendar files.

use std::path::{Component, Path};

use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar_file;
use super::holidays::{DayOff, HolidaySource, Holidays};
use super::read_channel::hours;
use crate::config::localized;
use crate::diagnostic::SourceText;
use crate::typed_yaml::{At, MapReader};
use crate::yaml::{Node, NodeKind};

/// A larger calendar is not one of holidays.
const MAX_BYTES: u64 = 2_000_000;
/// A range of more days than this is a mistake.
const LONGEST: usize = 366;
/// A year with a February of 29 days, so that a day of every year may be that one.
const LEAP_YEAR: i16 = 2024;

const DAYS: &str =
    "write `2026-12-25`, `2026-12-24..2026-12-26`, `12-25` for every year, or the name of an `.ics` file";

/// Reads `holidays`; nothing where the key is not there.
pub(super) fn holidays(fields: &mut MapReader<'_>, root: &Path) -> Option<Holidays> {
    let node = fields.node("holidays")?;
    let items = match &node.kind {
        NodeKind::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let (mut holidays, mut written) = (Holidays::default(), Holidays::default());
    for item in items {
        match item.as_text(fields.yaml()).map(|text| text.trim().to_owned()) {
            Some(text) if is_calendar(&text) => {
                let text = At { value: text, range: fields.range(item) };
                holidays.add(from_file(fields, root, &text).unwrap_or_default());
            }
            Some(text) => {
                let text = At { value: text, range: fields.range(item) };
                put(fields, &text, &DayOff::default(), &mut written);
            }
            None => one(fields, item, &mut written),
        }
    }
    if !written.is_empty() {
        let last = written.dates.keys().next_back().copied().filter(|_| written.yearly.is_empty());
        let place = fields.source().place(fields.range(node));
        written.sources.push(HolidaySource { file: None, place, last });
    }
    // What the settings themselves say of a day counts more than a calendar.
    written.add(holidays);
    Some(written)
}

fn is_calendar(text: &str) -> bool {
    text.to_lowercase().ends_with(".ics")
}

/// A day with hours or a name: `{date: 12-31, hours: 09:00-13:00, name: New Year's Eve}`.
fn one(fields: &mut MapReader<'_>, item: &Node, written: &mut Holidays) {
    let Some(entries) = item.as_map() else {
        fields.fault("wrong-type", item, "a holiday is a day, or a map with a `date`".to_owned(), DAYS);
        return;
    };
    let mut inner = fields.inside(entries);
    let date = inner.key("date", MapReader::text);
    if date.is_absent() {
        inner.at_start("missing-key", "the holiday has no `date`".to_owned(), DAYS);
    }
    let name = localized(&mut inner, "name").unwrap_or_default();
    let hours = inner.node("hours").map_or(Some(Vec::new()), |node| hours(&mut inner, node));
    if let (Some(date), Some(hours)) = (date.given(), hours) {
        put(&mut inner, date, &DayOff { hours, name }, written);
    }
    inner.finish();
}

/// Puts the days of a text into the holidays.
fn put(fields: &mut MapReader<'_>, text: &At<String>, off: &DayOff, holidays: &mut Holidays) {
    let Some(days) = days(&text.value) else {
        fields.at("bad-date", text.range.clone(), format!("`{}` is not a day or a range of days", text.value), DAYS);
        return;
    };
    let known = match &days {
        Days::Dates(dates) => dates.iter().any(|date| holidays.dates.insert(*date, off.clone()).is_some()),
        Days::Yearly(days) => days.iter().any(|day| holidays.yearly.insert(*day, off.clone()).is_some()),
    };
    if known {
        let message = format!("`{}` names a day that stands here already", text.value);
        fields.at("bad-value", text.range.clone(), message, "name each day once");
    }
}

enum Days {
    Dates(Vec<Date>),
    Yearly(Vec<(i8, i8)>),
}

fn days(text: &str) -> Option<Days> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let (first, last) = (first.trim(), last.trim());
    if first.len() == "12-25".len() {
        let day = |text: &str| format!("{LEAP_YEAR}-{text}").parse::<Date>().ok();
        let (first, mut last) = (day(first)?, day(last)?);
        if last < first {
            // From one year into the next.
            last = last.checked_add(1.year()).ok()?;
        }
        let mut days: Vec<(i8, i8)> = range(first, last)?.iter().map(|date| (date.month(), date.day())).collect();
        days.dedup();
        return Some(Days::Yearly(days));
    }
    let day = |text: &str| text.parse::<Date>().ok().filter(|_| text.len() == "2026-12-25".len());
    range(day(first)?, day(last)?).map(Days::Dates)
}

fn range(first: Date, last: Date) -> Option<Vec<Date>> {
    let days: Vec<Date> = first.series(1.day()).take_while(|date| *date <= last).take(LONGEST + 1).collect();
    (!days.is_empty() && days.len() <= LONGEST).then_some(days)
}

/// Reads a calendar file that lies beside the settings or below them.
fn from_file(fields: &mut MapReader<'_>, root: &Path, name: &At<String>) -> Option<Holidays> {
    let path = Path::new(&name.value);
    let inside = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !inside {
        let message = format!("`{}` has to be a file inside the site", name.value);
        fields.at("bad-value", name.range.clone(), message, "write it relative to helpdex.yaml: `holidays.ics`");
        return None;
    }
    let text = match text(&root.join(path)) {
        Ok(text) => text,
        Err(why) => {
            let help = "put the calendar beside helpdex.yaml, and write its name here";
            fields.at("bad-value", name.range.clone(), format!("`{}` {why}", name.value), help);
            return None;
        }
    };
    let shown: Vec<&str> = path.iter().filter_map(|part| part.to_str()).filter(|part| *part != ".").collect();
    let file = SourceText::new(shown.join("/"), text.strip_prefix('\u{feff}').unwrap_or(&text));
    let mut found = Vec::new();
    let place = fields.source().place(name.range.clone());
    let holidays = calendar_file::read(&file, place, &mut found);
    found.into_iter().for_each(|diagnostic| fields.add(diagnostic));
    Some(holidays)
}

/// A file's text, or why there is none.
fn text(path: &Path) -> Result<String, String> {
    let metadata = std::fs::metadata(path).map_err(|_| "is not there".to_owned())?;
    if !metadata.is_file() {
        return Err("is not a file".to_owned());
    }
    if metadata.len() > MAX_BYTES {
        return Err(format!("has {} MB; the most is {} MB", metadata.len() / 1_000_000, MAX_BYTES / 1_000_000));
    }
    let bytes = std::fs::read(path).map_err(|fault| format!("can't be read: {fault}"))?;
    String::from_utf8(bytes).map_err(|_| "is not UTF-8 text".to_owned())
}
