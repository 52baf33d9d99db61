//! Writing an import, over nothing that is there.

use std::fs;
use std::ops::Range;
use std::path::Path;

use super::job::Job;
use super::report::Summary;
use super::rewrite::{Content, Kind, Output};
use crate::scaffold::write_new;
use helpdex_content::error::{Error, Result};

/// The paths at which the content has something else than what is to be written.
///
/// A text that differs only in where its links lead may well be the same article, imported earlier: its links differ
/// for as long as other names are not settled. So those paths count only when there are no others.
pub(super) fn occupied(job: &Job<'_>, outputs: &[Output]) -> Result<Vec<String>> {
    let (mut others, mut nearly_same) = (Vec::new(), Vec::new());
    for output in outputs {
        let path = job.into.join(&output.path);
        // `symlink_metadata` sees links that lead nowhere too.
        if fs::symlink_metadata(&path).is_err() {
            continue;
        }
        match &output.content {
            Content::Page(_) => {}
            Content::Text(text, ..) if has_bytes(&path, text.as_bytes()) => {}
            Content::Text(text, links, _) => {
                let list = if has_same_words(&path, text, links) { &mut nearly_same } else { &mut others };
                list.push(output.path.clone());
            }
            Content::Picture(bytes) if has_bytes(&path, bytes) => {}
            Content::Copy(from) if is_copy(&path, from)? => {}
            Content::Copy(_) | Content::Picture(_) => others.push(output.path.clone()),
        }
    }
    Ok(if others.is_empty() { nearly_same } else { others })
}

/// Whether a file holds a text, whatever stands in the places of its links.
fn has_same_words(path: &Path, text: &str, links: &[Range<usize>]) -> bool {
    let Ok(there) = fs::read_to_string(path) else { return false };
    let mut there = there.as_str();
    let mut at = 0;
    for link in links {
        let words = text.get(at..link.start).unwrap_or_default();
        let Some(rest) = there.strip_prefix(words) else { return false };
        // A link written by an import has no blanks and ends where a bracket, a blank or a quote begins.
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ')' | '"' | '\'' | '>')).unwrap_or(rest.len());
        there = rest.get(end..).unwrap_or_default();
        at = link.end;
    }
    text.get(at..) == Some(there)
}

fn has_bytes(path: &Path, bytes: &[u8]) -> bool {
    let len = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let same_len = fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == len);
    same_len && fs::read(path).is_ok_and(|there| there == bytes)
}

fn is_copy(path: &Path, from: &Path) -> Result<bool> {
    let len = fs::metadata(from).map_err(Error::io("read", from))?.len();
    let same_len = fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == len);
    Ok(same_len && has_bytes(path, &fs::read(from).map_err(Error::io("read", from))?))
}

/// Writes what is not there yet.
pub(super) fn write(job: &Job<'_>, outputs: &[Output], summary: &mut Summary) -> Result<()> {
    for output in outputs {
        let path = job.into.join(&output.path);
        let is_new = match &output.content {
            Content::Text(text, ..) | Content::Page(text) => write_new(&path, text.as_bytes())?,
            Content::Picture(bytes) => write_new(&path, bytes)?,
            Content::Copy(from) => write_new(&path, &fs::read(from).map_err(Error::io("read", from))?)?,
        };
        match (&output.content, is_new) {
            (Content::Page(_), true) => summary.categories += 1,
            (Content::Copy(_) | Content::Picture(_), true) => summary.files += 1,
            (Content::Text(..), true) | (Content::Page(_), false) => {}
            (Content::Text(_, _, Kind::Article { is_draft }), false) => {
                summary.kept.articles += 1;
                summary.kept.drafts += usize::from(*is_draft);
            }
            (Content::Text(_, _, Kind::CategoryPage), false) => summary.kept.category_pages += 1,
            (Content::Copy(_) | Content::Picture(_), false) => summary.kept.files += 1,
        }
    }
    Ok(())
}
