//! What is said of a book: its names, its files, and what people need to read it.

use std::collections::BTreeSet;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::book::chapters::Chapter;
use crate::book::page;
use crate::book::pictures::Pictures;
use crate::book::select::Book;
use crate::book::text::Text;

/// What `book-package.xml` sees.
#[derive(Debug)]
pub(super) struct Package<'b> {
    book: &'b Book<'b>,
    items: Vec<Item>,
    languages: BTreeSet<&'b str>,
    cover_properties: String,
    has_images: bool,
    lacks_alt: bool,
    has_math: bool,
    may_move: bool,
}

/// A file of the book.
#[derive(Debug, Serialize)]
struct Item {
    id: String,
    href: String,
    media_type: &'static str,
    properties: String,
    /// Whether it is read in its turn.
    is_chapter: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct PackageContext<'p> {
    lang: &'p helpdex_content::config::Language,
    book: BookContext<'p>,
}

#[derive(Debug, Serialize)]
struct BookContext<'p> {
    identifier: String,
    title: &'p str,
    site_title: &'p str,
    description: &'p str,
    address: &'p str,
    modified: String,
    generator: String,
    other_languages: Vec<&'p str>,
    has_images: bool,
    lacks_alt: bool,
    features: Vec<&'static str>,
    may_move: bool,
    cover_properties: &'p str,
    items: &'p [Item],
}

impl<'b> Package<'b> {
    pub(super) fn new(book: &'b Book<'b>, pictures: &Pictures<'_>) -> Self {
        Self {
            book,
            items: Vec::new(),
            languages: BTreeSet::new(),
            cover_properties: String::new(),
            has_images: false,
            lacks_alt: false,
            has_math: false,
            may_move: pictures.may_move,
        }
    }

    /// Adds the cover.
    pub(super) fn cover(&mut self, opening: Option<&Text>, has_logo: bool) {
        self.has_images |= has_logo;
        if let Some(text) = opening {
            self.cover_properties = self.properties(text);
        }
    }

    /// Adds a chapter.
    pub(super) fn chapter(&mut self, chapter: &Chapter, text: &Text) {
        if chapter.language != self.book.language {
            self.languages.insert(page::code(self.book, chapter.language));
        }
        let properties = self.properties(text);
        self.items.push(Item {
            id: format!("c{:04}", self.items.len() + 1),
            href: chapter.file.clone(),
            media_type: "application/xhtml+xml",
            properties,
            is_chapter: true,
        });
    }

    /// Adds the images.
    pub(super) fn images(&mut self, pictures: &Pictures<'_>) {
        let items = pictures.items.iter().enumerate().map(|(at, picture)| Item {
            id: format!("i{:04}", at + 1),
            href: picture.path.clone(),
            media_type: picture.media_type,
            properties: String::new(),
            is_chapter: false,
        });
        self.items.extend(items);
    }

    /// What a reader has to know to show a text.
    fn properties(&mut self, text: &Text) -> String {
        self.has_images |= text.has_images;
        self.lacks_alt |= text.lacks_alt;
        self.has_math |= text.has_math;
        if text.has_math { "mathml".to_owned() } else { String::new() }
    }

    pub(super) fn context(&self) -> PackageContext<'_> {
        let book = self.book;
        let mut features = vec!["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability"];
        if self.has_images && !self.lacks_alt {
            features.push("alternativeText");
        }
        if self.has_math {
            features.push("MathML");
        }
        PackageContext {
            lang: book.lang(),
            book: BookContext {
                identifier: identifier(&book.identity),
                title: &book.title,
                site_title: book.site_title(),
                description: &book.description,
                address: &book.address,
                modified: book.modified.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
                generator: page::generator(),
                other_languages: self.languages.iter().copied().collect(),
                has_images: self.has_images,
                lacks_alt: self.lacks_alt,
                features,
                may_move: self.may_move,
                cover_properties: &self.cover_properties,
                items: &self.items,
            },
        }
    }
}

/// A name that no other book has, and that this one keeps: a UUID of what it is about (RFC 9562, version 8).
fn identifier(identity: &str) -> String {
    let digest = Sha256::digest(identity.as_bytes());
    let mut bytes: Vec<u8> = digest.iter().take(16).copied().collect();
    if let Some(version) = bytes.get_mut(6) {
        *version = (*version & 0x0f) | 0x80;
    }
    if let Some(variant) = bytes.get_mut(8) {
        *variant = (*variant & 0x3f) | 0x80;
    }
    let mut name = "urn:uuid:".to_owned();
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            name.push('-');
        }
        name.push_str(&format!("{byte:02x}"));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_keeps_its_name() {
        let name = identifier("https://help.example.com/\nen");
        assert_eq!(name, identifier("https://help.example.com/\nen"));
        assert_ne!(name, identifier("https://help.example.com/\nru"));
        assert_eq!(name.len(), "urn:uuid:".len() + 36);
        assert_eq!(name.as_bytes()[9 + 14], b'8', "{name}");
    }
}
