//! Which browser prints.

use std::path::{Path, PathBuf};

use helpdex_content::error::{Error, Result};

use crate::book::request::Browser;

/// What browsers that print are called on the PATH, the likeliest first.
const NAMES: [&str; 8] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
    "msedge",
];

/// Where they lie on macOS.
const APPLICATIONS: [&str; 3] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/// Where they lie below the folders of programs of Windows.
const PROGRAMS: [&str; 3] = [
    "Google\\Chrome\\Application\\chrome.exe",
    "Chromium\\Application\\chrome.exe",
    "Microsoft\\Edge\\Application\\msedge.exe",
];

impl Browser<'_> {
    /// Where it is.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn find(self) -> Result<PathBuf> {
        if let Some(path) = self.path {
            return match on_path(path) {
                Some(found) => Ok(found),
                None => Err(Error::Refused(format!("there is no browser at `{}`", path.display()))),
            };
        }
        let named = NAMES.iter().filter_map(|name| on_path(Path::new(name)));
        let applications = APPLICATIONS.iter().map(PathBuf::from);
        let folders = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].into_iter().filter_map(std::env::var_os);
        let programs = folders.flat_map(|folder| PROGRAMS.map(|program| Path::new(&folder).join(program)));
        named.chain(applications.chain(programs).filter(|file| file.is_file())).next().ok_or_else(|| {
            let message = "a PDF is printed by Chromium, Chrome or Edge, and none of them was found; install one, name it \
                with `--browser PATH`, or take `--format epub` or `html`";
            Error::Environment(message.to_owned())
        })
    }
}

/// The program that a path, or a name on the PATH, means.
fn on_path(program: &Path) -> Option<PathBuf> {
    if program.components().count() > 1 || program.is_absolute() {
        return program.is_file().then(|| program.to_owned());
    }
    let path = std::env::var_os("PATH")?;
    let endings: &[&str] = if cfg!(windows) { &["exe"] } else { &[""] };
    let mut files = std::env::split_paths(&path).flat_map(|folder| {
        let file = folder.join(program);
        endings.iter().map(move |ending| if ending.is_empty() { file.clone() } else { file.with_extension(ending) })
    });
    files.find(|file| file.is_file()).or_else(|| program.is_file().then(|| program.to_owned()))
}
