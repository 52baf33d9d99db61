//! A rendered body as bytes, and back: for whoever keeps it until the next build.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::rendered::{Change, Heading, ImageUse, Kept, Landing, Link, LinkTarget, Rendered};
use super::resolve::ArticleLink;
use super::texts::Packed;
use crate::kept::{name, pack_diagnostics, unpack_diagnostics};
use crate::text_store::TextStore;

#[derive(Serialize, Deserialize)]
struct Record<'r> {
    texts: &'r [u8],
    h1: Option<&'r str>,
    #[serde(borrow)]
    headings: Vec<HeadingRecord<'r>>,
    /// Those of landings, each with its text.
    #[serde(borrow)]
    landings: Vec<(&'r str, &'r str)>,
    questions: Vec<usize>,
    #[serde(borrow)]
    changes: Vec<(&'r str, &'r str, &'r str, usize)>,
    #[serde(borrow)]
    players: Vec<&'r str>,
    #[serde(borrow)]
    embeds: Vec<&'r str>,
    #[serde(borrow)]
    media: Vec<&'r str>,
    #[serde(borrow)]
    parts: Vec<&'r str>,
    #[serde(borrow)]
    anchors: Vec<&'r str>,
    #[serde(borrow)]
    links: Vec<LinkRecord<'r>>,
    #[serde(borrow)]
    images: Vec<ImageRecord<'r>>,
    has_words: bool,
    summary: &'r str,
    diagnostics: &'r [u8],
}

#[derive(Serialize, Deserialize)]
struct HeadingRecord<'r> {
    level: u8,
    written: u8,
    id: &'r str,
    text: &'r str,
    range: (usize, usize),
}

#[derive(Serialize, Deserialize)]
struct LinkRecord<'r> {
    #[serde(borrow)]
    target: TargetRecord<'r>,
    range: (usize, usize),
    text: &'r str,
}

#[derive(Serialize, Deserialize)]
enum TargetRecord<'r> {
    Article { file: &'r str, fragment: Option<&'r str>, redirected: bool },
    Fragment(&'r str),
    File(&'r str),
    External(&'r str),
}

#[derive(Serialize, Deserialize)]
struct ImageRecord<'r> {
    src: &'r str,
    alt: &'r str,
    decorative: bool,
    width: Option<u32>,
    range: (usize, usize),
}

fn strings(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

impl Rendered {
    /// All of it as bytes; nothing for what is not packed.
    pub(crate) fn to_bytes(&self) -> Option<Vec<u8>> {
        let Kept::Packed(texts) = &self.texts else { return None };
        let (texts, diagnostics) = (texts.to_bytes()?, pack_diagnostics(&self.diagnostics)?);
        let record = Record {
            texts: &texts,
            h1: self.h1.as_deref(),
            headings: self.headings.iter().map(HeadingRecord::of).collect(),
            landings: self.landings.iter().map(|Landing { id, text }| (id.as_str(), text.as_str())).collect(),
            questions: self.questions.clone(),
            changes: self
                .changes
                .iter()
                .map(|Change { date, id, title, landing }| (date.as_str(), id.as_str(), title.as_str(), *landing))
                .collect(),
            players: self.players.clone(),
            embeds: strings(&self.embeds),
            media: strings(&self.media),
            parts: self.parts.clone(),
            anchors: strings(&self.anchors),
            links: self.links.iter().map(LinkRecord::of).collect(),
            images: self.images.iter().map(ImageRecord::of).collect(),
            has_words: self.has_words,
            summary: &self.summary,
            diagnostics: &diagnostics,
        };
        postcard::to_allocvec(&record).ok()
    }

    /// The same again, with its texts in a store where there is one; nothing for bytes that are no body.
    pub(crate) fn from_bytes(bytes: &[u8], store: Option<&Arc<TextStore>>) -> Option<Self> {
        let record: Record<'_> = postcard::from_bytes(bytes).ok()?;
        let owned = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect();
        Some(Self {
            texts: Kept::Packed(Packed::from_bytes(record.texts, store)?),
            h1: record.h1.map(str::to_owned),
            headings: record.headings.into_iter().map(HeadingRecord::open).collect(),
            landings: record
                .landings
                .into_iter()
                .map(|(id, text)| Landing { id: id.to_owned(), text: text.to_owned() })
                .collect(),
            questions: record.questions,
            changes: record
                .changes
                .into_iter()
                .map(|(date, id, title, landing)| Change {
                    date: date.to_owned(),
                    id: id.to_owned(),
                    title: title.to_owned(),
                    landing,
                })
                .collect(),
            players: record.players.into_iter().map(name).collect(),
            embeds: owned(record.embeds),
            media: owned(record.media),
            parts: record.parts.into_iter().map(name).collect(),
            anchors: owned(record.anchors),
            links: record.links.into_iter().map(LinkRecord::open).collect(),
            images: record.images.into_iter().map(ImageRecord::open).collect(),
            has_words: record.has_words,
            summary: record.summary.to_owned(),
            diagnostics: unpack_diagnostics(record.diagnostics)?,
        })
    }
}

impl<'r> HeadingRecord<'r> {
    fn of(heading: &'r Heading) -> Self {
        let Heading { level, written, id, text, range } = heading;
        Self { level: *level, written: *written, id, text, range: (range.start, range.end) }
    }

    fn open(self) -> Heading {
        let Self { level, written, id, text, range } = self;
        Heading { level, written, id: id.to_owned(), text: text.to_owned(), range: range.0..range.1 }
    }
}

impl<'r> LinkRecord<'r> {
    fn of(link: &'r Link) -> Self {
        let target = match &link.target {
            LinkTarget::Article(ArticleLink { file, fragment, redirected }) => {
                TargetRecord::Article { file, fragment: fragment.as_deref(), redirected: *redirected }
            }
            LinkTarget::Fragment(fragment) => TargetRecord::Fragment(fragment),
            LinkTarget::File(url) => TargetRecord::File(url),
            LinkTarget::External(url) => TargetRecord::External(url),
        };
        Self { target, range: (link.range.start, link.range.end), text: &link.text }
    }

    fn open(self) -> Link {
        let target = match self.target {
            TargetRecord::Article { file, fragment, redirected } => LinkTarget::Article(ArticleLink {
                file: file.into(),
                fragment: fragment.map(str::to_owned),
                redirected,
            }),
            TargetRecord::Fragment(fragment) => LinkTarget::Fragment(fragment.to_owned()),
            TargetRecord::File(url) => LinkTarget::File(url.to_owned()),
            TargetRecord::External(url) => LinkTarget::External(url.to_owned()),
        };
        Link { target, range: self.range.0..self.range.1, text: self.text.to_owned() }
    }
}

impl<'r> ImageRecord<'r> {
    fn of(image: &'r ImageUse) -> Self {
        let ImageUse { src, alt, decorative, width, range } = image;
        Self { src, alt, decorative: *decorative, width: *width, range: (range.start, range.end) }
    }

    fn open(self) -> ImageUse {
        let Self { src, alt, decorative, width, range } = self;
        ImageUse { src: src.to_owned(), alt: alt.to_owned(), decorative, width, range: range.0..range.1 }
    }
}
