//! Articles as people name them: by a path from where they are, from the site's root or from the content folder.

use std::path::{Component, Path, PathBuf};

use helpdex_content::config::Config;
use helpdex_content::error::{Error, Result};
use helpdex_content::source::{EntryId, Sources};
use helpdex_content::suggestion::did_you_mean;

/// What a path may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    /// One file.
    File,
    /// A file, or a folder with all files below it.
    FileOrFolder,
}

/// The entries that paths mean, each once, in the order of the files.
pub(super) fn entries(config: &Config, sources: &Sources, paths: &[PathBuf], names: Names) -> Result<Vec<EntryId>> {
    let mut found = Vec::new();
    for path in paths {
        let before = found.len();
        for shown in candidates(config, path) {
            let folder = format!("{shown}/");
            let is_meant = |known: &str| {
                known == shown || (names == Names::FileOrFolder && (shown.is_empty() || known.starts_with(&folder)))
            };
            found.extend(sources.with_ids().filter(|(_, entry)| is_meant(entry.file.path())).map(|(id, _)| id));
            if found.len() > before {
                break;
            }
        }
        if found.len() == before {
            return Err(unknown(config, sources, path));
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// What a path can mean, relative to the site's root; the likeliest first.
fn candidates(config: &Config, path: &Path) -> Vec<String> {
    let here = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let places = [here, config.root.join(path), config.content_dir().join(path)];
    let real_root = config.root.canonicalize().unwrap_or_else(|_| config.root.clone());
    let mut found = Vec::new();
    for place in places {
        let place = plain(&place);
        let inside = place.strip_prefix(plain(&config.root)).or_else(|_| place.strip_prefix(&real_root));
        let Ok(inside) = inside else { continue };
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        let shown = parts.join("/");
        if !found.contains(&shown) {
            found.push(shown);
        }
    }
    found
}

/// The path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

fn unknown(config: &Config, sources: &Sources, path: &Path) -> Error {
    let shown = path.display().to_string();
    let known = sources.entries.iter().map(|entry| entry.file.path().as_str());
    let full = config.site_path(&shown);
    let near = did_you_mean(&shown, known.clone()).or_else(|| did_you_mean(&full, known));
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    Error::Refused(format!("`{shown}` is no article of this site{near}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_made_plain() {
        assert_eq!(plain(Path::new("/a/./b/../c.md")), Path::new("/a/c.md"));
    }
}
