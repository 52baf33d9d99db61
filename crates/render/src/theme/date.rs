//! Dates as people write them.

use super::strings::Strings;

/// A date such as `2026-11-15` (what follows it, such as a time, is left out) in the words of a language.
pub(super) fn format(text: &str, strings: &Strings) -> Option<String> {
    let date: jiff::civil::Date = text.get(..10)?.parse().ok()?;
    let month = strings.item("months", usize::from(date.month().unsigned_abs()).checked_sub(1)?)?;
    let day = date.day().to_string();
    let year = date.year().to_string();
    strings.get_with("date", &[("day", &day), ("month", month), ("year", &year)])
}
