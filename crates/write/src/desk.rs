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
        for (_, to) in files {
            saves.note(to, None)?;
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
mod tests {
    use std::path::Path;
    use std::process::{Command, Stdio};
    use std::time::Duration;

    use super::*;

    fn site(bytes: &str) -> (tempfile::TempDir, Config) {
        let dir = tempfile::tempdir().expect("a folder");
        let yaml = "title: T\nbase_url: https://x.example\nlanguages: [en, ru]\n";
        fs::write(dir.path().join("helpdex.yaml"), yaml).expect("written");
        fs::create_dir_all(dir.path().join("content/a")).expect("made");
        fs::write(dir.path().join("content/a/x.md"), bytes).expect("written");
        let config = Config::load(dir.path()).expect("found").expect("valid");
        (dir, config)
    }

    fn place(config: &Config) -> Place {
        Place::of(config, "content/a/x.md").expect("a file")
    }

    fn on_disk(config: &Config) -> String {
        fs::read_to_string(config.root.join("content/a/x.md")).expect("there")
    }

    fn saved(outcome: Outcome) -> Version {
        match outcome {
            Outcome::Saved { version, .. } => version,
            Outcome::Changed(conflict) => panic!("{conflict:?}"),
        }
    }

    #[test]
    fn a_save_changes_what_was_typed() {
        let (_dir, config) = site("\u{feff}---\r\ntitle: 'A'\r\n---\r\n\r\nOne\nTwo\r\n");
        let (desk, place) = (Desk::default(), place(&config));
        let opened = desk.open(&place).expect("read");
        assert_eq!(opened.line_end, "mixed");
        let same = desk.save(&config, &place, &opened.revision, &opened.document).expect("looked at");
        assert!(matches!(same, Outcome::Saved { unchanged: true, .. }));
        assert!(desk.saves(&config, &place).is_empty());
        let typed = Document { body: opened.document.body.replace("Two", "Three\nFour"), ..opened.document };
        let next = saved(desk.save(&config, &place, &opened.revision, &typed).expect("written"));
        assert_eq!(on_disk(&config), "\u{feff}---\r\ntitle: 'A'\r\n---\r\n\r\nOne\nThree\r\nFour\r\n");
        let id = desk.saves(&config, &place).first().expect("kept").id.clone();
        assert_eq!(desk.saved(&config, &place, &id).expect("kept").body, "\nOne\nTwo\n");
        let undone = saved(desk.undo(&config, &place, &next.revision, &id).expect("written"));
        assert_eq!(on_disk(&config), "\u{feff}---\r\ntitle: 'A'\r\n---\r\n\r\nOne\nTwo\r\n");
        assert_eq!((undone.revision, desk.saves(&config, &place).len()), (opened.revision, 2));
    }

    #[test]
    fn nobody_writes_over_somebody_else() {
        let (_dir, config) = site("one\ntwo\nthree\nfour\n");
        let (desk, place) = (Desk::default(), place(&config));
        let opened = desk.open(&place).expect("read");
        let ours = Document { front: String::new(), body: "ONE\ntwo\nthree\nfour\n".to_owned() };
        fs::write(&place.location, "one\ntwo\nthree\nFOUR\n").expect("written");
        let Outcome::Changed(conflict) = desk.save(&config, &place, &opened.revision, &ours).expect("read") else {
            panic!("written over")
        };
        assert_eq!(on_disk(&config), "one\ntwo\nthree\nFOUR\n");
        let theirs = conflict.theirs.expect("there");
        assert_eq!(theirs.document.body, "one\ntwo\nthree\nFOUR\n");
        let merged = conflict.merged.expect("both");
        assert_eq!(merged.body, "ONE\ntwo\nthree\nFOUR\n");
        saved(desk.save(&config, &place, &theirs.revision, &merged).expect("written"));
        assert_eq!(on_disk(&config), "ONE\ntwo\nthree\nFOUR\n");
        fs::remove_file(&place.location).expect("removed");
        let gone = desk.save(&config, &place, &theirs.revision, &ours).expect("looked at");
        assert!(matches!(gone, Outcome::Changed(conflict) if conflict.theirs.is_none()));
        saved(desk.save(&config, &place, "", &ours).expect("written"));
        assert_eq!(on_disk(&config), ours.body);
    }

    #[test]
    fn what_no_build_reads_is_not_written() {
        let (_dir, config) = site("x\n");
        let (desk, place) = (Desk::default(), place(&config));
        let known = desk.open(&place).expect("read").revision;
        let save = |body: String| desk.save(&config, &place, &known, &Document { front: String::new(), body });
        assert!(matches!(save("x".repeat(MAX_BYTES + 1)), Err(Fault::TooLarge(_))));
        assert!(matches!(save("a\0b".to_owned()), Err(Fault::Refused(_))));
        fs::write(&place.location, b"\xff").expect("written");
        assert!(matches!(desk.open(&place), Err(Fault::Refused(_))));
        assert!(matches!(desk.open(&Place::of(&config, "content/a/y.md").expect("a file")), Err(Fault::NotFound)));
    }

    /// The variable that makes this test the process to be killed.
    const VICTIM: &str = "HELPDEX_TEST_SAVES";

    /// Saves for ever, one text after the other.
    fn save_for_ever(root: &Path) {
        let config = Config::load(root).expect("found").expect("valid");
        let (desk, place) = (Desk::default(), place(&config));
        let mut known = desk.open(&place).expect("read").revision;
        for letter in ['a', 'b'].into_iter().cycle() {
            let document = Document { front: String::new(), body: whole(letter) };
            known = saved(desk.save(&config, &place, &known, &document).expect("written")).revision;
        }
    }

    /// A text that takes more than one write.
    fn whole(letter: char) -> String {
        format!("{}\n", letter.to_string().repeat(80)).repeat(4_000)
    }

    #[test]
    fn a_file_is_the_old_one_or_the_new_one_after_200_kills() {
        if let Some(root) = std::env::var_os(VICTIM) {
            return save_for_ever(Path::new(&root));
        }
        let (dir, config) = site(&whole('a'));
        let mut seen = std::collections::BTreeSet::new();
        for kill in 0..200u64 {
            let mut child = Command::new(std::env::current_exe().expect("known"))
                .args(["--exact", "desk::tests::a_file_is_the_old_one_or_the_new_one_after_200_kills"])
                .env(VICTIM, dir.path())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("started");
            // Another moment each time; no assertion depends on how far it came.
            std::thread::sleep(Duration::from_micros(10_000 + kill * 7_919 % 20_000));
            child.kill().expect("killed");
            child.wait().expect("ended");
            let text = on_disk(&config);
            assert!(text == whole('a') || text == whole('b'), "torn after kill {kill}: {} bytes", text.len());
            seen.insert(text.chars().next());
            // What was kept for undo is whole too.
            for old in Saves::of(&config.root).texts("content/a/x.md") {
                assert!(old == whole('a').into_bytes() || old == whole('b').into_bytes(), "kill {kill}");
            }
            let _ = fs::remove_dir_all(config.root.join(".helpdex"));
        }
        assert_eq!(seen.len(), 2, "nothing was saved between the kills");
    }
}
