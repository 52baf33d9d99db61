//! What was asked.

use super::super::numbers::thousands;
use super::super::view::{Cell, Section, Table, View};
use super::curves;
use super::overview::share;
use crate::figures::{Asked, Figures, Group};

pub(super) fn view(figures: &Figures) -> View {
    let searches = &figures.searches;
    let total = &figures.total;
    let facts =
        [share("Searches without a hit", total.without_hits), share("Hits that nobody opened", total.not_opened)];
    let columns: &[curves::Sum<Asked>] = &[
        ("Searches", "searches", |asked| asked.searches),
        ("Without a hit", "without_hits", |asked| asked.without_hits),
        ("Not opened", "not_opened", |asked| asked.not_opened),
    ];
    let mut sections = Vec::new();
    if let Some((chart, table)) = curves::counts(&searches.curve, columns) {
        let title = "Over time".to_owned();
        let note = curves::note(&searches.curve);
        sections.push(Section { name: "over-time", title, note, chart: Some(chart), table });
    }
    let mut list = |name, title: &str, by: fn(&Group) -> u64| {
        let table = table(&searches.groups, by);
        sections.push(Section { name, title: title.to_owned(), note: None, chart: None, table });
    };
    list("without-hits", "Found nothing", |group| group.counts.without_hits);
    list("not-opened", "Found something that nobody opened", |group| group.counts.not_opened);
    list("contact", "Ended at the contact page", |group| group.counts.contact);
    list("asked", "Asked most", |group| group.counts.asked);
    let others = &searches.others;
    if others.counts.asked > 0 {
        let rare = thousands(others.counts.asked);
        let low = thousands(others.understated);
        let note = format!("{rare} rare queries stand in no list, and numbers may be too low by up to {low}.");
        sections.iter_mut().skip(1).for_each(|section| section.note = Some(note.clone()));
    }
    sections.retain(|section| !section.table.rows.is_empty());
    View { name: "searches", title: "Searches", facts: facts.into_iter().flatten().collect(), sections }
}

/// So many queries stand in a list.
const ROWS: usize = 500;

fn table(groups: &[Group], by: fn(&Group) -> u64) -> Table {
    let mut table = Table::new(&[
        ("Query", "query"),
        ("Language", "lang"),
        ("Asked", "asked"),
        ("Without a hit", "without_hits"),
        ("Not opened", "not_opened"),
        ("Typed another", "again"),
        ("Went to contact", "contact"),
        ("Also spelled", "variants"),
        ("Opened", "opened"),
    ]);
    let mut order: Vec<&Group> = groups.iter().filter(|group| by(group) > 0).collect();
    // The sort is stable: of equals the one asked more stands first.
    order.sort_by_key(|group| std::cmp::Reverse(by(group)));
    for group in order.into_iter().take(ROWS) {
        let counts = &group.counts;
        table.rows.push(vec![
            Cell::Text(group.query.clone()),
            group.lang.as_str().into(),
            counts.asked.into(),
            counts.without_hits.into(),
            counts.not_opened.into(),
            counts.again.into(),
            counts.contact.into(),
            group.variants.join(" · ").as_str().into(),
            group.opened.first().map_or(Cell::Empty, |page| Cell::Code(page.path.clone())),
        ]);
    }
    table
}
