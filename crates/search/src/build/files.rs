//! The files of an archive, under the names of their contents.

use std::collections::HashSet;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::part::Part;
use crate::analysis::sources;
use crate::archive::FORMAT;
use crate::archive::directory::Place;
use crate::archive::name::Name;

/// The engine for browsers, compressed; `cargo xtask wasm` makes it from this crate's sources.
const ENGINE: &[u8] = include_bytes!("../../../search-wasm/dist/engine.wasm.gz");

/// Files ready to be written below the site's search folder, and the name of the one to begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// All files. Their names hold a hash of their content, so that they may be cached for ever.
    pub files: Vec<ArchiveFile>,
    /// Name of the manifest among them.
    pub manifest: String,
    /// Name of the browsers' engine among them. The manifest names it too, but a page that does saves a round trip.
    pub engine: String,
}

/// The files of an archive to begin with, by their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entrance {
    /// The manifest.
    pub manifest: String,
    /// The browsers' engine.
    pub engine: String,
}

impl Entrance {
    /// Those of a language's archive, whatever is in it: no content changes these names.
    pub fn of(lang: &str) -> Self {
        Self { manifest: format!("{lang}.json"), engine: format!("engine/{}.idx", Name::of(ENGINE).hex()) }
    }
}

/// A file of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveFile {
    /// Name below the search folder, with forward slashes.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// The smallest pack: below this a host's own work for a file is more than sending it.
const SMALLEST_PACK: usize = 5_000;
/// The largest that a host without ranges should have to send.
const LARGEST_PACK: usize = 64_000;
/// Packs of what few questions need.
pub(super) const RARE_PACK: usize = 32_000;
/// There is to be no more than one file for so many articles.
const ARTICLES_A_FILE: usize = 8;
/// A small site has more: packs of many articles would be too much to send.
const MOST_ARTICLES_A_PACK: usize = 12;
/// Files of an index that hold no articles and postings, those of expansions aside.
const OTHERS: usize = 8;
/// Of so many parts one ends a pack that is nearly full: which one depends on its content alone, so that an article more
/// doesn't shift the bounds of all packs after it.
const ENDS: u8 = 4;

/// Gives files away under the names of their contents, each as soon as it is whole: an index may be larger than the memory
/// that its site takes.
pub(super) struct Files<'f> {
    lang: String,
    give: &'f mut dyn FnMut(ArchiveFile),
    names: HashSet<Name>,
    count: usize,
    bytes: usize,
}

impl<'f> Files<'f> {
    pub(super) fn new(lang: &str, give: &'f mut dyn FnMut(ArchiveFile)) -> Self {
        Self { lang: lang.to_owned(), give, names: HashSet::new(), count: 0, bytes: 0 }
    }

    pub(super) fn lang(&self) -> &str {
        &self.lang
    }

    fn give(&mut self, name: String, bytes: Vec<u8>) {
        self.count += 1;
        self.bytes += bytes.len();
        (self.give)(ArchiveFile { name, bytes });
    }

    pub(super) fn add(&mut self, bytes: &[u8], level: Compression) -> Name {
        let name = Name::of(bytes);
        if self.names.insert(name) {
            self.give(crate::archive::file_name(&self.lang, name), gzip(bytes, level));
        }
        name
    }

    /// How large packs are to be, when so many articles come to about so many bytes: as small as the number of files allows.
    pub(super) fn pack_size(&self, bytes: usize, articles: usize) -> usize {
        let left = (articles / ARTICLES_A_FILE).saturating_sub(self.count + OTHERS);
        let packs = left.max(articles / MOST_ARTICLES_A_PACK).max(1);
        // The estimate may be a little low, and packs end a little early.
        (bytes * 11 / 10 / packs).clamp(SMALLEST_PACK, LARGEST_PACK)
    }

    /// Adds parts in packs of about such a size, and says where each is.
    pub(super) fn lay(&mut self, parts: impl IntoIterator<Item = Part>, size: usize) -> Vec<Place> {
        let mut places = Vec::new();
        let (mut open, mut sum): (Vec<Part>, usize) = (Vec::new(), 0);
        for part in parts {
            if !open.is_empty() && sum + part.len() > size * 3 / 2 {
                self.close(&mut open, &mut sum, &mut places);
            }
            sum += part.len();
            let ends = sum >= size || sum >= size * 3 / 4 && part.name.0[0] % ENDS == 0;
            open.push(part);
            if ends {
                self.close(&mut open, &mut sum, &mut places);
            }
        }
        self.close(&mut open, &mut sum, &mut places);
        places
    }

    /// Makes a pack of the parts that wait for one.
    fn close(&mut self, open: &mut Vec<Part>, sum: &mut usize, places: &mut Vec<Place>) {
        if open.is_empty() {
            return;
        }
        let names: Vec<u8> = open.iter().flat_map(|part| part.name.0).collect();
        let pack = Name::of(&names);
        let mut bytes = Vec::with_capacity(std::mem::take(sum));
        for part in open.drain(..) {
            places.push(Place { pack, at: bytes.len() as u32, length: part.len() as u32 });
            bytes.extend(Name::of_part(pack, part.name).0);
            bytes.extend_from_slice(&part.bytes);
        }
        if self.names.insert(pack) {
            self.give(crate::archive::file_name(&self.lang, pack), bytes);
        }
    }

    /// Adds what the analysis has to know of a language; nothing where nothing is known. It has a folder of its own: all
    /// languages of a site may need it.
    pub(super) fn add_language(&mut self, lang: &str) -> Option<Name> {
        let bytes = sources::packed(lang)?;
        let name = Name::of(bytes);
        if self.names.insert(name) {
            self.give(crate::archive::language_name(name), gzip(bytes, Compression::best()));
        }
        Some(name)
    }

    /// Adds the engine and the manifest: the archive is whole.
    pub(super) fn finish(mut self, articles: u32, core: Name, language: Option<Name>, site: &[&str]) -> Entrance {
        let entrance = Entrance::of(&self.lang);
        // It has a folder of its own: all languages share it.
        self.give(entrance.engine.clone(), ENGINE.to_vec());
        self.manifest(articles, &core, language, site, &entrance);
        entrance
    }

    /// Adds the manifest, whose name no content changes: pages name it, and an edit of one article must not change the
    /// bytes of every page. It is JSON because the page's script reads it before there is an engine.
    fn manifest(&mut self, articles: u32, core: &Name, language: Option<Name>, site: &[&str], entrance: &Entrance) {
        let manifest = serde_json::json!({
            "format": FORMAT,
            "lang": self.lang,
            "engine": entrance.engine,
            "core": crate::archive::file_name(&self.lang, *core),
            "language": language.map(crate::archive::language_name),
            // The default one first: a page would have to name them all.
            "languages": site,
            "articles": articles,
            "files": self.count,
            "bytes": self.bytes,
        });
        self.give(entrance.manifest.clone(), manifest.to_string().into_bytes());
    }
}

/// Compresses; the same bytes in give the same bytes out, whatever the time and the machine.
fn gzip(bytes: &[u8], level: Compression) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 2 + 32), level);
    // Writing to memory can't fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
