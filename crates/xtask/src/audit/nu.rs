//! The Nu HTML checker over every page of the output.

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
    /// `error`, `info`, or what kept the checker from its work.
    #[serde(rename = "type")]
    kind: String,
    /// `warning` for some of those of kind `info`.
    #[serde(rename = "subType", default)]
    subkind: String,
    #[serde(default)]
    url: String,
    #[serde(rename = "lastLine", default)]
    line: u32,
    #[serde(default)]
    message: String,
}

pub(super) fn audit(audited: &Audited, tools: &Tools) -> Result<Verdict, Fault> {
    let (pages, _) = crate::bench::sites::count(&audited.public, "html")?;
    let mut command = tools.nu();
    command.args(["--format", "json", "--exit-zero-always", "--skip-non-html"]).arg(&audited.public);
    let done = command.output().map_err(|fault| format!("java does not start: {fault}"))?;
    if !done.status.success() {
        return Err(format!("the Nu checker fails: {}", String::from_utf8_lossy(&done.stderr)).into());
    }
    let report: Report = serde_json::from_slice(&done.stderr)?;
    let (told, wrong): (Vec<&Message>, Vec<&Message>) =
        report.messages.iter().partition(|message| message.kind == "info");
    let warnings = told.iter().filter(|message| message.subkind == "warning").count();
    let table = format!(
        "| Nu HTML checker | pages | errors | warnings |\n| --- | ---: | ---: | ---: |\n| all pages | {pages} | {} | {warnings} |",
        wrong.len()
    );
    let top = format!("{}/", audited.public.display());
    let place = |message: &Message| {
        let url = message.url.trim_start_matches("file:");
        format!("{}:{}: {}", url.strip_prefix(&top).unwrap_or(url), message.line, message.message)
    };
    Ok(Verdict { table, faults: wrong.into_iter().map(place).collect() })
}
