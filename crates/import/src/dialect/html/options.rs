//! What the conversion of an article needs to know of the rest of its help center.

use std::collections::BTreeSet;

/// What the conversion of an article needs to know.
pub(crate) struct Options<'o> {
    /// The article's title: a heading that only says it again goes, and a video without one is called by it.
    pub(crate) title: &'o str,
    /// Names that links of the help center lead to. Those of headings are kept anyway.
    pub(crate) anchors: &'o BTreeSet<String>,
    /// Whether it is a whole page, with menus and all that around the article.
    pub(crate) is_page: bool,
    /// Whether the site draws formulas between dollars.
    pub(crate) draws_formulas: bool,
    /// Where a link or an image leads from now on.
    pub(crate) resolve: &'o dyn Fn(&str) -> String,
}
