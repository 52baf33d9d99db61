//! Opening, saving and undoing: the one thing here that writes articles.

use std::collections::VecDeque;
use std::fs;
use std::sync::{Mutex, MutexGuard, PoisonError};

use helpdex_content::config::Config;
use helpdex_content::edit::replace_file;
use helpdex_content::error::Error;
use helpdex_content::path::SitePath;

use crate::document::{Document, laid_over, line_end, revision};
use crate::fault::Fault;
use crate::merge::merged;
use crate::place::Place;
use crate::saves::{Saved, Saves};

/// What a build refuses to read is not written either.
const MAX_BYTES: usize = 2_000_000;
/// So many texts that were opened are kept, to bring two changes of one text together.
const OPENED: usize = 64;

/// Where files are written. One at a time: a save looks at the file before it replaces it.
#[derive(Default)]
pub struct Desk {
    opened: Mutex<Opened>,
}

/// Texts that editors have, by the revision of their file.
#[derive(Default)]
struct Opened {
    texts: VecDeque<(String, Document)>,
}

impl Opened {
    fn note(&mut self, revision: &str, document: &Document) {
        self.texts.retain(|(known, _)| known != revision);
        self.texts.push_front((revision.to_owned(), document.clone()));
        self.texts.truncate(OPENED);
    }

    fn get(&self, revision: &str) -> Option<&Document> {
        self.texts.iter().find(|(known, _)| known == revision).map(|(_, document)| document)
    }
}

/// A file as it lies there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its text.
    pub document: Document,
    /// The name of its bytes.
    pub revision: String,
    /// How it ends its lines: `\n`, `\r\n` or `mixed`.
    pub line_end: &'static str,
}

impl Version {
    fn of(place: &Place, bytes: &[u8]) -> Result<(Self, String), Fault> {
        let not_text =
            |_| Fault::Refused(format!("`{}` is not UTF-8 text; save it as UTF-8 in a text editor", place.path));
        let text = std::str::from_utf8(bytes).map_err(not_text)?;
        let document = Document::of(place.kind, text);
        Ok((Self { document, revision: revision(bytes), line_end: line_end(text) }, text.to_owned()))
    }
}

/// What became of a save.
#[derive(Debug)]
pub enum Outcome {
    /// The file holds it.
    Saved {
        /// The file as it is now.
        version: Version,
        /// Whether it held that already, so that nothing was written.
        unchanged: bool,
    },
    /// Somebody else changed the file: nothing was written.
    Changed(Box<Conflict>),
}

/// A file that somebody else changed meanwhile.
#[derive(Debug)]
pub struct Conflict {
    /// The file as it is now; nothing when it is gone.
    pub theirs: Option<Version>,
    /// Both changes together, where they don't touch each other.
    pub merged: Option<Document>,
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, Opened> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it is not there, is no text, or can't be read.
    pub fn open(&self, place: &Place) -> Result<Version, Fault> {
        let bytes = read(place)?.ok_or(Fault::NotFound)?;
        let (version, _) = Version::of(place, &bytes)?;
        self.lock().note(&version.revision, &version.document);
        Ok(version)
    }

    /// Writes a text into a file that has the revision named; an empty one stands for a file that is not there. Whatever
    /// the text leaves as it was keeps its bytes.
    ///
    /// # Errors
    /// When the text is too long, or the file can't be written; it is as it was then.
    pub fn save(&self, config: &Config, place: &Place, known: &str, document: &Document) -> Result<Outcome, Fault> {
        let text = document.text();
        if text.len() > MAX_BYTES {
            return Err(Fault::TooLarge(format!("an article of more than {} MB is refused", MAX_BYTES / 1_000_000)));
        }
        if text.contains('\r') || text.contains('\0') {
            return Err(Fault::Refused("the text holds control characters".to_owned()));
        }
        let mut opened = self.lock();
        let Some(bytes) = read(place)? else {
            if !known.is_empty() {
                return Ok(Outcome::Changed(Box::new(Conflict { theirs: None, merged: None })));
            }
            return write(config, place, None, text.as_bytes(), &mut opened);
        };
        let (theirs, old) = Version::of(place, &bytes)?;
        if theirs.revision != known {
            let base = opened.get(known);
            let merged = base.and_then(|base| merged(&base.text(), &text, &theirs.document.text()));
            let merged = merged.map(|text| Document::of(place.kind, &text));
            opened.note(&theirs.revision, &theirs.document);
            return Ok(Outcome::Changed(Box::new(Conflict { theirs: Some(theirs), merged })));
        }
        let new = laid_over(&old, &text);
        if new == old {
            return Ok(Outcome::Saved { version: theirs, unchanged: true });
        }
        write(config, place, Some(&bytes), new.as_bytes(), &mut opened)
    }

