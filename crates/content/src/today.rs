//! The day it is, in UTC, and the time.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::error::{Error, Result};

/// The variable that fixes the time, so that the same input gives the same output on any day
/// (<https://reproducible-builds.org/specs/source-date-epoch/>).
const VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// Today's date in UTC, or the one that `SOURCE_DATE_EPOCH` sets.
///
/// # Errors
/// When the variable holds no time.
pub fn today() -> Result<Date> {
    match std::env::var_os(VARIABLE) {
        Some(text) => date(&text.to_string_lossy()),
        None => Ok(day(Timestamp::now())),
    }
}

/// The time it is, or the one that `SOURCE_DATE_EPOCH` sets.
///
/// # Errors
/// When the variable holds no time.
pub fn now() -> Result<Timestamp> {
    match std::env::var_os(VARIABLE) {
        Some(text) => time(&text.to_string_lossy()),
        None => Ok(Timestamp::now()),
    }
}

/// Whether `SOURCE_DATE_EPOCH` sets the time.
pub fn today_is_set() -> bool {
    std::env::var_os(VARIABLE).is_some()
}

fn date(seconds: &str) -> Result<Date> {
    time(seconds).map(day)
}

fn time(seconds: &str) -> Result<Timestamp> {
    let time = seconds.trim().parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    time.ok_or_else(|| {
        Error::Refused(format!("{VARIABLE} is `{seconds}`; it has to be a number of seconds since 1970, or unset"))
    })
}

fn day(time: Timestamp) -> Date {
    time.to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_time_is_a_day_in_utc() {
        assert_eq!(date("1790035199").expect("a time").to_string(), "2026-09-21");
        assert_eq!(date(" 1790035200\n").expect("a time").to_string(), "2026-09-22");
        for wrong in ["", "soon", "2026-01-01", "99999999999999999999", "1.5"] {
            assert_eq!(date(wrong).expect_err("no time").exit_status(), 2, "{wrong}");
        }
    }
}
