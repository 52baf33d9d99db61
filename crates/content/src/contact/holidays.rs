//! Days on which a desk has other hours than on that day of any week.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::hours::Span;
use crate::config::Localized;
use crate::diagnostic::Place;
use crate::path::SitePath;

/// A day with hours of its own; closed where it has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayOff {
    /// What is open.
    pub hours: Vec<Span>,
    /// What the day is called; empty where nobody says so.
    pub name: Localized,
}

/// Where holidays are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolidaySource {
    /// The `.ics` file as the settings name it; nothing for days written in the settings themselves.
    pub file: Option<SitePath>,
    /// Where the settings say so.
    pub place: Place,
    /// The last day in it; nothing where some come back every year.
    pub last: Option<Date>,
}

/// Days with hours of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays {
    /// Single days.
    pub dates: BTreeMap<Date, DayOff>,
    /// Those of every year, by month and day.
    pub yearly: BTreeMap<(i8, i8), DayOff>,
    /// Where they come from.
    pub sources: Vec<HolidaySource>,
}

impl Holidays {
    /// What is said of a day. A date says more than a day of every year.
    pub fn on(&self, date: Date) -> Option<&DayOff> {
        self.dates.get(&date).or_else(|| self.yearly.get(&(date.month(), date.day())))
    }

    /// Whether no day is named.
    pub fn is_empty(&self) -> bool {
        self.dates.is_empty() && self.yearly.is_empty()
    }

    /// Adds others; of two of the same day the first counts.
    pub(super) fn add(&mut self, other: Self) {
        for (date, off) in other.dates {
            self.dates.entry(date).or_insert(off);
        }
        for (day, off) in other.yearly {
            self.yearly.entry(day).or_insert(off);
        }
        self.sources.extend(other.sources);
    }
}
