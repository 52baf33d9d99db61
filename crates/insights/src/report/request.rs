//! A request to the dashboard: which view, of which days, in which format.

use jiff::civil::Date;

use super::view::{Table, View};
use super::{Report, csv, html, json_lines, views};
use crate::tally::{Part, Period};

/// The days of a view when nobody says which.
const DAYS: u32 = 30;
/// No more days are shown than ten years have.
const MOST_DAYS: u32 = 3_660;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The view's name.
    pub view: &'static str,
    /// How it is to be written.
    pub format: Format,
    /// The days.
    pub period: Period,
    /// The part of the view, where only one table is asked for.
    section: Option<String>,
    /// The days as they were asked for, for links.
    query: String,
}

/// How a view is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A page.
    Html,
    /// One table, for spreadsheets.
    Csv,
    /// One table, an object a row.
    JsonLines,
}

/// An answer to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What it is.
    pub content_type: &'static str,
    /// The answer itself.
    pub body: String,
}

impl Request {
    /// Reads `/searches`, `/searches.csv?table=not-opened&days=90` or `/?since=2026-01-01&until=2026-03-31`. Nothing for what
    /// is no view. Days that can't be read are the usual ones.
    #[must_use]
    pub fn read(path: &str, query: &str, today: Date) -> Option<Self> {
        let name = path.strip_prefix('/')?;
        let (name, format) = match name.rsplit_once('.') {
            None => (name, Format::Html),
            Some((name, "csv")) => (name, Format::Csv),
            Some((name, "jsonl")) => (name, Format::JsonLines),
            Some(_) => return None,
        };
        let name = if name.is_empty() { "overview" } else { name };
        let view = views::NAMES.into_iter().find(|known| *known == name)?;
        let pairs = || query.split('&').filter_map(|pair| pair.split_once('='));
        let value = |name: &str| pairs().find(|(known, _)| *known == name).map(|(_, value)| value);
        let date = |name: &str| value(name).and_then(|text| text.parse::<Date>().ok());
        let days = value("days").and_then(|days| days.parse().ok()).unwrap_or(DAYS).clamp(1, MOST_DAYS);
        let (period, query) = match (date("since"), date("until")) {
            (Some(since), until) => {
                let asked = Period::new(since, until.unwrap_or(today));
                let period = if asked.days() > MOST_DAYS { Period::until(asked.last, MOST_DAYS) } else { asked };
                (period, format!("since={}&until={}", period.first, period.last))
            }
            (None, Some(until)) => (Period::until(until, days), format!("days={days}&until={until}")),
            (None, None) => (Period::until(today, days), format!("days={days}")),
        };
        let section = value("table").map(str::to_owned);
        Some(Self { view, format, period, section, query })
    }

    /// What its view is made of. Nothing else has to be summed up for it.
    #[must_use]
    pub fn parts(&self) -> &'static [Part] {
        views::parts(self.view)
    }

    /// The answer: a page, or one of its tables. Nothing where the view has no such table.
    #[must_use]
    pub fn reply(&self, report: &Report<'_>) -> Option<Reply> {
        let view = views::view(self.view, report)?;
        match self.format {
            Format::Html => {
                let body = html::page(&view, report, &html::Links { query: &self.query })?;
                Some(Reply { content_type: "text/html; charset=utf-8", body })
            }
            Format::Csv => {
                let body = csv(self.table(&view)?).ok()?;
                Some(Reply { content_type: "text/csv; charset=utf-8", body })
            }
            Format::JsonLines => {
                let body = json_lines(self.table(&view)?);
                Some(Reply { content_type: "application/jsonl; charset=utf-8", body })
            }
        }
    }

    /// The table asked for; without a name the view's last one, which lists what the others sum up.
    fn table<'v>(&self, view: &'v View) -> Option<&'v Table> {
        let section = match &self.section {
            Some(name) => view.sections.iter().find(|section| section.name == name),
            None => view.sections.last(),
        };
        section.map(|section| &section.table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(path: &str, query: &str) -> Option<Request> {
        Request::read(path, query, date(2026, 3, 31))
    }

    #[test]
    fn views_have_addresses() {
        let home = read("/", "").unwrap();
        assert_eq!((home.view, home.format, home.period.days()), ("overview", Format::Html, 30));
        let table = read("/searches.csv", "table=not-opened&days=7").unwrap();
        assert_eq!((table.view, table.format, table.period.days()), ("searches", Format::Csv, 7));
        let days = read("/articles.jsonl", "since=2026-02-28&until=2026-02-01").unwrap();
        assert_eq!(days.period, Period::new(date(2026, 2, 1), date(2026, 2, 28)));
        assert!(read("/etc", "").is_none() && read("/searches.exe", "").is_none() && read("searches", "").is_none());
        let odd = read("/volume", "days=99999999&since=x&until=").unwrap();
        assert_eq!(odd.period.days(), MOST_DAYS);
        assert_eq!(read("/volume", "since=-009999-01-01").unwrap().period.days(), MOST_DAYS);
    }
}
