//! Queries that ask the same.

mod normal;

pub use normal::{NormalForms, telling_words, words};
