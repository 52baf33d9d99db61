//! When people come, and whether anybody is there then.

use jiff::tz::TimeZone;
use serde::Serialize;

use super::statistics::Share;
use super::steps::{Point, Steps};
use crate::catalog::Opening;
use crate::tally::{HourCounts, HourRow, day};

/// When it happened.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Volume {
    /// Step by step.
    pub curve: Vec<Point<HourCounts>>,
    /// Whose clock the hours are those of.
    pub zone: String,
    /// By hour and day of the week, Monday first.
    pub week: Vec<Vec<Hour>>,
    /// Of all messages: how many were sent while nobody was there. Nothing where the site says no hours.
    pub sent_outside: Option<Share>,
    /// The same for reading and searching.
    pub visits_outside: Option<Share>,
}

/// An hour of the week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Hour {
    /// Articles read and queries.
    pub visits: u64,
    /// Messages sent.
    pub sent: u64,
    /// Whether somebody is there; nothing where the site says no hours.
    pub open: Option<bool>,
}

pub(super) fn volume(hours: &[HourRow], opening: Option<&Opening>, steps: &Steps) -> Volume {
    let utc = TimeZone::UTC;
    let zone = opening.map_or(&utc, |opening| &opening.zone);
    let mut week = vec![vec![Hour::default(); 24]; 7];
    if let Some(opening) = opening {
        for (day, open) in week.iter_mut().zip(&opening.week) {
            day.iter_mut().zip(open).for_each(|(hour, open)| hour.open = Some(*open));
        }
    }
    for row in hours {
        let local = zone.to_datetime(row.at);
        let day = usize::try_from(local.weekday().to_monday_zero_offset()).unwrap_or(0);
        let hour = usize::try_from(local.hour()).unwrap_or(0);
        if let Some(hour) = week.get_mut(day).and_then(|day| day.get_mut(hour)) {
            hour.visits += row.counts.reads + row.counts.searches;
            hour.sent += row.counts.forms.sent;
        }
    }
    let days = hours.iter().map(|row| (day(row.at), row.counts));
    Volume {
        curve: steps.curve(days, |sum: &mut HourCounts, counts| sum.add(&counts)),
        zone: opening.map_or_else(|| "UTC".to_owned(), |opening| opening.zone_name.clone()),
        sent_outside: outside(&week, |hour| hour.sent),
        visits_outside: outside(&week, |hour| hour.visits),
        week,
    }
}

fn outside(week: &[Vec<Hour>], count: impl Fn(&Hour) -> u64) -> Option<Share> {
    let hours = || week.iter().flatten().filter(|hour| hour.open.is_some());
    let closed = hours().filter(|hour| hour.open == Some(false)).map(&count).sum();
    Share::new(closed, hours().map(&count).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_those_of_the_desk() {
        let mut week = [[false; 24]; 7];
        week[0][9] = true;
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        let opening = Opening { zone, zone_name: "Europe/Athens".to_owned(), week };
        let row = |at: &str, sent| {
            let mut counts = HourCounts::default();
            counts.forms.sent = sent;
            HourRow { at: at.parse().unwrap(), counts }
        };
        // A Monday, and the evening before it.
        let hours = [row("2026-03-02T07:00:00Z", 3), row("2026-03-01T22:00:00Z", 1)];
        let found = volume(&hours, Some(&opening), &Steps::default());
        assert_eq!((found.week[0][9].sent, found.week[0][0].sent), (3, 1));
        assert_eq!(found.sent_outside.map(|share| (share.part, share.of)), Some((1, 4)));
        let without = volume(&hours, None, &Steps::default());
        assert!(without.sent_outside.is_none() && without.week[6][22].sent == 1);
    }
}
