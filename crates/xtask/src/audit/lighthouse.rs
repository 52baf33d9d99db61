//! Lighthouse on a phone, in the browser that reaches nothing but loopback.

use std::fmt::Write as _;
use std::path::Path;

use helpdex_chromium::Browser;
use serde_json::Value;

use super::site::Audited;
use super::tools::Tools;
use super::verdict::Verdict;
use crate::Fault;

/// What a page is, where it is, and an audit that it can't pass.
const PAGES: [(&str, &str, Option<&str>); 4] = [
    ("home", "/", None),
    ("category", "/technical/", None),
    ("article", "/technical/app-not-earning/", None),
    // No search engine shall list the results of another one, so the page asks to be left out.
    ("search", "/search/?q=payout", Some("is-crawlable")),
];

const CATEGORIES: [&str; 3] = ["accessibility", "best-practices", "seo"];

pub(super) fn audit(browser: &Browser, audited: &Audited, tools: &Tools) -> Result<Verdict, Fault> {
    let mut table = format!(
        "| Lighthouse, {} | accessibility | best practices | SEO |\n| --- | ---: | ---: | ---: |",
        browser.version()?
    );
    let mut faults = Vec::new();
    let folder = tempfile::tempdir()?;
    for (name, path, without) in PAGES {
        let report = folder.path().join("report.json");
        let report = ask(browser, &format!("{}{path}", audited.host.url), without, tools, &report)?;
        let _ = write!(table, "\n| {name} |");
        for category in CATEGORIES {
            // Lighthouse gives no score where it could not do its work.
            let score = report["categories"][category]["score"].as_f64().map(|score| score * 100.0);
            let shown = score.map_or_else(|| "–".to_owned(), |score| format!("{score:.0}"));
            let _ = write!(table, " {shown} |");
            if score.is_none_or(|score| score < 100.0) {
                faults.push(format!("{name}: {category} is {shown}: {}", missed(&report, category)));
            }
        }
    }
    Ok(Verdict { table, faults })
}

/// Lighthouse's report about a page.
fn ask(browser: &Browser, url: &str, without: Option<&str>, tools: &Tools, to: &Path) -> Result<Value, Fault> {
    let mut command = tools.lighthouse();
    command
        .arg(url)
        .args(["--quiet", "--no-enable-error-reporting", "--form-factor=mobile", "--output=json"])
        .arg(format!("--output-path={}", to.display()))
        .arg(format!("--only-categories={}", CATEGORIES.join(",")))
        .arg(format!("--port={}", browser.port()?));
    if let Some(without) = without {
        command.arg(format!("--skip-audits={without}"));
    }
    let done = command.output().map_err(|fault| format!("node does not start: {fault}"))?;
    if !done.status.success() {
        return Err(format!("Lighthouse fails at {url}: {}", String::from_utf8_lossy(&done.stderr)).into());
    }
    Ok(serde_json::from_slice(&std::fs::read(to)?)?)
}

/// The audits of a category that a page did not pass.
fn missed(report: &Value, category: &str) -> String {
    let mut missed = Vec::new();
    for of in report["categories"][category]["auditRefs"].as_array().into_iter().flatten() {
        let Some(id) = of["id"].as_str().filter(|_| of["weight"].as_f64() > Some(0.0)) else { continue };
        let audit = &report["audits"][id];
        let passed = audit["score"].as_f64() == Some(1.0) || audit["scoreDisplayMode"] == "notApplicable";
        if !passed {
            let places = audit["details"]["items"].as_array().into_iter().flatten();
            let places: Vec<&str> = places.filter_map(|item| item["node"]["snippet"].as_str()).collect();
            missed.push(format!("{id} {}", places.join(" ")));
        }
    }
    missed.join("; ")
}
