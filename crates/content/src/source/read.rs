//! Reading the content folder.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::entry::Entry;
use super::front_matter;
use super::heads::Heads;
use super::internal::MACROS;
use super::kind::EntryKind;
use super::known::{Known, Unread};
use super::name::{FileName, split_name};
use super::own_folders;
use super::sources::Sources;
use super::static_file::StaticFile;
use crate::config::URLS_FILE;
use crate::config::{self, Config, LanguageId};
use crate::diagnostic::{Diagnostic, SourceText};
use crate::error::{Error, Result};
use crate::kept::{Memory, Stamp};
use crate::lying_text::without_mark;
use crate::markdown;
use crate::path::{ArticleKey, ContentPath, SitePath};
use crate::slug::slug_path;
use crate::text_store::TextStore;

/// Nor is a list of URLs of this size one of ours: ten thousand articles in three languages come to a tenth of it.
const MAX_URLS_BYTES: u64 = 100_000_000;

/// A larger article is refused: nobody reads two megabytes of help, and a page of that size helps no phone.
const MAX_ARTICLE_BYTES: u64 = 2_000_000;

/// So many bytes of Markdown are worth a temporary file: the texts that are made of them are several times that.
/// In the tests of this crate every site is large; in those of all others none is.
const LARGE: usize = if cfg!(test) { 0 } else { 24 << 20 };
/// From so many on they lie there themselves, too, and are read again by whoever looks at them.
const VERY_LARGE: usize = if cfg!(test) { 0 } else { 128 << 20 };
/// So many files are read before it is seen how much they are.
const AT_ONCE: usize = 4_096;

/// Reads everything below `content/`, in an order that does not depend on the file system.
///
/// # Errors
/// When the folder is not there or can't be read. A file that is not as it should be becomes a diagnostic.
pub fn read(config: &Config) -> Result<Sources> {
    read_with(config, None)
}

/// The same for whoever remembers front matter that is as it was.
pub(crate) fn read_with(config: &Config, memory: Option<&dyn Memory>) -> Result<Sources> {
    let top = config.content_dir();
    let metadata = std::fs::metadata(&top).map_err(Error::io("read the content folder", &top))?;
    if !metadata.is_dir() {
        return Err(Error::Environment(format!("`{}` is a file, not the folder of articles", top.display())));
    }
    let known = memory.map(Known::of);
    let mut sources = below(config, &top, known.as_ref())?;
    if let Some((known, memory)) = known.zip(memory) {
        sources.changed = known.changed.clone();
        known.keep(memory);
    }
    let urls = config.root.join(URLS_FILE);
    if urls.is_file() {
        match read_text(&URLS_FILE.into(), &urls, MAX_URLS_BYTES)? {
            Ok(text) => sources.urls = Some(Arc::new(text)),
            Err(found) => sources.diagnostics.push(found),
        }
    }
    Ok(sources)
}

/// Reads a folder or file of the content with everything below it.
pub(super) fn below(config: &Config, from: &Path, known: Option<&Known>) -> Result<Sources> {
    let top = config.content_dir();
    let real_top = top.canonicalize().map_err(Error::io("read", &top))?;
    let mut sources = Sources::default();
    let mut markdown = Vec::new();
    // The content folder itself may be a link; nothing in it is followed.
    let walk = WalkDir::new(from)
        .follow_root_links(from == top)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| !is_hidden(&top, entry));
    for entry in walk {
        let entry = entry.map_err(|fault| walk_error(&top, fault))?;
        let Some(path) = site_path(&top, entry.path()) else {
            let below = entry.path().strip_prefix(&top).unwrap_or(entry.path()).display().to_string();
            sources.diagnostics.push(Diagnostic::error(
                "file-name",
                config.site_path(&below),
                "the file's name is not UTF-8",
            ));
            continue;
        };
        if entry.path_is_symlink() {
            sources.diagnostics.push(symlink(config, &real_top, &entry, &path));
        } else if !entry.file_type().is_dir() && !entry.file_type().is_file() {
            // Reading a pipe would wait for ever.
            let message = "neither a file nor a folder, so it can't be published";
            sources.diagnostics.push(Diagnostic::error("file-type", config.site_path(&path), message));
        } else if entry.file_type().is_dir() {
            if !path.is_empty() && !own_folders::is_one(&path) && own_folders::holds(&path).is_none() {
                sources.folders.push(path);
            }
        } else if split_name(config, entry.file_name().to_str().unwrap_or_default()).is_some()
            && own_folders::holds(&path).is_none()
        {
            markdown.push((path, entry.into_path()));
        } else {
            other(config, &mut sources, path.into(), entry.into_path())?;
        }
    }
    read_entries(config, &markdown, &mut sources, known)?;
    Ok(sources)
}

