//! All that names an article, a category or a file of the content, and what it has to say once that has another name.
//!
//! [`keys`] holds the one list of keys that name something; links of all kinds are found by [`crate::markdown`]. Whoever
//! adds a key or a file that names an article adds a line there, and renaming, removing and mending know of it.

mod collect;
mod keys;
mod moves;
mod named;
mod names;
mod rewrite;

pub use collect::{Reference, all};
pub use moves::Moves;
pub use named::Named;
pub use rewrite::{Rewriter, Rewritten};

#[cfg(test)]
mod tests;
