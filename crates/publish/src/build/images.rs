//! Pictures made ready before a site is put together: pages name the files beside them.

use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use super::render::Progress;
use helpdex_content::config::Config;
use helpdex_content::diagnostic::{Diagnostic, SourceText};
use helpdex_content::error::{Error, Result};
use helpdex_content::local_folder::LOCAL_FOLDER;
use helpdex_content::path::picture_names;
use helpdex_content::routes::is_image;
use helpdex_content::source::{Sources, StaticFile, extension};
use helpdex_images::{Cache, CacheFault, Kept, Wanted};

/// Where what was made before lies, in the site's folder.
const FOLDER: [&str; 3] = [LOCAL_FOLDER, "cache", "images"];

/// A larger file is left as it is: no page needs it, and to take it apart takes memory.
const MOST_BYTES: u64 = 100_000_000;

/// Sources with what was made of their images, and what authors should know of it.
pub(super) struct Prepared {
    pub(super) sources: Sources,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What is made for this build alone, where the site's folder can't be written; it goes with this value.
    pub(super) cache: Option<Cache>,
}

/// Makes of all images what is published of them. What was made before, of the same bytes, is taken from the cache.
///
/// # Errors
/// When an image can't be read, or the cache not be written.
pub(super) fn prepare(config: &Config, sources: Sources, progress: &dyn Progress) -> Result<Prepared> {
    let is_made = |file: &StaticFile| is_image(file.path()) && config.images.applies_to(&config.site_path(file.path()));
    if !sources.files().iter().any(|file| is_made(file)) {
        return Ok(Prepared { sources, diagnostics: Vec::new(), cache: None });
    }
    let cache = cache(&config.root)?;
    let shown = shown(config, &sources);
    progress.begin("images", sources.files().iter().filter(|file| is_made(file)).count());
    let fresh = AtomicBool::new(false);
    let alone = Wanted { formats: Vec::new(), ..config.images.wanted.clone() };
    let one = |file: &StaticFile| -> Result<Option<Kept>> {
        if !is_made(file) {
            return Ok(None);
        }
        let is_shown = shown.contains(file.path().as_str());
        let made = of(&cache, file, if is_shown { &config.images.wanted } else { &alone }, &fresh);
        progress.step();
        made
    };
    let made: Vec<Option<Kept>> = sources.files().par_iter().map(|file| one(file)).collect::<Result<_>>()?;
    if fresh.into_inner() {
        cache.sweep();
    }
    let told = sources.files().iter().zip(&made).filter_map(|(file, made)| {
        let why = made.as_ref()?.refusal.as_ref()?;
        let message = format!("nothing can be made of the image: {why}");
        let found = Diagnostic::warning("unreadable-image", config.site_path(file.path()), message);
        Some(found.help("save it anew in the program that you draw with, or export it smaller"))
    });
    let diagnostics = told.collect();
    Ok(Prepared { sources: sources.with_prepared(made), diagnostics, cache: Some(cache) })
}

fn of(cache: &Cache, file: &StaticFile, wanted: &Wanted, fresh: &AtomicBool) -> Result<Option<Kept>> {
    let location = file.location();
    let metadata = std::fs::metadata(location).map_err(Error::io("read", location))?;
    if metadata.len() > MOST_BYTES {
        return Ok(None);
    }
    let bytes = std::fs::read(location).map_err(Error::io("read", location))?;
    let is_text = bytes.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| *byte == b'<');
    // A drawing by another name is none: nobody has looked whether it runs code.
    if is_text && extension(file.path()) != "svg" {
        return Ok(None);
    }
    let (kept, is_new) = cache.prepared(&bytes, wanted).map_err(io)?;
    fresh.fetch_or(is_new, Ordering::Relaxed);
    Ok(Some(kept))
}

/// The cache beside `helpdex.yaml`; where nothing can be written there, one for this build alone.
fn cache(root: &Path) -> Result<Cache> {
    let folder = FOLDER.iter().fold(root.to_owned(), |path, name| path.join(name));
    Cache::at(&folder).or_else(|_| Cache::temporary()).map_err(io)
}

fn io(CacheFault { doing, path, source }: CacheFault) -> Error {
    Error::Io { doing, path, source }
}

/// The images that a text may show. Only their names are looked for: to make files of one too many costs less than to read
/// every text twice.
fn shown(config: &Config, sources: &Sources) -> HashSet<String> {
    let codes: Vec<&str> = config.languages.iter().map(|language| language.code.as_str()).collect();
    // A version is shown where the picture is that it is a version of.
    let (mut names, mut of_name) = (Vec::new(), Vec::new());
    let mut shown = HashSet::new();
    for file in sources.files().iter().filter(|file| is_image(file.path())) {
        for path in picture_names(file.path(), &codes) {
            let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
            // In texts such a name may be written in several ways.
            if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')) {
                shown.insert(file.path().to_string());
            }
            names.push(name);
            of_name.push(file.path().to_string());
        }
    }
    let Ok(finder) = AhoCorasick::new(&names) else { return of_name.into_iter().collect() };
    let files = sources.entries.iter().map(|entry| &entry.file);
    let files = files.chain(sources.snippets.iter().map(|snippet| &*snippet.file));
    let files: Vec<&SourceText> = files.chain(sources.incidents.iter().map(|incident| &*incident.file)).collect();
    let found = |file: &&SourceText| -> Vec<usize> {
        finder.find_overlapping_iter(&*file.text()).map(|found| found.pattern().as_usize()).collect()
    };
    let found: HashSet<usize> = files.par_iter().flat_map_iter(found).collect();
    shown.extend(found.into_iter().filter_map(|index| of_name.get(index).cloned()));
    shown
}