/// Reads Markdown files, some thousand at a time: of a very large site never all texts are in memory.
fn read_entries(
    config: &Config,
    files: &[(String, PathBuf)],
    sources: &mut Sources,
    known: Option<&Known>,
) -> Result<()> {
    let mut bytes = 0;
    for files in files.chunks(AT_ONCE) {
        let one = |(path, location): &(String, PathBuf)| read_entry(config, path, location, known);
        let read: Vec<_> = files.par_iter().map(one).collect();
        for outcome in read {
            match outcome? {
                Ok(entry) => {
                    bytes += entry.file.len();
                    sources.entries.push(Arc::new(entry));
                }
                Err(found) => sources.diagnostics.push(found),
            }
        }
        if sources.texts.is_none() && bytes > LARGE {
            sources.texts = TextStore::new().map(Arc::new);
        }
        if let Some(store) = sources.texts.as_ref().filter(|_| bytes > VERY_LARGE) {
            let entries = sources.entries.par_iter_mut().filter_map(Arc::get_mut);
            entries.for_each(|entry| entry.file.store(store));
        }
    }
    Ok(())
}

/// Takes a file that is no article.
fn other(config: &Config, sources: &mut Sources, path: ContentPath, location: PathBuf) -> Result<()> {
    if let Some((folder, name)) = own_folders::holds(&path) {
        let shown = config.site_path(&path);
        let read = || read_text(&shown, &location, MAX_ARTICLE_BYTES);
        return own_folders::take(config, sources, (folder, name), &shown, read);
    }
    let Some(slot) = data_file(sources, &path) else {
        sources.diagnostics.extend(misnamed(config, &path));
        sources.files.push(Arc::new(StaticFile::new(path, location)));
        return Ok(());
    };
    match read_text(&config.site_path(&path), &location, MAX_ARTICLE_BYTES)? {
        Ok(text) => *slot = Some(Arc::new(text)),
        Err(found) => sources.diagnostics.push(found),
    }
    Ok(())
}

/// Hidden files (editors' and systems' own) are no content, nor are folders that Helpdex keeps for itself.
fn is_hidden(top: &Path, entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_ours = || {
        (own_folders::is_one(&name) || name == MACROS)
            && entry.path().parent() == Some(top)
            && entry.file_type().is_dir()
    };
    (entry.depth() > 0 || entry.path() != top)
        && (name.starts_with('.') || name.ends_with('~') || (name.starts_with('_') && entry.file_type().is_dir()))
        && !is_ours()
}

/// Where a file at the top that Helpdex reads itself is kept; nothing for all other files.
fn data_file<'s>(sources: &'s mut Sources, path: &str) -> Option<&'s mut Option<Arc<SourceText>>> {
    match path {
        "synonyms.yaml" => Some(&mut sources.synonyms),
        "queries.yaml" => Some(&mut sources.queries),
        _ => None,
    }
}

