//! What every package holds beside the program.

use std::path::Path;

use crate::bill::bill;
use crate::components::{About, Components};
use crate::entry::Entry;
use crate::fault::{Fault, Result, read};
use crate::licences::third_party;
use crate::program::Program;

/// A program with all that goes with it.
#[derive(Debug)]
pub(crate) struct Contents {
    pub(crate) program: Program,
    pub(crate) about: About,
    pub(crate) license: Vec<u8>,
    pub(crate) readme: Vec<u8>,
    pub(crate) changelog: Vec<u8>,
    pub(crate) third_party: Vec<u8>,
    pub(crate) bill: Vec<u8>,
}

/// The licence's file, in the repository and in packages.
pub(crate) const LICENSE: &str = "LICENSE";
/// The licences of others.
pub(crate) const THIRD_PARTY: &str = "THIRD-PARTY-LICENSES.txt";
/// What a package says to those who open it.
pub(crate) const README: &str = "crates/package/files/README.md";

impl Contents {
    /// Those of a program that was built from the repository in `root`.
    pub(crate) fn of(root: &Path, path: &Path) -> Result<Self> {
        let program = Program::ask(path)?;
        let components = Components::of(root, program.machine.target, &program.features)?;
        let about = components.program.clone();
        if program.version != about.version {
            let (path, old, new) = (path.display(), &program.version, &about.version);
            return Err(Fault::refused(format!("`{path}` is helpdex {old}, `Cargo.toml` says {new}: build it anew")));
        }
        Ok(Self {
            license: read(&root.join(LICENSE))?,
            readme: read(&root.join(README))?,
            changelog: read(&root.join("CHANGELOG.md"))?,
            third_party: third_party(root, &components)?.into_bytes(),
            bill: bill(&program, &components)?,
            program,
            about,
        })
    }

    /// The program and its files in a folder, as an archive has them.
    pub(crate) fn in_folder(&self, folder: &str) -> Vec<Entry> {
        let program = self.program.machine.program();
        let mut entries = vec![
            Entry::executable(program, self.program.bytes.as_slice()),
            Entry::new(LICENSE, self.license.as_slice()),
            Entry::new(THIRD_PARTY, self.third_party.as_slice()),
            Entry::new("README.md", self.readme.as_slice()),
            Entry::new("CHANGELOG.md", self.changelog.as_slice()),
            Entry::new("helpdex.cdx.json", self.bill.as_slice()),
        ];
        entries.extend(self.program.completions.iter().chain(&self.program.pages).cloned());
        for entry in &mut entries {
            entry.path = format!("{folder}/{}", entry.path);
        }
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        entries
    }
}
