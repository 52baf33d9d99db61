//! Dates as people write them.

use icu_calendar::Date;
use icu_calendar::cal::Persian;

use super::strings::{Strings, plain};

/// Years of the Buddhist calendar are so many ahead.
const BUDDHIST: i32 = 543;

/// A date such as `2026-11-15` (what follows it, such as a time, is left out) in the words of a language.
pub(super) fn format(text: &str, strings: &Strings) -> Option<String> {
    let date: jiff::civil::Date = text.get(..10)?.parse().ok()?;
    let (year, month, day) = (i32::from(date.year()), date.month().unsigned_abs(), date.day().unsigned_abs());
    // The calendar belongs to the names of the months.
    let own = strings.foreign("months").is_none().then(|| strings.get("calendar")).flatten();
    let (year, month, day) = match own {
        Some("persian") => {
            let date = Date::try_new_iso(year, month, day).ok()?.to_calendar(Persian);
            (date.year().extended_year(), date.month().ordinal, date.day_of_month().0)
        }
        Some("buddhist") => (year + BUDDHIST, month, day),
        _ => (year, month, day),
    };
    let month = strings.item("months", usize::from(month).checked_sub(1)?)?;
    let digits = |number: u64| plain(number, strings.spoken("date"));
    let (day, year) = (digits(u64::from(day)), digits(u64::try_from(year).ok()?));
    strings.get_with("date", &[("day", &day), ("month", month), ("year", &year)])
}

/// A day of every year in the words of a language. It is one of the calendar that the settings are written in, whatever
/// calendar the language has for dates.
pub(super) fn without_year(month: i8, day: i8, strings: &Strings) -> Option<String> {
    if strings.get("calendar") == Some("persian") {
        // The names of its months are not those of ours.
        return None;
    }
    let name = strings.item("months", usize::try_from(month).ok()?.checked_sub(1)?)?;
    let day = plain(u64::try_from(day).ok()?, strings.spoken("date"));
    strings.get_with("date_yearly", &[("day", &day), ("month", name)])
}
