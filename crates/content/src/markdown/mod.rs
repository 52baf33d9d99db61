//! The body of an article: from Markdown to HTML that is safe to publish, and to everything else that is known of it.
//!
//! [`render`] is a pure function. It asks nobody but its [`Resolve`] where a link leads, and finds all faults in one run.
//!
//! # From text to page
//!
//! A body becomes a tree once ([`document`]): Markdown, blocks between colons and raw HTML in the same nodes, each with its
//! place. Whatever is known of an article is then made of that tree, by functions that see nothing else of each other
//! than what they return: where its links lead ([`references`]), what it says ([`outline`]: headings, ids, text for
//! search), what it looks like ([`writer`]), what programs read ([`plain()`]), what rules read ([`prose()`]), and what is
//! wrong with it ([`faults`]).
//!
//! # What makes the HTML safe
//!
//! - Whatever Markdown makes is written here, element by element, with every text and attribute escaped.
//! - Raw HTML is read tag by tag ([`crate::html`]), and only elements and attributes that [`elements`] names get into the
//!   tree, well nested. That is how a fault gets its exact place. Then [`writer`] gives the blocks that hold any of it to
//!   ammonia, which decides on its own what may stay.
//! - Links and images go through the same gate ([`references`]) whether Markdown or raw HTML made them.
//! - Nothing needs inline style or script: the page runs under `Content-Security-Policy: default-src 'self'`.
//!
//! # Names in the page
//!
//! `document.NAME` finds `img`, `form`, `iframe`, `embed` and `object` by their `name` (and then `id`). None of these is
//! ever written with a name or an id, so content can't stand in for `document.currentScript` and its like. A `name` stays
//! on empty anchors alone, which the DOM does not look up. An `id` of content never begins with `hd-`, `fn:` or `fnref:`:
//! `hd-` is for the theme's own elements, so that its scripts and its skip link find these and no heading. The rest of
//! what an `id` can do is answer to `window.NAME` where no such variable exists; scripts of a theme must not ask that.
//!
//! # Classes a theme can rely on
//!
//! - `heading-link`: the empty link at the end of a heading.
//! - `table`: the scrolling box around a table; `align-left`, `align-center`, `align-right` on cells.
//! - `alert` and `alert-note|tip|important|warning|caution`; its first paragraph is `alert-title`.
//! - `alert-info`, `alert-success`: the same, of blocks.
//! - `fold`: `details` of blocks; `faq`: a box of such whose summaries are headings.
//! - `steps`, `link-cards`, `compare`: boxes around a list or a table; `block-title`: their title.
//! - `tabs` with `tab`, whose heading is `tab-title`; `data-tabs` and `data-tab` name group and tab.
//! - `zoom-open`: the link around the picture of a figure with `data-zoom`.
//! - `picture` around an image of which there are others; `data-dark` on its sources for dark screens; `data-tint` on images.
//! - `video` with `video-open` and `video-title`; `data-frame` or `data-file` is what is played. With `embed` beside it, a page
//!   in a frame: `data-ratio`, `embed-host`.
//! - `term`, a button that opens the `term-note` of a word of the glossary; `diagram` around the source of one.
//! - `change`, `change-title`, `change-date`; `only`, `only-title`.
//! - `formula` around a formula that stands on its own; `math-left`, `math-right`, `math-top`, `math-side`, `math-wide` in it.
//! - `keys`, `menu`, `menu-arrow`, `badge`, `inline-icon` within a line.
//! - `task-list`, `task`: lists with check boxes and their items.
//! - `footnotes`, `footnote-ref`, `footnote-back`.
//! - `language-NAME` on `code` inside of `pre`.
//! - `hl-comment`, `hl-string`, `hl-number`, `hl-constant`, `hl-keyword`, `hl-function`, `hl-type`, `hl-variable`,
//!   `hl-tag`, `hl-attribute`, `hl-inserted`, `hl-deleted`: what highlighted code consists of (see [`writer`]).

mod anchors;
mod audience;
mod by_node;
mod composed;
mod destinations;
mod diagram;
mod directives;
mod document;
mod dollars;
mod elements;
mod escape;
mod faults;
mod formulas;
mod kept;
mod labels;
mod literal;
mod math;
mod named;
mod outline;
mod outside;
mod parsing;
mod parts;
mod plain;
mod players;
mod prose;
mod references;
mod render;
mod rendered;
mod resolve;
mod scheme;
mod sections;
#[cfg(test)]
pub(crate) mod tests;
mod texts;
mod titles;
mod writer;

pub use anchors::slug as heading_id;
pub use audience::for_agents;
pub use composed::Composed;
pub use destinations::{Destination, Notation, destinations};
pub use escape::decode as decode_entities;
pub use labels::Labels;
pub use literal::{HIDDEN, Literal, LiteralTable, literal};
pub use plain::plain;
pub(crate) use plain::with_addresses;
pub use players::video_page;
pub use prose::{Block, BlockKind, code, prose};
pub use render::render;
pub(crate) use render::render_with;
pub use rendered::{Change, Heading, ImageUse, Landing, Link, LinkTarget, Rendered};
pub use resolve::{Alternatives, ArticleLink, DarkImage, PictureSource, Resolve, Target};
pub use scheme::{SCHEMES, scheme};
pub use sections::summary;
pub use texts::{Section, Texts};
