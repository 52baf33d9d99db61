//! Which file of the imported folder a link means.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::document::{Document, index_rank};
use super::survey::Survey;
use super::{Summary, join, links};

/// What a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// A Markdown file, by its index.
    Document(usize),
    /// Another file, by its path.
    File(&'a str),
    /// A folder of articles, by its path.
    Folder(&'a str),
}

/// A link of a document whose target is part of the import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link<'a> {
    /// The bytes of the body to replace.
    pub(super) range: Range<usize>,
    /// What it leads to.
    pub(super) target: Target<'a>,
    /// Nothing, or a place in the target with its `#`.
    pub(super) fragment: String,
}

impl<'a> Link<'a> {
    /// The file that has to be copied for it.
    pub(super) fn file(&self) -> Option<&'a str> {
        match self.target {
            Target::File(path) => Some(path),
            _ => None,
        }
    }
}

/// Finds files by what authors write in links.
pub(super) struct Targets<'a> {
    survey: &'a Survey,
    documents: HashMap<&'a str, usize>,
    /// The document that is a folder's page, and its rank.
    pages: HashMap<&'a str, (usize, usize)>,
    /// Folders with articles in or below them.
    folders: BTreeSet<&'a str>,
}

impl<'a> Targets<'a> {
    /// Takes in the files of an import.
    pub(super) fn new(survey: &'a Survey, documents: &'a [Document]) -> Self {
        let mut targets = Self { survey, documents: HashMap::new(), pages: HashMap::new(), folders: BTreeSet::new() };
        for (index, document) in documents.iter().enumerate() {
            targets.documents.insert(&document.path, index);
            if let Some(rank) = index_rank(&document.stem) {
                let page = targets.pages.entry(document.folder()).or_insert((rank, index));
                *page = (*page).min((rank, index));
            }
            let mut folder = document.folder();
            while !folder.is_empty() && targets.folders.insert(folder) {
                folder = super::split(folder).0;
            }
        }
        targets
    }

    /// The links of a document that lead to other files of the import; what leads nowhere is told.
    pub(super) fn links(&self, document: &Document, summary: &mut Summary) -> Vec<Link<'a>> {
        let mut found = Vec::new();
        for reference in links::references(&document.body) {
            let (path, fragment) = match reference.href.find('#') {
                Some(at) => reference.href.split_at(at),
                None => (reference.href.as_str(), ""),
            };
            if path.is_empty() || is_address(path) {
                continue;
            }
            match self.find(document.folder(), path) {
                Some(target) => {
                    found.push(Link { range: reference.range, target, fragment: fragment.to_owned() });
                }
                None if reference.is_guess => {}
                None => {
                    let line = document.line(reference.range.start);
                    summary.problem(&document.path, Some(line), format!("`{path}` is not in the imported folder"));
                }
            }
        }
        found
    }

    /// The target of a path written in a file of `folder`.
    fn find(&self, folder: &str, path: &str) -> Option<Target<'a>> {
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        let without_query = decoded.split('?').next().unwrap_or_default();
        let forward = without_query.replace('\\', "/");
        [decoded.as_ref(), path, without_query, &forward].iter().find_map(|path| self.find_plain(folder, path))
    }

    fn find_plain(&self, folder: &str, path: &str) -> Option<Target<'a>> {
        let Some(rooted) = path.strip_prefix('/') else {
            return self.at(&normal(folder, path)?);
        };
        // An absolute path counts from the top of the old site: the folder itself, or what it lies in.
        let below = rooted.strip_prefix(self.survey.name.as_str()).and_then(|rest| rest.strip_prefix('/'));
        self.at(&normal("", rooted)?).or_else(|| self.at(&normal("", below?)?))
    }

    fn at(&self, path: &str) -> Option<Target<'a>> {
        let without_html = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm"));
        let candidates = [Some(path.to_owned()), Some(format!("{path}.md")), Some(format!("{path}.markdown"))];
        let from_html = [without_html.map(|stem| format!("{stem}.md")), without_html.map(str::to_owned)];
        candidates.into_iter().chain(from_html).flatten().find_map(|path| self.exactly(&path))
    }

    fn exactly(&self, path: &str) -> Option<Target<'a>> {
        if let Some(index) = self.documents.get(path) {
            return Some(Target::Document(*index));
        }
        let path = self.survey.exact(path)?;
        if let Some(index) = self.documents.get(path) {
            return Some(Target::Document(*index));
        }
        if let Some(file) = self.survey.files.get(path) {
            return Some(Target::File(file));
        }
        if let Some((_, index)) = self.pages.get(path) {
            return Some(Target::Document(*index));
        }
        self.folders.get(path).map(|folder| Target::Folder(folder))
    }
}

/// Whether a link has a scheme or a host.
fn is_address(path: &str) -> bool {
    let scheme = path.split(':').next().unwrap_or_default();
    let is_scheme = scheme.len() < path.len()
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c));
    is_scheme || path.starts_with("//")
}

/// A path without `.` and `..`; nothing when it climbs out of the top folder.
fn normal(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    let joined = join(folder, path);
    for part in joined.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for address in ["https://x", "mailto:a@b", "//cdn", "ms-settings:windowsupdate"] {
            assert!(is_address(address), "{address}");
        }
        for path in ["a.md", "../a b.md", "a/b:c.md", "C++/a.md", "пре:a"] {
            assert!(!is_address(path), "{path}");
        }
    }

    #[test]
    fn paths() {
        assert_eq!(normal("a/b", "../c//./d.md").as_deref(), Some("a/c/d.md"));
        assert_eq!(normal("a", "../../d.md"), None);
        assert_eq!(normal("", "x").as_deref(), Some("x"));
    }
}
