//! Rules about when an article was last looked at.

use super::rule::{Rule, Run, Subject};
use crate::freshness::{State, due};
use helpdex_content::config::Level;
use helpdex_content::diagnostic::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "review-due",
        level: Level::Error,
        what: "nobody has looked at an article for longer than its `review_every`",
        why: "It may promise what no longer holds. After twice the time this is an error, before that a warning.",
        how: "Read the article, correct it, and run `helpdex review --done PATH`.",
        run: Run::Entry(reviews),
    },
    Rule {
        code: "future-date",
        level: Level::Warning,
        what: "an article was reviewed on a day that is still to come",
        why: "Its next review would be asked for too late.",
        how: "Write the day on which somebody last looked at it.",
        run: Run::Entry(future_dates),
    },
];

fn reviews(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let (entry, front) = (subject.entry, &subject.entry.front);
    let Some((day, state)) = due(entry, subject.site.options.today) else { return };
    let Some(every) = front.review_every.given() else { return };
    let range = front.reviewed.given().map_or(&every.range, |reviewed| &reviewed.range).clone();
    let days = every.value;
    let diagnostic = match state {
        State::Fresh => return,
        State::Never => entry.file.warning("review-due", range, "the article was never reviewed"),
        State::Due => entry.file.warning("review-due", range, format!("the last review held until {day}")),
        State::Overdue => {
            let message = format!("the last review held until {day}, and twice its {days} days have passed");
            entry.file.error("review-due", range, message)
        }
    };
    let path = entry.file.path();
    found.push(diagnostic.help(format!("check that it still holds, then `helpdex review --done {path}`")));
}

fn future_dates(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(reviewed) = subject.entry.front.reviewed.given() else { return };
    // East of Greenwich it is tomorrow already.
    let latest = subject.site.options.today.tomorrow().unwrap_or(jiff::civil::Date::MAX);
    if reviewed.value > latest {
        let message = format!("`{}` is still to come", reviewed.value);
        let warning = subject.entry.file.warning("future-date", reviewed.range.clone(), message);
        found.push(warning.help("write the day on which somebody last looked at the article"));
    }
}