/// A file at the top that seems to be meant for search: the name has another ending or a typo.
fn misnamed(config: &Config, path: &str) -> Option<Diagnostic> {
    let (stem, ending) = path.rsplit_once('.').filter(|_| !path.contains('/'))?;
    let stem = stem.to_lowercase();
    let meant = ["synonyms", "queries"].into_iter().find(|meant| strsim::osa_distance(&stem, meant) <= 2)?;
    let message = "search doesn't read a file of this name";
    let found = Diagnostic::warning("misnamed-file", config.site_path(path), message);
    matches!(ending.to_lowercase().as_str(), "yaml" | "yml").then(|| found.help(format!("rename it to `{meant}.yaml`")))
}

fn site_path(top: &Path, path: &Path) -> Option<String> {
    // To take each path apart is a good part of a walk.
    if cfg!(unix)
        && let Some((path, top)) = path.to_str().zip(top.to_str())
        && let Some(below) = path.strip_prefix(top).and_then(|rest| rest.strip_prefix('/'))
        && !below.split('/').any(|part| matches!(part, "" | "." | ".."))
    {
        return Some(below.to_owned());
    }
    let parts: Option<Vec<&str>> = path.strip_prefix(top).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

fn walk_error(top: &Path, fault: walkdir::Error) -> Error {
    let path = fault.path().unwrap_or(top).to_owned();
    let source = fault.into_io_error().unwrap_or_else(|| std::io::Error::other("the folders form a loop"));
    Error::Io { doing: "read", path, source }
}

fn symlink(config: &Config, real_top: &Path, entry: &DirEntry, path: &str) -> Diagnostic {
    let shown = config.site_path(path);
    let target = entry.path().canonicalize();
    if target.is_ok_and(|target| target.starts_with(real_top)) {
        Diagnostic::warning("symlink", shown, "a symbolic link is not followed")
            .help("put the file itself here, or link to it from the articles")
    } else {
        Diagnostic::error("outside-content", shown, "the symbolic link leads out of the content folder")
            .help("copy the file into the content folder; nothing outside of it is published")
    }
}

/// Reads one Markdown file: the outer fault is the machine's, the inner one the author's.
pub(super) fn read_entry(
    config: &Config,
    path: &str,
    location: &Path,
    known: Option<&Known>,
) -> Result<Result<Entry, Diagnostic>> {
    let shown = config.site_path(path);
    if let Some(unread) = known.and_then(|known| known.recall(&shown, location)) {
        let Unread { file, head, front, body, notes } = unread;
        let named = named(config, path, &shown).map_err(|found| *found);
        return Ok(named.map(|Named { key, slug, language, kind }| {
            let (head, diagnostics) = (Some(head), Vec::new());
            Entry { file, slug, key, language, kind, head, front, body, notes, diagnostics }
        }));
    }
    let (file, stamp) = match read_stamped(&shown, location, MAX_ARTICLE_BYTES)? {
        Ok(read) => read,
        Err(found) => return Ok(Err(found)),
    };
    let entry = entry(config, path, file, known.map(|known| &known.heads));
    if let (Some(known), Some(stamp), Ok(entry)) = (known, stamp, &entry) {
        known.add(stamp, entry);
    }
    Ok(entry.map_err(|found| *found))
}

/// An entry of another text than the one on disk, such as an older one; `file` has the path from the site's root.
pub fn entry_from_text(config: &Config, file: SourceText) -> Option<Entry> {
    let path = config.content_path(file.path())?.to_owned();
    entry(config, &path, file, None).ok()
}

/// Reads a text file of the content; `shown` is its path from the site's root.
fn read_text(shown: &SitePath, location: &Path, most: u64) -> Result<Result<SourceText, Diagnostic>> {
    Ok(read_stamped(shown, location, most)?.map(|(text, _)| text))
}

/// The same with the stamp that the file had before it was read.
fn read_stamped(
    shown: &SitePath,
    location: &Path,
    most: u64,
) -> Result<Result<(SourceText, Option<Stamp>), Diagnostic>> {
    let mut file = File::open(location).map_err(Error::io("read", location))?;
    let metadata = file.metadata().map_err(Error::io("read", location))?;
    let size = metadata.len();
    if size > most {
        let message = format!("the file has {} MB; the most is {} MB", size / 1_000_000, most / 1_000_000);
        return Ok(Err(Diagnostic::error("too-large", shown, message).help("split it into several")));
    }
    let mut bytes = Vec::with_capacity(size as usize + 1);
    file.read_to_end(&mut bytes).map_err(Error::io("read", location))?;
    let text = String::from_utf8(bytes).map_err(|fault| not_utf8(shown, fault));
    Ok(text.map(|text| (SourceText::new(shown, without_mark(text)), Stamp::of_metadata(&metadata))))
}

/// Makes an entry of a Markdown file; `path` counts from the content folder.
fn entry(config: &Config, path: &str, file: SourceText, heads: Option<&Heads>) -> Result<Entry, Box<Diagnostic>> {
    let Named { key, slug, language, kind } = named(config, path, file.path())?;
    let mut diagnostics = Vec::new();
    let parts = front_matter::split(&file, &mut diagnostics);
    let code = config.code(language);
    let number = heads.map(|_| Heads::number(kind, code, &file.slice(..parts.body.start).unwrap_or_default()));
    let heads = heads.zip(number);
    let front = heads.and_then(|(heads, number)| heads.recall(&number)).unwrap_or_else(|| {
        let mut front = front_matter::read(&file, &parts, kind, &mut diagnostics);
        front.title_without_promises = config::fill(config, code, front.title.given_mut());
        front.summary_without_promises = config::fill(config, code, front.summary.given_mut());
        if let Some((heads, number)) = heads.filter(|_| diagnostics.is_empty()) {
            heads.add(number, &front);
        }
        front
    });
    let notes = markdown::for_agents(&file, parts.body.clone(), config.math);
    Ok(Entry { file, slug, key, language, kind, head: number, front, body: parts.body, notes, diagnostics })
}

/// What the name of a Markdown file says.
struct Named {
    key: ArticleKey,
    slug: String,
    language: LanguageId,
    kind: EntryKind,
}

/// Takes the name of a Markdown file apart; `path` counts from the content folder, and `shown` from the site's root.
fn named(config: &Config, path: &str, shown: &SitePath) -> Result<Named, Box<Diagnostic>> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, language) = match split_name(config, name) {
        Some(FileName::Known { stem, language }) => (stem, language),
        Some(FileName::UnknownLanguage { stem, code }) => {
            let message = format!("the site does not speak `{code}`");
            let help = format!("add `{code}` to `languages` in helpdex.yaml, or name the file `{stem}-{code}.md`");
            return Err(Diagnostic::error("unknown-language", shown, message).help(help).into());
        }
        None => (name, LanguageId::DEFAULT),
    };
    let kind = match (stem, folder) {
        ("_index", "") => EntryKind::Home,
        ("_index", _) => EntryKind::Category,
        _ => EntryKind::Article,
    };
    let key = match kind {
        EntryKind::Article if folder.is_empty() => stem.to_owned(),
        EntryKind::Article => format!("{folder}/{stem}"),
        EntryKind::Category | EntryKind::Home => folder.to_owned(),
    };
    // Composed, as links are before they are looked up: a Mac takes names apart.
    let key = ArticleKey::from(if key.is_ascii() { key } else { key.nfc().collect::<String>() });
    Ok(Named { slug: slug_path(&key), key, language, kind })
}

fn not_utf8(shown: &SitePath, fault: std::string::FromUtf8Error) -> Diagnostic {
    let at = fault.utf8_error().valid_up_to();
    let readable = String::from_utf8_lossy(fault.as_bytes());
    let source = SourceText::new(shown, readable);
    // Up to the fault the lossy text has the same bytes.
    source
        .error("not-utf8", at..at + 1, "the file is not UTF-8 text")
        .label("the first byte that is not")
        .help("save the file as UTF-8 in the editor")
}

#[cfg(test)]
mod tests;
