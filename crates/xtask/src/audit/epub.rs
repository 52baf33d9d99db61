//! epubcheck, the checker of those who define EPUB, over the demo as a book in each of its languages.

use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::site::Audited;
use super::tools::Tools;
use super::verdict::Verdict;
use crate::Fault;

/// What the checker writes.
#[derive(Deserialize)]
struct Report {
    messages: Vec<Message>,
}

#[derive(Deserialize)]
struct Message {
    #[serde(rename = "ID")]
    id: String,
    /// `FATAL`, `ERROR`, `WARNING`, and what is no fault: `INFO`, `USAGE`.
    severity: String,
    message: String,
    #[serde(default)]
    locations: Vec<Location>,
}

#[derive(Deserialize)]
struct Location {
    path: String,
    #[serde(default)]
    line: i64,
}

pub(super) fn audit(audited: &Audited, tools: &Tools) -> Result<Verdict, Fault> {
    let mut table =
        "| epubcheck | language | bytes | errors | warnings |\n| --- | --- | ---: | ---: | ---: |".to_owned();
    let mut faults = Vec::new();
    for language in ["en", "ru", "be"] {
        let book = audited.folder.join(format!("{language}.epub"));
        let bytes = export(audited, language, &book)?;
        let report = ask(tools, &book)?;
        let of = |kinds: &[&str]| report.messages.iter().filter(|told| kinds.contains(&&*told.severity)).count();
        let (errors, warnings) = (of(&["FATAL", "ERROR"]), of(&["WARNING"]));
        table.push_str(&format!("\n| the demo | {language} | {bytes} | {errors} | {warnings} |"));
        let wrong = report.messages.iter().filter(|told| ["FATAL", "ERROR", "WARNING"].contains(&&*told.severity));
        faults.extend(wrong.map(|told| {
            let place = told.locations.first().map(|place| format!("{}:{}: ", place.path, place.line));
            format!("{language}.epub: {}{}: {}", place.unwrap_or_default(), told.id, told.message)
        }));
    }
    Ok(Verdict { table, faults })
}

/// Writes the book of a language. Gives its bytes.
pub(super) fn export(audited: &Audited, language: &str, book: &Path) -> Result<u64, Fault> {
    let done = Command::new(&audited.helpdex)
        // Its articles are our own.
        .args(["export", "book", "--quiet", "--untranslated", "--no-sandbox", "--language", language, "--out"])
        .arg(book)
        .current_dir(&audited.folder)
        .stdin(Stdio::null())
        .output()?;
    if !done.status.success() {
        return Err(format!("no book in {language}: {}", String::from_utf8_lossy(&done.stderr)).into());
    }
    Ok(std::fs::metadata(book)?.len())
}

fn ask(tools: &Tools, book: &Path) -> Result<Report, Fault> {
    let done = tools.epubcheck()?.arg(book).args(["--json", "-", "--quiet"]).output();
    let done = done.map_err(|fault| format!("java does not start: {fault}"))?;
    serde_json::from_slice(&done.stdout)
        .map_err(|fault| format!("epubcheck says no JSON ({fault}): {}", String::from_utf8_lossy(&done.stderr)).into())
}
