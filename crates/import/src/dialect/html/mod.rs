//! An article's HTML as clean Markdown.
//!
//! The tree comes from html5ever, through scraper; [`walk`] makes blocks of it, [`write`] Markdown of the blocks. The
//! crates that turn HTML into Markdown in one go were tried (htmd, fast_html2md): they know none of our blocks, put lists and
//! breaks of cells side by side, and undo escapes (`&amp;amp;`), so that a text would not say the same afterwards.
//!
//! What holds for any input: the page that our own renderer makes of the Markdown has the same words in the same order.

mod callouts;
mod code;
mod color;
mod confluence;
mod element;
mod escape;
mod flat;
mod folds;
mod formulas;
mod inline;
mod levels;
mod lines;
mod model;
mod notion;
mod options;
mod spans;
mod tables;
#[cfg(test)]
mod tests;
mod videos;
mod walk;
mod write;

use std::collections::BTreeMap;

use scraper::Html;

use crate::source::{Notes, what};

pub(crate) use options::Options;

/// An article's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Converted {
    /// In Markdown.
    pub(crate) markdown: String,
    /// What could not be carried over as it was.
    pub(crate) problems: Vec<String>,
    /// What was put into other words, and how often.
    pub(crate) counts: BTreeMap<&'static str, usize>,
}

impl Converted {
    /// Notes under its file what became of it. Gives the Markdown.
    pub(crate) fn noted(self, path: &str, notes: &mut Notes) -> String {
        for message in self.problems {
            notes.problem(what::SYNTAX, path, None, message);
        }
        for (kind, number) in self.counts {
            notes.count(kind, number);
        }
        self.markdown
    }
}

/// Turns a piece of HTML into Markdown.
pub(crate) fn convert(html: &str, options: &Options<'_>) -> Converted {
    let document = Html::parse_fragment(html);
    convert_element(document.root_element(), options)
}

/// The same for an element of a document.
pub(crate) fn convert_element(element: scraper::ElementRef<'_>, options: &Options<'_>) -> Converted {
    let mut walker = walk::Walker::new(options);
    let mut blocks = walker.inside(|walker| walker.children(*element));
    levels::level(&mut blocks, options.title);
    Converted { markdown: write::markdown(&blocks), problems: walker.problems, counts: walker.counts }
}
