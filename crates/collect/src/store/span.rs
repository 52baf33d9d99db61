//! Spans of days, each with a sum of its own: days, weeks, and eight weeks. A period is a few long spans and some short ones
//! at its ends, so that what is summed up for it hardly grows with its length.
//!
//! Every event is added to the sums of all three spans that it lies in, in one transaction. So the sum of a long span is
//! that of its days at any time, whoever reads it.

use std::collections::BTreeSet;

/// How long a span is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    Day,
    /// From Monday on, as the curves of figures have them.
    Week,
    EightWeeks,
}

/// From the longest to the shortest one.
const LENGTHS: [Length; 3] = [Length::EightWeeks, Length::Week, Length::Day];
/// The first Monday after 1970 began.
const MONDAY: i64 = 4;
/// Between the numbers of spans that begin on one day and the next.
const LENGTHS_OF_A_DAY: i64 = 4;

impl Length {
    const fn days(self) -> i64 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::EightWeeks => 56,
        }
    }

    const fn number(self) -> i64 {
        match self {
            Self::Day => 0,
            Self::Week => 1,
            Self::EightWeeks => 2,
        }
    }

    /// The one that a day lies in.
    const fn of(self, day: i64) -> Span {
        Span { first: day - (day - MONDAY).rem_euclid(self.days()), length: self }
    }
}

/// A span of days. Days are counted from 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: i64,
    length: Length,
}

impl Span {
    /// The spans that a day lies in.
    pub(super) fn all_of(day: i64) -> [Self; 3] {
        LENGTHS.map(|length| length.of(day))
    }

    /// As it stands in the tables: in the order of the first days.
    pub(super) const fn number(self) -> i64 {
        self.first * LENGTHS_OF_A_DAY + self.length.number()
    }

    /// The first day of a span by its number.
    pub(super) const fn first_of(number: i64) -> i64 {
        number.div_euclid(LENGTHS_OF_A_DAY)
    }

    /// The least number of a span that begins on a day or later.
    pub(super) const fn from(day: i64) -> i64 {
        day * LENGTHS_OF_A_DAY
    }

    /// Those that begin before a day, and end on it or later.
    pub(super) fn across(day: i64) -> Vec<Self> {
        Self::all_of(day).into_iter().filter(|span| span.first < day).collect()
    }

    /// The fewest that are all days from one to another, without those whose sum is not whole any more.
    pub(super) fn cover(first: i64, last: i64, broken: &BTreeSet<i64>) -> Vec<Self> {
        let (mut spans, mut day) = (Vec::new(), first);
        while day <= last {
            let fits = |span: &Self| {
                let ends = span.first + span.length.days() - 1;
                span.first == day && ends <= last && !broken.contains(&span.number())
            };
            let span = Self::all_of(day).into_iter().find(fits).unwrap_or(Self { first: day, length: Length::Day });
            day += span.length.days();
            spans.push(span);
        }
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Monday with which eight weeks begin.
    const START: i64 = MONDAY + 56 * 371;

    fn days(spans: &[Span]) -> Vec<i64> {
        spans.iter().flat_map(|span| span.first..span.first + span.length.days()).collect()
    }

    #[test]
    fn a_period_is_covered_once_by_few_spans() {
        for (first, last) in [(START, START), (START - 9, START + 200), (START + 1, START + 55), (-400, 300)] {
            let spans = Span::cover(first, last, &BTreeSet::new());
            assert_eq!(days(&spans), (first..=last).collect::<Vec<_>>());
            assert!(spans.len() <= 40, "{spans:?}");
        }
        assert_eq!(Span::cover(START, START + 111, &BTreeSet::new()).len(), 2);
        assert!(Span::cover(START, START - 1, &BTreeSet::new()).is_empty());
    }

    #[test]
    fn what_is_not_whole_stands_for_nothing() {
        let broken: BTreeSet<i64> = Span::across(START + 10).into_iter().map(Span::number).collect();
        assert_eq!(broken.len(), 2, "a week, and eight");
        let spans = Span::cover(START, START + 111, &broken);
        assert_eq!(days(&spans), (START..=START + 111).collect::<Vec<_>>());
        // Seven weeks, of which one is seven days, and the eight weeks after them.
        assert_eq!(spans.len(), 7 + 7 + 1);
        assert!(Span::across(START).is_empty());
    }

    #[test]
    fn numbers_are_in_the_order_of_first_days() {
        for day in [-60, -1, 0, 3, 4, START + 30] {
            for span in Span::all_of(day) {
                assert!((span.first..span.first + span.length.days()).contains(&day));
                assert_eq!(Span::first_of(span.number()), span.first);
                assert!(span.number() >= Span::from(span.first) && span.number() < Span::from(span.first + 1));
            }
        }
        // A week begins on a Monday: 30 November 2026 is one.
        assert_eq!(Span::all_of(20_787)[1].first, 20_787);
    }
}
