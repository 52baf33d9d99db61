//! Which files an editor may open and write.

use std::path::PathBuf;

use helpdex_content::config::Config;
use helpdex_content::path::is_plain;
use helpdex_content::source::{FileName, INCIDENTS, SNIPPETS, STANDARDS, split_name};

use crate::fault::Fault;

/// Files at the top of the content that are no articles and belong to authors all the same.
const DATA: [&str; 2] = ["queries.yaml", "synonyms.yaml"];

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An article.
    Article,
    /// The `_index.md` of a category.
    Category,
    /// The `_index.md` at the top.
    Home,
    /// A text that articles insert.
    Snippet,
    /// What goes wrong with the service.
    Incident,
    /// The words of search, its tests, or a checklist of reviews.
    Data,
}

impl Kind {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Category => "category",
            Self::Home => "home",
            Self::Snippet => "snippet",
            Self::Incident => "incident",
            Self::Data => "data",
        }
    }

    /// Whether it has a page of its own that shows its text.
    pub fn has_page(self) -> bool {
        matches!(self, Self::Article | Self::Category | Self::Home)
    }
}

/// A file that may be opened and written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its path from the site's root, with forward slashes.
    pub path: String,
    /// Where it lies.
    pub location: PathBuf,
    /// What it is.
    pub kind: Kind,
}

impl Place {
    /// The file of a path from the site's root, whether it is there or not.
    ///
    /// # Errors
    /// When it is none that authors write, or lies behind a link.
    pub fn of(config: &Config, path: &str) -> Result<Self, Fault> {
        let below = below_content(config, path).ok_or(Fault::NotFound)?;
        let kind = kind(config, below).ok_or(Fault::NotFound)?;
        let location = inside(config, below).ok_or(Fault::NotFound)?;
        Ok(Self { path: path.to_owned(), location, kind })
    }

    /// The folder that it lies in, from the site's root.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether there is a file.
    pub fn is_there(&self) -> bool {
        self.location.is_file()
    }
}

/// A path below the content folder, where it can only mean one file.
fn below_content<'p>(config: &Config, path: &'p str) -> Option<&'p str> {
    let below = config.content_path(path)?;
    let hidden = |part: &str| part.starts_with('.') || part.ends_with('~');
    let drive = |part: &str| part.contains(':');
    let odd =
        path.contains(char::is_control) || !is_plain(path) || below.split('/').any(|part| hidden(part) || drive(part));
    (!odd).then_some(below)
}

fn kind(config: &Config, below: &str) -> Option<Kind> {
    let (folders, name) = below.rsplit_once('/').unwrap_or(("", below));
    if folders.is_empty() && DATA.contains(&name) || folders == STANDARDS && name.ends_with(".yaml") {
        return Some(Kind::Data);
    }
    let FileName::Known { stem, .. } = split_name(config, name)? else { return None };
    match folders {
        SNIPPETS => Some(Kind::Snippet),
        INCIDENTS => Some(Kind::Incident),
        _ if folders.split('/').any(|folder| folder.starts_with('_')) => None,
        "" if stem == "_index" => Some(Kind::Home),
        _ if stem == "_index" => Some(Kind::Category),
        _ => Some(Kind::Article),
    }
}

/// Where a path below the content folder lies; nothing where a link or something else than a file is in the way. Folders
/// that are not there yet are fine.
pub(crate) fn inside(config: &Config, below: &str) -> Option<PathBuf> {
    let mut location = config.content_dir();
    let parts: Vec<&str> = below.split('/').collect();
    for (number, part) in parts.iter().enumerate() {
        location.push(part);
        let is_last = number + 1 == parts.len();
        match std::fs::symlink_metadata(&location) {
            Ok(found) if (is_last && found.is_file()) || (!is_last && found.is_dir()) => {}
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => {}
            _ => return None,
        }
    }
    Some(location)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> (tempfile::TempDir, Config) {
        let dir = tempfile::tempdir().expect("a folder");
        let yaml = "title: T\nbase_url: https://x.example\nlanguages: [en, ru]\n";
        std::fs::write(dir.path().join("helpdex.yaml"), yaml).expect("written");
        std::fs::create_dir_all(dir.path().join("content/a/b.md")).expect("made");
        std::fs::write(dir.path().join("content/a/x.md"), "x").expect("written");
        let config = Config::load(dir.path()).expect("found").expect("valid");
        (dir, config)
    }

    #[test]
    fn authors_files_and_no_others() {
        let (_dir, config) = site();
        let kind = |path: &str| Place::of(&config, path).ok().map(|place| place.kind);
        for (path, expected) in [
            ("content/a/x.md", Kind::Article),
            ("content/a/new/x.ru.md", Kind::Article),
            ("content/x.markdown", Kind::Article),
            ("content/_index.ru.md", Kind::Home),
            ("content/a/_index.md", Kind::Category),
            ("content/_snippets/x.md", Kind::Snippet),
            ("content/_incidents/x.md", Kind::Incident),
            ("content/queries.yaml", Kind::Data),
            ("content/_standards/pay.yaml", Kind::Data),
        ] {
            assert_eq!(kind(path), Some(expected), "{path}");
        }
        for path in [
            "",
            "content",
            "content/",
            "helpdex.yaml",
            "/etc/passwd.md",
            "content/../helpdex.md",
            "content/a/../../x.md",
            "content//x.md",
            "content/./x.md",
            "content/a\\..\\x.md",
            "content/.git/x.md",
            "content/a/.x.md",
            "content/a/x.md~",
            "content/c:/x.md",
            "content/a\0.md",
            "content/a\n.md",
            "content/_own/x.md",
            "content/_snippets/deep/x.md",
            "content/a/x.de.md",
            "content/a/x.html",
            "content/a/img.png",
            "content/a/queries.yaml",
            "content/_standards/pay.md",
            "content/_standards/a/pay.yaml",
            "content/a/b.md",
            "content/a/x.md/y.md",
            "contents/x.md",
            "themes/x.md",
        ] {
            assert_eq!(kind(path), None, "{path:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn nothing_behind_a_link() {
        let (dir, config) = site();
        let link = |target: &str, name: &str| {
            std::os::unix::fs::symlink(target, dir.path().join(name)).expect("linked");
        };
        link("../../helpdex.yaml", "content/a/link.md");
        link("..", "content/up");
        link("x.md", "content/a/same.md");
        for path in ["content/a/link.md", "content/up/x.md", "content/up/content/a/x.md", "content/a/same.md"] {
            assert!(Place::of(&config, path).is_err(), "{path}");
        }
    }
}
