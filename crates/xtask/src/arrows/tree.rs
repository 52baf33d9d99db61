//! The files of one target, their modules, and every path that they name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A target's files and modules. A file, and a module, is its place in the list.
#[derive(Default)]
pub(crate) struct Tree {
    pub(super) files: Vec<SourceFile>,
    pub(super) modules: Vec<Module>,
    pub(super) mentions: Vec<Mention>,
}

pub(super) struct SourceFile {
    pub(super) path: PathBuf,
    pub(super) lines: usize,
}

/// What a module's names stand for.
#[derive(Default)]
pub(super) struct Module {
    pub(super) file: usize,
    pub(super) parent: Option<usize>,
    pub(super) children: BTreeMap<String, usize>,
    pub(super) items: BTreeSet<String>,
    pub(super) imports: BTreeMap<String, Vec<String>>,
    pub(super) globs: Vec<Vec<String>>,
}

/// A path as it stands in a file. One that begins with `::` begins with an empty segment here.
pub(super) struct Mention {
    pub(super) module: usize,
    pub(super) line: usize,
    pub(super) path: Vec<String>,
    pub(super) kind: Kind,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A leaf of a `use`, under the name that it has here.
    Import(String),
    /// A leaf of a `pub use`.
    Reexport,
    /// `use path::*`.
    Glob,
    /// A path in code.
    Code,
}
