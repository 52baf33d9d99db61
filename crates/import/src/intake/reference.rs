//! Where a text names a file or an address.

use std::ops::Range;

/// A place in a text that names a file or an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// The bytes of the name, to be replaced as a whole.
    pub(super) range: Range<usize>,
    /// What it says, escapes undone.
    pub(super) href: String,
    /// How it is written.
    pub(super) form: Form,
}

/// How a reference is written: what has to go when it leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// It only looks like a link: a path with spaces is none in Markdown, yet was meant as one.
    Guess,
    /// `[label]: destination`; its uses are references of their own.
    Definition,
    /// A link or image of Markdown.
    Markdown(Marks),
    /// `<scheme:rest>`; the range is all of it.
    Autolink,
    /// The `href` of an `<a>`.
    Anchor {
        /// The attribute as a whole.
        attribute: Range<usize>,
    },
    /// The `src` of an `<img>`.
    Img {
        /// The tag as a whole.
        tag: Range<usize>,
        /// Its `alt`, as it is written.
        alt: String,
    },
    /// Another attribute of raw HTML.
    Other,
}

/// The marks around the text of a link or image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    /// `[` or `![`.
    pub(super) open: Range<usize>,
    /// `](destination "title")`, `][label]` or `]`.
    pub(super) close: Range<usize>,
    /// What it shows when the mouse rests on it.
    pub(super) title: String,
    /// Whether it is an image.
    pub(super) is_image: bool,
    /// Whether a definition elsewhere says the destination: there is nothing to rewrite here.
    pub(super) is_use: bool,
}

impl Reference {
    /// Whether an image is wanted there.
    pub(super) fn is_image(&self) -> bool {
        matches!(&self.form, Form::Img { .. } | Form::Markdown(Marks { is_image: true, .. }))
    }

    /// Whether the destination is written at another place.
    pub(super) fn is_use(&self) -> bool {
        matches!(&self.form, Form::Markdown(Marks { is_use: true, .. }))
    }
}
