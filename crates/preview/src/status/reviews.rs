//! Articles that somebody should look at again.

use jiff::civil::Date;
use serde::Serialize;

use super::owner::owner;
use helpdex_content::site::Site;
use helpdex_lint::freshness::{self, State};

/// No more are listed.
const LISTED: usize = 300;

#[derive(Debug, Serialize)]
pub(super) struct Reviews<'s> {
    /// How many are due, listed or not.
    total: usize,
    due: Vec<Due<'s>>,
}

/// An article that somebody should look at again.
#[derive(Debug, Serialize)]
struct Due<'s> {
    path: &'s str,
    title: String,
    url: String,
    owner: &'s str,
    since: String,
    /// More than twice the time has passed.
    late: bool,
}

/// Articles whose last review no longer holds, longest overdue first.
pub(super) fn reviews(site: &Site, today: Date) -> Reviews<'_> {
    let mut queue = freshness::queue(&site.config, &site.sources, &site.routes, today);
    queue.retain(|review| review.state != State::Fresh);
    queue.sort_by(|a, b| (a.due, &a.path).cmp(&(b.due, &b.path)));
    let due = queue.into_iter().filter_map(|review| {
        let index = site.id_of(&review.path)?;
        let entry = site.entry(index)?;
        Some(Due {
            path: entry.file.path(),
            title: site.title(index),
            url: site.routes.url(index).unwrap_or_default().to_owned(),
            owner: owner(entry),
            since: match review.state {
                State::Never => "never reviewed".to_owned(),
                _ => review.due.to_string(),
            },
            late: review.state == State::Overdue,
        })
    });
    let mut due: Vec<_> = due.collect();
    let total = due.len();
    due.truncate(LISTED);
    Reviews { total, due }
}
