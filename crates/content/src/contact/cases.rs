//! The table of cases that the browser's script is held to as well (`tests/browser/contact.rs`).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
struct Case {
    name: String,
    zone: String,
    week: Option<[Vec<(u16, u16)>; 7]>,
    days: BTreeMap<String, Vec<(u16, u16)>>,
    now: Timestamp,
    reader: String,
    reply: Option<(u32, String, String)>,
    expected: Expected,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Expected {
    open: Option<bool>,
    change: Option<Timestamp>,
    due: Option<Timestamp>,
    change_here: Option<String>,
    due_here: Option<String>,
}

fn spans(pairs: &[(u16, u16)]) -> Vec<Span> {
    pairs.iter().map(|(from, to)| Span { from: *from, to: *to }).collect()
}

fn schedule(case: &Case) -> Schedule {
    let mut holidays = Holidays::default();
    for (day, hours) in &case.days {
        let off = DayOff { hours: spans(hours), ..DayOff::default() };
        match day.parse() {
            Ok(date) => drop(holidays.dates.insert(date, off)),
            Err(_) => {
                let (month, day) = day.split_once('-').expect("a month and a day");
                holidays.yearly.insert((month.parse().expect("a month"), day.parse().expect("a day")), off);
            }
        }
    }
    let week = case.week.as_ref().map(|days| Week(std::array::from_fn(|day| spans(&days[day]))));
    Schedule { zone: Zone::find(&case.zone).expect("a zone"), week, holidays }
}

fn reply(case: &Case) -> Option<Reply> {
    let (amount, unit, basis) = case.reply.as_ref()?;
    let basis = if basis == "clock" { Basis::Clock } else { Basis::Hours };
    Reply::parse(&format!("{amount} {unit}"), basis)
}

#[test]
fn the_table_of_cases() {
    let text = include_str!("../../../../tests/contact/cases.json");
    let cases: Vec<Case> = serde_json::from_str(text).expect("cases");
    assert!(cases.len() >= 60);
    for case in &cases {
        let schedule = schedule(case);
        let state = schedule.state(case.now);
        let due = reply(case).and_then(|reply| schedule.due(case.now, reply));
        let reader = Zone::find(&case.reader).expect("a zone");
        let here = |time: Option<Timestamp>| Some(reader.local(time?).strftime("%Y-%m-%dT%H:%M").to_string());
        let change = state.and_then(|state| state.change);
        let found = Expected {
            open: state.map(|state| state.open),
            change,
            due,
            change_here: here(change),
            due_here: here(due),
        };
        assert_eq!(found, case.expected, "{}", case.name);
    }
}
