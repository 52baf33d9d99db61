//! Numbers in the digits and with the separators of a language, as browsers write them.

use icu_decimal::input::Decimal;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_decimal::DecimalFormatter;
use icu_locale_core::Locale;

/// A count: `1,234`, `1 234`, `۱٬۲۳۴`.
pub(in crate::theme) fn count(number: u64, language: &str) -> String {
    format(number, language, GroupingStrategy::Auto)
}

/// A part of a date: the language's digits, and nothing between them.
pub(in crate::theme) fn plain(number: u64, language: &str) -> String {
    format(number, language, GroupingStrategy::Never)
}

fn format(number: u64, language: &str, grouping: GroupingStrategy) -> String {
    let mut options = DecimalFormatterOptions::default();
    options.grouping_strategy = Some(grouping);
    // The data is compiled in; to look it up costs less than to share it between threads.
    let formatter = language
        .parse::<Locale>()
        .ok()
        .and_then(|locale| DecimalFormatter::try_new(locale.into(), options).ok());
    formatter.map_or_else(|| number.to_string(), |formatter| formatter.format(&Decimal::from(number)).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Chromium's `Intl.NumberFormat` writes.
    #[test]
    fn as_browsers_write_them() {
        let said = |language| format!("{} {}", count(1234, language), count(1_234_567, language));
        assert_eq!(said("en"), "1,234 1,234,567");
        assert_eq!(said("de"), "1.234 1.234.567");
        assert_eq!(said("ru"), "1\u{a0}234 1\u{a0}234\u{a0}567");
        assert_eq!(said("fr"), "1\u{202f}234 1\u{202f}234\u{202f}567");
        assert_eq!((said("es"), said("pl")), ("1234 1.234.567".into(), "1234 1\u{a0}234\u{a0}567".into()));
        assert_eq!((said("hi"), said("fa")), ("1,234 12,34,567".into(), "۱٬۲۳۴ ۱٬۲۳۴٬۵۶۷".into()));
        assert_eq!((plain(2026, "en"), plain(1405, "fa")), ("2026".into(), "۱۴۰۵".into()));
        assert_eq!(count(1234, "no language"), "1234");
    }
}
