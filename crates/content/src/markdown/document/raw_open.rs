//! Which elements of raw HTML are open.

/// Elements of raw HTML that are open.
#[derive(Default)]
pub(super) struct RawStack {
    pub(super) open: Vec<Open>,
    pub(super) muted: usize,
}

/// An element of raw HTML that is open.
pub(super) struct Open {
    /// As its end tag has it.
    pub(super) name: &'static str,
    pub(super) node: usize,
    pub(super) is: Is,
}

/// What an open element is, as far as its end has to know.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    Inline,
    Link,
    Heading,
    Block,
    /// Left out with its content.
    Muted,
}

impl Is {
    pub(super) fn is_inline(self) -> bool {
        !matches!(self, Self::Block | Self::Muted)
    }
}

impl RawStack {
    pub(super) fn len(&self) -> usize {
        self.open.len()
    }

    /// Whether an element is open that is left out with its content.
    pub(super) fn is_muted(&self) -> bool {
        self.muted > 0
    }

    /// Whether an element of this name is open.
    pub(super) fn has(&self, name: &str) -> bool {
        self.open.iter().any(|open| open.name == name)
    }

    /// How many elements are open that stand within a line.
    pub(super) fn inlines(&self) -> usize {
        self.open.iter().filter(|open| open.is.is_inline()).count()
    }
}
