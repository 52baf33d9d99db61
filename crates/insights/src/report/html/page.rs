//! Pages, written by templates that escape everything.

use std::sync::LazyLock;

use serde::Serialize;
use tera::{Context, Tera};

use super::super::Report;
use super::super::numbers::{interval, percent, thousands};
use super::super::view::{Cell, Section, View};
use super::super::views;
use super::STYLE;
use super::charts::{Drawing, draw};
use crate::tally::Period;

/// So many rows of a table stand in a page; its files have all.
const ROWS: usize = 100;

/// Characters of a text that needs no room of its own on a phone.
const SHORT: usize = 24;

/// What links of a page carry along.
#[derive(Clone, Copy, Debug)]
pub struct Links<'l> {
    /// The days, as a query of addresses: `days=30`.
    pub query: &'l str,
}

#[derive(Serialize)]
struct Page<'p> {
    site: &'p str,
    title: &'p str,
    period: Option<Period>,
    /// The style itself, where the page stands alone.
    style: Option<&'p str>,
    links: Vec<Link>,
    /// The usual lengths of time.
    days: Vec<Link>,
    query: &'p str,
    views: Vec<Chapter<'p>>,
}

#[derive(Serialize)]
struct Link {
    href: String,
    text: String,
    current: bool,
}

#[derive(Serialize)]
struct Chapter<'p> {
    name: &'p str,
    title: &'p str,
    facts: Vec<[&'p str; 3]>,
    sections: Vec<Part<'p>>,
}

#[derive(Serialize)]
struct Part<'p> {
    id: String,
    name: &'p str,
    title: &'p str,
    note: Option<&'p str>,
    chart: Option<Drawing>,
    columns: Vec<Head>,
    rows: Vec<Vec<Value>>,
    /// Rows that the page leaves out.
    more: usize,
}

#[derive(Serialize)]
struct Head {
    title: &'static str,
    number: bool,
}

/// A cell: its text, what it is worth, and how it looks.
#[derive(Serialize)]
struct Value {
    text: String,
    note: String,
    class: &'static str,
}

const SOURCES: [(&str, &str); 2] =
    [("page.html", include_str!("page.html")), ("chart.html", include_str!("chart.html"))];

static TEMPLATES: LazyLock<tera::TeraResult<Tera>> = LazyLock::new(|| {
    let mut tera = Tera::default();
    tera.add_raw_templates(SOURCES)?;
    Ok(tera)
});

fn render(page: &Page<'_>) -> Option<String> {
    let templates = TEMPLATES.as_ref().ok()?;
    templates.render("page.html", &Context::from_serialize(page).ok()?).ok()
}

/// A view as a page of the dashboard, with links to the others; nothing when it can't be made.
#[must_use]
pub fn page(view: &View, report: &Report<'_>, links: &Links<'_>) -> Option<String> {
    let query = links.query;
    let to = |(name, title): (&str, &str)| {
        let name_or_home = if name == "overview" { "" } else { name };
        Link { href: format!("/{name_or_home}?{query}"), text: title.to_owned(), current: name == view.name }
    };
    let this = if view.name == "overview" { "" } else { view.name };
    let length = |days: u32| Link {
        href: format!("/{this}?days={days}"),
        text: format!("{days} days"),
        current: query == format!("days={days}"),
    };
    render(&Page {
        site: report.title.unwrap_or("Help center"),
        title: view.title,
        period: report.figures.period,
        style: None,
        links: views::NAMES.into_iter().zip(views::TITLES).map(to).collect(),
        days: [7, 30, 90, 365].map(length).into(),
        query,
        views: vec![chapter(view)],
    })
}

/// Views as one page that stands alone; nothing when it can't be made.
#[must_use]
pub fn whole(report: &Report<'_>, views: &[View]) -> Option<String> {
    let says =
        |view: &&View| !view.facts.is_empty() || view.sections.iter().any(|section| !section.table.rows.is_empty());
    let all: Vec<&View> = views.iter().filter(says).collect();
    let to = |view: &&View| Link { href: format!("#{}", view.name), text: view.title.to_owned(), current: false };
    render(&Page {
        site: report.title.unwrap_or("Help center"),
        title: "What customers tell us",
        period: report.figures.period,
        style: Some(STYLE),
        links: all.iter().map(to).collect(),
        days: Vec::new(),
        query: "",
        views: all.iter().map(|view| chapter(view)).collect(),
    })
}

fn chapter(view: &View) -> Chapter<'_> {
    Chapter {
        name: view.name,
        title: view.title,
        facts: view.facts.iter().map(|fact| [fact.label, fact.value.as_str(), fact.note.as_str()]).collect(),
        sections: view.sections.iter().map(|section| part(view.name, section)).collect(),
    }
}

fn part<'p>(view: &str, section: &'p Section) -> Part<'p> {
    let table = &section.table;
    let is_number = |at: usize| table.rows.iter().filter_map(|row| row.get(at)).any(Cell::is_number);
    let head = |(at, column): (usize, &super::super::view::Column)| Head { title: column.title, number: is_number(at) };
    Part {
        id: format!("{view}-{}", section.name),
        name: section.name,
        title: &section.title,
        note: section.note.as_deref(),
        chart: section.chart.as_ref().map(draw),
        columns: table.columns.iter().enumerate().map(head).collect(),
        rows: table.rows.iter().take(ROWS).map(|row| row.iter().map(value).collect()).collect(),
        more: table.rows.len().saturating_sub(ROWS),
    }
}

fn value(cell: &Cell) -> Value {
    let class = match cell {
        Cell::Code(_) => "code",
        Cell::Day(_) => "day",
        cell if cell.is_number() => "number",
        Cell::Text(text) if text.chars().count() > SHORT => "long",
        _ => "",
    };
    let (text, note) = match cell {
        Cell::Share(share) => (percent(share.value), format!("of {}; {}", thousands(share.of), interval(share))),
        Cell::Mean(value, low, high) => (format!("{value:.2}"), format!("{low:.2}–{high:.2}")),
        other => (other.written(), String::new()),
    };
    Value { text, note, class }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_parse() {
        assert!(TEMPLATES.is_ok(), "{:?}", TEMPLATES.as_ref().err());
    }
}
