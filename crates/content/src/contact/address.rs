//! Where a channel leads.

use super::channel::Kind;

/// What a link to a channel may begin with: nothing that a browser would run.
const SCHEMES: [&str; 9] =
    ["https://", "http://", "mailto:", "tel:", "sms:", "viber://", "tg://", "whatsapp://", "sgnl://"];

/// The URL behind an address of a kind, if it is one.
pub(super) fn url(kind: Kind, address: &str) -> Option<String> {
    let is_path = address.starts_with('/') && !address.starts_with("//");
    let plain = !address.contains(|c: char| c.is_whitespace() || c.is_control());
    let is_url = plain && (is_path || SCHEMES.iter().any(|scheme| address.starts_with(scheme)));
    if is_url {
        return Some(address.to_owned());
    }
    match kind {
        Kind::Email => is_mail(address).then(|| format!("mailto:{address}")),
        Kind::Phone | Kind::Callback => phone(address),
        _ => None,
    }
}

/// What a person types who uses the address elsewhere; nothing where only the link is of use.
pub(super) fn shown(address: &str) -> Option<String> {
    if let Some(mail) = address.strip_prefix("mailto:") {
        return Some(mail.split('?').next().unwrap_or(mail).to_owned());
    }
    let plain = !address.contains("://") && !address.starts_with('/');
    plain.then(|| address.strip_prefix("tel:").unwrap_or(address).to_owned())
}

/// Whether a text looks like an e-mail address, and nothing in it could end a link.
pub(super) fn is_mail(text: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control() || "@<>\"'?&#:,;%".contains(c))
    };
    text.split_once('@').is_some_and(|(name, host)| plain(name) && plain(host) && host.contains('.'))
}

/// `+375 17 123-45-67` → `tel:+375171234567`.
fn phone(text: &str) -> Option<String> {
    let fits = text.chars().all(|c| c.is_ascii_digit() || " +-()./".contains(c) || c == '\u{a0}');
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let plus = if text.starts_with('+') { "+" } else { "" };
    (fits && (2..=15).contains(&digits.len())).then(|| format!("tel:{plus}{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_links() {
        assert_eq!(url(Kind::Email, "help@x.example").as_deref(), Some("mailto:help@x.example"));
        assert_eq!(url(Kind::Phone, "+375 (17) 123-45-67").as_deref(), Some("tel:+375171234567"));
        assert_eq!(url(Kind::Messenger, "https://t.me/x").as_deref(), Some("https://t.me/x"));
        assert_eq!(url(Kind::Form, "/contact/#form").as_deref(), Some("/contact/#form"));
        for (kind, wrong) in [
            (Kind::Chat, "javascript:alert(1)"),
            (Kind::Email, "help"),
            (Kind::Email, "a@b.example?bcc=x@y.example"),
            (Kind::Phone, "call us"),
            (Kind::Social, "//evil.example"),
            (Kind::Chat, "https://x.example/a b"),
        ] {
            assert_eq!(url(kind, wrong), None, "{wrong}");
        }
        assert_eq!(shown("mailto:a@b.example?subject=x").as_deref(), Some("a@b.example"));
        assert_eq!(shown("https://x.example"), None);
    }
}
