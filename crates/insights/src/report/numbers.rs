//! Numbers as people read them.

use super::view::Cell;
use crate::figures::Share;

/// `12,345`.
pub(super) fn thousands(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `64 %`; small ones with a digit more.
pub(super) fn percent(value: f64) -> String {
    let percent = value * 100.0;
    if percent > 0.0 && percent < 9.95 { format!("{percent:.1} %") } else { format!("{percent:.0} %") }
}

/// `61–67 %`.
pub(super) fn interval(share: &Share) -> String {
    format!("{:.0}–{:.0} %", share.low * 100.0, share.high * 100.0)
}

/// A cell as people read it in a line of text.
pub(super) fn written(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Code(text) => text.clone(),
        Cell::Count(count) => thousands(*count),
        Cell::Mean(value, low, high) => format!("{value:.2} ({low:.2}–{high:.2})"),
        Cell::Share(share) => format!("{} of {} ({})", percent(share.value), thousands(share.of), interval(share)),
        Cell::Day(day) => day.to_string(),
    }
}

impl Cell {
    /// As people read it in a line of text.
    #[must_use]
    pub fn written(&self) -> String {
        written(self)
    }

    /// Whether it is a number, which stands at the right.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Count(_) | Self::Mean(..) | Self::Share(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_can_be_read() {
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!((thousands(0), thousands(999), thousands(1000)), ("0".into(), "999".into(), "1,000".into()));
        assert_eq!((percent(0.0), percent(0.0123), percent(0.5)), ("0 %".into(), "1.2 %".into(), "50 %".into()));
    }
}
