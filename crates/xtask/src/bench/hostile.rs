//! Markdown made to cost the square of its length: what twice as much of it costs.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{measure, sites};
use crate::{Fault, cargo};

/// Checks articles full of what has been slow in some Markdown program or other, and as many of twice the length.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Bytes of the shorter articles.
    #[arg(long, default_value_t = 200_000)]
    bytes: usize,
    /// How often each is measured; the quickest run counts.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// A program to measure instead of a fresh build of the profile `dist`.
    #[arg(long, value_name = "PROGRAM")]
    helpdex: Option<PathBuf>,
}

/// Twice the input may cost so much.
const MOST: f64 = 2.5;
/// What is quicker than this is too quick to compare: starting and stopping weigh more.
const TOO_QUICK: f64 = 0.02;

const PIECES: [(&str, &str); 29] = [
    ("links with an open target", "[a](<b"),
    ("comments that never end", "<!-- "),
    ("declarations", "!-- <"),
    ("brackets of footnotes", "[^"),
    ("footnotes", "[^1]\n\n[^1]: a\n\n"),
    ("quotes in quotes", "> "),
    ("lists in lists", "- "),
    ("open brackets", "["),
    ("pictures that never end", "!["),
    ("definitions of links", "[a]: /b\n\n"),
    ("uses of a definition", "[a] "),
    ("emphasis that never ends", "*a **b _c "),
    ("backticks", "` `` "),
    ("tags that never end", "<a href=\""),
    ("open elements", "<b><p>"),
    ("columns", "|a"),
    ("blocks in blocks", ":::note\n"),
    ("ends of blocks", ":::\n"),
    ("tabs in tabs", "::::tabs\n:::tab a\n"),
    ("blocks in lists", "- :::details x\n"),
    ("keys that never end", ":kbd["),
    ("marks that never end", "==a "),
    ("parts for one platform in each other", ":::only a {platform=a}\n"),
    ("frames of other hosts", ":::embed a {src=\"https://x.example/\"}\n:::\n"),
    ("attributes that never end", ":::only {platform=\"a\n"),
    ("words of the glossary", "TOTP CGNAT "),
    ("words of the glossary in marks", "*TOTP* "),
    ("diagrams", "```mermaid\na\n```\n"),
    ("formulas that never end", "$a $$b "),
];

pub(crate) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    let helpdex = match &args.helpdex {
        Some(program) => std::path::absolute(program)?,
        None => built(root)?,
    };
    let helpdex = helpdex.to_str().ok_or("a path that is not UTF-8")?;
    let temporary = tempfile::tempdir()?;
    let empty = cost(temporary.path(), "", helpdex, args.runs)?;
    println!("| input | {} kB | {} kB | ratio |\n|---|---:|---:|---:|", args.bytes / 1_000, args.bytes / 500);
    let mut slow = Vec::new();
    for (name, piece) in PIECES {
        let of = |bytes: usize| piece.repeat(bytes / piece.len());
        let one = cost(temporary.path(), &of(args.bytes), helpdex, args.runs)? - empty;
        let two = cost(temporary.path(), &of(2 * args.bytes), helpdex, args.runs)? - empty;
        let ratio = two.max(0.0) / one.max(TOO_QUICK);
        println!("| {name} | {:.0} ms | {:.0} ms | {ratio:.2} |", one * 1e3, two * 1e3);
        if ratio > MOST {
            slow.push(name);
        }
    }
    if slow.is_empty() {
        return Ok(());
    }
    Err(format!("twice the input costs more than {MOST} times as much: {}", slow.join(", ")).into())
}

/// The program as people install it.
fn built(root: &Path) -> Result<PathBuf, Fault> {
    let status = Command::new(cargo()).current_dir(root).args(["build", "--profile", "dist", "--locked"]).status()?;
    if !status.success() {
        return Err("Helpdex does not compile".into());
    }
    Ok(crate::target(root).join("dist/helpdex"))
}

/// Settings that switch on what an article may ask for.
const SETTINGS: &str = "title: Help
base_url: https://help.example.com
markdown: { math: true, glossary: true, embeds: [x.example] }
glossary: { TOTP: Six digits, CGNAT: One address }
";

/// Seconds of the processor that a check of one article takes, the quickest of some runs.
fn cost(work: &Path, body: &str, helpdex: &str, runs: usize) -> Result<f64, Fault> {
    let site = work.join("site");
    sites::fresh(&site)?;
    std::fs::create_dir_all(site.join("content/a"))?;
    std::fs::write(site.join("helpdex.yaml"), SETTINGS)?;
    std::fs::write(site.join("content/a/b.md"), format!("---\ntitle: B\n---\n\n{body}\n"))?;
    let mut best = f64::INFINITY;
    for _ in 0..runs.max(1) {
        // The content has faults, which is no failure of this measurement.
        let told = measure::ask(&site, &["sh", "-c", "\"$0\" check --format short || true", helpdex])?;
        best = best.min(told.user + told.system);
    }
    Ok(best)
}
