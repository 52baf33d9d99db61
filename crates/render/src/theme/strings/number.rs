//! Numbers in the digits and with the separators of a language, as browsers write them.

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
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
    let formatter =
        language.parse::<Locale>().ok().and_then(|locale| DecimalFormatter::try_new(locale.into(), options).ok());
    formatter.map_or_else(|| number.to_string(), |formatter| formatter.format(&Decimal::from(number)).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `Intl.NumberFormat` writes in browsers.
    const BROWSERS: [(&str, &str); 39] = [
        ("ar", "1,234 | 12,345 | 1,234,567"),
        ("bg", "1234 | 12\u{a0}345 | 1\u{a0}234\u{a0}567"),
        ("cs", "1\u{a0}234 | 12\u{a0}345 | 1\u{a0}234\u{a0}567"),
        ("da", "1.234 | 12.345 | 1.234.567"),
        ("de", "1.234 | 12.345 | 1.234.567"),
        ("el", "1.234 | 12.345 | 1.234.567"),
        ("es", "1234 | 12.345 | 1.234.567"),
        ("et", "1234 | 12\u{a0}345 | 1\u{a0}234\u{a0}567"),
        ("fa", "۱٬۲۳۴ | ۱۲٬۳۴۵ | ۱٬۲۳۴٬۵۶۷"),
        ("fi", "1\u{a0}234 | 12\u{a0}345 | 1\u{a0}234\u{a0}567"),
        ("fr", "1\u{202f}234 | 12\u{202f}345 | 1\u{202f}234\u{202f}567"),
        ("he", "1,234 | 12,345 | 1,234,567"),
        ("hi", "1,234 | 12,345 | 12,34,567"),
        ("hr", "1.234 | 12.345 | 1.234.567"),
        ("hu", "1234 | 12\u{a0}345 | 1\u{a0}234\u{a0}567"),
        ("id", "1.234 | 12.345 | 1.234.567"),
        ("it", "1234 | 12.345 | 1.234.567"),
        ("ja", "1,234 | 12,345 | 1,234,567"),
        ("ko", "1,234 | 12,345 | 1,234,567"),
        ("lt", "1\u{a0}234 | 12\u{a0}345 | 1\u{a0}234\u{a0}567"),
        ("nl", "1.234 | 12.345 | 1.234.567"),
        ("no", "1\u{a0}234 | 12\u{a0}345 | 1\u{a0}234\u{a0}567"),
        ("pl", "1234 | 12\u{a0}345 | 1\u{a0}234\u{a0}567"),
        ("pt", "1.234 | 12.345 | 1.234.567"),
        ("pt-BR", "1.234 | 12.345 | 1.234.567"),
        ("ro", "1.234 | 12.345 | 1.234.567"),
        ("sk", "1\u{a0}234 | 12\u{a0}345 | 1\u{a0}234\u{a0}567"),
        ("sr", "1.234 | 12.345 | 1.234.567"),
        ("sr-Latn", "1.234 | 12.345 | 1.234.567"),
        ("sv", "1\u{a0}234 | 12\u{a0}345 | 1\u{a0}234\u{a0}567"),
        ("th", "1,234 | 12,345 | 1,234,567"),
        ("tr", "1.234 | 12.345 | 1.234.567"),
        ("uk", "1\u{a0}234 | 12\u{a0}345 | 1\u{a0}234\u{a0}567"),
        ("vi", "1.234 | 12.345 | 1.234.567"),
        ("zh-Hans", "1,234 | 12,345 | 1,234,567"),
        ("zh-Hant", "1,234 | 12,345 | 1,234,567"),
        ("en", "1,234 | 12,345 | 1,234,567"),
        ("ru", "1\u{a0}234 | 12\u{a0}345 | 1\u{a0}234\u{a0}567"),
        ("be", "1234 | 12\u{a0}345 | 1\u{a0}234\u{a0}567"),
    ];

    #[test]
    fn as_browsers_write_them() {
        for (language, wanted) in BROWSERS {
            assert_eq!([1234, 12_345, 1_234_567].map(|n| count(n, language)).join(" | "), wanted, "{language}");
        }
        assert_eq!((plain(2026, "en"), plain(1405, "fa")), ("2026".into(), "۱۴۰۵".into()));
        assert_eq!(count(1234, "no language"), "1234");
    }
}
