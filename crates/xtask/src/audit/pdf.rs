//! outloud, which checks what of PDF/UA a program can, over the demo as a PDF in each of its languages.

use std::path::Path;

use serde::Deserialize;

use super::epub;
use super::site::Audited;
use super::tools::Tools;
use super::verdict::Verdict;
use crate::Fault;

/// What the checker writes.
#[derive(Deserialize)]
struct Report {
    results: Vec<Checked>,
}

#[derive(Deserialize)]
struct Checked {
    stats: Stats,
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Stats {
    pages: usize,
    elements: usize,
}

#[derive(Deserialize)]
struct Finding {
    rule: String,
    /// `error`, `warning` or `info`.
    severity: String,
    message: String,
    page: Option<usize>,
}

/// Warnings of these are none of ours: an example's address that is no link on the site either, browsers that paint a page in
/// another order than it is read, and dates of articles that happen to stand at the foot of several pages.
const KNOWN: [&str; 3] = ["LNK-010", "ORD-001", "PAG-001"];

pub(super) fn audit(audited: &Audited, tools: &Tools) -> Result<Verdict, Fault> {
    let head =
        "| outloud | language | pages | elements | errors | warnings |\n| --- | --- | ---: | ---: | ---: | ---: |";
    let mut table = head.to_owned();
    let mut faults = Vec::new();
    for language in ["en", "ru", "be"] {
        let book = audited.folder.join(format!("{language}.pdf"));
        epub::export(audited, language, &book)?;
        let Checked { stats, findings } = ask(tools, &book)?;
        let of = |kind: &str| findings.iter().filter(|finding| finding.severity == kind).count();
        let Stats { pages, elements } = stats;
        table.push_str(&format!(
            "\n| the demo | {language} | {pages} | {elements} | {} | {} |",
            of("error"),
            of("warning")
        ));
        let is_fault = |finding: &&Finding| match finding.severity.as_str() {
            "error" => true,
            "warning" => !KNOWN.contains(&finding.rule.as_str()),
            _ => false,
        };
        faults.extend(findings.iter().filter(is_fault).map(|finding| {
            let page = finding.page.map(|page| format!(", page {page}")).unwrap_or_default();
            format!("{language}.pdf{page}: {}: {}", finding.rule, finding.message)
        }));
    }
    Ok(Verdict { table, faults })
}

fn ask(tools: &Tools, book: &Path) -> Result<Checked, Fault> {
    let done = tools.outloud()?.arg(book).args(["--json", "-", "--quiet", "--fail-on", "never"]).output();
    let done = done.map_err(|fault| format!("python3 does not start: {fault}"))?;
    let report: Report = serde_json::from_slice(&done.stdout)
        .map_err(|fault| format!("outloud says no JSON ({fault}): {}", String::from_utf8_lossy(&done.stderr)))?;
    report.results.into_iter().next().ok_or_else(|| "outloud checked nothing".into())
}
