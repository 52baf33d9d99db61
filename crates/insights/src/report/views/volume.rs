//! When people come.

use super::super::view::{Cell, Chart, Section, Spot, Table, View};
use super::curves;
use super::overview::share;
use crate::figures::{HourOfWeek, Volume};
use crate::tally::HourCounts;

/// Days as the grid names them.
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

pub(super) fn view(volume: &Volume) -> View {
    let facts = [
        share("Messages while nobody was there", volume.sent_outside),
        share("Visits while nobody was there", volume.visits_outside),
    ];
    let columns: &[curves::Sum<HourCounts>] = &[
        ("Articles read", "reads", |hour| hour.reads),
        ("Searches", "searches", |hour| hour.searches),
        ("Messages", "sent", |hour| hour.forms.sent),
        ("Not found", "missing", |hour| hour.missing),
    ];
    let mut sections = Vec::new();
    if volume.week.iter().flatten().any(|hour| hour.visits > 0) {
        let title = "Reading and searching, by hour and weekday".to_owned();
        sections.push(week(volume, "visits", title, |hour| hour.visits));
    }
    if volume.week.iter().flatten().any(|hour| hour.sent > 0) {
        let title = "Messages, by hour and weekday".to_owned();
        sections.push(week(volume, "messages", title, |hour| hour.sent));
    }
    if let Some((chart, table)) = curves::counts(&volume.curve, columns) {
        let title = "Over time".to_owned();
        let note = curves::note(&volume.curve);
        sections.push(Section { name: "over-time", title, note, chart: Some(chart), table });
    }
    View { name: "volume", title: "Volume", facts: facts.into_iter().flatten().collect(), sections }
}

fn week(volume: &Volume, name: &'static str, title: String, count: fn(&HourOfWeek) -> u64) -> Section {
    let mut table = Table::new(&[("Day", "day"), ("Hour", "hour"), ("Count", "count"), ("Desk", "open")]);
    let mut spots = Vec::new();
    for (day, name) in volume.week.iter().zip(DAYS) {
        spots.push(day.iter().map(|hour| Spot { count: count(hour), open: hour.open }).collect());
        for (at, hour) in day.iter().enumerate() {
            let open = hour.open.map(|open| if open { "open" } else { "closed" });
            let clock = Cell::Text(format!("{at:02}:00"));
            table.rows.push(vec![name.into(), clock, count(hour).into(), Cell::from(open)]);
        }
    }
    let note = Some(format!("By the clock of {}.", volume.zone));
    Section { name, title, note, chart: Some(Chart::Week(spots)), table }
}
