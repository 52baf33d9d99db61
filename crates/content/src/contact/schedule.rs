//! When a desk is open, and until when it answers.
//!
//! Hours are those that a clock on the desk's wall shows. A time that the clock skips in spring counts as the one an hour
//! later, of one that it shows twice in autumn the first counts. Spans belong to the day on which they begin, and so do
//! holidays: what began before one goes on into it.

use std::sync::OnceLock;

use jiff::civil::{Date, DateTime};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::holidays::Holidays;
use super::hours::{Span, Week};
use super::reply::{Basis, Reply};

/// A desk that doesn't open within so many days never does.
const HORIZON: i64 = 400;
/// A desk that stays open for so many days does not close.
const ENDLESS_DAYS: i64 = 15;

/// A time zone by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// `Europe/Berlin`.
    pub name: String,
    zone: TimeZone,
}

/// The zones that Helpdex knows, the same on every machine.
fn database() -> &'static TimeZoneDatabase {
    static ZONES: OnceLock<TimeZoneDatabase> = OnceLock::new();
    ZONES.get_or_init(TimeZoneDatabase::bundled)
}

impl Default for Zone {
    fn default() -> Self {
        Self { name: "UTC".to_owned(), zone: TimeZone::UTC }
    }
}

impl Zone {
    /// The zone of a name, however that is capitalised.
    pub fn find(name: &str) -> Option<Self> {
        let zone = database().get(name).ok()?;
        Some(Self { name: zone.iana_name()?.to_owned(), zone })
    }

    /// The names of all zones.
    pub fn names() -> Vec<String> {
        database().available().map(|name| name.to_string()).collect()
    }

    /// The time that clocks there show at an instant.
    pub fn local(&self, time: Timestamp) -> DateTime {
        self.zone.to_datetime(time)
    }

    /// The instant at which clocks there show a time.
    pub fn instant(&self, local: DateTime) -> Option<Timestamp> {
        self.zone.to_timestamp(local).ok()
    }
}

/// Hours, holidays and the zone in which both are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// Where the desk is.
    pub zone: Zone,
    /// Its hours; nothing where it doesn't say any.
    pub week: Option<Week>,
    /// Days with other hours.
    pub holidays: Holidays,
}

/// How a desk is at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Whether it is open.
    pub open: bool,
    /// When that changes; nothing where it never does.
    pub change: Option<Timestamp>,
}

impl Schedule {
    /// What is open on a day.
    pub fn on(&self, date: Date) -> &[Span] {
        match (self.holidays.on(date), &self.week) {
            (Some(off), _) => &off.hours,
            (None, Some(week)) => week.on(date.weekday()),
            (None, None) => &[],
        }
    }

    /// How the desk is at an instant; nothing where it says no hours.
    pub fn state(&self, now: Timestamp) -> Option<State> {
        self.week.as_ref()?;
        let first = self.openings(now).next();
        Some(match first {
            Some((start, end)) if start <= now => State { open: true, change: end },
            Some((start, _)) => State { open: false, change: Some(start) },
            None => State { open: false, change: None },
        })
    }

    /// Until when an answer is due to what is written at an instant; nothing where the desk never opens.
    pub fn due(&self, now: Timestamp, reply: Reply) -> Option<Timestamp> {
        let by_clock = self.week.is_none() || reply.basis == Basis::Clock;
        match reply.seconds() {
            Some(seconds) if by_clock => now.checked_add(SignedDuration::from_secs(seconds)).ok(),
            Some(seconds) => self.after_open(now, seconds),
            None if by_clock => {
                let local = self.zone.local(now).checked_add(i64::from(reply.amount).days()).ok()?;
                self.zone.instant(local)
            }
            None => self.after_open_days(now, reply.amount),
        }
    }

    /// The instant after so many seconds in which the desk is open.
    fn after_open(&self, now: Timestamp, seconds: i64) -> Option<Timestamp> {
        let mut left = SignedDuration::from_secs(seconds);
        for (start, end) in self.openings(now) {
            let begin = start.max(now);
            let room = end.map(|end| end.duration_since(begin));
            match room {
                Some(room) if room < left => left -= room,
                _ => return begin.checked_add(left).ok(),
            }
        }
        None
    }

    /// The same time of day after so many days on which the desk opens, or the nearest one before it when it is open.
    fn after_open_days(&self, now: Timestamp, days: u32) -> Option<Timestamp> {
        let (start, _) = self.openings(now).next()?;
        let begin = self.zone.local(start.max(now));
        let (mut date, mut left) = (begin.date(), days);
        let mut looked = 0;
        while left > 0 {
            // A desk that opens once a year keeps nobody waiting for centuries.
            looked += 1;
            if looked > HORIZON + 7 * i64::from(days) {
                return None;
            }
            date = date.tomorrow().ok()?;
            left -= u32::from(!self.on(date).is_empty());
        }
        let spans = self.on(date);
        let wanted = date.to_datetime(begin.time());
        let last = spans.iter().rev().find(|span| at(date, span.from).is_some_and(|from| from <= wanted));
        let local = match last {
            Some(span) => wanted.min(at(date, span.to)?),
            None => at(date, spans.first()?.from)?,
        };
        self.zone.instant(local)
    }

    /// When the desk is open from an instant on: spans that touch are one, and one that doesn't end has no end.
    fn openings(&self, now: Timestamp) -> impl Iterator<Item = (Timestamp, Option<Timestamp>)> {
        let endless = SignedDuration::from_hours(24 * ENDLESS_DAYS);
        let mut spans = self.spans(now).peekable();
        std::iter::from_fn(move || {
            let (start, mut end) = spans.next()?;
            while let Some((_, next)) = spans.next_if(|(next, _)| *next <= end) {
                end = end.max(next);
                if end.duration_since(start.max(now)) > endless {
                    return Some((start, None));
                }
            }
            Some((start, Some(end)))
        })
    }

    /// Every span that ends after an instant, in order.
    fn spans(&self, now: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        let today = self.zone.local(now).date();
        let days = (-1..=HORIZON).filter_map(move |day| today.checked_add(day.days()).ok());
        days.flat_map(move |date| {
            self.on(date).iter().filter_map(move |span| {
                let start = self.zone.instant(at(date, span.from)?)?;
                let end = self.zone.instant(at(date, span.to)?)?;
                (end > start && end > now).then_some((start, end))
            })
        })
    }
}

/// A minute of a day, or of the one after it.
fn at(date: Date, minute: u16) -> Option<DateTime> {
    date.to_datetime(jiff::civil::Time::midnight()).checked_add(i64::from(minute).minutes()).ok()
}
