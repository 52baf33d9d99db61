//! Articles as one file to take along: a page, an EPUB or a PDF.
//!
//! ```text
//! select   which articles, in the order of the site's lists
//! names    what each of them, and each place in it, is called in the file
//! links    where a link of an article leads: into the file, or to the site
//! pictures the site's own images, once each
//! text     an article's HTML as HTML or as XML, with all of that
//! page     one HTML file
//! epub     an archive of XHTML
//! pdf      the page, printed by a browser
//! save     the file, as a whole or not at all
//! ```

mod epub;
mod links;
mod names;
mod page;
mod pdf;
mod pictures;
mod save;
mod select;
mod text;

use std::path::{Path, PathBuf};

use helpdex_content::config::LanguageId;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::error::{Error, Result};
use helpdex_content::site::Site;
use helpdex_render::theme::Theme;
use jiff::Timestamp;

pub use pdf::Browser;
use pictures::Pictures;
use select::Book;
pub use select::language;

/// What the file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One page with all that it shows in it.
    Html,
    /// For readers of books.
    Epub,
    /// For paper and offices.
    Pdf,
}

impl Format {
    /// The format that a file's name asks for.
    pub fn of(name: &Path) -> Option<Self> {
        match name.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "html" | "htm" => Some(Self::Html),
            "epub" => Some(Self::Epub),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Html => "HTML",
            Self::Epub => "EPUB",
            Self::Pdf => "PDF",
        }
    }
}

/// The sheets that a PDF has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 in.
    Letter,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The language of the book.
    pub language: LanguageId,
    /// The categories that it holds, by their folders; all articles where there is none.
    pub categories: &'a [String],
    /// What it is called; the site's title, or the category's, otherwise.
    pub title: Option<&'a str>,
    /// Whether articles that aren't written in the language stand in it in another one.
    pub untranslated: bool,
    /// What the file is.
    pub format: Format,
    /// The sheets of a PDF.
    pub paper: Paper,
    /// The browser that prints a PDF, and how.
    pub browser: Browser<'a>,
    /// When it is made, where that is set: else it bears the day of its newest article.
    pub made: Option<Timestamp>,
}

/// What was written.
#[derive(Debug)]
pub struct Exported {
    /// The file.
    pub out: PathBuf,
    /// Articles in it.
    pub articles: usize,
    /// Articles that aren't written in its language and therefore not in it.
    pub untranslated: usize,
    /// Pictures that such a file can't show: their texts stand in their places.
    pub unseen: Vec<String>,
    /// The pages of a PDF.
    pub pages: Option<usize>,
    /// Bytes of the file.
    pub bytes: u64,
}

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

/// A request that makes no sense.
fn refused(message: String) -> Error {
    Error::Refused(message)
}

#[cfg(test)]
mod tests;
