//! Opening hours: spans of a day, and the days of a week.

use jiff::civil::Weekday;

/// Minutes of a day.
pub const DAY: u16 = 24 * 60;

/// A part of a day in minutes since its midnight. One that goes on after the next midnight ends beyond [`DAY`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Its first minute.
    pub from: u16,
    /// The minute after its last one; at most twice a day's.
    pub to: u16,
}

/// What is open on the days of any week, Monday first.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week(pub [Vec<Span>; 7]);

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl Week {
    /// Round the clock.
    pub(super) fn always() -> Self {
        Self(std::array::from_fn(|_| vec![Span { from: 0, to: DAY }]))
    }

    /// The spans of a weekday.
    pub(super) fn on(&self, weekday: Weekday) -> &[Span] {
        let at = usize::try_from(weekday.to_monday_zero_offset()).unwrap_or_default();
        self.0.get(at).map_or(&[], Vec::as_slice)
    }

    /// Whether there is no hour in it.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }

    /// Whether it has no hour that is closed.
    pub fn is_always(&self) -> bool {
        *self == Self::always()
    }

    /// Days that follow each other with the same hours: the first and the last one, and the hours.
    pub fn runs(&self) -> Vec<(usize, usize, &[Span])> {
        let mut runs: Vec<(usize, usize, &[Span])> = Vec::new();
        for (day, spans) in self.0.iter().enumerate() {
            match runs.last_mut() {
                Some((_, last, before)) if *before == spans.as_slice() => *last = day,
                _ => runs.push((day, day, spans)),
            }
        }
        runs
    }
}

/// A minute as a clock shows it: `09:05`. The end of a day is `24:00`, and hours after it are those of the next one.
pub fn clock(minute: u16) -> String {
    let minute = if minute > DAY { minute - DAY } else { minute };
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Reads `09:00-12:00, 13:00-18:00`, `24 h` or `closed`; in order, and none over another.
pub(super) fn spans(text: &str) -> Option<Vec<Span>> {
    match text.trim() {
        "closed" => return Some(Vec::new()),
        "24 h" | "24h" | "24/7" => return Some(vec![Span { from: 0, to: DAY }]),
        _ => {}
    }
    let spans: Option<Vec<Span>> = text.split(',').map(span).collect();
    ordered(spans?)
}

/// The spans in order, when none lies over another.
pub(super) fn ordered(mut spans: Vec<Span>) -> Option<Vec<Span>> {
    spans.sort_unstable();
    let apart = spans.windows(2).all(|pair| matches!(pair, [one, other] if one.to <= other.from));
    apart.then_some(spans)
}

fn span(text: &str) -> Option<Span> {
    let (from, to) = text.split_once(['-', '–', '—'])?;
    let (from, to) = (minute(from)?, minute(to)?);
    if from == DAY || from == to {
        return None;
    }
    Some(Span { from, to: if to < from { to + DAY } else { to } })
}

/// `9`, `09:30` or `24:00`.
fn minute(text: &str) -> Option<u16> {
    let text = text.trim();
    let (hours, minutes) = text.split_once(':').unwrap_or((text, "00"));
    let number = |part: &str, most: u16| -> Option<u16> {
        let fits = (1..=2).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_digit());
        part.parse().ok().filter(|number| fits && *number <= most)
    };
    let minute = number(hours, 24)? * 60 + number(minutes, 59).filter(|_| minutes.len() == 2)?;
    (minute <= DAY).then_some(minute)
}

/// Reads `mon`, `mon-fri`, `sat, sun` or `daily` as places in a week.
pub(super) fn days(text: &str) -> Option<Vec<usize>> {
    if matches!(text.trim(), "daily" | "every day") {
        return Some((0..7).collect());
    }
    let mut days = Vec::new();
    for part in text.split(',') {
        let (first, last) = part.split_once(['-', '–', '—']).unwrap_or((part, part));
        let (first, last) = (weekday(first)?, weekday(last)?);
        let count = (last + 7 - first) % 7 + 1;
        days.extend((0..count).map(|step| (first + step) % 7));
    }
    Some(days)
}

fn weekday(text: &str) -> Option<usize> {
    let text = text.trim().to_ascii_lowercase();
    WEEKDAYS.iter().position(|name| text.len() >= 3 && name.starts_with(&text))
}

/// The English name of a day of the week, for data.
pub fn weekday_name(day: usize) -> &'static str {
    WEEKDAYS.get(day).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Vec<(u16, u16)>> {
        spans(text).map(|spans| spans.iter().map(|span| (span.from, span.to)).collect())
    }

    #[test]
    fn spans_are_read() {
        assert_eq!(read("09:00-18:00"), Some(vec![(540, 1080)]));
        assert_eq!(read("13:00 – 18:30, 9-12"), Some(vec![(540, 720), (780, 1110)]));
        assert_eq!(read("22:00-02:00"), Some(vec![(1320, 1560)]));
        assert_eq!(read("00:00-24:00"), Some(vec![(0, 1440)]));
        assert_eq!(read("20:00-00:00"), Some(vec![(1200, 1440)]));
        assert_eq!(read("closed"), Some(vec![]));
        for wrong in
            ["25:00-26:00", "09:00", "9:5-10", "09:60-10:00", "24:01-3", "9-9", "9-12, 11-13", "", "-3", "a-b", "9-+10"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_are_read() {
        assert_eq!(days("mon-fri"), Some(vec![0, 1, 2, 3, 4]));
        assert_eq!(days("Fri-Mon"), Some(vec![4, 5, 6, 0]));
        assert_eq!(days("sat, sunday"), Some(vec![5, 6]));
        assert_eq!(days("daily").map(|days| days.len()), Some(7));
        for wrong in ["m", "monday-", "someday", "", "mon-fri-sat"] {
            assert_eq!(days(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn runs_of_equal_days() {
        let mut week = Week::default();
        for day in 0..5 {
            week.0[day] = vec![Span { from: 540, to: 1080 }];
        }
        let runs: Vec<_> = week.runs().iter().map(|(first, last, spans)| (*first, *last, spans.len())).collect();
        assert_eq!(runs, [(0, 4, 1), (5, 6, 0)]);
        assert_eq!((clock(1440), clock(1500), clock(0)), ("24:00".into(), "01:00".into(), "00:00".into()));
    }
}
