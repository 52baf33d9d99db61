//! What a document looks like: its HTML, with every text and attribute escaped.

mod blocks;
mod code;
mod containers;
mod elements;
mod explained;
mod figures;
mod footnotes;
mod groups;
mod headings;
mod inlines;
mod nodes;
mod page;
mod pictures;
mod sanitize;
mod state;
mod tables;
mod terms;

pub(super) use nodes::write;
