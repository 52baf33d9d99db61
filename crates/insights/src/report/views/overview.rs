//! The numbers that a lead asks for first, and what is to be done first.

use super::super::Report;
use super::super::numbers::{interval, percent, thousands};
use super::super::view::{Fact, Section, View};
use super::{curves, todo};
use crate::figures::Share;
use crate::tally::HourCounts;

/// So many things to do are shown at once.
const FIRST: usize = 10;

pub(super) fn view(report: &Report<'_>) -> View {
    let figures = report.figures;
    let (total, surveys) = (&figures.total, &figures.surveys);
    let count = |label, count: u64| Fact { label, value: thousands(count), note: String::new() };
    let mut facts = vec![count("Articles read", total.counts.reads), count("Searches", total.counts.searches)];
    facts.extend(share("Said that it helped", total.helped));
    facts.extend(share("Searches without a hit", total.without_hits));
    facts.extend(share("Hits that nobody opened", total.not_opened));
    facts.push(count("Messages sent", total.counts.forms.sent));
    facts.extend(share("Deflection: solved of offered", total.deflection));
    facts.extend(share("CSAT: 4 or 5 of 5", surveys.satisfied));
    facts.extend(surveys.net_promoter.as_ref().map(|score| Fact {
        label: "NPS",
        value: format!("{:.0}", score.value),
        note: format!("{} answers; {:.0} to {:.0}", thousands(score.n), score.low, score.high),
    }));
    facts.extend(surveys.voice.as_ref().map(|voice| Fact {
        label: "Customer Voice, of 10",
        value: format!("{:.1}", voice.mean.value),
        note: format!("{} answers; {:.1} to {:.1}", thousands(voice.mean.n), voice.mean.low, voice.mean.high),
    }));
    let columns: &[curves::Sum<HourCounts>] =
        &[("Articles read", "reads", |hour| hour.reads), ("Searches", "searches", |hour| hour.searches)];
    let drawn = curves::counts(&figures.volume.curve, columns);
    let over_time = drawn.map(|(chart, table)| Section {
        name: "over-time",
        title: "Over time".to_owned(),
        note: curves::note(&figures.volume.curve),
        chart: Some(chart),
        table,
    });
    let mut sections: Vec<Section> = over_time.into_iter().collect();
    let mut first = todo::table(report.todo);
    if !first.rows.is_empty() {
        first.rows.truncate(FIRST);
        let note = (report.todo.len() > FIRST).then(|| format!("{} of {}", FIRST, report.todo.len()));
        sections.push(Section { name: "todo", title: "To do first".to_owned(), note, chart: None, table: first });
    }
    View { name: "overview", title: "Overview", facts, sections }
}

/// A share as a fact.
pub(super) fn share(label: &'static str, share: Option<Share>) -> Option<Fact> {
    let share = share?;
    let note = format!("{} of {}; {}", thousands(share.part), thousands(share.of), interval(&share));
    Some(Fact { label, value: percent(share.value), note })
}
