//! Links that open a file in the author's editor.

use std::path::PathBuf;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use helpdex_content::config::Config;
use helpdex_content::diagnostic::Diagnostic;

/// What a path is made of may stand for something else in an editor's own URLs: colons part line and column there.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Knows how a site's authors open a file: `editor_url` in `helpdex.yaml`.
#[derive(Clone, Debug)]
pub(super) struct Editor {
    pattern: String,
    root: PathBuf,
}

impl Editor {
    /// The editor of a site, if it names one.
    pub(super) fn of(config: &Config) -> Option<Self> {
        Some(Self { pattern: config.editor_url.clone()?, root: config.root.clone() })
    }

    /// Opens the place that a fault points at; nothing when there is no such file on this machine.
    pub(super) fn at(&self, fault: &Diagnostic) -> Option<String> {
        let place = fault.place.as_ref();
        self.open(&fault.path, place.map_or(1, |place| place.line), place.map_or(1, |place| place.column))
    }

    /// Opens a file of the site, given by its path below the root.
    pub(super) fn open(&self, path: &str, line: u32, column: u32) -> Option<String> {
        let location = self.root.join(path);
        if !location.is_file() {
            return None;
        }
        let location = location.to_str()?.replace('\\', "/");
        let encoded = utf8_percent_encode(&location, PATH).to_string();
        // `vscode://file/{path}` has the slash already that a path begins with; `idea://open?file={path}` has not.
        let doubled = self.pattern.contains("/{path}") && encoded.starts_with('/');
        let encoded = if doubled { encoded.get(1..).unwrap_or_default() } else { &encoded };
        let numbered = self.pattern.replace("{line}", &line.to_string()).replace("{column}", &column.to_string());
        Some(numbered.replace("{path}", encoded))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_open_where_the_fault_is() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(dir.path().join("content")).expect("made");
        std::fs::write(dir.path().join("content/a b:{line}#я.md"), "").expect("written");
        let of = |pattern: &str| Editor { pattern: pattern.to_owned(), root: dir.path().to_owned() };
        let root = dir.path().to_str().expect("text").trim_start_matches('/').to_owned();
        let file = "content/a%20b%3A%7Bline%7D%23%D1%8F.md";
        let open = |pattern: &str| of(pattern).open("content/a b:{line}#я.md", 3, 5).expect("there");
        assert_eq!(open("vscode://file/{path}:{line}:{column}"), format!("vscode://file/{root}/{file}:3:5"));
        assert_eq!(open("idea://open?file={path}&line={line}"), format!("idea://open?file=/{root}/{file}&line=3"));
        assert_eq!(of("x://{path}").open("content/gone.md", 1, 1), None);
        assert_eq!(of("x://{path}").open("content", 1, 1), None, "no file");
    }
}
