//! Chromium by its DevTools protocol: what the browser tests and the benchmarks of search share.
//!
//! A [`Browser`] runs with an empty profile and ends with its value. A [`Tab`] is a page in it with a profile of its own.
//! Workers of a page are watched as the page itself is.

mod browser;
mod tab;

use std::path::PathBuf;

pub use browser::{Browser, Event};
pub use tab::Tab;

/// Why the browser did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There is no browser.
    #[error("no Chromium is installed: `cargo xtask test` installs it, or set CHROMIUM to the path of one")]
    Missing,
    /// The browser does not start, or has gone.
    #[error("Chromium does not start or has gone: {0}")]
    Gone(String),
    /// A command without an answer.
    #[error("Chromium does not answer `{0}`")]
    Silent(String),
    /// A command that the browser refused, or a script that failed.
    #[error("`{command}`: {reason}")]
    Refused {
        /// The command or the script.
        command: String,
        /// What the browser said about it.
        reason: String,
    },
}

/// The browser that `CHROMIUM` names, else the one that is installed.
pub fn find() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM").filter(|name| !name.is_empty()) {
        return Some(named.into());
    }
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect();
    let installed = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let mac = ["Chromium", "Google Chrome"];
    let mac = mac.map(|name| PathBuf::from(format!("/Applications/{name}.app/Contents/MacOS/{name}")));
    installed.chain(mac).find(|path| path.is_file())
}
