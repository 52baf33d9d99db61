//! The queue of reviews for other programs: a list to paste into an issue, and a calendar to subscribe to.

use std::fmt::Write;

use icalendar::{Calendar, Component, Event, Property};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::review::{Review, State};

/// What stands for an owner where there is none.
pub const NOBODY: &str = "no owner";

/// The queue as Markdown: a list of tasks per owner.
pub fn markdown(reviews: &[Review]) -> String {
    let mut text = String::new();
    let mut owner = None;
    for review in reviews {
        let name = review.owner.as_deref().unwrap_or(NOBODY);
        if owner != Some(name) {
            let _ = write!(text, "{}## {}\n\n", if owner.is_some() { "\n" } else { "" }, escaped(name));
            owner = Some(name);
        }
        let when = match review.state {
            State::Never => "never reviewed".to_owned(),
            _ => format!("due {}", review.due),
        };
        let late = if review.state == State::Overdue { " **overdue**" } else { "" };
        let _ = writeln!(text, "- [ ] [{}]({}) `{}`, {when}{late}", escaped(&review.title), review.url, review.path);
    }
    text
}

/// A text as it is, whatever Markdown would make of it.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if "\\`*_[]<>#&|".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The queue as iCalendar: an event on the last day of each review. The same reviews make the same bytes.
pub fn calendar(reviews: &[Review], name: &str, today: Date) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0")).append_property(("PRODID", "-//Helpdex//reviews//EN"));
    calendar.append_property(("CALSCALE", "GREGORIAN")).name(name);
    for review in reviews {
        calendar.push(event(review, today));
    }
    calendar.to_string()
}

fn event(review: &Review, today: Date) -> Event {
    let mut event = Event::new();
    let day = |date: Date| format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
    let all_day = |key: &str, date: Date| Property::new(key, day(date)).add_parameter("VALUE", "DATE").done();
    event.uid(&uid(review));
    event.summary(&format!("Review: {}", review.title));
    let owner = review.owner.as_deref().unwrap_or(NOBODY);
    event.description(&format!("{}\nOwner: {owner}\nWhen it is done: helpdex review --done {0}", review.path));
    event.url(&review.url);
    // The time at which this was known: that of the review, so that the bytes are the same on any day.
    let stamp = format!("{}T000000Z", day(review.reviewed.unwrap_or(today)));
    event.add_property("DTSTAMP", stamp);
    event.append_property(all_day("DTSTART", review.due));
    event.append_property(all_day("DTEND", review.due.tomorrow().unwrap_or(Date::MAX)));
    // It takes nobody's time that day.
    event.add_property("TRANSP", "TRANSPARENT");
    event.done()
}

/// A name that stays with the article, so that a calendar moves its event instead of adding another one.
fn uid(review: &Review) -> String {
    let digest = Sha256::digest(review.path.as_bytes());
    let hex = base16ct::lower::encode_string(digest.get(..10).unwrap_or_default());
    let host = review.url.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    format!("review-{hex}@{host}")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn review(owner: Option<&str>, title: &str) -> Review {
        Review {
            owner: owner.map(str::to_owned),
            due: date(2026, 12, 31),
            state: State::Fresh,
            days_late: -40,
            reviewed: Some(date(2026, 7, 4)),
            path: "content/pay/when.md".to_owned(),
            title: title.to_owned(),
            url: "https://x.example/pay/when/".to_owned(),
        }
    }

    #[test]
    fn the_same_queue_is_the_same_calendar() {
        let reviews = [review(Some("pay"), "Fees; refunds, and so on\\")];
        let text = calendar(&reviews, "Help: reviews", date(2026, 11, 21));
        assert_eq!(text, calendar(&reviews, "Help: reviews", date(2026, 11, 30)));
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[0], "BEGIN:VCALENDAR");
        for line in [
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            "DTSTAMP:20260704T000000Z",
            "SUMMARY:Review: Fees\\; refunds\\, and so on\\\\",
            "URL:https://x.example/pay/when/",
        ] {
            assert!(lines.contains(&line), "no {line} in\n{text}");
        }
        assert!(lines.iter().all(|line| line.len() <= 75), "{text}");
    }

    #[test]
    fn markdown_is_a_list_of_tasks_per_owner() {
        let overdue = Review { state: State::Overdue, ..review(None, "B") };
        assert_eq!(
            markdown(&[review(Some("pay_team"), "[A]"), overdue]),
            "## pay\\_team\n\n- [ ] [\\[A\\]](https://x.example/pay/when/) `content/pay/when.md`, due 2026-12-31\n\n\
             ## no owner\n\n- [ ] [B](https://x.example/pay/when/) `content/pay/when.md`, due 2026-12-31 **overdue**\n"
        );
    }
}
