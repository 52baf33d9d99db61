//! The steps of a curve: days, weeks or months, so that no curve has more points than the eye can tell apart.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::tally::{HourRow, Period, day};

/// How long a step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// A day.
    #[default]
    Day,
    /// A week that begins on Monday.
    Week,
    /// A month.
    Month,
}

/// A value at a step.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Point<V> {
    /// The first day of the step.
    pub from: Date,
    /// The value.
    pub value: V,
}

/// The steps of a period.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    /// How long each is.
    pub step: Step,
    first: Vec<Date>,
}

/// A period of so many days is shown day by day.
const DAYS: u32 = 35;
/// A period of so many days is shown week by week.
const WEEKS: u32 = 400;
/// A curve has no more points: fifty years of months.
const MOST: usize = 600;

impl Steps {
    /// The steps of a period; none where there is none.
    #[must_use]
    pub fn new(period: Option<Period>) -> Self {
        let Some(period) = period else { return Self::default() };
        let step = match period.days() {
            days if days <= DAYS => Step::Day,
            days if days <= WEEKS => Step::Week,
            _ => Step::Month,
        };
        let mut first = vec![start(step, period.first)];
        while let Some(next) = first.last().and_then(|last| next(step, *last)).filter(|next| *next <= period.last) {
            if first.len() >= MOST {
                break;
            }
            first.push(next);
        }
        Self { step, first }
    }

    /// The days of each step, from its first to its last one, as far as they lie in a period.
    #[must_use]
    pub fn within(&self, period: Period) -> Vec<Period> {
        let ends = self.first.iter().skip(1).filter_map(|next| next.yesterday().ok()).chain([period.last]);
        let days =
            |(first, last): (&Date, Date)| Period { first: period.first.max(*first), last: period.last.min(last) };
        self.first.iter().zip(ends).map(days).filter(|days| days.first <= days.last).collect()
    }

    /// A value for each step, made of what lies in it.
    pub fn curve<T, V: Default + Clone>(
        &self,
        rows: impl Iterator<Item = (Date, T)>,
        mut add: impl FnMut(&mut V, T),
    ) -> Vec<Point<V>> {
        let mut points: Vec<Point<V>> =
            self.first.iter().map(|from| Point { from: *from, value: V::default() }).collect();
        for (day, row) in rows {
            let after = self.first.partition_point(|from| *from <= day);
            if let Some(point) = after.checked_sub(1).and_then(|at| points.get_mut(at)) {
                add(&mut point.value, row);
            }
        }
        points
    }
}

fn start(step: Step, day: Date) -> Date {
    match step {
        Step::Day => day,
        Step::Week => {
            let back = i64::from(day.weekday().to_monday_zero_offset());
            day.checked_sub(back.days()).unwrap_or(day)
        }
        Step::Month => day.first_of_month(),
    }
}

fn next(step: Step, day: Date) -> Option<Date> {
    let span = match step {
        Step::Day => 1.day(),
        Step::Week => 1.week(),
        Step::Month => 1.month(),
    };
    day.checked_add(span).ok()
}

/// From the first to the last hour in which anything happened.
pub(super) fn of_hours(hours: &[HourRow]) -> Option<Period> {
    let days = || hours.iter().map(|row| day(row.at));
    Some(Period::new(days().min()?, days().max()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn longer_periods_have_longer_steps() {
        let steps = |days| Steps::new(Some(Period::until(date(2026, 3, 31), days)));
        assert_eq!((steps(7).step, steps(7).first.len()), (Step::Day, 7));
        assert_eq!((steps(90).step, steps(90).first.len()), (Step::Week, 14));
        assert_eq!((steps(800).step, steps(800).first.len()), (Step::Month, 27));
        assert!(Steps::new(None).first.is_empty());
        let endless = Steps::new(Some(Period::new(Date::MIN, Date::MAX)));
        assert_eq!(endless.first.len(), MOST);
    }

    #[test]
    fn the_days_of_all_steps_are_the_period() {
        for days in [1, 35, 36, 90, 400, 401, 3_660, 40_000] {
            let period = Period::until(date(2026, 3, 31), days);
            let steps = Steps::new(Some(period)).within(period);
            assert_eq!((steps[0].first, steps[steps.len() - 1].last), (period.first, period.last), "{days}");
            assert!(steps.windows(2).all(|pair| pair[0].last.tomorrow().unwrap() == pair[1].first), "{days}");
        }
    }

    #[test]
    fn every_row_falls_into_its_step() {
        let steps = Steps::new(Some(Period::until(date(2026, 3, 31), 60)));
        let days = [date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 8), date(2026, 3, 9), date(2025, 1, 1)];
        let curve = steps.curve(days.map(|day| (day, 1)).into_iter(), |sum: &mut i32, one| *sum += one);
        let counted: Vec<_> =
            curve.iter().filter(|point| point.value > 0).map(|point| (point.from, point.value)).collect();
        assert_eq!(counted, [(date(2026, 2, 23), 1), (date(2026, 3, 2), 2), (date(2026, 3, 9), 1)]);
    }
}
