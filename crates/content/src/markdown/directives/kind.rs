//! The table of blocks: their names, and the attributes that each of them has.

use crate::suggestion::did_you_mean;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::markdown) enum Kind {
    Note,
    Tip,
    Important,
    Warning,
    Danger,
    Info,
    Success,
    Details,
    Faq,
    Steps,
    Tabs,
    Tab,
    Cards,
    Figure,
    Video,
    Compare,
    Updated,
    Only,
    Embed,
}

/// Every block by its names; the first name of a kind is the one that is told.
const NAMES: [(&str, Kind, &[&str]); 20] = [
    ("note", Kind::Note, &[]),
    ("tip", Kind::Tip, &[]),
    ("important", Kind::Important, &[]),
    ("warning", Kind::Warning, &[]),
    ("danger", Kind::Danger, &[]),
    ("caution", Kind::Danger, &[]),
    ("info", Kind::Info, &[]),
    ("success", Kind::Success, &[]),
    ("details", Kind::Details, &["id", "open"]),
    ("faq", Kind::Faq, &[]),
    ("steps", Kind::Steps, &[]),
    ("tabs", Kind::Tabs, &["group"]),
    ("tab", Kind::Tab, &["id", "value"]),
    ("cards", Kind::Cards, &[]),
    ("figure", Kind::Figure, &[]),
    ("video", Kind::Video, &["src", "poster"]),
    ("compare", Kind::Compare, &[]),
    ("updated", Kind::Updated, &["date", "id"]),
    ("only", Kind::Only, &["platform", "audience"]),
    ("embed", Kind::Embed, &["src", "ratio"]),
];

impl Kind {
    /// The block of a name, in whatever case.
    pub(super) fn of(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name)).map(|(_, kind, _)| *kind)
    }

    /// What authors call it.
    pub(in crate::markdown) fn name(self) -> &'static str {
        NAMES.iter().find(|(_, kind, _)| *kind == self).map_or("", |(name, ..)| name)
    }

    /// The attributes that it has.
    pub(in crate::markdown) fn attributes(self) -> &'static [&'static str] {
        NAMES.iter().find(|(_, kind, _)| *kind == self).map_or(&[], |(_, _, attributes)| attributes)
    }

    /// The block that a name was most likely meant for.
    pub(super) fn near(name: &str) -> Option<&'static str> {
        did_you_mean(name, NAMES.iter().map(|(name, ..)| *name))
    }

    /// Whether another of its kind, or the end of what it stands in, ends it: such a one needs no end of its own.
    pub(super) fn ends_by_itself(self) -> bool {
        self == Self::Tab
    }
}
