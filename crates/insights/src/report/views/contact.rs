//! Whether the form was needed.

use super::super::numbers::thousands;
use super::super::view::{Cell, Fact, Section, Table, View};
use super::articles::title;
use super::curves;
use super::overview::share;
use crate::figures::Contact;
use crate::tally::FormCounts;

pub(super) fn view(contact: &Contact) -> View {
    let counts = &contact.counts;
    let count = |label, count| Fact { label, value: thousands(count), note: String::new() };
    let mut facts: Vec<Fact> = share("Deflection: solved of offered", contact.deflection).into_iter().collect();
    if counts.used() > 0 {
        facts.push(count("Messages sent", counts.sent));
        facts.push(count("Solved by an answer beside the form", counts.solved));
        facts.push(count("Left without sending", counts.left));
    }
    let columns: &[curves::Sum<FormCounts>] = &[
        ("Sent", "sent", |counts| counts.sent),
        ("Solved", "solved", |counts| counts.solved),
        ("Left", "left", |counts| counts.left),
        ("Offered answers", "offered", |counts| counts.offered),
    ];
    let mut sections = Vec::new();
    if let Some((chart, table)) = curves::counts(&contact.curve, columns).filter(|_| counts.used() > 0) {
        let title = "How the form ended, over time".to_owned();
        let note = curves::note(&contact.curve);
        sections.push(Section { name: "over-time", title, note, chart: Some(chart), table });
    }
    let mut table = Table::new(&[
        ("Article", "article"),
        ("Language", "lang"),
        ("Messages", "sent"),
        ("Of its readers", "sent_of_reads"),
        ("Solved", "solved"),
        ("Left", "left"),
        ("Page", "path"),
    ]);
    for article in &contact.articles {
        table.rows.push(vec![
            title(article.title.as_ref(), &article.path),
            article.lang.as_str().into(),
            article.counts.sent.into(),
            article.sent_of_reads.into(),
            article.counts.solved.into(),
            article.counts.left.into(),
            Cell::Code(article.path.clone()),
        ]);
    }
    if !table.rows.is_empty() {
        let title = "Articles that end in the form".to_owned();
        sections.push(Section { name: "articles", title, note: None, chart: None, table });
    }
    View { name: "contact", title: "Contact form", facts, sections }
}
