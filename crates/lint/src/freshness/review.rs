//! The reviews of articles: when each is due, and the queue of all of them.

use jiff::Span;
use jiff::civil::Date;
use serde::Serialize;

use helpdex_content::config::Config;
use helpdex_content::routes::Routes;
use helpdex_content::site::humanised;
use helpdex_content::source::{Entry, Sources, Status};

/// How long ago or how soon an article has to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It has `review_every`, but nobody has ever looked at it.
    Never,
    /// Twice the time has passed.
    Overdue,
    /// The time has passed.
    Due,
    /// Not yet.
    Fresh,
}

/// An article's next review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Review {
    /// Who answers for it, if the front matter says so.
    pub owner: Option<String>,
    /// The last day on which the last review holds; today for one that was never reviewed.
    pub due: Date,
    /// Whether that day has passed.
    pub state: State,
    /// How many days ago that was; below zero for days to come.
    pub days_late: i32,
    /// When it was last reviewed.
    pub(crate) reviewed: Option<Date>,
    /// The file, relative to the site's root.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its address.
    pub(crate) url: String,
}

/// The last day on which a review holds: so many days after it.
fn holds_until(reviewed: Date, days: u32) -> Date {
    let span = Span::new().try_days(i64::from(days));
    span.and_then(|span| reviewed.checked_add(span)).unwrap_or(Date::MAX)
}

/// When an article has to be looked at again, and whether that is now. Nothing for one that has no `review_every`, is a
/// draft, or is archived.
pub(crate) fn due(entry: &Entry, today: Date) -> Option<(Date, State)> {
    let days = entry.front.review_every.given()?.value;
    if entry.front.status != Status::Published {
        return None;
    }
    let Some(reviewed) = entry.front.reviewed.given() else { return Some((today, State::Never)) };
    let until = holds_until(reviewed.value, days);
    let state = match today {
        _ if today > holds_until(reviewed.value, days.saturating_mul(2)) => State::Overdue,
        _ if today > until => State::Due,
        _ => State::Fresh,
    };
    Some((until, state))
}

/// The reviews of all articles, by owner and then by day; articles without an owner come last.
pub fn queue(config: &Config, sources: &Sources, routes: &Routes, today: Date) -> Vec<Review> {
    let reviews = sources.with_ids().filter_map(|(index, entry)| {
        let (due, state) = due(entry, today)?;
        let days_late = due.until(today).ok()?.get_days();
        Some(Review {
            owner: entry.front.owner.given().map(|owner| owner.value.clone()),
            due,
            state,
            days_late,
            reviewed: entry.front.reviewed.given().map(|reviewed| reviewed.value),
            path: entry.file.path().into(),
            title: entry.front.title.given().map_or_else(|| humanised(&entry.key), |title| title.value.clone()),
            url: config.base_url.absolute(routes.url(index)?),
        })
    });
    let mut reviews: Vec<Review> = reviews.collect();
    reviews.sort_by(|a, b| {
        let key = |review: &Review| (review.owner.is_none(), review.owner.clone(), review.due, review.path.clone());
        key(a).cmp(&key(b))
    });
    reviews
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use helpdex_content::config::Config;

    fn site(articles: &[(&str, &str)]) -> (tempfile::TempDir, Config, Sources) {
        let dir = tempfile::tempdir().expect("a folder");
        let yaml = "title: T\nbase_url: https://x.example/help\nlanguages: [en, ru]\n";
        std::fs::write(dir.path().join("helpdex.yaml"), yaml).expect("written");
        std::fs::create_dir_all(dir.path().join("content/pay")).expect("made");
        for (name, front) in articles {
            let path = dir.path().join(format!("content/pay/{name}.md"));
            std::fs::write(path, format!("---\n{front}---\n\nText.\n")).expect("written");
        }
        let config = Config::load(dir.path()).expect("found").expect("valid");
        let sources = helpdex_content::source::read(&config).expect("read");
        (dir, config, sources)
    }

    fn states(reviewed: &str, every: &str, days: &[Date]) -> Vec<State> {
        let (_dir, _, sources) = site(&[("a", &format!("reviewed: {reviewed}\nreview_every: {every}\n"))]);
        days.iter().filter_map(|day| due(&sources.entries[0], *day)).map(|(_, state)| state).collect()
    }

    #[test]
    fn a_review_holds_for_its_days_and_twice_is_too_long() {
        let days = [date(2026, 1, 11), date(2026, 1, 12), date(2026, 1, 21), date(2026, 1, 22)];
        assert_eq!(states("2026-01-01", "10d", &days), [State::Fresh, State::Due, State::Due, State::Overdue]);
        assert_eq!(states("9999-12-30", "11000000y", &[Date::MAX]), [State::Fresh]);
        assert_eq!(states("2026-01-01", "4294967295d", &[date(2026, 2, 1)]), [State::Fresh]);
    }

    #[test]
    fn what_is_not_in_the_queue() {
        let (_dir, _, sources) = site(&[
            ("archived", "reviewed: 2020-01-01\nreview_every: 1d\nstatus: archived\n"),
            ("draft", "reviewed: 2020-01-01\nreview_every: 1d\nstatus: draft\n"),
            ("without", "reviewed: 2020-01-01\n"),
        ]);
        assert!(sources.entries.iter().all(|entry| due(entry, date(2026, 1, 1)).is_none()));
    }

    #[test]
    fn the_queue_is_by_owner_and_day() {
        let (_dir, config, sources) = site(&[
            ("a", "title: A\nreviewed: 2026-01-05\nreview_every: 7d\n"),
            ("b", "title: B\nowner: pay\nreviewed: 2026-01-05\nreview_every: 7d\n"),
            ("b.ru", "title: Б\nowner: pay\nreviewed: 2026-01-04\nreview_every: 7d\n"),
            ("c", "title: C\nowner: accounts\nreview_every: 1y\n"),
        ]);
        let (routes, _) = Routes::plan(&config, &sources, false);
        let queue = queue(&config, &sources, &routes, date(2026, 1, 13));
        let seen: Vec<_> = queue.iter().map(|r| (r.path.as_str(), r.state, r.days_late)).collect();
        assert_eq!(
            seen,
            [
                ("content/pay/c.md", State::Never, 0),
                ("content/pay/b.ru.md", State::Due, 2),
                ("content/pay/b.md", State::Due, 1),
                ("content/pay/a.md", State::Due, 1),
            ]
        );
        assert_eq!(queue[1].url, "https://x.example/help/ru/pay/b/");
    }
}
