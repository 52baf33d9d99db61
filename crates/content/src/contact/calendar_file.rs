//! The whole days of a calendar file (`.ics`, RFC 5545).
//!
//! Only days are read: what is asked of a calendar here is which days are holidays, and a fault has to be told with the
//! line on which it stands, which the libraries for calendars don't keep.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::holidays::{DayOff, HolidaySource, Holidays};
use crate::config::Localized;
use crate::diagnostic::{Diagnostic, Place, SourceText};

/// A holiday that never ends is a mistake.
const LONGEST: i32 = 366;
/// A day that moves from year to year is followed for so many years.
const YEARS: i16 = 20;

/// An event as far as it matters.
#[derive(Default)]
struct Event {
    start: Option<(Date, Range<usize>)>,
    /// The day after the last one.
    end: Option<Date>,
    /// Its length in days, where that is written instead.
    days: Option<i32>,
    name: String,
    rule: Option<(String, Range<usize>)>,
    cancelled: bool,
}

/// Reads the holidays of a calendar file. `place` is where the settings name it.
pub(super) fn read(file: &SourceText, place: Place, found: &mut Vec<Diagnostic>) -> Holidays {
    let mut holidays = Holidays::default();
    let mut event: Option<Event> = None;
    for (line, range) in lines(&file.text()) {
        let Some((name, parameters, value)) = property(&line) else { continue };
        match (name.as_str(), &mut event) {
            ("BEGIN", _) if value == "VEVENT" => event = Some(Event::default()),
            ("END", Some(_)) if value == "VEVENT" => {
                add(event.take().unwrap_or_default(), &mut holidays, file, found);
            }
            (_, Some(event)) => event.take_property(&name, &parameters, value, range, file, found),
            _ => {}
        }
    }
    if holidays.is_empty() {
        let message = "the calendar has no event of a whole day";
        let help = "a holiday is an event with `DTSTART;VALUE=DATE:20261225`";
        found.push(Diagnostic::error("bad-value", file.path(), message).help(help));
    }
    let last = holidays.dates.keys().next_back().copied().filter(|_| holidays.yearly.is_empty());
    holidays.sources.push(HolidaySource { file: Some(file.path().clone()), place, last });
    holidays
}

impl Event {
    fn take_property(
        &mut self,
        name: &str,
        parameters: &str,
        value: &str,
        range: Range<usize>,
        file: &SourceText,
        found: &mut Vec<Diagnostic>,
    ) {
        // An hour's appointment among the holidays closes nothing.
        let whole_day = !parameters.contains("DATE-TIME") && !value.contains('T');
        match name {
            "DTSTART" if whole_day => match date(value) {
                Some(day) => self.start = Some((day, range)),
                None => {
                    let message = format!("`{value}` is not a day of a calendar");
                    found.push(file.error("bad-date", range, message).help("a day is written as `20261225`"));
                }
            },
            "DTEND" if whole_day => self.end = date(value),
            "DURATION" => self.days = days(value),
            "SUMMARY" => self.name = unescaped(value),
            "RRULE" => self.rule = Some((value.to_uppercase(), range)),
            "STATUS" => self.cancelled = value.eq_ignore_ascii_case("CANCELLED"),
            _ => {}
        }
    }

    /// How many days it takes.
    fn length(&self, start: Date) -> i32 {
        let by_end = self.end.and_then(|end| start.until(end).ok()).map(|span| span.get_days());
        by_end.or(self.days).unwrap_or(1).clamp(1, LONGEST)
    }
}

