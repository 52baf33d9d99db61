//! What an export held: the ids of its documents with a hash of each, so that a later one can tell what has changed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use helpdex_content::error::{Error, Result};

use super::engine::Engine;
use super::section::Digits;

/// The file's name in an export.
pub(super) const LIST: &str = "documents.list";

/// The documents of all languages, and how they were to be indexed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct List {
    /// A hash of all settings.
    pub(super) settings: String,
    /// The documents of each language.
    pub(super) documents: BTreeMap<String, Hashes>,
}

/// Hashes by the id.
pub(super) type Hashes = BTreeMap<Digits, Digits>;

impl List {
    pub(super) fn text(&self, engine: Engine) -> String {
        let mut text = format!("{} {}\n", first_line(engine), self.settings);
        // A million of lines: what grows would be twice as much for a moment.
        text.reserve_exact(self.documents.iter().map(|(language, all)| all.len() * (language.len() + 43)).sum());
        for (language, documents) in &self.documents {
            // Writing to memory can't fail.
            for (id, hash) in documents {
                let _ = writeln!(text, "{language} {id} {hash}");
            }
        }
        text
    }

    /// The list of an earlier export for the same engine.
    ///
    /// # Errors
    /// When there is none in the folder, or one for another engine.
    pub(super) fn read(folder: &Path, engine: Engine) -> Result<Self> {
        let file = folder.join(LIST);
        let text = std::fs::read_to_string(&file).map_err(Error::io("read", &file))?;
        let mut lines = text.lines();
        let settings = lines.next().and_then(|line| line.strip_prefix(&first_line(engine)));
        let Some(settings) = settings else {
            let name = engine.name();
            return Err(Error::Refused(format!("`{}` is no list of an export for {name}", file.display())));
        };
        let document = |line: &'_ str| {
            let (language, rest) = line.split_once(' ')?;
            let (id, hash) = rest.split_once(' ')?;
            Some((language.to_owned(), Digits::read(id)?, Digits::read(hash)?))
        };
        let mut list = Self { settings: settings.trim().to_owned(), ..Self::default() };
        for (language, id, hash) in lines.filter_map(document) {
            list.documents.entry(language).or_default().insert(id, hash);
        }
        Ok(list)
    }
}

fn first_line(engine: Engine) -> String {
    format!("# helpdex export {}", engine.name())
}
