//! Personal data that got into an article: from a ticket, a screenshot's caption, an example that was real.

use std::ops::Range;

use super::rule::{Rule, Run, Subject};
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
        run: Run::Entry(|subject, found| look(subject, "personal-email", |text| emails(text, is_persons), found)),
    },
    Rule {
        code: "any-email",
        level: Level::Off,
        what: "an article holds an e-mail address, whosever it is",
        why: "A site that wants all questions in one form wants no mailboxes in articles.",
        how: "Link to the form. An address that is meant to be there goes into `allow` under `checks` in `helpdex.yaml`.",
        run: Run::Entry(|subject, found| look(subject, "any-email", |text| emails(text, |_, _| true), found)),
    },
    Rule {
        code: "personal-phone",
        level: Level::Warning,
        what: "an article holds a phone number",
        why: "It may be a customer's, copied from a ticket; and numbers in articles are forgotten when they change.",
        how: "Take it out, or make it a variable. A number that is meant to be there goes into `allow` under `checks` in \
              `helpdex.yaml`.",
        run: Run::Entry(|subject, found| look(subject, "personal-phone", phones, found)),
    },
    Rule {
        code: "card-number",
        level: Level::Warning,
        what: "an article holds what may be the number of a bank card",
        why: "Nobody may publish one, not even in an example.",
        how: "Show the last four digits only: `•••• 1234`. A test number that is meant to be there goes into `allow` \
              under `checks` in `helpdex.yaml`.",
        run: Run::Entry(|subject, found| look(subject, "card-number", cards, found)),
    },
];

/// Looks through the body and the texts of the front matter that customers see.
fn look(subject: &Subject<'_>, code: &'static str, find: fn(&str) -> Vec<Range<usize>>, found: &mut Vec<Diagnostic>) {
    if subject.body().is_none() {
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

/// Digits from which on a number may be that of a person, an order or a card: a year and a price have fewer.
const LONG_NUMBER: usize = 6;

/// Whether a text that a customer typed may tell who they are. It looks closer than the rules, which authors answer to: a
/// query that is left out for nothing is no loss.
pub(crate) fn holds_personal_data(text: &str) -> bool {
    let mut digits = 0;
    let long_number = text.chars().any(|c| {
        match c {
            _ if c.is_numeric() => digits += 1,
            // What people put between the digits of one number.
            _ if c.is_alphabetic() => digits = 0,
            _ => {}
        }
        digits >= LONG_NUMBER
    });
    let address = text.split_whitespace().any(|word| {
        word.split_once('@').is_some_and(|(name, host)| name.ends_with(char::is_alphanumeric) && host.contains('.'))
    });
    long_number
        || address
        || !emails(text, |_, _| true).is_empty()
        || !phones(text).is_empty()
        || !cards(text).is_empty()
}

/// Mailboxes of a company, read by whoever is on duty.
const ROLES: [&str; 29] = [
    "abuse",
    "accounts",
    "admin",
    "billing",
    "careers",
    "contact",
    "customerservice",
    "dpo",
    "feedback",
    "hello",
    "help",
    "helpdesk",
    "info",
    "it",
    "jobs",
    "legal",
    "news",
    "no-reply",
    "noreply",
    "office",
    "press",
    "privacy",
    "sales",
    "security",
    "service",
    "shop",
    "support",
    "system",
    "team",
];
/// Mailboxes of nobody, in examples.
const PLACEHOLDERS: [&str; 10] =
    ["email", "example", "mail", "me", "name", "someone", "test", "user", "username", "you"];
/// Domains that belong to nobody, or stand for anybody's in vendors' examples.
const NOBODYS: [&str; 16] = [
    "example",
    "test",
    "invalid",
    "localhost",
    "example.com",
    "example.org",
    "example.net",
    "contoso.com",
    "fabrikam.com",
    "domain.com",
    "company.com",
    "email.com",
    "yourdomain.com",
    "mail.com",
    "acme.com",
    "test.com",
];

/// Bytes between an address that is the name of a link and the same address as its destination: `.**](mailto:`.
const MAX_BETWEEN: usize = 14;

fn emails(text: &str, wanted: fn(&str, &str) -> bool) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let local = |byte: &u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte);
    let domain = |byte: &u8| byte.is_ascii_alphanumeric() || b".-".contains(byte);
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let start = at - bytes.get(..at).unwrap_or_default().iter().rev().take_while(|byte| local(byte)).count();
        let length = bytes.get(at + 1..).unwrap_or_default().iter().take_while(|byte| domain(byte)).count();
        let Some(name) = text.get(start..at).map(|name| name.trim_start_matches(['.', '-', '%', '+'])) else {
            continue;
        };
        let Some(host) = text.get(at + 1..at + 1 + length).map(|host| host.trim_end_matches(['.', '-'])) else {
            continue;
        };
        let top = host.rsplit('.').next().unwrap_or_default();
        // `[a@b.by](mailto:a@b.by)` shows one address.
        let named = found.last().is_some_and(|named: &Range<usize>| {
            let between = text.get(named.end..at - name.len()).unwrap_or_default();
            between.ends_with("](mailto:")
                && between.len() <= MAX_BETWEEN
                && text.get(named.clone()) == text.get(at - name.len()..at + 1 + host.len())
        });
        let real = host.contains('.') && top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
        // `https://medium.com/@name.surname` and `git@host:…` are no mailboxes.
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let path = before == Some('/')
            || text.get(at + 1 + length..).is_some_and(|rest| rest.starts_with(':') && !rest.starts_with(": "));
        if name.is_empty() || !real || path || named || is_nobodys(name, host) || !wanted(name, host) {
            continue;
        }
        found.push(at - name.len()..at + 1 + host.len());
    }
    found
}