/// Adds the days of an event.
fn add(event: Event, holidays: &mut Holidays, file: &SourceText, found: &mut Vec<Diagnostic>) {
    let Some((start, _)) = event.start.clone().filter(|_| !event.cancelled) else { return };
    let length = event.length(start);
    let name = Localized { default: event.name.clone(), by_language: Vec::new() };
    let off = DayOff { hours: Vec::new(), name };
    let starts = match &event.rule {
        None => vec![start],
        Some((rule, range)) => match repeated(rule, start) {
            Some(Repeated::EveryYear) => {
                for day in each_day(start, length) {
                    holidays.yearly.entry((day.month(), day.day())).or_insert_with(|| off.clone());
                }
                return;
            }
            Some(Repeated::On(days)) => days,
            None => {
                let message = "this way to repeat a day is not followed";
                let help = "once a year is; write all other days out, each as an event of its own";
                found.push(file.error("bad-value", range.clone(), message).help(help));
                return;
            }
        },
    };
    for day in starts.into_iter().flat_map(|start| each_day(start, length)) {
        holidays.dates.entry(day).or_insert_with(|| off.clone());
    }
}

fn each_day(start: Date, length: i32) -> impl Iterator<Item = Date> {
    (0..length).filter_map(move |day| start.checked_add(day.days()).ok())
}

enum Repeated {
    /// On the same day of every year.
    EveryYear,
    /// On these days.
    On(Vec<Date>),
}

/// The days of a rule, when it is one of once a year.
fn repeated(rule: &str, start: Date) -> Option<Repeated> {
    let mut parts: BTreeMap<&str, &str> = rule.split(';').filter_map(|part| part.trim().split_once('=')).collect();
    let mut take = |key| parts.remove(key);
    if take("FREQ") != Some("YEARLY") || take("INTERVAL").is_some_and(|every| every != "1") {
        return None;
    }
    let (count, until) = (take("COUNT"), take("UNTIL"));
    let month = take("BYMONTH").map_or(Some(start.month()), |month| month.parse().ok())?;
    let by_day = take("BYDAY");
    let same_day = take("BYMONTHDAY").is_none_or(|day| day.parse() == Ok(start.day()));
    take("WKST");
    if !same_day || !parts.is_empty() || (by_day.is_none() && month != start.month()) {
        return None;
    }
    if by_day.is_none() && count.is_none() && until.is_none() {
        return Some(Repeated::EveryYear);
    }
    let count = count.map_or(Some(YEARS), |count| count.parse().ok())?;
    let until = until.map_or(Some(Date::MAX), |until| date(until.get(..8)?))?;
    let day_of = |year: i16| match by_day {
        None => Date::new(year, month, start.day()).ok(),
        Some(by_day) => nth_weekday(by_day, Date::new(year, month, 1).ok()?),
    };
    let years = (0..YEARS.min(count.max(0))).filter_map(|year| day_of(start.year().checked_add(year)?));
    let days: Vec<Date> = years.filter(|day| *day >= start && *day <= until).collect();
    (!days.is_empty()).then_some(Repeated::On(days))
}

/// `4TH` is the fourth Thursday of a month, `-1MO` its last Monday.
fn nth_weekday(text: &str, month: Date) -> Option<Date> {
    let (nth, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let weekday = match day {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    };
    month.nth_weekday_of_month(nth.parse().ok()?, weekday).ok()
}

fn date(text: &str) -> Option<Date> {
    let part = |range: Range<usize>| text.get(range).filter(|part| part.bytes().all(|c| c.is_ascii_digit()));
    let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
    (text.len() == 8).then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok())?
}

