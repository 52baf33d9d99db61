//! The words of the interface, in every language of the site.
//!
//! A file such as `strings/ru.yaml` is a map: a text, or plural forms, or a list (of months). What a language's file
//! leaves out comes from the languages near to it, else from English.

mod load;
mod number;
mod read;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub(super) use load::load;
pub(super) use number::{count, plain};
pub(crate) use words::Strings;
