//! Personal data that got into an article: from a ticket, a screenshot's caption, an example that was real.

use std::ops::Range;

use super::rule::{Rule, Run, Subject};
use crate::personal_data::{cards, emails, is_persons, phones};
use helpdex_content::config::Level;
use helpdex_content::diagnostic::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "personal-email",
        level: Level::Warning,
        what: "an article holds somebody's e-mail address",
        why: "Published addresses are harvested within days, and an article is the wrong place for a customer's.",
        how: "Make it up: `anna@example.com`. An address that is meant to be there goes into `allow` under `checks` in \
              `helpdex.yaml`; `@example.com` allows a whole domain.",
        run: Run::Text(|subject, found| look(subject, "personal-email", |text| emails(text, is_persons), found)),
    },
    Rule {
        code: "any-email",
        level: Level::Off,
        what: "an article holds an e-mail address, whosever it is",
        why: "A site that wants all questions in one form wants no mailboxes in articles.",
        how: "Link to the form. An address that is meant to be there goes into `allow` under `checks` in `helpdex.yaml`.",
        run: Run::Text(|subject, found| look(subject, "any-email", |text| emails(text, |_, _| true), found)),
    },
    Rule {
        code: "personal-phone",
        level: Level::Warning,
        what: "an article holds a phone number",
        why: "It may be a customer's, copied from a ticket; and numbers in articles are forgotten when they change.",
        how: "Take it out, or make it a variable. A number that is meant to be there goes into `allow` under `checks` in \
              `helpdex.yaml`.",
        run: Run::Text(|subject, found| look(subject, "personal-phone", phones, found)),
    },
    Rule {
        code: "card-number",
        level: Level::Warning,
        what: "an article holds what may be the number of a bank card",
        why: "Nobody may publish one, not even in an example.",
        how: "Show the last four digits only: `•••• 1234`. A test number that is meant to be there goes into `allow` \
              under `checks` in `helpdex.yaml`.",
        run: Run::Text(|subject, found| look(subject, "card-number", cards, found)),
    },
];

/// Looks through the body and the texts of the front matter that customers see.
fn look(subject: &Subject<'_>, code: &'static str, find: fn(&str) -> Vec<Range<usize>>, found: &mut Vec<Diagnostic>) {
    if !subject.has_body() {
        return;
    }
    let (entry, text) = (subject.entry, subject.entry.file.text());
    let front =
        [entry.front.title.given(), entry.front.summary.given()].into_iter().flatten().map(|text| text.range.clone());
    for part in front.chain([entry.body.clone()]) {
        for range in find(text.get(part.clone()).unwrap_or_default()) {
            let range = part.start + range.start..part.start + range.end;
            let written = text.get(range.clone()).unwrap_or_default();
            if is_allowed(subject, written) {
                continue;
            }
            let (message, help) = match code {
                "personal-email" => {
                    (format!("`{written}` is an e-mail address"), "make it up, such as `anna@example.com`")
                }
                "any-email" => (format!("`{written}` is an e-mail address"), "link to the form instead"),
                "personal-phone" => (format!("`{written}` is a phone number"), "take it out"),
                _ => ("this may be the number of a bank card".to_owned(), "show the last four digits only"),
            };
            let warning = entry.file.warning(code, range, message);
            found.push(warning.help(format!("{help}; what is meant to be here goes into `allow` under `checks`")));
        }
    }
}

fn is_allowed(subject: &Subject<'_>, written: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let config = &subject.site.config;
    let channels = config.contact.channels.iter().filter_map(|channel| channel.url.as_deref());
    let links = config.contact.links.iter().chain(&config.footer_links).map(|link| link.url.as_str());
    let contact = channels.chain(links).any(|url| {
        url.strip_prefix("mailto:").is_some_and(|address| address.eq_ignore_ascii_case(written))
            || url.strip_prefix("tel:").is_some_and(|number| digits(number) == digits(written))
    });
    let lower = written.to_lowercase();
    contact
        || config.levels.allow.iter().any(|allowed| match allowed.strip_prefix('@') {
            Some(domain) => lower.rsplit('@').next().is_some_and(|own| own == domain.to_lowercase()),
            None => lower == allowed.to_lowercase() || (!lower.contains('@') && digits(allowed) == digits(written)),
        })
}
