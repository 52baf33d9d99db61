//! Elements of raw HTML.

use std::ops::Range;

use super::picture::Picture;

/// An element of raw HTML that an article may hold.
#[derive(Debug)]
pub(in crate::markdown) struct Element {
    /// Its name in the page, which may differ from what is written.
    pub(in crate::markdown) name: &'static str,
    pub(in crate::markdown) role: Role,
    /// Those of its attributes that are allowed, in their order, `class` at the end. An `id` is a wish: the page may have
    /// such a one already.
    pub(in crate::markdown) attributes: Vec<(String, String)>,
}

/// What an element of raw HTML is.
#[derive(Debug)]
pub(in crate::markdown) enum Role {
    /// Stands within a line.
    Inline,
    /// May hold blocks.
    Block,
    /// Holds nothing.
    Void,
    /// A table that stands in no other.
    Table,
    Image(Box<Picture>),
    /// A link, or the place that one leads to.
    Anchor(Box<Anchor>),
    /// A heading, which counts like one of Markdown.
    Heading {
        level: u8,
        id: Option<String>,
        class: String,
    },
    /// One that isn't written, while what stands in it is: a heading in a link.
    Unwrapped,
    /// One that is left out with all that stands in it.
    Muted,
}

/// An `a`.
#[derive(Debug)]
pub(in crate::markdown) struct Anchor {
    /// Its destination, and where that stands in the body.
    pub(in crate::markdown) href: Option<(String, Range<usize>)>,
    /// Its names and ids.
    pub(in crate::markdown) names: Vec<String>,
}

impl Element {
    /// Whether it stands within a line.
    pub(in crate::markdown) fn is_inline(&self) -> bool {
        match self.role {
            Role::Inline | Role::Void | Role::Image(_) | Role::Anchor(_) | Role::Heading { .. } => true,
            Role::Block | Role::Table | Role::Unwrapped | Role::Muted => false,
        }
    }
}
