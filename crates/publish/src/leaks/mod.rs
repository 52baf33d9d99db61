//! The last look at an output for everyone: does anything in it say what only agents are to read?
//!
//! What is internal is taken out before a page is planned, so nothing should be found here. This look trusts no phase
//! before it: it knows the internal texts, and reads the finished files. Words that public texts have as well are no leak.

mod internal;
mod phrases;
mod public;
mod segments;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::build::Loaded;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::error::{Error, Result};
use phrases::{Phrases, Source};
use segments::{Kind, Segment};
use words::BySpread;

/// The code of what is found.
const CODE: &str = "leak";
/// Of one internal file so many places are told; the others are counted.
const MOST: usize = 3;
/// No file of an index unpacks to more.
const MOST_BYTES: u64 = 200_000_000;

/// Looks for internal texts in the files of an output.
#[derive(Debug)]
pub struct LeakCheck {
    phrases: Phrases,
    /// Numbers of texts that hold nothing internal: most of a page is on all others, too.
    clean: Mutex<HashSet<u64, BySpread>>,
    found: Mutex<BTreeMap<(String, String), Leak>>,
}

/// Internal words in a file of the output.
#[derive(Debug)]
struct Leak {
    source: Source,
    line: usize,
    words: String,
}

impl LeakCheck {
    /// Gets to know what is internal; nothing where nothing is, or where the site is for agents.
    pub fn of(loaded: &Loaded) -> Option<Self> {
        let site = &loaded.site;
        if site.is_for_agents() || !site.sources.internal.is_any() {
            return None;
        }
        let mut phrases = internal::phrases(loaded);
        public::forget(loaded, &mut phrases);
        (!phrases.is_empty()).then(|| Self { phrases, clean: Mutex::default(), found: Mutex::default() })
    }

    /// Reads a file of the output, given by its path there.
    pub fn read(&self, path: &str, bytes: &[u8]) {
        self.judge(path, &Segment { kind: Kind::Value, at: 0, text: Cow::Borrowed(path) }, || None);
        let unpacked = unpacked(path, bytes);
        let is_packed = unpacked.is_some();
        let bytes = unpacked.as_deref().unwrap_or(bytes);
        let text = String::from_utf8_lossy(bytes);
        let segments = match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "html" | "xml" | "svg" => segments::of_markup(&text),
            "json" | "webmanifest" | "js" => segments::of_json(&text),
            "md" | "txt" | "css" | "csv" | "yaml" | "" | "manifest" => segments::of_text(&text),
            _ if is_packed || path.ends_with(".idx") => segments::of_packed(&text),
            _ if path.starts_with('_') => segments::of_text(&text),
            // Pictures, films and fonts say nothing that words could be compared with.
            _ => return,
        };
        for segment in &segments {
            let before = || text.as_bytes().iter().take(segment.at).filter(|byte| **byte == b'\n').count();
            self.judge(path, segment, || (!is_packed).then(before));
        }
    }

    fn judge(&self, path: &str, segment: &Segment<'_>, before: impl FnOnce() -> Option<usize>) {
        let mut number = DefaultHasher::new();
        segment.text.hash(&mut number);
        let number = number.finish();
        if self.clean.lock().unwrap_or_else(PoisonError::into_inner).contains(&number) {
            return;
        }
        let Some((source, range)) = self.phrases.find(segment) else {
            self.clean.lock().unwrap_or_else(PoisonError::into_inner).insert(number);
            return;
        };
        let lines = |text: &str| text.bytes().filter(|byte| *byte == b'\n').count();
        let line = before().map_or(0, |before| before + lines(segment.text.get(..range.start).unwrap_or_default()) + 1);
        let words = segment.text.get(range).unwrap_or_default();
        let leak = Leak { source: source.clone(), line, words: words.split_whitespace().collect::<Vec<_>>().join(" ") };
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.entry((source.path.clone(), path.to_owned())).or_insert(leak);
    }

    /// Reads every file of a folder that holds an output.
    ///
    /// # Errors
    /// When one can't be read.
    pub fn read_folder(&self, folder: &Path) -> Result<()> {
        let entries = WalkDir::new(folder).sort_by_file_name().into_iter().collect::<std::result::Result<Vec<_>, _>>();
        let entries = entries.map_err(|fault| Error::Environment(format!("cannot read the staged site: {fault}")))?;
        entries.par_iter().filter(|entry| entry.file_type().is_file()).try_for_each(|entry| {
            let bytes = std::fs::read(entry.path()).map_err(Error::io("read", entry.path()))?;
            let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let parts: Vec<Cow<'_, str>> = path.iter().map(|part| part.to_string_lossy()).collect();
            self.read(&parts.join("/"), &bytes);
            Ok(())
        })
    }

    /// What was found, by internal file and place in the output.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        let found = self.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut by_source: BTreeMap<String, Vec<(String, Leak)>> = BTreeMap::new();
        for ((source, output), leak) in found {
            by_source.entry(source).or_default().push((output, leak));
        }
        by_source.into_iter().flat_map(|(source, leaks)| of_source(&source, leaks)).collect()
    }
}

/// What is told of one internal file.
fn of_source(source: &str, leaks: Vec<(String, Leak)>) -> Vec<Diagnostic> {
    let more = leaks.len().saturating_sub(MOST);
    let mut told: Vec<Diagnostic> = leaks
        .into_iter()
        .take(MOST)
        .map(|(output, leak)| {
            let place = if leak.line > 0 { format!("{output}:{}", leak.line) } else { output };
            let message =
                format!("the {} of this internal file stands in `{place}`: “{}”", leak.source.what, clip(&leak.words));
            Diagnostic::error(CODE, source, message)
                .help("take the words out of the theme, file or setting that they come from; nothing was published")
        })
        .collect();
    if more > 0 {
        told.push(Diagnostic::error(CODE, source, format!("words of this internal file stand in {more} more files")));
    }
    told
}

fn clip(words: &str) -> String {
    const MOST_LETTERS: usize = 60;
    if words.chars().count() <= MOST_LETTERS {
        words.to_owned()
    } else {
        words.chars().take(MOST_LETTERS).collect::<String>() + "…"
    }
}

/// The content of a packed file; nothing for others.
fn unpacked(path: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        flate2::read::GzDecoder::new(bytes).take(MOST_BYTES).read_to_end(&mut out).ok()?;
        return Some(out);
    }
    path.ends_with(".idx").then(|| helpdex_render::search::unpacked(bytes))
}

#[cfg(test)]
mod tests;
