//! The book as one page: what people open without a network, and what a browser prints.

use std::collections::BTreeSet;

use helpdex_content::config::LanguageId;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::error::Result;
use serde::Serialize;

use super::chapters::{Chapter, Kind};
use super::pictures::Pictures;
use super::request::Paper;
use super::select::{Book, TOP};
use super::text::{self, Medium};

/// What `book.html` sees.
#[derive(Debug, Serialize)]
struct Context<'b> {
    lang: &'b helpdex_content::config::Language,
    book: BookContext<'b>,
}

#[derive(Debug, Serialize)]
struct BookContext<'b> {
    title: &'b str,
    site_title: &'b str,
    description: &'b str,
    generator: String,
    /// The id of the cover.
    top: &'static str,
    /// The image that stands for the site, as a URL that holds it.
    logo: Option<String>,
    /// All styles.
    style: String,
    /// The text of the only category, as HTML.
    opening: Option<String>,
    updated: Option<String>,
    address: &'b str,
    shown_address: String,
    internal: bool,
    /// The sheets, when it is printed.
    paper: Option<&'static str>,
    printed: bool,
    contents: Vec<Entry>,
    chapters: Vec<ChapterContext<'b>>,
}

/// An entry of the table of contents.
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    /// Where it leads.
    pub(super) href: String,
    pub(super) title: String,
    pub(super) lang: String,
    pub(super) dir: &'static str,
    pub(super) foreign: bool,
    /// The page of the PDF.
    pub(super) page: Option<usize>,
    pub(super) children: Vec<Entry>,
}

#[derive(Debug, Serialize)]
pub(super) struct ChapterContext<'b> {
    pub(super) name: &'b str,
    /// `category` or `article`.
    pub(super) kind: &'static str,
    pub(super) title: &'b str,
    pub(super) summary: &'b str,
    /// The level of its heading.
    pub(super) level: usize,
    /// HTML.
    pub(super) body: String,
    pub(super) updated: Option<String>,
    pub(super) address: &'b str,
    pub(super) shown_address: String,
    pub(super) internal: bool,
    pub(super) lang: &'b str,
    pub(super) dir: &'static str,
    pub(super) foreign: bool,
}

/// How the page is to be: on a screen, or on sheets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheets<'p> {
    pub(super) paper: Paper,
    /// The page of each chapter, as far as they are known.
    pub(super) pages: &'p [usize],
}

/// The page for a screen.
///
/// # Errors
/// When an image can't be read. The inner `Err` is a fault in a template.
pub(super) fn html<'s>(book: &Book<'s>, pictures: &mut Pictures<'s>) -> Result<Result<String, Box<Diagnostic>>> {
    let texts = texts(book, false, pictures)?;
    Ok(render(book, &texts, pictures, None))
}

/// The texts of all chapters, and the cover's.
#[derive(Debug)]
pub(super) struct Texts {
    opening: Option<String>,
    chapters: Vec<String>,
}

/// Writes the texts, for a screen or for paper.
///
/// # Errors
/// When an image can't be read.
pub(super) fn texts<'s>(book: &Book<'s>, printed: bool, pictures: &mut Pictures<'s>) -> Result<Texts> {
    let mut write = |chapter: Option<&Chapter>, lower: u8| {
        let id = chapter.map_or(book.opening, |chapter| chapter.id);
        let Some(body) = id.and_then(|id| book.site.body(id)) else { return Ok(String::new()) };
        let language = chapter.map_or(book.language, |chapter| chapter.language);
        let html = book.theme.complete(&body.texts().html, language);
        text::write(book, chapter, &html, Medium::Page { lower, printed }, pictures).map(|text| text.html)
    };
    let opening = book.opening.is_some().then(|| write(None, 0)).transpose()?;
    let chapters = book.chapters.iter().map(|chapter| {
        let lower = u8::try_from(chapter.depth + 1).unwrap_or(u8::MAX).min(5);
        write(Some(chapter), lower)
    });
    Ok(Texts { opening, chapters: chapters.collect::<Result<_>>()? })
}

