//! An article's text as it stands, for the rules about Markdown that almost is some.

use std::ops::Range;

use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::markdown::{Composed, Literal, literal};
use helpdex_content::site::Site;
use helpdex_content::source::Entry;
use helpdex_content::variables::Substitutions;

/// A body with all that is inserted in it, and what readers see of its signs.
pub(crate) struct Written<'s> {
    entry: &'s Entry,
    composed: Composed<'s>,
    pub(super) literal: Literal,
}

impl<'s> Written<'s> {
    pub(super) fn of(site: &'s Site, entry: &'s Entry) -> Self {
        let substitutions = Substitutions::of(&site.config, &site.sources);
        let composed = substitutions.fill(&entry.file, entry.body.clone(), entry.language);
        let literal = literal(composed.text(), composed.math());
        Self { entry, composed, literal }
    }

    /// The body.
    pub(super) fn body(&self) -> &str {
        self.composed.text()
    }

    /// The signs of a range that are shown as they are written.
    pub(super) fn shown(&self, range: Range<usize>) -> &str {
        self.literal.text.get(range).unwrap_or_default()
    }

    /// What stands in a range of the body.
    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        self.body().get(range).unwrap_or_default()
    }

    /// The end of the line that a byte of the body stands in.
    pub(super) fn line_end(&self, at: usize) -> usize {
        self.body().get(at..).and_then(|rest| rest.find('\n')).map_or(self.body().len(), |end| at + end)
    }

    /// Where the sign before a byte is, if it is shown.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.literal.text.get(..at).and_then(|text| text.chars().next_back())
    }

    /// A warning at a range of the body. Nothing where a snippet was inserted: its place is not here.
    pub(super) fn warning(&self, code: &'static str, range: Range<usize>, message: String) -> Option<Diagnostic> {
        let place = self.composed.in_file(range);
        (!self.composed.is_snippet(&place)).then(|| self.entry.file.warning(code, place, message))
    }

    /// The same with an edit that puts `text` in the place of `edited`, if nothing was inserted there.
    pub(super) fn mend(&self, found: Diagnostic, edited: Range<usize>, text: &str) -> Diagnostic {
        let place = self.composed.in_file(edited.clone());
        let same = self.entry.file.slice(place.clone()).as_deref() == Some(self.slice(edited));
        if same { found.replace(place, text) } else { found }
    }
}

/// Whether a sign is one of a word.
pub(super) fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}
