//! A body as a tree: parsed once, then read by whoever asks something of it.
//!
//! [`parse`] and [`parse_as_written`] make a [`Document`] of a text. Elements of Markdown, blocks between colons and
//! elements of raw HTML stand in one tree, well nested, each with its place in the body. What an article may not hold isn't
//! in it: refused elements, comments and the content of `script` are told as faults and leave [`NodeKind::Removed`] behind.
//!
//! The tree knows nothing of the site. Where its links lead is asked by `references`, what it says is gathered by
//! `outline`, what it looks like is written by `writer`, and `prose` reads its words for the rules.

mod block;
mod blocks;
mod builder;
mod destination;
mod element;
mod leaves;
mod node;
mod picture;
mod raw;
mod raw_attributes;
mod raw_open;
mod raw_stack;
#[cfg(test)]
mod tests;
mod tree;

pub(super) use block::Block;
pub(super) use builder::{parse, parse_as_written};
pub(super) use element::{Anchor, Element, Role};
pub(super) use node::{Link, Node, NodeKind, Table};
pub(super) use picture::Picture;
pub(super) use tree::Document;
