//! What the tests need of the machine: a Chromium, pip and npm, a PostgreSQL, and the sources of the standard library for a fresh engine.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::fault::Fault;
use crate::toolchain;

/// Installs what is missing where that can be done without asking, and says how to do it by hand elsewhere.
pub(crate) fn run() -> Result<(), Fault> {
    browser()?;
    postgres()?;
    installers()
}

/// The collector is tested with a real PostgreSQL, never without.
fn postgres() -> Result<(), Fault> {
    if has_postgres() {
        return Ok(());
    }
    let advice = "install PostgreSQL, with initdb and postgres on the PATH";
    if on_path("apt-get").is_none() {
        return Err(format!("the tests need a database: {advice}").into());
    }
    apt(&["update"])?;
    apt(&["install", "--yes", "--no-install-recommends", "postgresql"])?;
    if has_postgres() { Ok(()) } else { Err(format!("apt-get installed no PostgreSQL: {advice}").into()) }
}

/// On the PATH, or where Debian puts its programs.
fn has_postgres() -> bool {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut debian = debian.map(|entry| entry.path().join("bin"));
    let has_both = |folder: &Path| ["initdb", "postgres"].iter().all(|name| folder.join(name).is_file());
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| has_both(&folder)) || debian.any(|folder| has_both(&folder))
}

/// What the tests of packages install them with.
fn installers() -> Result<(), Fault> {
    let has_venv = || {
        let mut python = Command::new("python3");
        python.args(["-c", "import ensurepip, venv"]).stdout(Stdio::null()).stderr(Stdio::null());
        python.status().is_ok_and(|status| status.success())
    };
    let missing: Vec<&str> =
        [("python3-venv", has_venv()), ("npm", on_path("npm").is_some()), ("curl", on_path("curl").is_some())]
            .into_iter()
            .filter_map(|(name, is_there)| (!is_there).then_some(name))
            .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if on_path("apt-get").is_none() {
        eprintln!("the tests of packages will fail: install {}", missing.join(", "));
        return Ok(());
    }
    apt(&["update"])?;
    apt(&[&["install", "--yes", "--no-install-recommends"], missing.as_slice()].concat())
}

fn browser() -> Result<(), Fault> {
    if let Some(browser) = helpdex_chromium::find() {
        println!("browser: {}", browser.display());
        return Ok(());
    }
    let advice = "install Chromium or Chrome, or set CHROMIUM to the path of one";
    if on_path("apt-get").is_none() {
        return Err(format!("the tests need a browser: {advice}").into());
    }
    apt(&["update"])?;
    // A font, too: pages and pictures of pages need one.
    apt(&["install", "--yes", "--no-install-recommends", "chromium", "fonts-dejavu-core"])?;
    match helpdex_chromium::find() {
        Some(browser) => println!("browser: {}", browser.display()),
        None => return Err(format!("apt-get installed no browser: {advice}").into()),
    }
    Ok(())
}

/// The sources of the standard library, which the browser's engine is built with: rustup's, else Debian's.
pub(crate) fn wasm() -> Result<(), Fault> {
    if toolchain::can_build() {
        return Ok(());
    }
    if on_path("rustup").is_some() {
        println!("$ rustup component add rust-src");
        Command::new("rustup").args(["component", "add", "rust-src"]).status()?;
    }
    if !toolchain::can_build() && on_path("apt-get").is_some() {
        apt(&["update"])?;
        apt(&["install", "--yes", "--no-install-recommends", "rustc-web", "rust-web-src"])?;
    }
    // What is still missing then, building tells.
    Ok(())
}

pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Runs apt-get, by sudo for those who are not root.
fn apt(arguments: &[&str]) -> Result<(), Fault> {
    let root = Path::new("/root").read_dir().is_ok();
    let mut command = match on_path("sudo").filter(|_| !root) {
        Some(sudo) => {
            let mut command = Command::new(sudo);
            command.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
            command
        }
        None => {
            let mut command = Command::new("apt-get");
            command.env("DEBIAN_FRONTEND", "noninteractive");
            command
        }
    };
    command.arg("--quiet").args(arguments);
    println!("$ apt-get {}", arguments.join(" "));
    let status = command.status().map_err(|fault| format!("apt-get does not start: {fault}"))?;
    if status.success() { Ok(()) } else { Err(format!("apt-get {} failed", arguments.join(" ")).into()) }
}
