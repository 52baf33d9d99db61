//! A printed PDF: where its chapters stand, and what readers of it are told.

use std::collections::HashMap;

use helpdex_content::error::{Error, Result};
use jiff::Timestamp;
use lopdf::{Dictionary, Object, ObjectId, SaveOptions, StringFormat};
use percent_encoding::percent_decode;

use super::metadata::{self, Told};
use super::{artifacts, structure};
use crate::book::page::generator;
use crate::book::select::{Book, TOP};

/// A PDF as a browser printed it.
#[derive(Debug)]
pub(super) struct Document {
    pdf: lopdf::Document,
}

impl Document {
    /// Reads what was printed.
    ///
    /// # Errors
    /// When it is no PDF.
    pub(super) fn read(bytes: &[u8]) -> Result<Self> {
        Ok(Self { pdf: lopdf::Document::load_mem(bytes).map_err(broken)? })
    }

    /// How many pages it has.
    pub(super) fn pages(&self) -> usize {
        self.pdf.get_pages().len()
    }

    /// The page of each place, from one on; zero for those that aren't there.
    pub(super) fn pages_of<'n>(&self, names: impl Iterator<Item = &'n str>) -> Vec<usize> {
        let numbers: HashMap<ObjectId, usize> = self.pdf.page_iter().zip(1..).collect();
        let known = self.destinations();
        let page = |name: &str| known.get(name).and_then(|page| numbers.get(page)).copied().unwrap_or_default();
        names.map(page).collect()
    }

    /// The places that links lead to, with their pages.
    fn destinations(&self) -> HashMap<String, ObjectId> {
        let mut found = HashMap::new();
        let destinations = self.pdf.catalog().and_then(|catalog| self.pdf.get_dict_in_dict(catalog, b"Dests"));
        for (name, place) in destinations.into_iter().flat_map(Dictionary::iter) {
            let place = self.pdf.dereference(place).ok().and_then(|(_, place)| place.as_array().ok());
            let page = place.and_then(|place| place.first()?.as_reference().ok());
            if let Some(page) = page {
                found.insert(percent_decode(name).decode_utf8_lossy().into_owned(), page);
            }
        }
        found
    }

    /// The bytes of the file: packed, with what screen readers need, the title that readers show, and without the moment in which
    /// it was printed.
    ///
    /// # Errors
    /// When it can't be written.
    pub(super) fn finish(mut self, book: &Book<'_>) -> Result<Vec<u8>> {
        let language = text(book.site.config.code(book.language));
        if let Ok(catalog) = self.pdf.catalog_mut() {
            let mut preferences = Dictionary::new();
            preferences.set("DisplayDocTitle", true);
            if book.lang().dir == helpdex_content::config::Direction::Rtl {
                preferences.set("Direction", Object::Name(b"R2L".to_vec()));
            }
            catalog.set("ViewerPreferences", preferences);
            catalog.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
            catalog.set("Lang", language);
        }
        artifacts::mark(&mut self.pdf);
        let is_accessible = structure::mend(&mut self.pdf);
        structure::describe_links(&mut self.pdf, |name| {
            let name = percent_decode(name).decode_utf8_lossy();
            place(book, &name).map(text)
        });
        let told = Told {
            title: &book.title,
            author: book.site_title(),
            description: &book.description,
            language: book.site.config.code(book.language),
            program: &generator(),
            moment: &book.modified.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            is_accessible,
        };
        metadata::add(&mut self.pdf, &told);
        let info = self.pdf.trailer.get(b"Info").and_then(Object::as_reference);
        if let Some(info) = info.ok().and_then(|info| self.pdf.get_dictionary_mut(info).ok()) {
            info.set("Title", text(&book.title));
            info.set("Author", text(book.site_title()));
            if !book.description.is_empty() {
                info.set("Subject", text(&book.description));
            }
            info.set("Creator", text(&generator()));
            let moment = Object::string_literal(moment(book.modified));
            info.set("CreationDate", moment.clone());
            info.set("ModDate", moment);
        }
        // A random number by the standard's advice: the same book is to be the same file.
        self.pdf.trailer.remove(b"ID");
        self.pdf.version = "1.7".to_owned();
        let options =
            SaveOptions::builder().use_object_streams(true).use_xref_streams(true).compression_level(9).build();
        let mut bytes = Vec::new();
        self.pdf.save_with_options(&mut bytes, options).map_err(|fault| broken(fault.into()))?;
        Ok(bytes)
    }
}

/// What a place of the book is called: its chapter's title.
fn place<'b>(book: &'b Book<'_>, name: &str) -> Option<&'b str> {
    // A place within an article is called after it.
    let chapter = name.split_once("--").map_or(name, |(chapter, _)| chapter);
    if chapter == TOP {
        return Some(&book.title);
    }
    let is_called = |name: &str| book.chapters.iter().find(|chapter| chapter.name == name);
    is_called(name).or_else(|| is_called(chapter)).map(|chapter| chapter.title.as_str())
}

/// A text as PDFs have it.
fn text(text: &str) -> Object {
    if text.is_ascii() {
        return Object::string_literal(text);
    }
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// A moment as PDFs have it.
fn moment(time: Timestamp) -> String {
    time.strftime("D:%Y%m%d%H%M%SZ").to_string()
}

fn broken(fault: lopdf::Error) -> Error {
    Error::Environment(format!("the browser printed a PDF that can't be read: {fault}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_moments() {
        assert_eq!(text("a"), Object::string_literal("a"));
        assert_eq!(text("Ж"), Object::String(vec![0xfe, 0xff, 0x04, 0x16], StringFormat::Hexadecimal));
        assert_eq!(moment(Timestamp::UNIX_EPOCH), "D:19700101000000Z");
    }
}
