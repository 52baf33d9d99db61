//! A book, from what is asked for to its file.

use std::path::Path;

use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::error::Result;
use helpdex_content::site::Site;
use helpdex_render::theme::Theme;

use super::pictures::Pictures;
use super::request::{Exported, Format, Request};
use super::select::Book;
use super::{epub, page, pdf, save};

/// Writes a book. The same site makes the same bytes; a PDF, with the same browser.
///
/// # Errors
/// When the request makes no sense, a picture can't be read, a browser doesn't print, or the file can't be written. The
/// inner `Err` is a fault in a template of the site's theme.
pub fn write(
    site: &Site,
    theme: &Theme,
    request: &Request<'_>,
    out: &Path,
) -> Result<Result<Exported, Box<Diagnostic>>> {
    save::check(site, request.format, out)?;
    let book = Book::select(site, theme, request)?;
    let mut pictures = Pictures::new(site, request.format);
    let mut pages = None;
    let made = match request.format {
        Format::Html => page::html(&book, &mut pictures)?.map(String::into_bytes),
        Format::Epub => epub::archive(&book, &mut pictures)?,
        Format::Pdf => pdf::print(&book, request, &mut pictures)?.map(|printed| {
            pages = Some(printed.pages);
            printed.bytes
        }),
    };
    let bytes = match made {
        Ok(bytes) => bytes,
        Err(fault) => return Ok(Err(fault)),
    };
    save::replace(out, &bytes)?;
    Ok(Ok(Exported {
        out: out.to_owned(),
        articles: book.articles(),
        untranslated: book.untranslated,
        unseen: pictures.unseen(),
        pages,
        bytes: bytes.len() as u64,
    }))
}
