//! The files of a theme: the embedded ones and the site's own over them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};
use walkdir::WalkDir;

use helpdex_content::diagnostic::{Diagnostic, SourceText};
use helpdex_content::error::{Error, Result};

/// Before this, names of embedded templates stand in tera; a site's own templates have none.
pub(super) const DEFAULT_PREFIX: &str = "default/";
static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../themes/default");

/// One file of a theme.
#[derive(Clone, Debug)]
pub(super) struct File {
    /// Its path as diagnostics name it: `themes/acme/css/main.css`.
    pub(super) shown: String,
    /// What is in it.
    pub(super) bytes: Cow<'static, [u8]>,
}

/// All files by their path in the theme's folder, with forward slashes.
#[derive(Debug)]
pub(super) struct Files {
    embedded: BTreeMap<String, File>,
    own: BTreeMap<String, File>,
}

/// A fault about bytes that should be text.
pub(super) fn not_utf8(file: &File) -> Diagnostic {
    Diagnostic::error("theme-encoding", &file.shown, "this file is not UTF-8 text").help("save it as UTF-8")
}

impl Files {
    /// Reads the site's own theme folder, if it has one.
    pub(super) fn read(dir: Option<&Path>, diagnostics: &mut Vec<Diagnostic>) -> Result<Self> {
        let mut embedded = BTreeMap::new();
        collect(&EMBEDDED, &mut embedded);
        let mut own = BTreeMap::new();
        if let Some(dir) = dir {
            let name = dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if dir.is_dir() {
                read_dir(dir, &name, &mut own)?;
            } else {
                let message = format!("there is no theme folder `themes/{name}`");
                let help = "create it, or leave `theme` out to use the default theme";
                diagnostics.push(Diagnostic::error("theme-missing", "helpdex.yaml", message).help(help));
            }
        }
        Ok(Self { embedded, own })
    }

    /// The file that counts under a path.
    pub(super) fn get(&self, path: &str) -> Option<&File> {
        self.own.get(path).or_else(|| self.embedded.get(path))
    }

    /// The site's own file under a path.
    pub(super) fn own(&self, path: &str) -> Option<&File> {
        self.own.get(path)
    }

    /// The embedded file under a path and the site's own, for what is merged instead of replaced.
    pub(super) fn layers(&self, path: &str) -> impl Iterator<Item = &File> {
        self.embedded.get(path).into_iter().chain(self.own.get(path))
    }

    /// Paths of all files that count, sorted.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        let embedded = self.embedded.keys().filter(|path| !self.own.contains_key(*path));
        let mut paths: Vec<&str> = embedded.chain(self.own.keys()).map(String::as_str).collect();
        paths.sort_unstable();
        paths.into_iter()
    }

    /// Files below a folder, with their paths inside of it.
    pub(super) fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a File)> {
        self.paths().filter_map(move |path| Some((path.strip_prefix(folder)?, self.get(path)?)))
    }

    /// The site's own templates and the embedded ones, by the names they have for tera.
    #[allow(clippy::type_complexity)]
    pub(super) fn templates(
        &self,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (BTreeMap<String, SourceText>, BTreeMap<String, SourceText>) {
        let mut read = |files: &BTreeMap<String, File>, prefix: &str| {
            let mut found = BTreeMap::new();
            for (path, file) in files {
                let Some(name) = path.strip_prefix("templates/") else { continue };
                match source_text(file) {
                    Some(source) => {
                        found.insert(format!("{prefix}{name}"), source);
                    }
                    None => diagnostics.push(not_utf8(file)),
                }
            }
            found
        };
        (read(&self.own, ""), read(&self.embedded, DEFAULT_PREFIX))
    }
}

/// The texts of the embedded theme.
pub fn embedded_texts() -> impl Iterator<Item = &'static str> {
    let mut all = BTreeMap::new();
    collect(&EMBEDDED, &mut all);
    all.into_values().filter_map(|file| match file.bytes {
        Cow::Borrowed(bytes) => std::str::from_utf8(bytes).ok(),
        Cow::Owned(_) => None,
    })
}

fn collect(dir: &'static Dir<'static>, files: &mut BTreeMap<String, File>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let shown = format!("themes/default/{path}");
        files.insert(path, File { shown, bytes: Cow::Borrowed(file.contents()) });
    }
    for inner in dir.dirs() {
        collect(inner, files);
    }
}

fn read_dir(dir: &Path, name: &str, files: &mut BTreeMap<String, File>) -> Result<()> {
    let visible = |entry: &walkdir::DirEntry| entry.depth() == 0 || !is_hidden(entry.file_name());
    // A theme is trusted as `helpdex.yaml` is, so links in it are followed.
    for entry in WalkDir::new(dir).follow_links(true).sort_by_file_name().into_iter().filter_entry(visible) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(dir).to_owned();
            Error::Io { doing: "read", path, source: error.into() }
        })?;
        let Ok(inside) = entry.path().strip_prefix(dir) else { continue };
        // What lies beside the folders, such as a README, is no part of the theme.
        if !entry.file_type().is_file() || inside.components().count() < 2 {
            continue;
        }
        let path = inside.to_string_lossy().replace('\\', "/");
        let bytes = std::fs::read(entry.path()).map_err(Error::io("read", entry.path()))?;
        files.insert(path.clone(), File { shown: format!("themes/{name}/{path}"), bytes: Cow::Owned(bytes) });
    }
    Ok(())
}

/// Files of editors and systems (`.DS_Store`, `.x.swp`, `x~`) are no part of a theme.
fn is_hidden(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') || name.ends_with('~')
}

/// A template's or string file's text with the path that diagnostics name.
pub(super) fn source_text(file: &File) -> Option<SourceText> {
    let text = std::str::from_utf8(&file.bytes).ok()?;
    Some(SourceText::new(file.shown.as_str(), text.strip_prefix('\u{feff}').unwrap_or(text)))
}
