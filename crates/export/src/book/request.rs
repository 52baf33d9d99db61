//! What is asked for, and what came of it.

use std::path::{Path, PathBuf};

use helpdex_content::config::LanguageId;
use helpdex_content::error::Error;
use jiff::Timestamp;

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

/// Which browser prints, and how.
#[derive(Clone, Copy, Debug, Default)]
pub struct Browser<'a> {
    /// Where it is; one that is found otherwise.
    pub path: Option<&'a Path>,
    /// Whether it runs without its sandbox, which the system may forbid: for the root user, and in many containers.
    pub without_sandbox: bool,
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

/// A request that makes no sense.
pub(super) fn refused(message: String) -> Error {
    Error::Refused(message)
}
