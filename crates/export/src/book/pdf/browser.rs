//! The browser's process: an empty profile, no network, an end.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use helpdex_content::error::{Error, Result};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tempfile::TempDir;

use crate::book::request::Browser;

/// How long it may print.
const PATIENCE: Duration = Duration::from_secs(600);

/// Articles are not trusted. The page has a policy that lets nothing run and nothing load; these leave the browser nothing
/// to ask either, and keep it from whatever it does beside.
const ARGUMENTS: [&str; 15] = [
    "--headless=new",
    "--disable-gpu",
    // Containers have little of it.
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--generate-pdf-document-outline",
    "--no-pdf-header-footer",
];

/// What of a path can stand in a URL.
const IN_URL: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b':');

/// A browser that prints pages.
#[derive(Debug)]
pub(super) struct Printer {
    program: PathBuf,
    without_sandbox: bool,
}

/// A process that ends with this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already is none of these.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Printer {
    /// Takes the browser that is asked for.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn new(browser: Browser<'_>) -> Result<Self> {
        Ok(Self { program: browser.find()?, without_sandbox: browser.without_sandbox })
    }

    /// Prints a page. Gives the bytes of a PDF.
    ///
    /// # Errors
    /// When the browser doesn't start, or doesn't print.
    pub(super) fn print(&self, html: &str) -> Result<Vec<u8>> {
        let place = tempfile::Builder::new().prefix("helpdex-book-").tempdir();
        let place = place.map_err(Error::io("make a folder in", std::env::temp_dir()))?;
        let (page, pdf, told) =
            (place.path().join("book.html"), place.path().join("book.pdf"), place.path().join("told"));
        fs::write(&page, html).map_err(Error::io("write", &page))?;
        let mut running = self.start(&place, &page, &pdf, &told)?;
        let status = wait(&mut running.0).map_err(Error::io("run", &self.program))?;
        match fs::read(&pdf) {
            Ok(bytes) if status.is_some_and(|status| status.success()) && !bytes.is_empty() => Ok(bytes),
            _ => Err(self.failed(status, &fs::read(&told).unwrap_or_default())),
        }
    }

    fn start(&self, place: &TempDir, page: &Path, pdf: &Path, told: &Path) -> Result<Running> {
        let told = File::create(told).map_err(Error::io("write", told))?;
        let mut command = Command::new(&self.program);
        command.args(ARGUMENTS);
        if self.without_sandbox {
            command.arg("--no-sandbox");
        }
        command.arg(format!("--user-data-dir={}", place.path().join("profile").display()));
        command.arg(format!("--print-to-pdf={}", pdf.display())).arg(file_url(page));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(told);
        command.spawn().map(Running).map_err(Error::io("start", &self.program))
    }

    /// Why there is no PDF, as far as the browser tells.
    fn failed(&self, status: Option<ExitStatus>, told: &[u8]) -> Error {
        let told = String::from_utf8_lossy(told);
        let program = self.program.display();
        let sandboxed = ["no-sandbox", "No usable sandbox", "sandbox_host_linux", "namespace"];
        if !self.without_sandbox && sandboxed.iter().any(|word| told.contains(word)) {
            return Error::Environment(format!(
                "`{program}` does not start its sandbox here, as happens for the root user and in containers; run helpdex as \
                 another user, or allow it with `--no-sandbox`"
            ));
        }
        let Some(status) = status else {
            return Error::Environment(format!(
                "`{program}` printed nothing within {} minutes",
                PATIENCE.as_secs() / 60
            ));
        };
        let last = told.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("it says nothing");
        Error::Environment(format!("`{program}` printed no PDF ({status}): {}", last.trim()))
    }
}

/// Waits for the end of a process, for so long.
fn wait(child: &mut Child) -> std::io::Result<Option<ExitStatus>> {
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(None)
}

/// A file as browsers name it.
fn file_url(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let root = if path.starts_with('/') { "" } else { "/" };
    format!("file://{root}{}", utf8_percent_encode(&path, IN_URL))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_as_urls() {
        assert_eq!(file_url(Path::new("/tmp/a b#/ж.html")), "file:///tmp/a%20b%23/%D0%B6.html");
        assert_eq!(file_url(Path::new("C:\\Temp\\x.html")), "file:///C:/Temp/x.html");
    }
}
