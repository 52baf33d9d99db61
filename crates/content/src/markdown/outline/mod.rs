//! What a document says, by itself: its headings, the places that a `#fragment` leads to, and its plain text for search.
//! Whatever of this shows in the page, such as an id, is found by the node that it belongs to.

mod blocks;
mod elements;
mod gather;
mod outlined;

pub(super) use gather::gather;
pub(super) use outlined::{Outline, Said, Standing};