/// Fills the template.
pub(super) fn render(
    book: &Book<'_>,
    texts: &Texts,
    pictures: &mut Pictures<'_>,
    sheets: Option<Sheets<'_>>,
) -> Result<String, Box<Diagnostic>> {
    let chapters = book.chapters.iter().zip(&texts.chapters);
    let context = Context {
        lang: book.lang(),
        book: BookContext {
            title: &book.title,
            site_title: book.site_title(),
            description: &book.description,
            generator: generator(),
            top: TOP,
            logo: logo(book, pictures),
            style: style(book),
            opening: texts.opening.clone(),
            updated: book.updated.map(|day| day.to_string()),
            address: &book.address,
            shown_address: shown(&book.address),
            internal: book.site.is_for_agents(),
            paper: sheets.map(|sheets| match sheets.paper {
                Paper::A4 => "A4",
                Paper::Letter => "letter",
            }),
            printed: sheets.is_some(),
            contents: contents(book, |at, chapter| {
                let page = sheets.map(|sheets| sheets.pages.get(at).copied().unwrap_or_default());
                (format!("#{}", chapter.name), page)
            }),
            chapters: chapters.map(|(chapter, body)| chapter_context(book, chapter, body.clone())).collect(),
        },
    };
    book.theme.render("book.html", &context)
}

/// A chapter as templates see it.
pub(super) fn chapter_context<'b>(book: &'b Book<'_>, chapter: &'b Chapter, body: String) -> ChapterContext<'b> {
    let language = book.site.config.languages.get(chapter.language);
    ChapterContext {
        name: &chapter.name,
        kind: match chapter.kind {
            Kind::Category => "category",
            Kind::Article => "article",
        },
        title: &chapter.title,
        summary: &chapter.summary,
        level: (chapter.depth + 2).min(6),
        body,
        updated: chapter.updated.map(|day| day.to_string()),
        address: &chapter.address,
        shown_address: shown(&chapter.address),
        internal: chapter.internal,
        lang: &language.code,
        dir: language.dir.name(),
        foreign: chapter.language != book.language,
    }
}

/// The table of contents: an entry a chapter, below the one it belongs to.
pub(super) fn contents(
    book: &Book<'_>,
    mut lead: impl FnMut(usize, &Chapter) -> (String, Option<usize>),
) -> Vec<Entry> {
    let mut open: Vec<Vec<Entry>> = vec![Vec::new()];
    let close = |open: &mut Vec<Vec<Entry>>| {
        let Some(children) = open.pop() else { return };
        if let Some(above) = open.last_mut().and_then(|list| list.last_mut()) {
            above.children = children;
        }
    };
    for (at, chapter) in book.chapters.iter().enumerate() {
        while open.len() > chapter.depth + 1 {
            close(&mut open);
        }
        while open.len() < chapter.depth + 1 {
            open.push(Vec::new());
        }
        let (href, page) = lead(at, chapter);
        let language = book.site.config.languages.get(chapter.language);
        let entry = Entry {
            href,
            title: chapter.title.clone(),
            lang: language.code.clone(),
            dir: language.dir.name(),
            foreign: chapter.language != book.language,
            page,
            children: Vec::new(),
        };
        if let Some(list) = open.last_mut() {
            list.push(entry);
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().unwrap_or_default()
}

/// The styles of the site's articles, and what a book needs beside them.
fn style(book: &Book<'_>) -> String {
    let ids = book.chapters.iter().filter_map(|chapter| chapter.id).chain(book.opening);
    let parts: BTreeSet<&str> =
        ids.filter_map(|id| book.site.body(id)).flat_map(|body| body.parts.iter().copied()).collect();
    let parts: Vec<String> = parts.into_iter().map(|part| format!("css/blocks/{part}.css")).collect();
    let agents = book.site.is_for_agents().then_some("css/agents.css");
    let mut all = vec!["css/main.css"];
    all.extend(parts.iter().map(String::as_str));
    all.extend(agents);
    all.extend(["book/book.css", "css/brand.css", "css/custom.css"]);
    book.theme.style(&all)
}

/// The image that stands for the site.
pub(super) fn logo(book: &Book<'_>, pictures: &mut Pictures<'_>) -> Option<String> {
    let site = book.site;
    let path = site.config.appearance.logo.as_ref()?;
    let url = &site.routes.files().get(path.as_str())?.url;
    // One that can't be read has been told of as a fault of the settings; the book does without.
    pictures.show(url).ok().flatten()
}

/// An address as people read it.
pub(super) fn shown(address: &str) -> String {
    let short = address.split_once("://").map_or(address, |(_, rest)| rest);
    percent_encoding::percent_decode_str(short).decode_utf8_lossy().into_owned()
}

/// What made it.
pub(super) fn generator() -> String {
    format!("Helpdex {}", env!("CARGO_PKG_VERSION"))
}

/// The code of a language of the book's site.
pub(super) fn code<'b>(book: &'b Book<'_>, language: LanguageId) -> &'b str {
    book.site.config.code(language)
}
