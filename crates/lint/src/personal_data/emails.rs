//! Addresses of mailboxes, and whose they are.

use std::ops::Range;

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

/// Where addresses of mailboxes stand, of those that are `wanted` by their name and host.
pub(crate) fn emails(text: &str, wanted: fn(&str, &str) -> bool) -> Vec<Range<usize>> {
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
pub(crate) fn is_example(host: &str) -> bool {
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
pub(crate) fn is_persons(name: &str, host: &str) -> bool {
    let (name, host) = (name.to_ascii_lowercase(), host.to_ascii_lowercase());
    let parts: Vec<&str> = name.split(['.', '_', '-']).collect();
    let is_name = |part: &&str| part.chars().all(|c| c.is_ascii_alphabetic()) && !ROLES.contains(part);
    let full = parts.len() == 2 && parts.iter().all(is_name) && parts.last().is_some_and(|last| last.len() > 2);
    let role = ROLES.contains(&name.as_str());
    PROVIDERS.contains(&host.as_str()) && !role || full && name != "user.name"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<&str> {
        emails(text, |_, _| true).into_iter().map(|range| &text[range]).collect()
    }

    fn persons(text: &str) -> Vec<&str> {
        emails(text, is_persons).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn addresses_of_people() {
        let text = "Пишите: <anna.b@mail.ru>, bob+x@shop.co.uk. support@shop.co.uk, x@app.example, name@host, @anna, https://m.com/@a.bc, a@2x.png, git@github.com:a/b";
        assert_eq!(all(text), ["anna.b@mail.ru", "bob+x@shop.co.uk", "support@shop.co.uk"]);
        assert_eq!(persons(text), ["anna.b@mail.ru"]);
        let text = "[**anna.b@shop.by.**](mailto:anna.b@shop.by) [me](mailto:eva@shop.by) you.name@xxxx.shop.by";
        assert_eq!(all(text), ["anna.b@shop.by", "eva@shop.by"]);
        let text = "anna.ivanova@shop.by, alerts@shop.by, admin.it@shop.by, ellen@contoso.edu, user.name@shop.by";
        assert_eq!(persons(text), ["anna.ivanova@shop.by"]);
    }
}
