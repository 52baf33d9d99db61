//! What was read and said, and how the form ended, by article.

use helpdex_insights::tally::{ArticleRow, FormRow, Period, Reasons, VoteRow};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::super::span::Span;
use super::Look;
use super::columns::{Names, count, forms, sums};
use super::days::date;

impl Look {
    pub(super) async fn articles(&mut self) -> sqlx::Result<Vec<ArticleRow>> {
        let text = format!(
            "SELECT path, lang, revision, MIN(first_day), MAX(last_day), {} FROM sum_articles WHERE {}
             GROUP BY path, lang, revision ORDER BY path, lang, MIN(first_day), revision",
            sums(&["reads", "yes", "no", "other_question", "unclear", "outdated", "failed"]),
            self.days.of_counts()
        );
        let mut names = Names::default();
        let row = |row: &AnyRow| {
            Ok(ArticleRow {
                path: names.of(row, 0)?,
                lang: names.of(row, 1)?,
                revision: names.of(row, 2)?,
                first: date(row.try_get(3)?),
                last: date(row.try_get(4)?),
                reads: count(row, 5)?,
                yes: count(row, 6)?,
                no: count(row, 7)?,
                reasons: Reasons {
                    other_question: count(row, 8)?,
                    unclear: count(row, 9)?,
                    outdated: count(row, 10)?,
                    failed: count(row, 11)?,
                },
            })
        };
        self.select(text, row).await
    }

    /// Yes and no by article and span, of which none reaches over a step of the period's curves.
    pub(super) async fn votes(&mut self, period: Option<Period>) -> sqlx::Result<Vec<VoteRow>> {
        let text = format!(
            "SELECT span, path, {} FROM sum_articles WHERE {} AND yes + no > 0 GROUP BY span, path ORDER BY span, path",
            sums(&["yes", "no"]),
            self.days.of_steps(period)
        );
        let mut names = Names::default();
        let row = |row: &AnyRow| {
            let day = date(Span::first_of(row.try_get(0)?));
            Ok(VoteRow { day, path: names.of(row, 1)?, yes: count(row, 2)?, no: count(row, 3)? })
        };
        self.select(text, row).await
    }

    pub(super) async fn forms(&mut self) -> sqlx::Result<Vec<FormRow>> {
        let text = format!(
            "SELECT path, lang, {} FROM sum_forms WHERE {} GROUP BY path, lang ORDER BY path, lang",
            sums(&["offered", "solved", "sent", "left_form"]),
            self.days.of_counts()
        );
        let mut names = Names::default();
        let row =
            |row: &AnyRow| Ok(FormRow { from: names.of(row, 0)?, lang: names.of(row, 1)?, counts: forms(row, 2)? });
        self.select(text, row).await
    }
}
