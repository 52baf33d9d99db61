//! Folders at the top of the content whose files are no articles: snippets, incidents and the checklists of reviews.

use std::sync::Arc;

use super::name::{FileName, split_name};
use super::sources::{INCIDENTS, IncidentFile, SNIPPETS, Snippet, Sources};
use super::standard_file::{STANDARDS, StandardFile};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, SourceText};
use crate::error::Result;

/// One of these folders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OwnFolder {
    Snippets,
    Incidents,
    Standards,
}

const FOLDERS: [(&str, OwnFolder); 3] =
    [(SNIPPETS, OwnFolder::Snippets), (INCIDENTS, OwnFolder::Incidents), (STANDARDS, OwnFolder::Standards)];

/// Whether a name at the top of the content is that of such a folder.
pub(super) fn is_one(name: &str) -> bool {
    FOLDERS.iter().any(|(folder, _)| *folder == name)
}

/// The folder that a path below the content folder is in, and the rest of the path; `_snippets.md` beside it is an article.
pub(super) fn holds(path: &str) -> Option<(OwnFolder, &str)> {
    let (first, rest) = path.split_once('/')?;
    FOLDERS.iter().find(|(folder, _)| *folder == first).map(|(_, folder)| (*folder, rest))
}

/// Takes a file of such a folder, given by its path in there.
pub(super) fn take(
    config: &Config,
    sources: &mut Sources,
    (folder, path): (OwnFolder, &str),
    shown: &str,
    read: impl FnOnce() -> Result<Result<SourceText, Diagnostic>>,
) -> Result<()> {
    if folder == OwnFolder::Standards {
        return take_standard(sources, path, shown, read);
    }
    let (stem, language) = match split_name(config, path).filter(|_| !path.contains('/')) {
        Some(FileName::Known { stem, language }) => (stem.to_owned(), language),
        Some(FileName::UnknownLanguage { stem, code }) if folder == OwnFolder::Incidents => {
            let help = format!("add `{code}` to `languages` in helpdex.yaml, or name the file `{stem}-{code}.md`");
            let message = format!("the site does not speak `{code}`");
            sources.diagnostics.push(Diagnostic::error("unknown-language", shown, message).help(help));
            return Ok(());
        }
        _ => {
            sources.diagnostics.push(stranger(folder, shown));
            return Ok(());
        }
    };
    match read()? {
        Ok(file) => {
            let file = Arc::new(file);
            match folder {
                OwnFolder::Snippets => sources.snippets.push(Snippet { name: stem, language, file }),
                OwnFolder::Incidents => sources.incidents.push(IncidentFile { name: stem, language, file }),
                OwnFolder::Standards => {}
            }
        }
        Err(found) => sources.diagnostics.push(found),
    }
    Ok(())
}

/// Takes a checklist, which is no Markdown and in all languages at once.
fn take_standard(
    sources: &mut Sources,
    path: &str,
    shown: &str,
    read: impl FnOnce() -> Result<Result<SourceText, Diagnostic>>,
) -> Result<()> {
    let Some(name) = path.strip_suffix(".yaml").filter(|name| !name.contains('/')) else {
        sources.diagnostics.push(stranger(OwnFolder::Standards, shown));
        return Ok(());
    };
    match read()? {
        Ok(file) => sources.standards.push(StandardFile { name: name.to_owned(), file: Arc::new(file) }),
        Err(found) => sources.diagnostics.push(found),
    }
    Ok(())
}

/// What is said of any other file in there.
fn stranger(folder: OwnFolder, shown: &str) -> Diagnostic {
    let (message, help) = match folder {
        OwnFolder::Snippets => (
            "neither a snippet nor published",
            format!("a snippet is a Markdown file right in `{SNIPPETS}`, such as `note.md` or `note.ru.md`"),
        ),
        OwnFolder::Incidents => (
            "neither an incident nor published",
            format!("an incident is a Markdown file right in `{INCIDENTS}`, such as `2026-11-26-payouts-delayed.md`"),
        ),
        OwnFolder::Standards => (
            "neither a checklist nor published",
            format!("a checklist is a file right in `{STANDARDS}` that ends in `.yaml`, such as `payouts.yaml`"),
        ),
    };
    Diagnostic::warning("file-type", shown, message).help(help)
}
