//! Takes out of a text what may tell who wrote it. The site's script did so before it sent anything; this is for all that
//! comes by other ways.

/// Digits from which on a number may be a phone's, a card's or an order's: a year and a price have fewer.
const LONG_NUMBER: usize = 6;

/// What stands in the place of an e-mail address.
const ADDRESS: &str = "[e-mail]";
/// What stands in the place of a long number.
const NUMBER: &str = "[number]";

/// The text without e-mail addresses and long numbers: phones, cards, orders, written apart or together.
///
/// ```
/// use helpdex_insights::event::scrub;
/// assert_eq!(scrub("card 4111 1111 1111 1111 of anna@example.com"), "card [number] of [e-mail]");
/// assert_eq!(scrub("payouts in 2026, 5 to 10 $"), "payouts in 2026, 5 to 10 $");
/// ```
#[must_use]
pub fn scrub(text: &str) -> String {
    numbers(&addresses(text))
}

/// Whether a text holds what [`scrub`] takes out, or what it puts there instead.
#[must_use]
pub fn is_personal(text: &str) -> bool {
    text.contains(ADDRESS) || text.contains(NUMBER) || scrub(text) != text
}

/// A word with an `@` between two others is an address, whatever else it is.
fn addresses(text: &str) -> String {
    let is_address = |word: &str| {
        word.split_once('@').is_some_and(|(name, host)| {
            name.ends_with(|c: char| !c.is_whitespace()) && host.starts_with(char::is_alphanumeric)
        })
    };
    let words = text.split_inclusive(char::is_whitespace).map(|part| {
        let word = part.trim_end();
        if is_address(word) { format!("{ADDRESS}{}", &part[word.len()..]) } else { part.to_owned() }
    });
    words.collect()
}

/// Digits with nothing but signs and single spaces between them are one number.
fn numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(char::is_numeric) {
        let (before, from) = rest.split_at(start);
        let (end, digits) = run(from);
        let (number, after) = from.split_at(end);
        if digits >= LONG_NUMBER {
            // The sign and the bracket of a phone go with it.
            out.push_str(before.trim_end_matches(['+', '(']));
            out.push_str(NUMBER);
        } else {
            out.push_str(before);
            out.push_str(number);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Where a number ends that the text begins with, in bytes, and how many digits it has.
fn run(text: &str) -> (usize, usize) {
    let (mut end, mut digits, mut between) = (0, 0, 0);
    for (at, c) in text.char_indices() {
        match c {
            _ if c.is_numeric() => {
                digits += 1;
                between = 0;
                end = at + c.len_utf8();
            }
            ' ' | '\u{a0}' | '\u{202f}' | '-' | '.' | '(' | ')' | '/' | '\u{2010}'..='\u{2014}' if between < 3 => {
                between += 1
            }
            _ => break,
        }
    }
    (end, digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_tell_who_wrote_it_goes() {
        for (text, without) in [
            ("my mail is anna@example.com", "my mail is [e-mail]"),
            ("<anna.k+x@mail.example.co.uk>, please", "[e-mail] please"),
            ("anna@localhost", "[e-mail]"),
            ("call +48 (22) 555-01-00 now", "call [number] now"),
            ("+375 29 123 45 67", "[number]"),
            ("order 1234567", "order [number]"),
            ("4111-1111-1111-1111", "[number]"),
            ("заказ №123456 не пришёл", "заказ №[number] не пришёл"),
            ("٠١٢٣٤٥٦", "[number]"),
        ] {
            assert_eq!(scrub(text), without);
        }
    }

    #[test]
    fn what_was_taken_out_is_known() {
        for text in ["my mail is anna@example.com", "my mail is [e-mail]", "order [number]", "order 1234567"] {
            assert!(is_personal(text), "{text}");
        }
        assert!(!is_personal("payouts in 2026"));
    }

    #[test]
    fn what_tells_nobody_stays() {
        for text in ["", "error 10054", "2026", "5 $ or 10 $", "@driftnet", "a @ b", "version 15.4.1", "0x80070"] {
            assert_eq!(scrub(text), text);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_long_number_is_left(text in "\\PC{0,60}") {
            let mut digits = 0;
            for c in scrub(&text).chars() {
                digits = if c.is_numeric() { digits + 1 } else { 0 };
                assert!(digits < LONG_NUMBER);
            }
        }
    }
}
