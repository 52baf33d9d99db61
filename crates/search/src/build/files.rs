//! The files of an archive, under the names of their contents.

use std::collections::HashMap;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::analysis::sources;
use crate::archive::FORMAT;
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

/// A file of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveFile {
    /// Name below the search folder, with forward slashes.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Collects files under the names of their contents.
pub(super) struct Files {
    lang: String,
    files: Vec<ArchiveFile>,
    names: HashMap<[u8; Name::LENGTH], ()>,
}

impl Files {
    pub(super) fn new(lang: &str) -> Self {
        Self { lang: lang.to_owned(), files: Vec::new(), names: HashMap::new() }
    }

    pub(super) fn lang(&self) -> &str {
        &self.lang
    }

    pub(super) fn add(&mut self, bytes: &[u8], level: Compression) -> Name {
        let name = Name::of(bytes);
        if self.names.insert(name.0, ()).is_none() {
            self.files
                .push(ArchiveFile { name: crate::archive::file_name(&self.lang, name), bytes: gzip(bytes, level) });
        }
        name
    }

    /// Adds what the analysis has to know of a language; nothing where nothing is known. It has a folder of its own: all
    /// languages of a site may need it.
    pub(super) fn add_language(&mut self, lang: &str) -> Option<Name> {
        let bytes = sources::packed(lang)?;
        let name = Name::of(bytes);
        if self.names.insert(name.0, ()).is_none() {
            let file = crate::archive::language_name(name);
            self.files.push(ArchiveFile { name: file, bytes: gzip(bytes, Compression::best()) });
        }
        Some(name)
    }

    /// Adds the engine and the manifest: the archive is whole.
    pub(super) fn into_archive(mut self, articles: u32, core: Name, language: Option<Name>, site: &[&str]) -> Archive {
        let engine = self.engine();
        let manifest = self.manifest(articles, &core, language, site, &engine);
        Archive { files: self.files, manifest, engine }
    }

    /// Adds the engine and says its name. It has a folder of its own: all languages share it.
    fn engine(&mut self) -> String {
        let name = format!("engine/{}.idx", Name::of(ENGINE).hex());
        self.files.push(ArchiveFile { name: name.clone(), bytes: ENGINE.to_vec() });
        name
    }

    /// Adds the manifest and says its name, which no content changes: pages name it, and an edit of one article must
    /// not change the bytes of every page. It is JSON because the page's script reads it before there is an engine.
    fn manifest(&mut self, articles: u32, core: &Name, language: Option<Name>, site: &[&str], engine: &str) -> String {
        let total: usize = self.files.iter().map(|file| file.bytes.len()).sum();
        let manifest = serde_json::json!({
            "format": FORMAT,
            "lang": self.lang,
            "engine": engine,
            "core": crate::archive::file_name(&self.lang, *core),
            "language": language.map(crate::archive::language_name),
            // The default one first: a page would have to name them all.
            "languages": site,
            "articles": articles,
            "files": self.files.len(),
            "bytes": total,
        });
        let name = format!("{}.json", self.lang);
        self.files.push(ArchiveFile { name: name.clone(), bytes: manifest.to_string().into_bytes() });
        name
    }
}

/// Compresses; the same bytes in give the same bytes out, whatever the time and the machine.
fn gzip(bytes: &[u8], level: Compression) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 2 + 32), level);
    // Writing to memory can't fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
