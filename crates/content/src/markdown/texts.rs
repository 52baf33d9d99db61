//! The texts of a rendered body, which are most of what is kept of an article.
//!
//! A site keeps them packed: a page, the index and a rule look at each a few times, and a help center of seventeen
//! thousand articles has two hundred megabytes of them. Plain text and HTML are packed together, since one says once more
//! what the other does.

use std::sync::Arc;

use crate::text_store::{Bytes, TextStore};

/// The texts of a rendered body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// The body. An H1 before anything else is not in it if the page has a title: that takes its place.
    pub html: String,
    /// Plain text for search. The first one has no heading and may be empty.
    pub sections: Vec<Section>,
    /// The text as Markdown for programs, with the URLs of pages where addresses belong; kept where programs get it.
    pub(crate) markdown: Option<String>,
}

/// The plain text under one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Index into [`Rendered::headings`]; none before the first heading.
    pub heading: Option<usize>,
    /// Index into [`Rendered::landings`] when it stands in such a block, and not below a heading in it.
    pub landing: Option<usize>,
    /// Text with a line per block.
    pub text: String,
}

/// The same in a third of the memory, or in none.
#[derive(Clone, Debug)]
pub(super) struct Packed {
    /// HTML, then the text of each section, then the Markdown, compressed.
    bytes: Bytes,
    /// Bytes of the HTML.
    html: u32,
    /// Whether there is Markdown.
    has_markdown: bool,
    places: Box<[Place]>,
}

/// Where a section belongs, and how long it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    heading: Option<u32>,
    landing: Option<u32>,
    bytes: u32,
}

impl Texts {
    /// Packs them, into a store where there is one; nothing for what no article comes near to.
    pub(super) fn packed(&self, store: Option<&Arc<TextStore>>) -> Option<Packed> {
        let mut all = self.html.clone();
        let mut places = Vec::with_capacity(self.sections.len());
        for section in &self.sections {
            all.push_str(&section.text);
            places.push(Place {
                heading: section.heading.map(u32::try_from).transpose().ok()?,
                landing: section.landing.map(u32::try_from).transpose().ok()?,
                bytes: u32::try_from(section.text.len()).ok()?,
            });
        }
        all.push_str(self.markdown.as_deref().unwrap_or_default());
        let html = u32::try_from(self.html.len()).ok()?;
        let bytes = Bytes::of(lz4_flex::block::compress_prepend_size(all.as_bytes()), store);
        Some(Packed { bytes, html, has_markdown: self.markdown.is_some(), places: places.into_boxed_slice() })
    }
}

impl Packed {
    /// All of it as bytes.
    pub(super) fn to_bytes(&self) -> Option<Vec<u8>> {
        let places = self.places.iter().map(|place| (place.heading, place.landing, place.bytes));
        postcard::to_allocvec(&(&*self.bytes.get(), self.html, self.has_markdown, places.collect::<Vec<_>>())).ok()
    }

    /// The same again, in a store where there is one; nothing for bytes that are not such.
    pub(super) fn from_bytes(bytes: &[u8], store: Option<&Arc<TextStore>>) -> Option<Self> {
        type Places = Vec<(Option<u32>, Option<u32>, u32)>;
        let (bytes, html, has_markdown, places): (&[u8], u32, bool, Places) = postcard::from_bytes(bytes).ok()?;
        let places = places.into_iter().map(|(heading, landing, bytes)| Place { heading, landing, bytes });
        Some(Self { bytes: Bytes::of(bytes.to_vec(), store), html, has_markdown, places: places.collect() })
    }

    /// What was packed a moment ago in the same memory can be unpacked, and a store knows what it lost.
    fn unpacked(&self) -> Vec<u8> {
        lz4_flex::block::decompress_size_prepended(&self.bytes.get()).unwrap_or_default()
    }

    /// The Markdown alone.
    pub(super) fn markdown(&self) -> Option<String> {
        let places = self.places.iter().map(|place| place.bytes as usize);
        let start = self.html as usize + places.sum::<usize>();
        let mut all = if self.has_markdown { self.unpacked() } else { return None };
        let text = all.split_off(start.min(all.len()));
        Some(String::from_utf8(text).unwrap_or_default())
    }

    /// The texts again.
    pub(super) fn open(&self) -> Texts {
        let all = String::from_utf8(self.unpacked()).unwrap_or_default();
        let mut rest = self.html as usize;
        let sections = self.places.iter().map(|place| {
            let text = all.get(rest..rest + place.bytes as usize).unwrap_or_default().to_owned();
            rest += place.bytes as usize;
            let index = |at: Option<u32>| at.map(|at| at as usize);
            Section { heading: index(place.heading), landing: index(place.landing), text }
        });
        let sections = sections.collect();
        let markdown = self.has_markdown.then(|| all.get(rest..).unwrap_or_default().to_owned());
        let mut html = all;
        html.truncate(self.html as usize);
        Texts { html, sections, markdown }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_texts_are_the_same_again() {
        let section = |heading, landing, text: &str| Section { heading, landing, text: text.to_owned() };
        let texts = Texts {
            html: "<p>Деньги приходят в тот же день.</p>\n".repeat(40),
            sections: vec![section(None, None, ""), section(Some(3), Some(0), &"Деньги приходят. ".repeat(90))],
            markdown: Some("Деньги приходят в тот же день.\n".to_owned()),
        };
        let store = Arc::new(TextStore::new().expect("a temporary file"));
        for store in [None, Some(&store)] {
            let packed = texts.packed(store).expect("packed");
            assert_eq!(packed.open(), texts);
            assert_eq!(packed.markdown(), texts.markdown);
            let again = Packed::from_bytes(&packed.to_bytes().expect("packed"), store).expect("the same");
            assert_eq!(again.open(), texts);
            assert!(packed.bytes.get().len() < texts.html.len() / 4);
            let nothing = Texts::default().packed(store).expect("packed");
            assert_eq!((nothing.open(), nothing.markdown()), (Texts::default(), None));
        }
    }
}
