//! One import: what it was asked for, checked.

use std::path::{Component, Path, PathBuf};

use helpdex_content::config::{Config, LanguageId};
use helpdex_content::error::{Error, Result};

use crate::scaffold::{language_id, language_suffix};

/// What to import, and where to.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The folder or file to import.
    pub source: &'a Path,
    /// The tool that it is of, as `--from` calls it; recognised without it.
    pub from: Option<&'a str>,
    /// A folder in the site's content; the content folder itself without it.
    pub into: Option<&'a Path>,
    /// Code of the language that the articles are in; the site's default one without it.
    pub language: Option<&'a str>,
    /// Only say what would be done.
    pub is_dry_run: bool,
    /// Bring back what an earlier import wrote and somebody removed.
    pub restores: bool,
}

impl<'a> Request<'a> {
    /// A request for all of a source, with nothing else said.
    pub fn new(source: &'a Path) -> Self {
        Self { source, from: None, into: None, language: None, is_dry_run: false, restores: false }
    }
}

/// What all steps of one import share.
pub(super) struct Job<'a> {
    pub(super) config: &'a Config,
    /// The folder that receives the articles, absolute.
    pub(super) into: PathBuf,
    /// Whether that is the content folder itself, where articles need a category first.
    pub(super) at_top: bool,
    /// The language of files whose names don't say another one.
    pub(super) language: LanguageId,
    /// Whether nothing is to be written.
    pub(super) is_dry_run: bool,
    /// Whether files come back that somebody removed.
    pub(super) restores: bool,
}

impl Job<'_> {
    /// The folder that receives the articles as a path below the content folder, with forward slashes.
    pub(super) fn place(&self) -> String {
        let content = real(&self.config.content_dir());
        let into = real(&self.into);
        let below = into.strip_prefix(&content).unwrap_or(Path::new(""));
        below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    /// What stands before `.md` in the names of a language's articles.
    pub(super) fn suffix(&self, language: LanguageId) -> String {
        language_suffix(self.config, language)
    }
}

/// Checks what is asked for.
///
/// # Errors
/// When it makes no sense, or the source can't be read.
pub(super) fn job<'a>(config: &'a Config, request: Request<'_>) -> Result<Job<'a>> {
    let language = language_id(config, request.language)?;
    let content = config.content_dir();
    let into = request.into.map_or_else(|| Ok(content.clone()), absolute)?;
    if content.exists() && !content.is_dir() {
        return Err(Error::Refused(format!("`{}` is a file, not the folder of articles", content.display())));
    }
    if !real(&into).starts_with(real(&content)) || into.is_file() {
        let shown = request.into.unwrap_or(&content).display();
        return Err(Error::Refused(format!(
            "`{shown}` is not a folder in `{}`, where the site's articles are",
            config.content.display()
        )));
    }
    let source = request.source;
    let from = source.canonicalize().map_err(Error::io("read", source))?;
    let target = real(&content);
    if from.starts_with(&target) || target.starts_with(&from) {
        return Err(Error::Refused(format!(
            "`{}` belongs to this site's own content; name a folder outside of it",
            source.display()
        )));
    }
    let at_top = real(&into) == target;
    let Request { is_dry_run, restores, .. } = request;
    Ok(Job { config, into, at_top, language, is_dry_run, restores })
}

/// An absolute path without `.` and `..`.
fn absolute(path: &Path) -> Result<PathBuf> {
    let path = std::path::absolute(path).map_err(Error::io("find", path))?;
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    Ok(plain)
}

/// The path with its links followed as far as it exists.
fn real(path: &Path) -> PathBuf {
    for ancestor in path.ancestors() {
        if let Ok(found) = ancestor.canonicalize() {
            return path.strip_prefix(ancestor).map_or(found.clone(), |rest| found.join(rest));
        }
    }
    path.to_owned()
}
