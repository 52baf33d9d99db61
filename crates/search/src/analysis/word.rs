//! A word of a text, between the splitter and whoever takes it.

/// A word as the splitter finds it. Fields as in [`super::Token`].
pub(crate) struct Word<'a> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) position: u32,
    pub(crate) text: &'a str,
    /// Where in `text` an apostrophe was, when what follows may be a clitic.
    pub(crate) clitic: Option<usize>,
    pub(crate) joined: bool,
}

/// Takes the words of a text, one after the other.
pub(super) type Each<'e> = &'e mut dyn FnMut(Word<'_>);
