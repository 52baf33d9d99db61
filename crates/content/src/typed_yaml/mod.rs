//! Typed reading of YAML that reports every fault with its place.
//!
//! Front matter and `helpdex.yaml` share it: a wrong type, an unknown key and a bad value read the same everywhere.

mod map_reader;
mod value;

use std::ops::Range;

use crate::diagnostic::{Diagnostic, SourceText};
use crate::yaml::{self, Node};

pub(crate) use map_reader::MapReader;
pub use value::{At, Key};

/// Parses YAML that stands at `offset` of a file; a syntax fault becomes a diagnostic with `code`.
pub(crate) fn parse(
    source: &SourceText,
    range: Range<usize>,
    code: &'static str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Node> {
    let text = &*source.slice(range.clone()).unwrap_or_default();
    match yaml::parse(text) {
        Ok(node) => Some(node),
        Err(fault) => {
            let at = range.start + fault.offset;
            let line = text.get(..fault.offset).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
            let help = if fault.message.starts_with("aliases") {
                "write out what the aliases stand for"
            } else if fault.message.starts_with("nested") {
                "keep to a key and its value on each line"
            } else if line.contains('\t') || text.get(fault.offset..).is_some_and(|rest| rest.starts_with('\t')) {
                "YAML wants spaces, not tabs, at the start of a line"
            } else {
                "quote a text that holds `: `, ` #` or starts with a sign: `title: \"What: how?\"`"
            };
            diagnostics.push(source.error(code, at..at + 1, format!("not valid YAML: {}", fault.message)).help(help));
            None
        }
    }
}

#[cfg(test)]
mod tests;
