//! What tells who somebody is: addresses of mailboxes, numbers of phones and of bank cards.

mod emails;
mod numbers;

pub(crate) use emails::{emails, is_example, is_persons};
pub(crate) use numbers::{cards, phones};

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

#[cfg(test)]
mod tests {
    use super::*;

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
}
