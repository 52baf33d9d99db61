//! What a batch of changed files is about.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use helpdex_content::config::{CONFIG_FILE, Config};
use helpdex_content::site::Site;
use helpdex_content::source::{INCIDENTS, MACROS, SNIPPETS, STANDARDS};

/// The parts of a site that a batch touches.
#[derive(Debug, Default)]
pub(super) struct ChangeSet {
    /// `helpdex.yaml`, and the calendars and lists that belong to it.
    pub(super) config: bool,
    /// Files of the site's theme.
    pub(super) theme: bool,
    /// Of the theme, and of everything else, nothing but stylesheets.
    pub(super) styles_only: bool,
    /// Any file of the content.
    pub(super) everything: bool,
    /// Files and folders of the content, by their path below `content/`.
    pub(super) content: Vec<String>,
    /// All of them, relative to the site's root.
    touched: Vec<(String, PathBuf)>,
}

impl ChangeSet {
    /// Sorts changed paths. Those that no site is made from, its output among them, are left out.
    pub(super) fn of(config: &Config, paths: &BTreeSet<PathBuf>, everything: bool) -> Self {
        // Some systems tell of files by their real path.
        let real_root = config.root.canonicalize().unwrap_or_else(|_| config.root.clone());
        let mut scope = Self { everything, config: everything, theme: everything, ..Self::default() };
        let themes = config.theme.as_ref().map(|name| Path::new("themes").join(name));
        let mut styles = true;
        for path in paths {
            let inside = path.strip_prefix(&config.root).or_else(|_| path.strip_prefix(&real_root));
            let Ok(inside) = inside else { continue };
            if inside == Path::new(CONFIG_FILE) || is_calendar(config, inside) || is_list(config, inside) {
                scope.config = true;
            } else if themes.as_ref().is_some_and(|themes| inside.starts_with(themes) || themes.starts_with(inside)) {
                scope.theme = true;
                styles &= inside.extension().is_some_and(|extension| extension == "css");
            } else if config.content.starts_with(inside) {
                // The content folder itself, or one that it lies in.
                scope.everything = true;
            } else if let Ok(below) = inside.strip_prefix(&config.content) {
                let Some(below) = slashed(below).filter(|below| is_content(below)) else { continue };
                scope.content.push(below);
            } else {
                continue;
            }
            scope.touched.push((slashed(inside).unwrap_or_else(|| inside.display().to_string()), path.clone()));
        }
        scope.styles_only = scope.theme && styles && !everything;
        scope
    }

    /// Whether anything of the site changed.
    pub(super) fn is_anything(&self) -> bool {
        self.config || self.theme || self.everything || !self.content.is_empty()
    }

    /// The files to tell of: an editor's temporary ones are gone by now.
    pub(super) fn shown(&self) -> Vec<String> {
        let there = self.touched.iter().filter(|(_, path)| path.is_file());
        let there: Vec<String> = there.map(|(shown, _)| shown.clone()).collect();
        if there.is_empty() { self.touched.iter().map(|(shown, _)| shown.clone()).collect() } else { there }
    }

    /// Whether files that are published as they are may have new bytes.
    pub(super) fn files_changed(&self, site: &Site) -> bool {
        self.content.iter().any(|path| site.routes.files().contains_key(path.as_str()))
    }
}

/// Whether a file is a calendar of holidays. One right beside the settings may be the one that they were missing.
fn is_calendar(config: &Config, inside: &Path) -> bool {
    let is_named = || config.contact.files().any(|file| Path::new(file) == inside);
    let beside = inside.components().count() == 1 && inside.extension().is_some_and(|kind| kind == "ics");
    beside || is_named()
}

/// Whether a file is a list that articles are judged by, or found by.
fn is_list(config: &Config, inside: &Path) -> bool {
    let votes = config.feedback.votes.iter().map(|votes| votes.path.as_path());
    votes.chain(config.typed_from()).any(|path| path == inside)
}

fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

/// Hidden files and editors' own are no content, nor are folders that begin with an underscore, but for those that Helpdex reads.
fn is_content(path: &str) -> bool {
    let hidden = |part: &str| part.starts_with('.') || part.ends_with('~');
    let (folders, _) = path.rsplit_once('/').unwrap_or(("", path));
    let is_macro = folders.split('/').next() == Some(MACROS);
    let is_ours = [SNIPPETS, INCIDENTS, STANDARDS].contains(&folders) || is_macro;
    !path.split('/').any(hidden) && (is_ours || !folders.split('/').any(|folder| folder.starts_with('_')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_sorted() {
        let dir = tempfile::tempdir().expect("a folder");
        let yaml = "title: T\nbase_url: https://x.example\nlanguages: [en]\ntheme: own\nfeedback: {votes: ./lists/votes.jsonl}\n";
        std::fs::write(dir.path().join(CONFIG_FILE), yaml).expect("written");
        let config = Config::load(dir.path()).expect("found").expect("valid");
        let of = |paths: &[&str]| {
            let paths = paths.iter().map(|path| dir.path().join(path)).collect();
            ChangeSet::of(&config, &paths, false)
        };
        let scope =
            of(&["content/a/x.md", "content/a/.x.md.swp", "content/a/x.md~", "public/index.html", "content/_s/y.md"]);
        assert_eq!((scope.content.as_slice(), scope.config, scope.theme), (&["a/x.md".to_owned()][..], false, false));
        assert!(of(&["helpdex.yaml"]).config && of(&["holidays.ics"]).config);
        assert!(of(&["lists/votes.jsonl"]).config && !of(&["lists/other.jsonl"]).is_anything());
        assert!(of(&["themes/own/css/main.css"]).styles_only);
        assert!(!of(&["themes/own/css/main.css", "themes/own/templates/home.html"]).styles_only);
        assert!(!of(&["themes/other/css/main.css"]).is_anything());
        assert!(of(&["content"]).everything);
        let ours = ["content/_incidents/2026-11-26-late.md", "content/_snippets/x.md", "content/_incidents/x/y.md"];
        assert_eq!(of(&ours).content, ["_incidents/2026-11-26-late.md", "_snippets/x.md"]);
    }
}
