//! The book as a PDF: its page, printed by a browser that is there already.
//!
//! A browser has what a PDF of every language needs: the shaping of all scripts, the fonts of the machine, the styles of
//! the site, tags for screen readers, and bookmarks. It knows no way to print the numbers of pages into a table of contents,
//! so the page is printed twice: where each chapter stands is read from the first one.

mod artifacts;
mod browser;
mod find;
mod finish;
mod metadata;
mod structure;

use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::error::{Error, Result};

use super::page::{self, Sheets};
use super::pictures::Pictures;
use super::request::Request;
use super::select::Book;
use browser::Printer;
use finish::Document;

/// A PDF.
#[derive(Debug)]
pub(super) struct Printed {
    pub(super) bytes: Vec<u8>,
    pub(super) pages: usize,
}

/// The table of contents is printed anew at most so often: its numbers have room, so that once is enough.
const TRIES: usize = 3;

/// Prints the book.
///
/// # Errors
/// When there is no browser, it doesn't print, or an image can't be read. The inner `Err` is a fault in a template.
pub(super) fn print<'s>(
    book: &Book<'s>,
    request: &Request<'_>,
    pictures: &mut Pictures<'s>,
) -> Result<Result<Printed, Box<Diagnostic>>> {
    // Without one, nothing else need be done.
    let printer = Printer::new(request.browser)?;
    let texts = page::texts(book, true, pictures)?;
    let mut pages: Vec<usize> = vec![0; book.chapters.len()];
    for _ in 0..TRIES {
        let sheets = Sheets { paper: request.paper, pages: &pages };
        let html = match page::render(book, &texts, pictures, Some(sheets)) {
            Ok(html) => html,
            Err(fault) => return Ok(Err(fault)),
        };
        let document = Document::read(&printer.print(&html)?)?;
        let found = document.pages_of(book.chapters.iter().map(|chapter| chapter.name.as_str()));
        if found == pages {
            return Ok(Ok(Printed { pages: document.pages(), bytes: document.finish(book)? }));
        }
        pages = found;
    }
    let message = "the pages of the book come out at other places each time; leave parts of it out with `--category`";
    Err(Error::Environment(message.to_owned()))
}
