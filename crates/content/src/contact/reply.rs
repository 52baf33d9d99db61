//! How soon a desk promises to answer.

/// What a promise is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
}

/// Which time counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// That in which the desk is open.
    Hours,
    /// All of it.
    Clock,
}

/// A promise: so much time at most goes by before somebody answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reply {
    /// How many units.
    pub amount: u32,
    /// Which ones.
    pub unit: Unit,
    /// Which time counts.
    pub basis: Basis,
}

/// Nobody waits longer; and what looks for a date of an answer stops somewhere.
const MOST: u32 = 999;

impl Unit {
    /// Its name in data: `minute`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
        }
    }

    /// A unit as authors write it.
    fn parse(text: &str) -> Option<Self> {
        match text {
            "m" | "min" | "mins" | "minute" | "minutes" => Some(Self::Minute),
            "h" | "hour" | "hours" => Some(Self::Hour),
            "d" | "day" | "days" => Some(Self::Day),
            _ => None,
        }
    }
}

impl Basis {
    /// Its name in data and settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Clock => "clock",
        }
    }
}

impl Reply {
    /// Reads `3 min`, `12 h` or `2 d`.
    pub fn parse(text: &str, basis: Basis) -> Option<Self> {
        let text = text.trim();
        let (digits, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
        let amount = digits.parse().ok().filter(|amount| (1..=MOST).contains(amount))?;
        Some(Self { amount, unit: Unit::parse(unit.trim())?, basis })
    }

    /// Seconds of a promise in minutes or hours; days have no fixed length.
    pub(super) fn seconds(self) -> Option<i64> {
        let seconds = match self.unit {
            Unit::Minute => 60,
            Unit::Hour => 3600,
            Unit::Day => return None,
        };
        Some(i64::from(self.amount) * seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promises_are_read() {
        let read = |text| Reply::parse(text, Basis::Clock).map(|reply| (reply.amount, reply.unit));
        assert_eq!(read("3 min"), Some((3, Unit::Minute)));
        assert_eq!(read(" 12h "), Some((12, Unit::Hour)));
        assert_eq!(read("2 days"), Some((2, Unit::Day)));
        for wrong in ["-3", "3", "0 min", "1.5 h", "soon", "", "1000 d", "3 w", "99999999999 h", "h"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
