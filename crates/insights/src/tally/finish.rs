//! From what was counted to rows.

use super::cells::{Count, QueryCell};
use super::heavy::Heavy;
use super::rows::{
    ArticleRow, FormRow, HourRow, MissingRow, Opened, Others, QueryCounts, QueryRow, Rows, SurveyRow, VoteRow,
};
use super::stream::{BETWEEN, Tally};

impl Tally {
    /// The rows, each list in an order that depends on nothing but the events.
    #[must_use]
    pub fn finish(mut self) -> Rows {
        self.keep_newest();
        let mut rows = Rows {
            period: self.period,
            hours: self.hours.iter().map(|(at, counts)| HourRow { at: *at, counts: *counts }).collect(),
            articles: self.articles(),
            other_articles: self.other_articles,
            votes: self.votes(),
            forms: self.forms(),
            out_of_time: self.out_of_time,
            comments: self.comments.into_iter().rev().collect(),
            ..Rows::default()
        };
        let survey = |((day, survey, lang, score), count)| SurveyRow { day, survey, lang, score, count };
        rows.surveys = self.surveys.into_iter().map(survey).collect();
        rows.languages = self.languages.into_values().collect();
        rows.languages.sort_by(|a, b| a.lang.cmp(&b.lang));
        (rows.queries, rows.other_queries) = queries(self.queries);
        (rows.missing, rows.other_missing) = missing(self.missing);
        rows
    }

    fn articles(&self) -> Vec<ArticleRow> {
        let mut rows: Vec<ArticleRow> = self
            .articles
            .iter()
            .map(|(key, cell)| ArticleRow {
                path: self.names.text(key.path),
                lang: self.names.text(key.lang),
                revision: self.names.text(key.revision),
                first: cell.first,
                last: cell.last,
                reads: cell.reads,
                yes: cell.yes,
                no: cell.no,
                reasons: cell.reasons,
            })
            .collect();
        rows.sort_by(|a, b| (&a.path, &a.lang, a.first, &a.revision).cmp(&(&b.path, &b.lang, b.first, &b.revision)));
        rows
    }

    fn votes(&self) -> Vec<VoteRow> {
        let row = |((day, path), (yes, no)): (&(_, _), &(u32, u32))| VoteRow {
            day: *day,
            path: self.names.text(*path),
            yes: u64::from(*yes),
            no: u64::from(*no),
        };
        let mut rows: Vec<VoteRow> = self.votes.iter().map(row).collect();
        rows.sort_by(|a, b| (a.day, &a.path).cmp(&(b.day, &b.path)));
        rows
    }

    fn forms(&self) -> Vec<FormRow> {
        let mut rows: Vec<FormRow> = self
            .forms
            .iter()
            .map(|((from, lang), counts)| FormRow {
                from: self.names.text(*from),
                lang: self.names.text(*lang),
                counts: *counts,
            })
            .collect();
        rows.sort_by(|a, b| (&a.from, &a.lang).cmp(&(&b.from, &b.lang)));
        rows
    }
}

fn queries(heavy: Heavy<QueryCell>) -> (Vec<QueryRow>, Others<QueryCounts>) {
    let (cells, others) = heavy.into_parts();
    let mut rows: Vec<QueryRow> = cells
        .into_iter()
        .map(|(key, cell)| {
            let (lang, normal) = key.split_once(BETWEEN).unwrap_or(("", &key));
            let example =
                cell.spellings.ordered().into_iter().next().map_or_else(|| normal.to_owned(), |(text, _)| text.into());
            let opened = cell.opened.ordered().into_iter();
            QueryRow {
                lang: lang.to_owned(),
                normal: normal.to_owned(),
                example,
                counts: cell.counts,
                opened: opened.map(|(path, count)| Opened { path: path.into(), count: u64::from(count) }).collect(),
            }
        })
        .collect();
    rows.sort_by(|a, b| {
        b.counts.asked.cmp(&a.counts.asked).then_with(|| (&a.lang, &a.normal).cmp(&(&b.lang, &b.normal)))
    });
    (rows, others)
}

fn missing(heavy: Heavy<Count>) -> (Vec<MissingRow>, Others<u64>) {
    let (cells, others) = heavy.into_parts();
    let mut rows: Vec<MissingRow> =
        cells.into_iter().map(|(path, count)| MissingRow { path: path.into(), count: count.0 }).collect();
    rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.path.cmp(&b.path)));
    (rows, others)
}
