//! The file: as a whole or not at all, and never in the place of something else.

use std::io::{ErrorKind, Read};
use std::path::Path;

use helpdex_content::edit::replace_file;
use helpdex_content::error::{Error, Result};
use helpdex_content::site::Site;

use super::request::{Format, refused};

/// Refuses a place that is not a book's, before any work is done.
///
/// # Errors
/// When it is a folder, a file of another kind, or lies among the articles or in the theme.
pub(super) fn check(site: &Site, format: Format, out: &Path) -> Result<()> {
    let refuse = |why: &str| Err(refused(format!("`{}` can't be the book: {why}", out.display())));
    if out.is_dir() {
        return refuse("it is a folder; name a file");
    }
    let absolute = std::path::absolute(out).map_err(Error::io("find", out))?;
    let folder = absolute.parent().unwrap_or(&absolute);
    let folder = folder.canonicalize().map_err(Error::io("find the folder of", out))?;
    let config = &site.config;
    for (own, name) in [(config.content_dir(), "content"), (config.root.join("themes"), "themes")] {
        if own.canonicalize().is_ok_and(|own| folder.starts_with(own)) {
            return refuse(&format!("it lies in the {name} folder"));
        }
    }
    match std::fs::File::open(&absolute) {
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(()),
        Err(fault) => Err(Error::Io { doing: "read", path: out.to_owned(), source: fault }),
        Ok(file) => {
            let mut start = Vec::new();
            file.take(64).read_to_end(&mut start).map_err(Error::io("read", out))?;
            if start.is_empty() || begins(&start, format) {
                return Ok(());
            }
            refuse(&format!("a file is there that is no {}; move it away, or choose another name", format.name()))
        }
    }
}

/// Whether a file begins as those of a format do.
fn begins(start: &[u8], format: Format) -> bool {
    match format {
        Format::Html => start.get(..9).is_some_and(|start| start.eq_ignore_ascii_case(b"<!doctype")),
        Format::Epub => start.starts_with(b"PK\x03\x04"),
        Format::Pdf => start.starts_with(b"%PDF-"),
    }
}

/// Writes the file.
///
/// # Errors
/// When it can't be written; what was there before is there still.
pub(super) fn replace(out: &Path, bytes: &[u8]) -> Result<()> {
    replace_file(out, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_replaces_nothing_but_a_book() {
        assert!(begins(b"<!DOCTYPE html>\n", Format::Html) && begins(b"%PDF-1.7", Format::Pdf));
        assert!(begins(b"PK\x03\x04\x14", Format::Epub));
        assert!(
            !begins(b"---\ntitle: x", Format::Html)
                && !begins(b"PK\x03\x04", Format::Pdf)
                && !begins(b"", Format::Html)
        );
    }
}
