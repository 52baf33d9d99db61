//! The table of figures with what they must reach and what they should.

use std::fmt;

/// A bound: a figure, or a multiple of Pagefind's.
#[derive(Clone, Copy, Debug)]
pub(super) enum Goal {
    Figure {
        must: f64,
        aim: f64,
    },
    Times {
        must: f64,
        aim: f64,
    },
    /// Told for comparison.
    None,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Unit {
    Bytes,
    Milliseconds,
}

/// A line of the table.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) what: String,
    pub(super) unit: Unit,
    pub(super) goal: Goal,
    pub(super) ours: f64,
    pub(super) theirs: Option<f64>,
}

pub(super) const HEAD: &str = "| figure | must | aim | Helpdex | Pagefind | ratio | reached |\n\
                               | --- | ---: | ---: | ---: | ---: | ---: | --- |";

impl Unit {
    fn show(self, value: f64) -> String {
        match self {
            Self::Bytes => format!("{:.1} kB", value / 1e3),
            Self::Milliseconds if value >= 1e3 => format!("{:.2} s", value / 1e3),
            Self::Milliseconds if value < 100.0 => format!("{value:.1} ms"),
            Self::Milliseconds => format!("{value:.0} ms"),
        }
    }
}

impl Row {
    /// What was reached of its goal: a multiple of what was not measured is unknown.
    fn reached(&self) -> &'static str {
        let (value, must, aim) = match (self.goal, self.theirs) {
            (Goal::Figure { must, aim }, _) => (self.ours, must, aim),
            (Goal::Times { must, aim }, Some(theirs)) => (self.ours / theirs, must, aim),
            (Goal::Times { .. }, None) | (Goal::None, _) => return "",
        };
        if value <= aim {
            "aim"
        } else if value <= must {
            "must"
        } else {
            "missed"
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (must, aim) = match self.goal {
            Goal::Figure { must, aim } => (format!("≤ {}", self.unit.show(must)), format!("≤ {}", self.unit.show(aim))),
            Goal::Times { must, aim } => (format!("≤ {must:.1} ×"), format!("≤ {aim:.1} ×")),
            Goal::None => (String::new(), String::new()),
        };
        let theirs = self.theirs.map_or_else(String::new, |theirs| self.unit.show(theirs));
        let ratio = self.theirs.map_or_else(String::new, |theirs| format!("{:.2}", self.ours / theirs));
        let (what, ours, reached) = (&self.what, self.unit.show(self.ours), self.reached());
        write!(f, "| {what} | {must} | {aim} | {ours} | {theirs} | {ratio} | {reached} |")
    }
}