fn is_nobodys(name: &str, host: &str) -> bool {
    let (name, host) = (name.to_ascii_lowercase(), host.to_ascii_lowercase());
    let file = ["png", "jpg", "jpeg", "svg", "gif", "webp", "js", "css"]
        .iter()
        .any(|kind| host.ends_with(&format!(".{kind}")));
    let blank = host.split('.').any(|part| part.len() > 2 && part.chars().all(|c| c == 'x'));
    file || blank
        || PLACEHOLDERS.contains(&name.trim_end_matches(|c: char| c.is_ascii_digit()))
        || name.starts_with("your")
        || is_example(&host)
}

/// Whether a host in lower case belongs to nobody.
pub(super) fn is_example(host: &str) -> bool {
    NOBODYS.iter().any(|domain| host == *domain || host.ends_with(&format!(".{domain}")))
        || host.split('.').any(|part| ["example", "test", "invalid", "contoso", "fabrikam"].contains(&part))
}

/// Where people, not companies, have their mailboxes.
const PROVIDERS: [&str; 32] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "yahoo.com",
    "yahoo.co.uk",
    "ymail.com",
    "aol.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "web.de",
    "t-online.de",
    "proton.me",
    "protonmail.com",
    "zoho.com",
    "mail.ru",
    "bk.ru",
    "inbox.ru",
    "list.ru",
    "rambler.ru",
    "yandex.ru",
    "yandex.by",
    "yandex.com",
    "ya.ru",
    "tut.by",
    "ukr.net",
];

/// Whether a mailbox looks like that of a person: with a provider for everyone, or called `name.surname`.
fn is_persons(name: &str, host: &str) -> bool {
    let (name, host) = (name.to_ascii_lowercase(), host.to_ascii_lowercase());
    let parts: Vec<&str> = name.split(['.', '_', '-']).collect();
    let is_name = |part: &&str| part.chars().all(|c| c.is_ascii_alphabetic()) && !ROLES.contains(part);
    let full = parts.len() == 2 && parts.iter().all(is_name) && parts.last().is_some_and(|last| last.len() > 2);
    let role = ROLES.contains(&name.as_str());
    PROVIDERS.contains(&host.as_str()) && !role || full && name != "user.name"
}

/// A run of digits with what people put between them.
struct Number {
    range: Range<usize>,
    digits: Vec<u8>,
}

/// Runs of at least `least` digits with single separators, that are no part of a word, an address or a longer number.
fn numbers(text: &str, separators: &[u8], least: usize) -> Vec<Number> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_digit)) {
        let start = at + step;
        let (mut end, mut count, mut gap) = (start, 0, 0);
        for (offset, byte) in bytes.get(start..).unwrap_or_default().iter().enumerate() {
            if byte.is_ascii_digit() {
                count += 1;
                (end, gap) = (start + offset + 1, 0);
            } else if separators.contains(byte) && gap < 2 {
                gap += 1;
            } else {
                break;
            }
        }
        at = end.max(start + 1);
        if count < least {
            continue;
        }
        let before = text.get(..start).unwrap_or_default().chars().next_back();
        let after = text.get(end..).unwrap_or_default().chars().next();
        let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "/_=&#%.:@".contains(c));
        let ends = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "/_=&#%@".contains(c));
        if !joined(before) && !ends(after) {
            let written = bytes.get(start..end).unwrap_or_default().iter();
            let digits = written.filter(|byte| byte.is_ascii_digit()).map(|byte| byte - b'0').collect();
            found.push(Number { range: start..end, digits });
        }
    }
    found
}

/// Numbers in the international form (`+375 29 …`), and in the forms of North America and Russia.
fn phones(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for Number { range, digits } in numbers(text, b" -().", 10) {
        let before = text.get(..range.start).unwrap_or_default();
        let written = text.get(range.clone()).unwrap_or_default();
        let plus = before.ends_with('+') || before.ends_with("+(");
        let bracket = before.ends_with('(');
        let groups: Vec<usize> =
            written.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|n| *n > 0).collect();
        let american = groups == [3, 3, 4] && (bracket || written.contains('-'));
        let russian =
            digits.first() == Some(&8) && groups.len() >= 4 && groups.get(..2) == Some(&[1, 3]) && digits.len() == 11;
        // Lines that cost nothing to call are a company's.
        let national = if plus || digits.len() == 11 { digits.get(1..4) } else { digits.get(..3) };
        let free = matches!(national, Some([8, 0 | 3..=8, x]) if digits.get(2) == Some(x) || *x == 0);
        // 555-01xx is kept for films and examples.
        let film = digits.get(digits.len() - 7..digits.len() - 3) == Some(&[5, 5, 5, 0])
            || digits.windows(5).any(|five| five == [1, 2, 3, 4, 5]);
        let same = digits.windows(2).filter(|pair| pair.first() == pair.last()).count() + 3 >= digits.len();
        if (plus && digits.len() <= 15 || american || russian) && !free && !film && !same {
            let start = range.start - usize::from(plus) - usize::from(before.ends_with('('));
            found.push(start..range.end);
        }
    }
    found
}