    /// Puts back what stood in a file before one of its saves. That can be undone in turn.
    ///
    /// # Errors
    /// When there is no such save, or the file can't be written.
    pub fn undo(&self, config: &Config, place: &Place, known: &str, id: &str) -> Result<Outcome, Fault> {
        let old = Saves::of(&config.root).before(&place.path, id).ok_or(Fault::NotFound)?;
        let mut opened = self.lock();
        let now = read(place)?;
        if now.as_deref().map(revision).unwrap_or_default() != known {
            let theirs = now.map(|bytes| Version::of(place, &bytes)).transpose()?.map(|(version, _)| version);
            return Ok(Outcome::Changed(Box::new(Conflict { theirs, merged: None })));
        }
        write(config, place, now.as_deref(), &old, &mut opened)
    }

    /// What stood in a file before one of its saves.
    ///
    /// # Errors
    /// When there is no such save.
    pub fn saved(&self, config: &Config, place: &Place, id: &str) -> Result<Document, Fault> {
        let bytes = Saves::of(&config.root).before(&place.path, id).ok_or(Fault::NotFound)?;
        Ok(Version::of(place, &bytes)?.0.document)
    }

    /// The saves of a file in the last day, newest first.
    pub fn saves(&self, config: &Config, place: &Place) -> Vec<Saved> {
        let now = fs::read(&place.location).unwrap_or_default();
        Saves::of(&config.root).list(&place.path, &now)
    }

    /// Does something that moves files and changes others, and notes what it did. `files` are those that move, before and
    /// after; `touched` are those that change.
    ///
    /// # Errors
    /// When it fails, or can't be noted.
    pub fn moving(
        &self,
        config: &Config,
        files: &[(SitePath, SitePath)],
        touched: &[String],
        work: impl FnOnce() -> Result<(), Error>,
    ) -> Result<(), Fault> {
        let _one_at_a_time = self.lock();
        let read = |path: &str| Some((path.to_owned(), fs::read(config.root.join(path)).ok()?));
        let before: Vec<(String, Vec<u8>)> = files
            .iter()
            .map(|(from, _)| from.as_str())
            .chain(touched.iter().map(String::as_str))
            .filter_map(read)
            .collect();
        work()?;
        let saves = Saves::of(&config.root);
        for (path, bytes) in before {
            saves.note(&path, Some(&bytes))?;
            if !files.iter().any(|(from, _)| *from == *path) {
                saves.keep(&path, &bytes)?;
            }
        }
        for (from, to) in files {
            saves.note(to, None)?;
            saves.follow(from, to);
        }
        Ok(())
    }

    /// Notes that a file was made here by other means, such as a new article.
    ///
    /// # Errors
    /// When that can't be noted.
    pub fn made(&self, config: &Config, path: &str) -> Result<(), Fault> {
        let _one_at_a_time = self.lock();
        Ok(Saves::of(&config.root).note(path, None)?)
    }
}

/// The revision of a file as it lies there; nothing where there is none.
///
/// # Errors
/// When it can't be read.
pub fn revision_of(place: &Place) -> Result<Option<String>, Fault> {
    Ok(read(place)?.as_deref().map(revision))
}

fn read(place: &Place) -> Result<Option<Vec<u8>>, Fault> {
    match fs::metadata(&place.location) {
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Ok(found) if found.len() > MAX_BYTES as u64 => {
            return Err(Fault::TooLarge(format!("`{}` has more than {} MB", place.path, MAX_BYTES / 1_000_000)));
        }
        _ => {}
    }
    fs::read(&place.location).map(Some).map_err(|fault| Error::io("read", &place.location)(fault).into())
}

/// Replaces a file, after what it held is safe.
fn write(
    config: &Config,
    place: &Place,
    old: Option<&[u8]>,
    new: &[u8],
    opened: &mut Opened,
) -> Result<Outcome, Fault> {
    let saves = Saves::of(&config.root);
    saves.note(&place.path, old)?;
    match old {
        Some(old) => saves.keep(&place.path, old)?,
        None => {
            if let Some(folder) = place.location.parent() {
                fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
            }
        }
    }
    replace_file(&place.location, new)?;
    let (version, _) = Version::of(place, new)?;
    opened.note(&version.revision, &version.document);
    Ok(Outcome::Saved { version, unchanged: false })
}

#[cfg(test)]
mod tests;
