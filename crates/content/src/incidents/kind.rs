//! What an incident is: its kind, how bad it is, how far it is.

use serde::Serialize;

/// What a file of `_incidents` tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Something is broken.
    Incident,
    /// Something will be away for a while, as planned.
    Maintenance,
    /// So many people write that replies take longer.
    Peak,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Notice,
    /// It is in the way of some.
    Minor,
    /// It is in the way of many; the home page shows it, too.
    Major,
}

/// How far the work on an incident is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// The cause is not known yet.
    Investigating,
    /// The cause is known.
    Identified,
    /// It is mended, and somebody watches whether that holds.
    Monitoring,
    /// It is over.
    Resolved,
}

/// Every kind by its name.
pub const KINDS: [(&str, Kind); 3] =
    [("incident", Kind::Incident), ("maintenance", Kind::Maintenance), ("peak", Kind::Peak)];

/// Every severity by its name.
pub const SEVERITIES: [(&str, Severity); 3] =
    [("notice", Severity::Notice), ("minor", Severity::Minor), ("major", Severity::Major)];

/// Every state by its name.
pub const STATES: [(&str, State); 4] = [
    ("investigating", State::Investigating),
    ("identified", State::Identified),
    ("monitoring", State::Monitoring),
    ("resolved", State::Resolved),
];

impl Kind {
    /// Its name in files and data.
    pub fn name(self) -> &'static str {
        name_of(&KINDS, self)
    }

    /// Whether it has a beginning and an end that are known before.
    pub fn is_planned(self) -> bool {
        self != Self::Incident
    }
}

impl Severity {
    /// Its name in files and data.
    pub fn name(self) -> &'static str {
        name_of(&SEVERITIES, self)
    }
}

impl State {
    /// Its name in files and data.
    pub fn name(self) -> &'static str {
        name_of(&STATES, self)
    }
}

fn name_of<T: PartialEq>(names: &'static [(&'static str, T)], wanted: T) -> &'static str {
    names.iter().find(|(_, known)| *known == wanted).map_or("", |(name, _)| name)
}