fn cards(text: &str) -> Vec<Range<usize>> {
    let numbers = numbers(text, b" -", 13).into_iter();
    numbers.filter(|number| is_card(&number.digits)).map(|number| number.range).collect()
}

/// Whether digits have the length and beginning of a bank card's number, and its check digit (Luhn).
fn is_card(digits: &[u8]) -> bool {
    let scheme = match digits {
        [4, ..] => matches!(digits.len(), 13 | 16 | 19),
        [5, 1..=5, ..] | [2, 2..=7, ..] => digits.len() == 16,
        [3, 4 | 7, ..] => digits.len() == 15,
        [6, 0 | 2 | 4 | 5, ..] | [9, 1 | 8, ..] => matches!(digits.len(), 16 | 19),
        _ => false,
    };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| match (at % 2, u32::from(*digit)) {
            (0, digit) => digit,
            (_, digit) if digit > 4 => digit * 2 - 9,
            (_, digit) => digit * 2,
        })
        .sum();
    scheme && sum.is_multiple_of(10) && digits.windows(2).any(|pair| pair.first() != pair.last())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(of: fn(&str) -> Vec<Range<usize>>, text: &str) -> Vec<&str> {
        of(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn addresses_of_people() {
        let text = "Пишите: <anna.b@mail.ru>, bob+x@shop.co.uk. support@shop.co.uk, x@app.example, name@host, @anna, https://m.com/@a.bc, a@2x.png, git@github.com:a/b";
        assert_eq!(
            find(|text| emails(text, |_, _| true), text),
            ["anna.b@mail.ru", "bob+x@shop.co.uk", "support@shop.co.uk"]
        );
        assert_eq!(find(|text| emails(text, is_persons), text), ["anna.b@mail.ru"]);
        let text = "[**anna.b@shop.by.**](mailto:anna.b@shop.by) [me](mailto:eva@shop.by) you.name@xxxx.shop.by";
        assert_eq!(find(|text| emails(text, |_, _| true), text), ["anna.b@shop.by", "eva@shop.by"]);
        let text = "anna.ivanova@shop.by, alerts@shop.by, admin.it@shop.by, ellen@contoso.edu, user.name@shop.by";
        assert_eq!(find(|text| emails(text, is_persons), text), ["anna.ivanova@shop.by"]);
    }

    #[test]
    fn phone_numbers_and_other_long_ones() {
        let text = "+375 29 713-02-68, (212) 867-5309 or 8 (495) 713-02-68; 800-867-5309, +1 (212) 555-0142, 2026-11-21 10:00:00, 192.168.100.100, v1.2.3, id=4950713026811, 1234567890";
        assert_eq!(find(phones, text), ["+375 29 713-02-68", "(212) 867-5309", "8 (495) 713-02-68"]);
    }

    #[test]
    fn what_customers_typed_is_looked_at_more_closely() {
        for text in
            ["mail to anna@mail.ru", "почта аня@почта.рф", "order 123456", "12 34-56", "id1234567", "a@x.example"]
        {
            assert!(holds_personal_data(text), "{text}");
        }
        for text in ["paid in 2026", "@anna", "100 or 200", "what is @ for", "ipv4 vs ipv6"] {
            assert!(!holds_personal_data(text), "{text}");
        }
    }

    /// The browser takes the same out of what it sends (`themes/default/js/feedback/send.js`).
    #[test]
    fn the_same_as_browsers_take_out() {
        let text = include_str!("../../../../tests/feedback/personal.json");
        let cases: Vec<serde_json::Value> = serde_json::from_str(text).expect("cases");
        assert!(cases.len() >= 15);
        for case in &cases {
            let (text, scrubbed) = (case["text"].as_str().expect("a text"), case["scrubbed"].as_str().expect("a text"));
            assert_eq!(holds_personal_data(text), text != scrubbed, "{text}");
            assert!(!holds_personal_data(scrubbed), "{scrubbed}");
        }
    }

    #[test]
    fn cards_have_their_check_digit() {
        let text = "4539 1488 0343 6467, 4539 1488 0343 6468, 378282246310005; 5555-5555-5555-4444 и 0000000000000000, 2202200112345674";
        assert_eq!(find(cards, text), ["4539 1488 0343 6467", "378282246310005", "5555-5555-5555-4444"]);
    }
}
