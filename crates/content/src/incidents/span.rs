//! Spans of time as authors write them: `45 min`, `2 h`, `3 d`.

use jiff::SignedDuration;

/// How spans are to be written, for hints.
pub const SHAPE: &str = "write minutes, hours or days: `45 min`, `2 h`, `3 d`";

/// No promise and no incident lasts longer.
const MOST_DAYS: i64 = 366;

/// Reads a span; nothing for a text that is none, or that says nothing.
pub fn parse(text: &str) -> Option<SignedDuration> {
    let text = text.trim();
    let (digits, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
    let number: i64 = digits.parse().ok().filter(|number| *number > 0)?;
    let minutes = match unit.trim() {
        "m" | "min" => 1,
        "h" => 60,
        "d" => 24 * 60,
        "w" => 7 * 24 * 60,
        _ => return None,
    };
    let minutes = number.checked_mul(minutes).filter(|minutes| *minutes <= MOST_DAYS * 24 * 60)?;
    Some(SignedDuration::from_mins(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans() {
        let minutes = |text| parse(text).map(|span| span.as_mins());
        assert_eq!(
            (minutes("45 min"), minutes("2h"), minutes("3 d"), minutes("1w")),
            (Some(45), Some(120), Some(4320), Some(10_080))
        );
        for wrong in ["", "2", "h", "-3 h", "0 h", "2 years", "999999999999999999 d", "1.5 h", "400 d"] {
            assert_eq!(minutes(wrong), None, "{wrong}");
        }
    }
}
