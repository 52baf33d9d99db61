//! Raw elements whose end isn't reached yet.

use super::sections::Mark;

/// Elements within a line that can be open at once: parsers repeat them in every block that follows.
pub(super) const MAX_INLINE: usize = 16;

/// Raw elements that are open.
#[derive(Default)]
pub(super) struct RawStack {
    pub(super) open: Vec<Open>,
    pub(super) muted: usize,
}

/// A raw element that is open.
pub(super) struct Open {
    pub(super) name: &'static str,
    /// Whether it belongs within a line.
    pub(super) inline: bool,
    pub(super) end: End,
}

/// What is to be done where an element ends.
pub(super) enum End {
    /// Write its end tag.
    Tag,
    /// Nothing: the element wasn't written.
    Nothing,
    Link,
    Heading,
    /// A table in its scrolling box.
    Table,
    /// Forget everything since it began.
    Mute {
        html: usize,
        text: Mark,
    },
}

impl RawStack {
    pub(super) fn len(&self) -> usize {
        self.open.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether an element is open that is left out with its content.
    pub(super) fn is_muted(&self) -> bool {
        self.muted > 0
    }

    /// Whether an element of this name is open.
    pub(super) fn has(&self, name: &str) -> bool {
        self.open.iter().any(|open| open.name == name)
    }
}
