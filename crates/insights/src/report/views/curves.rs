//! Lines over time.

use jiff::civil::Date;

use super::super::view::{Cell, Chart, Line, Scale, Table};
use crate::figures::{Point, Share};

/// The shares of several curves over the same steps, as a chart and its table; nothing where there is but one step.
pub(super) fn shares(curves: &[(String, Vec<Point<Option<Share>>>)]) -> Option<(Chart, Table)> {
    let steps: Vec<Date> = curves.first()?.1.iter().map(|point| point.from).collect();
    if steps.len() < 2 {
        return None;
    }
    let line = |(name, points): &(String, Vec<Point<Option<Share>>>)| Line {
        name: name.clone(),
        points: points.iter().map(|point| point.value.map(|share| (share.value, share.low, share.high))).collect(),
    };
    let chart = Chart::Lines { scale: Scale::Percent, steps, lines: curves.iter().map(line).collect() };
    let mut table = Table::new(&[("From", "from"), ("What", "what"), ("Share", "share")]);
    for (name, points) in curves {
        let known = points.iter().filter(|point| point.value.is_some());
        table.rows.extend(known.map(|point| vec![point.from.into(), Cell::from(name.as_str()), point.value.into()]));
    }
    Some((chart, table))
}

/// What to know of sums by week and month: those at the ends may have fewer days.
pub(super) fn note<V>(points: &[Point<V>]) -> Option<String> {
    let [first, second, ..] = points else { return None };
    let next = first.from.tomorrow().is_ok_and(|next| next == second.from);
    (!next).then(|| "The first and the last step may have fewer days.".to_owned())
}

/// A column of numbers: its heading, its name for programs, and which number it is.
pub(super) type Sum<V> = (&'static str, &'static str, fn(&V) -> u64);

/// Numbers over time: a column each.
pub(super) fn counts<V>(points: &[Point<V>], columns: &[Sum<V>]) -> Option<(Chart, Table)> {
    if points.len() < 2 {
        return None;
    }
    let line = |(name, _, count): &Sum<V>| Line {
        name: (*name).to_owned(),
        points: points.iter().map(|point| count(&point.value) as f64).map(|n| Some((n, n, n))).collect(),
    };
    let steps = points.iter().map(|point| point.from).collect();
    let chart = Chart::Lines { scale: Scale::Count, steps, lines: columns.iter().map(line).collect() };
    let mut heads = vec![("From", "from")];
    heads.extend(columns.iter().map(|(title, key, _)| (*title, *key)));
    let mut table = Table::new(&heads);
    for point in points {
        let mut row: Vec<Cell> = vec![point.from.into()];
        row.extend(columns.iter().map(|(_, _, count)| Cell::Count(count(&point.value))));
        table.rows.push(row);
    }
    Some((chart, table))
}
