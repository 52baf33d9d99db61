//! Moments as authors write them: `2026-11-26 14:30` in the site's time zone, or with a zone of their own.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// Which end of a day is meant where no time is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The first moment of the day.
    Start,
    /// The first moment of the next one: what holds until a day holds on that day, too.
    End,
}

/// How moments are to be written, for hints.
pub const SHAPE: &str = "write `2026-11-26 14:30`, a day alone, or with a zone of its own `2026-11-26T14:30:00+03:00`";

/// Reads a moment; nothing for a text that is none.
pub fn parse(text: &str, zone: &TimeZone, edge: Edge) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment);
    }
    // What a library reads beyond this (weeks, years of six digits, zones in brackets) is no shape to teach.
    if !text.starts_with(|c: char| c.is_ascii_digit())
        || !text.chars().all(|c| c.is_ascii_digit() || "-:T ".contains(c))
    {
        return None;
    }
    if text.len() == DAY {
        let day: Date = text.parse().ok()?;
        let day = if edge == Edge::End { day.tomorrow().ok()? } else { day };
        return Some(day.to_zoned(zone.clone()).ok()?.timestamp());
    }
    let time: DateTime = text.parse().ok()?;
    // Of an hour that a clock shows twice the first one is meant; one that it leaps over is an hour later.
    Some(time.to_zoned(zone.clone()).ok()?.timestamp())
}

/// Letters of a day: `2026-11-26`.
const DAY: usize = 10;

/// The day and the time of a moment in a zone, as authors write it.
pub fn written(moment: Timestamp, zone: &TimeZone) -> String {
    moment.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The parts of a moment that people read: the day (`2026-11-26`), the time (`14:30`) and the zone (`UTC+3`).
pub fn parts(moment: Timestamp, zone: &TimeZone) -> (String, String, String) {
    let local = moment.to_zoned(zone.clone());
    (local.strftime("%Y-%m-%d").to_string(), local.strftime("%H:%M").to_string(), offset(&local))
}

fn offset(local: &Zoned) -> String {
    let seconds = local.offset().seconds();
    let (sign, minutes) = (if seconds < 0 { '\u{2212}' } else { '+' }, seconds.unsigned_abs() / 60);
    match (minutes / 60, minutes % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).expect("a zone")
    }

    #[test]
    fn moments_with_and_without_a_zone() {
        let minsk = zone("Europe/Minsk");
        let read = |text: &str| parse(text, &minsk, Edge::Start).map(|moment| moment.to_string());
        assert_eq!(read("2026-11-26 14:30").as_deref(), Some("2026-11-26T11:30:00Z"));
        assert_eq!(read(" 2026-11-26T14:30 ").as_deref(), Some("2026-11-26T11:30:00Z"));
        assert_eq!(read("2026-11-26T14:30:00+01:00").as_deref(), Some("2026-11-26T13:30:00Z"));
        assert_eq!(read("2026-11-26 14:30Z").as_deref(), Some("2026-11-26T14:30:00Z"));
        assert_eq!(read("2026-11-26 14:30-05:00").as_deref(), Some("2026-11-26T19:30:00Z"));
        assert_eq!(read("2026-11-26").as_deref(), Some("2026-11-25T21:00:00Z"));
        for wrong in
            ["", "soon", "2026-11-31", "2026-11-26 25:00", "26.11.2026", "2026-11-26 14:30[Mars]", "+002026-11-26"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_day_ends_with_the_next_one() {
        let until = |text: &str| parse(text, &zone("America/New_York"), Edge::End).map(|moment| moment.to_string());
        // Clocks go back on this day.
        assert_eq!(until("2026-11-01").as_deref(), Some("2026-11-02T05:00:00Z"));
        assert_eq!(until("2026-11-01 10:00").as_deref(), Some("2026-11-01T15:00:00Z"));
    }

    #[test]
    fn what_people_read() {
        let moment: Timestamp = "2026-11-26T11:30:00Z".parse().expect("a moment");
        let shown = |name: &str| {
            let (day, time, zone) = parts(moment, &zone(name));
            format!("{day} {time} {zone}")
        };
        assert_eq!(shown("Europe/Minsk"), "2026-11-26 14:30 UTC+3");
        assert_eq!(shown("Asia/Kolkata"), "2026-11-26 17:00 UTC+5:30");
        assert_eq!(shown("America/New_York"), "2026-11-26 06:30 UTC\u{2212}5");
        assert_eq!(shown("UTC"), "2026-11-26 11:30 UTC");
        assert_eq!(written(moment, &zone("Asia/Tokyo")), "2026-11-26 20:30");
    }
}
