//! From the articles to the files of an EPUB.

use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::error::Result;
use serde::Serialize;

use super::archive::{Archive, File};
use super::package::Package;
use crate::book::chapters::Chapter;
use crate::book::page::{self, Entry};
use crate::book::pictures::Pictures;
use crate::book::select::{Book, TOP};
use crate::book::text::{self, COVER, Medium, Text};

/// What templates see of the book.
#[derive(Debug, Serialize)]
struct BookContext<'b> {
    title: &'b str,
    site_title: &'b str,
    description: &'b str,
    top: &'static str,
    logo: Option<String>,
    opening: Option<String>,
    updated: Option<String>,
    address: &'b str,
    shown_address: String,
    internal: bool,
    contents: Vec<Entry>,
    first: &'b str,
    first_title: &'b str,
}

/// Makes the archive.
///
/// # Errors
/// When an image can't be read. The inner `Err` is a fault in a template.
pub(in crate::book) fn archive<'s>(
    book: &Book<'s>,
    pictures: &mut Pictures<'s>,
) -> Result<Result<Vec<u8>, Box<Diagnostic>>> {
    let opening = book.opening.is_some().then(|| write(book, None, pictures)).transpose()?;
    let mut texts = Vec::with_capacity(book.chapters.len());
    for chapter in &book.chapters {
        texts.push(write(book, Some(chapter), pictures)?);
    }
    let logo = page::logo(book, pictures);
    let made = fill(book, opening, logo, texts, pictures);
    made.map_or_else(|fault| Ok(Err(fault)), |files| Archive::of(&files, &pictures.items).map(Ok))
}

/// Fills the templates.
fn fill(
    book: &Book<'_>,
    opening: Option<Text>,
    logo: Option<String>,
    texts: Vec<Text>,
    pictures: &Pictures<'_>,
) -> Result<Vec<File>, Box<Diagnostic>> {
    let theme = book.theme;
    let mut package = Package::new(book, pictures);
    package.cover(opening.as_ref(), logo.is_some());
    for (chapter, text) in book.chapters.iter().zip(&texts) {
        package.chapter(chapter, text);
    }
    package.images(pictures);
    let first = book.chapters.first();
    let context = serde_json::json!({
        "lang": book.lang(),
        "book": BookContext {
            title: &book.title,
            site_title: book.site_title(),
            description: &book.description,
            top: TOP,
            logo,
            opening: opening.map(|text| text.html),
            updated: book.updated.map(|day| day.to_string()),
            address: &book.address,
            shown_address: page::shown(&book.address),
            internal: book.site.is_for_agents(),
            contents: page::contents(book, |_, chapter| (chapter.file.clone(), None)),
            first: first.map_or(COVER, |chapter| &chapter.file),
            first_title: first.map_or("", |chapter| &chapter.title),
        },
    });
    let mut files = vec![
        File { path: "package.opf".to_owned(), text: theme.render("book-package.xml", &package.context())? },
        File { path: COVER.to_owned(), text: theme.render("book-cover.xml", &context)? },
        File { path: "contents.xhtml".to_owned(), text: theme.render("book-contents.xml", &context)? },
        File { path: "style.css".to_owned(), text: theme.style(&["book/epub.css"]) },
    ];
    for (chapter, text) in book.chapters.iter().zip(texts) {
        // Each is filled in the words of its own language, which its readers know.
        let context = serde_json::json!({
            "lang": book.site.config.languages.get(chapter.language),
            "chapter": page::chapter_context(book, chapter, text.html),
        });
        files.push(File { path: chapter.file.clone(), text: theme.render("book-chapter.xml", &context)? });
    }
    Ok(files)
}

/// Writes the text of a chapter, or of the cover.
fn write<'s>(book: &Book<'s>, chapter: Option<&Chapter>, pictures: &mut Pictures<'s>) -> Result<Text> {
    let id = chapter.map_or(book.opening, |chapter| chapter.id);
    let Some(body) = id.and_then(|id| book.site.body(id)) else { return Ok(Text::default()) };
    let html = book.theme.complete(&body.texts().html, chapter.map_or(book.language, |chapter| chapter.language));
    text::write(book, chapter, &html, Medium::Epub, pictures)
}
