//! Days from one to another.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::Serialize;

/// Days from the first to the last one, both included. Days are those of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl Period {
    /// From one day to another, whichever is the earlier one.
    #[must_use]
    pub fn new(one: Date, other: Date) -> Self {
        Self { first: one.min(other), last: one.max(other) }
    }

    /// So many days, of which the last one is given.
    #[must_use]
    pub fn until(last: Date, days: u32) -> Self {
        let back = i64::from(days.max(1) - 1);
        Self { first: last.checked_sub(back.days()).unwrap_or(Date::MIN), last }
    }

    /// Whether an instant lies in it.
    #[must_use]
    pub fn has(&self, at: Timestamp) -> bool {
        (self.first..=self.last).contains(&day(at))
    }

    /// How many days it has.
    #[must_use]
    pub fn days(&self) -> u32 {
        let days = self.first.until(self.last).map_or(0, |span| span.get_days());
        u32::try_from(days).unwrap_or(0) + 1
    }

    /// So many days that end before it begins.
    #[must_use]
    pub fn before(&self) -> Self {
        Self::until(self.first.yesterday().unwrap_or(Date::MIN), self.days())
    }
}

/// The day of an instant, in UTC.
pub(crate) fn day(at: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(at).date()
}

/// The beginning of the hour of an instant.
pub(crate) fn hour(at: Timestamp) -> Timestamp {
    let seconds = at.as_second();
    Timestamp::from_second(seconds - seconds.rem_euclid(3600)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_counted_with_both_ends() {
        let week = Period::until(date(2026, 3, 7), 7);
        assert_eq!((week.first, week.days()), (date(2026, 3, 1), 7));
        assert_eq!(week.before(), Period::new(date(2026, 2, 28), date(2026, 2, 22)));
        assert!(
            week.has("2026-03-07T23:59:59Z".parse().unwrap()) && !week.has("2026-03-08T00:00:00Z".parse().unwrap())
        );
        assert_eq!(Period::until(Date::MIN, 40).first, Date::MIN);
    }

    #[test]
    fn hours_begin_on_the_hour() {
        for (at, begins) in
            [("2026-03-07T23:59:59.9Z", "2026-03-07T23:00:00Z"), ("1969-12-31T23:30:00Z", "1969-12-31T23:00:00Z")]
        {
            assert_eq!(hour(at.parse().unwrap()).to_string(), begins);
        }
    }
}
