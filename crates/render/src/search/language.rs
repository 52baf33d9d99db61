//! The index of one language: taken over from the build before, continued from it, or made anew.

use std::sync::Arc;

use helpdex_content::config::{LanguageId, Offline};
use helpdex_content::error::{Error, Result};
use helpdex_content::site::Site;
use helpdex_search::{Archive, ArchiveFile, Builder, Document, Entrance, Kept, Key, Words};

use super::documents::{self, Keyed};
use super::files::{FOLDER, File};
use super::identity::{self, Identity};
use super::shelf::{LanguageFiles, Shelf};

/// Indexes a language, unless its index is at hand.
pub(super) fn of_language(site: &Site, language: LanguageId, shelf: &dyn Shelf) -> Result<LanguageFiles> {
    let code = site.config.code(language);
    if let Some(kept) = shelf.keep_as_before(code)? {
        return Ok(kept);
    }
    let words = documents::words(site, language);
    let articles = if shelf.remembers() { documents::keyed(site, language) } else { None };
    let keys = articles.as_deref().map(keys_of).unwrap_or_default();
    let identity = identity::number(site, code, &words, &keys);
    if articles.is_some()
        && shelf.has(code)
        && let Some(kept) = shelf.keep(code, &identity)?
    {
        return Ok(kept);
    }
    let kept = articles.as_ref().and_then(|_| Kept::read(shelf.recall(code)?)).filter(|kept| kept.is_worth(&keys));
    let (builder, made_of) = match articles {
        Some(articles) => continued(code, &words, articles, kept.as_ref())?,
        None => filled(code, &words, documents::of(site, language), &|| shelf.is_past())?,
    };
    let content = made_of.fingerprint(&words);
    let (mut files, mut fault) = (Vec::new(), None);
    // Each file goes on its way as soon as it is made.
    let mut give = |file: ArchiveFile| {
        let path = format!("{FOLDER}/{}", file.name);
        match shelf.take(&path, &file.bytes) {
            Ok(()) => files.push((path, file.bytes.len() as u64)),
            Err(error) => fault = fault.take().or(Some(error)),
        }
    };
    let (Entrance { manifest, engine }, kept) = builder.finish(&codes(site), &mut give).map_err(unindexed(code))?;
    if let Some(kept) = kept {
        shelf.remember(code, &kept);
    }
    if let Some(fault) = fault {
        return Err(fault);
    }
    if let Some(list) = offline_list(code, &files).filter(|_| site.config.offline == Offline::On) {
        shelf.take(&list.path, &list.bytes)?;
        files.push((list.path, list.bytes.len() as u64));
    }
    Ok(LanguageFiles { language: code.to_owned(), identity, manifest, engine, content, files })
}

/// An index of a language in memory.
pub(super) struct InMemory {
    pub(super) archive: Archive,
    /// The fingerprint of what was indexed.
    pub(super) content: String,
    /// A number of all that it was made from, where that is known.
    pub(super) made_of: Option<[u8; 32]>,
    /// What the next one can take over.
    pub(super) kept: Option<Arc<Kept>>,
}

/// Indexes a language without writing anything; what was kept of an index before is taken over, if it is worth it.
pub(super) fn in_memory(site: &Site, language: LanguageId, kept: Option<&Arc<Kept>>) -> Result<InMemory> {
    let code = site.config.code(language);
    let words = documents::words(site, language);
    let articles = documents::keyed(site, language);
    let keys = articles.as_deref().map(keys_of);
    let made_of = keys.as_ref().map(|keys| identity::number(site, code, &words, keys));
    let kept = kept.filter(|kept| keys.is_some_and(|keys| kept.is_worth(&keys)));
    let (builder, identity) = match articles {
        Some(articles) => continued(code, &words, articles, kept.map(|kept| &**kept))?,
        None => filled(code, &words, documents::of(site, language), &|| false)?,
    };
    let content = identity.fingerprint(&words);
    let mut files = Vec::new();
    let finished = builder.finish(&codes(site), &mut |file| files.push(file)).map_err(unindexed(code))?;
    let (Entrance { manifest, engine }, new) = finished;
    let kept = new.and_then(Kept::read).map(Arc::new).or_else(|| kept.cloned());
    Ok(InMemory { archive: Archive { files, manifest, engine }, content, made_of, kept })
}

