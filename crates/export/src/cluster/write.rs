//! An export as a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use helpdex_content::config::LanguageId;
use helpdex_content::error::Result;
use helpdex_content::site::Site;
use helpdex_publish::output::{self, Holds, Staging};

use super::earlier::{Hashes, LIST, List};
use super::engine::Engine;
use super::parts::Parts;
use super::section::{self, Digits, Section};
use super::setting::Setting;

/// What an export wrote.
#[derive(Debug)]
pub struct Exported {
    /// The folder.
    pub out: PathBuf,
    /// Documents in it: sections of articles in all languages.
    pub documents: usize,
    /// Documents that an earlier export had and this one has no more.
    pub deleted: usize,
    /// Bytes of all files.
    pub bytes: u64,
    /// Whether everything was written although only changes were asked for: what is set for the engine has changed, so
    /// that it has to index all of it anew.
    pub whole: bool,
}

/// Writes how an engine should index the site, and the documents: all of them, or those that are new or changed since an
/// earlier export with a list of those that are gone. The same site makes the same bytes.
///
/// # Errors
/// When the folder is refused or can't be written, or `since` holds no export for this engine.
pub fn write(site: &Site, engine: Engine, out: &Path, since: Option<&Path>) -> Result<Exported> {
    let out = output::place(out)?;
    output::check_output(&out, &site.config, Holds::Index)?;
    // Before anything is written: it may be the folder that is replaced.
    let earlier = since.map(|folder| List::read(folder, engine)).transpose()?;
    let staging = Staging::start(&out, Holds::Index)?;
    let languages: Vec<LanguageId> = site.config.languages.ids().collect();
    let mut list = List::default();
    let mut bytes = settings(site, engine, &languages, &staging, &mut list)?;
    let whole = earlier.as_ref().is_some_and(|earlier| earlier.settings != list.settings);
    let earlier = earlier.filter(|_| !whole);
    for Setting { name, text } in engine.shared(earlier.is_none()) {
        staging.write(name, text.as_bytes())?;
        bytes += text.len() as u64;
    }
    let mut documents = 0;
    let mut gone = Gone::default();
    for language in languages {
        let code = site.config.code(language);
        let mut parts = Parts::new(engine, &staging, code);
        let earlier = earlier.as_ref().and_then(|earlier| earlier.documents.get(code));
        let mut hashes = Hashes::new();
        for section in section::of(site, language) {
            let hash = hash(&section);
            let known = earlier.and_then(|earlier| earlier.get(&section.id));
            if known != Some(&hash) {
                if known.is_some() && !engine.replaces() {
                    gone.entry(code.to_owned()).or_default().push(section.id.to_string());
                }
                parts.add(&section)?;
                documents += 1;
            }
            hashes.insert(section.id, hash);
        }
        list.documents.insert(code.to_owned(), hashes);
        bytes += parts.finish()?;
    }
    let mut deleted = 0;
    for (language, known) in earlier.map(|earlier| earlier.documents).unwrap_or_default() {
        let now = list.documents.get(&language);
        for id in known.into_keys().filter(|id| now.is_none_or(|now| !now.contains_key(id))) {
            gone.entry(language.clone()).or_default().push(id.to_string());
            deleted += 1;
        }
    }
    bytes += deletions(engine, &gone, &staging)?;
    let text = list.text(engine);
    staging.write(LIST, text.as_bytes())?;
    site.has_its_texts()?;
    staging.finish()?;
    Ok(Exported { out, documents, deleted, bytes: bytes + text.len() as u64, whole })
}

/// Writes what is set, each language in its folder. Gives its bytes.
fn settings(site: &Site, engine: Engine, languages: &[LanguageId], staging: &Staging, list: &mut List) -> Result<u64> {
    let mut bytes = 0;
    let mut all: String = engine.shared(false).into_iter().map(|setting| setting.text).collect();
    for &language in languages {
        let code = site.config.code(language);
        for Setting { name, text } in
            engine.settings(code, &site.vocabulary.words(language), &section::pinned(site, language))
        {
            staging.write(&format!("{code}/{name}"), text.as_bytes())?;
            bytes += text.len() as u64;
            all.push_str(&text);
        }
    }
    list.settings = Digits::of(&[&all]).to_string();
    Ok(bytes)
}

/// Ids of documents by language that have to be taken out.
type Gone = BTreeMap<String, Vec<String>>;

/// Writes what takes documents out, a file a language. Gives the bytes.
fn deletions(engine: Engine, gone: &Gone, staging: &Staging) -> Result<u64> {
    let mut bytes = 0;
    for (language, ids) in gone {
        let text = engine.deletions(ids);
        staging.write(&format!("{language}/deletions.{}", engine.deletions_extension()), text.as_bytes())?;
        bytes += text.len() as u64;
    }
    Ok(bytes)
}

/// Tells whether two sections would be the same document.
fn hash(section: &Section) -> Digits {
    Digits::of(&[&serde_json::to_string(section).unwrap_or_default()])
}
