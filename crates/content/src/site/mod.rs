//! A help site as a whole: categories, articles and languages, immutable.

mod affected;
mod assemble;
mod body;
mod channels;
mod dates;
mod model;
mod outside;
mod related;
mod tag;
mod tags;
mod tree;
mod update;

pub use dates::Dates;
pub use model::{Options, Shown, Site};
pub use related::key_of_path;
pub use tag::Tag;
pub use tree::{Tree, humanised};