/// A number of all that the index of a language is made from; nothing where that is not known.
pub(super) fn made_from(site: &Site, language: LanguageId) -> Option<[u8; 32]> {
    let keys = keys_of(&documents::keyed(site, language)?);
    Some(identity::number(site, site.config.code(language), &documents::words(site, language), &keys))
}

fn keys_of(articles: &[Keyed<'_>]) -> Vec<Key> {
    articles.iter().map(|article| article.key).collect()
}

/// Indexes articles, and numbers them.
fn filled<'w>(
    code: &str,
    words: &'w Words,
    mut documents: impl Iterator<Item = Document> + Send,
    is_past: &dyn Fn() -> bool,
) -> Result<(Builder<'w>, Identity)> {
    let mut builder = Builder::new(code, words).map_err(unindexed(code))?;
    let mut identity = Identity::default();
    let mut next = documents.next();
    // Each article is made while the one before is indexed.
    while let Some(document) = next.take() {
        if is_past() {
            return Err(Error::Refused(format!("nobody waits for the index of `{code}` any more")));
        }
        let ((), added) = rayon::join(
            || {
                identity.add(&identity::content(&document));
                next = documents.next();
            },
            || builder.add(&document),
        );
        added.map_err(unindexed(code))?;
    }
    Ok((builder, identity))
}

/// The index of a language with more articles is made anew each time: what is kept of it would take much memory.
const MOST_KEPT: usize = 30_000;

/// Indexes articles, and numbers them; those that are in the index that was kept are taken from there.
fn continued<'w>(
    code: &str,
    words: &'w Words,
    articles: Vec<Keyed<'w>>,
    kept: Option<&'w Kept>,
) -> Result<(Builder<'w>, Identity)> {
    let builder = Builder::new(code, words).map_err(unindexed(code))?;
    let mut builder = match kept {
        Some(kept) => builder.from_kept(kept),
        None if articles.len() > MOST_KEPT => builder,
        None => builder.to_keep(),
    };
    let mut identity = Identity::default();
    for Keyed { key, head, whole } in articles {
        let added = match kept.and_then(|kept| kept.note(&key)) {
            Some(content) => {
                identity.add(&content);
                builder.add_kept(&head, &key, whole)
            }
            None => {
                let document = whole();
                let content = identity::content(&document);
                identity.add(&content);
                builder.add_keyed(&document, &key, &content)
            }
        };
        added.map_err(unindexed(code))?;
    }
    Ok((builder, identity))
}

/// An index of more bytes or files is not kept as a whole: only what the reader's queries needed of it is.
const KEPT_BYTES: u64 = 2_000_000;
const KEPT_FILES: usize = 600;

/// The list of all files of a language's index, for browsers that keep a small one as a whole.
fn offline_list(code: &str, files: &[(String, u64)]) -> Option<File> {
    let bytes: u64 = files.iter().map(|(_, bytes)| bytes).sum();
    if bytes > KEPT_BYTES || files.len() > KEPT_FILES {
        return None;
    }
    let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let bytes = serde_json::to_vec(&paths).ok()?;
    Some(File { path: format!("{FOLDER}/{code}.files.json"), bytes })
}

/// Indexes articles of one language; their files, and the fingerprint of what was indexed.
pub(super) fn archive(
    site: &Site,
    language: LanguageId,
    documents: impl Iterator<Item = Document> + Send,
) -> Result<(Archive, String)> {
    let code = site.config.code(language);
    let words = documents::words(site, language);
    let (builder, identity) = filled(code, &words, documents, &|| false)?;
    let archive = builder.archive(&codes(site)).map_err(unindexed(code))?;
    Ok((archive, identity.fingerprint(&words)))
}

/// What [`archive`] would say of the articles of a language.
pub(super) fn fingerprint(site: &Site, language: LanguageId) -> String {
    Identity::of(documents::of(site, language)).fingerprint(&documents::words(site, language))
}

/// The languages of a site, in its order.
fn codes(site: &Site) -> Vec<&str> {
    site.config.languages.iter().map(|language| language.code.as_str()).collect()
}

fn unindexed(code: &str) -> impl Fn(helpdex_search::Error) -> Error {
    move |fault| Error::Environment(format!("cannot index the articles in `{code}`: {fault}"))
}