/// `P2D` or `P1W`.
fn days(text: &str) -> Option<i32> {
    let text = text.trim_start_matches('+').strip_prefix('P')?;
    let number = |digits: &str| digits.parse::<i32>().ok();
    match (text.strip_suffix('D'), text.strip_suffix('W')) {
        (Some(digits), _) => number(digits),
        (_, Some(digits)) => number(digits)?.checked_mul(7),
        _ => None,
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('n' | 'N') => out.push(' '),
                Some(other) => out.push(other),
                None => {}
            },
            (c, false) => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// Name, parameters and value of a line.
fn property(line: &str) -> Option<(String, String, &str)> {
    let mut quoted = false;
    let colon = line.find(|c: char| {
        quoted ^= c == '"';
        c == ':' && !quoted
    })?;
    let (head, value) = (line.get(..colon)?, line.get(colon + 1..)?);
    let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
    Some((name.trim().to_uppercase(), parameters.to_uppercase(), value.trim()))
}

/// The lines of a calendar, each with those that go on with it, and where it begins in the file.
fn lines(text: &str) -> Vec<(String, Range<usize>)> {
    let mut lines: Vec<(String, Range<usize>)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\r', '\n']);
        match (content.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((before, _))) => before.push_str(rest),
            _ => lines.push((content.to_owned(), at..at + content.len())),
        }
        at += line.len();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(events: &str) -> (Holidays, Vec<String>) {
        let file = SourceText::new("holidays.ics", format!("BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n"));
        let mut found = Vec::new();
        let place = file.place(0..1);
        let holidays = read(&file, place, &mut found);
        (holidays, found.iter().map(|d| format!("{} {}", d.location(), d.message)).collect())
    }

    fn event(lines: &str) -> String {
        format!("BEGIN:VEVENT\r\n{lines}\r\nEND:VEVENT\r\n")
    }

    fn dates(holidays: &Holidays) -> Vec<String> {
        holidays.dates.keys().map(Date::to_string).collect()
    }

    #[test]
    fn whole_days_with_their_names() {
        let (holidays, found) = of(&format!(
            "{}{}{}{}",
            event("DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227\r\nSUMMARY:Christmas\\, and\r\n  more"),
            event("SUMMARY:Call\r\nDTSTART;TZID=\"Europe/Berlin:x\":20260101T100000"),
            event("DTSTART:20270101\r\nSTATUS:CANCELLED"),
            event("DTSTART:20270301\r\nDURATION:P1W"),
        ));
        assert_eq!(found, Vec::<String>::new());
        assert_eq!(dates(&holidays)[..3], ["2026-12-24", "2026-12-25", "2026-12-26"]);
        assert_eq!(holidays.dates.len(), 10);
        assert_eq!(holidays.dates.values().next().map(|off| off.name.get("en")), Some("Christmas, and more"));
        assert_eq!(holidays.sources[0].last.map(|day| day.to_string()).as_deref(), Some("2027-03-07"));
    }

    #[test]
    fn once_a_year() {
        let (holidays, found) = of(&format!(
            "{}{}{}",
            event("DTSTART;VALUE=DATE:20200101\r\nRRULE:FREQ=YEARLY"),
            event("DTSTART;VALUE=DATE:20261126\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=3"),
            event("DTSTART;VALUE=DATE:20260501\r\nRRULE:FREQ=YEARLY;UNTIL=20270501T000000Z"),
        ));
        assert_eq!(found, Vec::<String>::new());
        assert_eq!(holidays.yearly.keys().collect::<Vec<_>>(), [&(1, 1)]);
        assert_eq!(dates(&holidays), ["2026-05-01", "2026-11-26", "2027-05-01", "2027-11-25", "2028-11-23"]);
        assert_eq!(holidays.sources[0].last, None);
    }

    #[test]
    fn faults_have_their_line() {
        let (_, found) = of(&event("DTSTART;VALUE=DATE:20261325"));
        assert_eq!(found[0], "holidays.ics:3:1 `20261325` is not a day of a calendar");
        let (_, found) = of(&event("DTSTART;VALUE=DATE:20261225\r\nRRULE:FREQ=WEEKLY"));
        assert_eq!(found[0], "holidays.ics:4:1 this way to repeat a day is not followed");
        let (_, found) = of("");
        assert_eq!(found, ["holidays.ics the calendar has no event of a whole day"]);
    }

    #[test]
    fn any_bytes_are_read() {
        for text in [
            "BEGIN:VEVENT\nDTSTART:2026é225\nRRULE:BYDAY=é;FREQ=YEARLY\nDURATION:P99999999999D\nEND:VEVENT",
            ":::",
            "\\",
            " x",
        ] {
            of(text);
        }
        let (_, found) = of(&event("DTSTART:20261225\r\nRRULE:FREQ=YEARLY;BYDAY=é"));
        assert_eq!(found.len(), 2);
    }
}
