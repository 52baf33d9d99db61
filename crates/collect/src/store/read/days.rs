//! A period, as the database counts days.

use std::collections::BTreeSet;

use helpdex_insights::figures::Steps;
use helpdex_insights::tally::Period;
use jiff::ToSpan;
use jiff::civil::Date;
use sqlx::{AnyConnection, Row};

use super::super::remove::{COUNTS, TEXTS};
use super::super::span::Span;

/// Days of a period, counted from 1970.
pub(super) struct Days {
    pub(super) first: i64,
    pub(super) last: i64,
    /// Whether all days there are were asked for.
    is_ever: bool,
    broken_texts: BTreeSet<i64>,
    broken_counts: BTreeSet<i64>,
}

impl Days {
    pub(super) async fn of(period: Option<Period>, connection: &mut AnyConnection) -> sqlx::Result<Self> {
        let (mut broken_texts, mut broken_counts) = (BTreeSet::new(), BTreeSet::new());
        for row in sqlx::query("SELECT part, span FROM broken_spans").fetch_all(connection).await? {
            match row.try_get::<&str, _>(0)? {
                TEXTS => broken_texts.insert(row.try_get(1)?),
                COUNTS => broken_counts.insert(row.try_get(1)?),
                _ => false,
            };
        }
        // A thousand years either way.
        let (first, last) = period.map_or((-365_000, 365_000), |period| (number(period.first), number(period.last)));
        Ok(Self { first, last, is_ever: period.is_none(), broken_texts, broken_counts })
    }

    /// The condition that rows with words of readers lie in the period.
    pub(super) fn of_texts(&self) -> String {
        self.condition(&self.broken_texts)
    }

    /// The condition that rows without words lie in it.
    pub(super) fn of_counts(&self) -> String {
        self.condition(&self.broken_counts)
    }

    fn condition(&self, broken: &BTreeSet<i64>) -> String {
        if self.is_ever {
            // Events name any day, and the list of all spans has no end.
            return EVERY_DAY.to_owned();
        }
        one_of(&Span::cover(self.first, self.last, broken))
    }

    /// The same for rows that must not reach over the steps of the curves.
    pub(super) fn of_steps(&self, period: Option<Period>) -> String {
        let Some(period) = period else { return EVERY_DAY.to_owned() };
        let steps = Steps::new(Some(period)).within(period);
        let cover = |days: &Period| Span::cover(number(days.first), number(days.last), &self.broken_counts);
        one_of(&steps.iter().flat_map(cover).collect::<Vec<_>>())
    }
}

/// `span IN (…)`.
fn one_of(spans: &[Span]) -> String {
    let numbers: Vec<String> = spans.iter().map(|span| span.number().to_string()).collect();
    // A list of none is no SQL; no span has this number.
    let numbers = if numbers.is_empty() { "-1".to_owned() } else { numbers.join(", ") };
    format!("span IN ({numbers})")
}

/// Every span that is one day.
const EVERY_DAY: &str = "span % 4 = 0";

/// Days from 1970 to a date.
fn number(date: Date) -> i64 {
    Date::constant(1970, 1, 1).until(date).map_or(0, |span| i64::from(span.get_days()))
}

pub(super) fn date(number: i64) -> Date {
    let days = i32::try_from(number).unwrap_or_default().days();
    Date::constant(1970, 1, 1).checked_add(days).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        for (day, expected) in [(Date::constant(1970, 1, 2), 1), (Date::constant(2026, 11, 30), 20_787)] {
            assert_eq!(number(day), expected);
            assert_eq!(date(expected), day);
        }
    }

    #[test]
    fn no_span_reaches_over_a_step() {
        let days =
            Days { first: 0, last: 0, is_ever: false, broken_texts: BTreeSet::new(), broken_counts: BTreeSet::new() };
        let listed = |length| days.of_steps(Some(Period::until(Date::constant(2026, 11, 29), length)));
        // Ten whole weeks of Monday to Sunday, as the curve of seventy days has them.
        assert_eq!(listed(70).matches(',').count(), 9);
        // As many as there are days.
        assert_eq!(listed(28).matches(',').count(), 27);
        assert_eq!(days.of_steps(None), EVERY_DAY);
    }
}
