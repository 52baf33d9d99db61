//! `helpdex import`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;

use super::context::{Context, Status};
use super::plural::count;
use super::terminal::out;
use helpdex_content::error::{Error, Result};
use helpdex_import::intake::{self, Kept, Request, Summary};
use helpdex_import::{Problem, fetch, tool_names};

/// This many lines of one kind are shown without `--all`.
const SHOWN: usize = 20;

/// The name of the report.
const REPORT: &str = "import-report.html";

/// The name of the file of votes.
const VOTES: &str = "import-votes.jsonl";

/// Copies articles of another tool into the site.
///
/// The tool is recognised by its files, or told with `--from`. Folders become categories. Titles come from the front matter
/// or the first heading, links and images lead to the new places of their files, and keys that Helpdex does not know are
/// kept under `extra`. A link that leads nowhere becomes its text, followed by a comment that keeps its target. Run again,
/// it takes over what is new at the source; what was changed here stays. The source itself is only read.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder or file to import
    source: PathBuf,
    /// The tool that it is of; recognised without it
    #[arg(long, value_name = "TOOL", value_parser = PossibleValuesParser::new(tool_names()))]
    from: Option<String>,
    /// Fetch from the API of a help desk first, and keep its answers in SOURCE; the desk is that of `--from`
    #[arg(long, value_name = "URL", requires = "from", long_help = LONG_URL)]
    url: Option<String>,
    /// The folder of the content to import into; the content folder itself otherwise
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// The language of the articles; the site's default one otherwise
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// Only say what would be done
    #[arg(long, short = 'n')]
    dry_run: bool,
    /// Bring back files that an earlier import wrote and somebody removed
    #[arg(long)]
    restore: bool,
    /// Write the report as a page to this file; `import-report.html` beside helpdex.yaml otherwise
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Show everything there is to look at, however much it is
    #[arg(long)]
    all: bool,
}

/// All of `--url`.
const LONG_URL: &str = "Fetch from the API of a help desk first, and keep its answers in SOURCE; the desk is that of `--from`

The token is read from HELPDEX_IMPORT_TOKEN: `EMAIL/token:TOKEN` or a bearer's token for Zendesk, a token for Intercom. Run \
the same again when it broke off, and it goes on where it was.";

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let Some(config) = context.config()? else { return Ok(Status::Content) };
    if let Some(url) = &args.url {
        let token = std::env::var(fetch::TOKEN).ok().filter(|token| !token.trim().is_empty());
        let desk = args.from.as_deref().unwrap_or_default();
        let requests =
            fetch::fetch(fetch::Request { desk, url, token: token.as_deref().map(str::trim), folder: &args.source })?;
        if !context.quiet {
            out(&format!("fetched `{url}` into `{}`: {}\n", args.source.display(), count(requests, "request")))?;
        }
    }
    let request = Request {
        from: args.from.as_deref(),
        into: args.into.as_deref(),
        language: args.lang.as_deref(),
        is_dry_run: args.dry_run,
        restores: args.restore,
        ..Request::new(&args.source)
    };
    let summary = intake::import(&config, request)?;
    let limit = if args.all { usize::MAX } else { SHOWN };
    if let Some(path) = report(args, context, &config.root) {
        write_report(&path, &intake::report_page(&summary, &args.source.display().to_string()))?;
    }
    if !args.dry_run && !summary.votes.is_empty() {
        write_votes(&config.root.join(VOTES), &summary)?;
    }
    if !context.quiet {
        out(&done(args, &summary, limit))?;
    }
    out(&problems(&summary, limit))?;
    Ok(if summary.lost == 0 { Status::Fine } else { Status::Content })
}

/// Where the report goes. Nothing is written when it was only tried, unless somebody asks for it.
fn report(args: &Args, context: &Context, root: &Path) -> Option<PathBuf> {
    match &args.report {
        Some(path) => Some(path.clone()),
        None if args.dry_run || context.quiet => None,
        None => Some(root.join(REPORT)),
    }
}

fn write_report(path: &Path, page: &str) -> Result<()> {
    std::fs::write(path, page).map_err(Error::io("write", path))
}

/// Writes what readers said at the source. What imports from other tools wrote stays.
fn write_votes(path: &Path, summary: &Summary) -> Result<()> {
    let before = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(fault) => return Err(Error::io("read", path)(fault)),
    };
    let own = format!("\"source\":\"{}\"", summary.tool.0);
    let others: String = before.lines().filter(|line| !line.contains(&own)).map(|line| format!("{line}\n")).collect();
    std::fs::write(path, others + &summary.votes_as_json_lines()).map_err(Error::io("write", path))
}

fn done(args: &Args, summary: &Summary, limit: usize) -> String {
    let source = args.source.display();
    let tool = summary.tool.1;
    let mut text = if summary.is_nothing_new() {
        format!("nothing new in `{source}`, {tool}\n")
    } else {
        let new = articles(summary.articles - summary.kept.articles, summary.drafts - summary.kept.drafts);
        let verb = if summary.is_dry_run { "would import" } else { "imported" };
        format!("{verb} `{source}`, {tool}: {new}\n") + &written(summary)
    };
    if let Some(kept) = kept(&summary.kept) {
        let _ = writeln!(text, "  in the content already, and kept as they are: {kept}");
    }
    if !summary.left_out.is_empty() {
        let _ = writeln!(text, "  left out, as no article uses them: {}", counted(&summary.left_out));
    }
    section(&mut text, "removed here, and not brought back (`--restore` does):", summary.removed.clone(), limit);
    section(&mut text, "no longer at the source, and kept:", summary.gone.clone(), limit);
    let renamed = summary.renamed.iter().map(|(old, new)| format!("{old} is now {new}"));
    section(&mut text, "got another name, as theirs was taken:", renamed.collect(), limit);
    text
}

/// `2 articles (1 draft)`.
fn articles(all: usize, drafts: usize) -> String {
    let drafts = if drafts > 0 { format!(" ({})", count(drafts, "draft")) } else { String::new() };
    format!("{}{drafts}", count(all, "article"))
}

/// What was written besides articles, and what became of their texts.
fn written(summary: &Summary) -> String {
    let mut text = String::new();
    let mut line = |number: usize, what: &str, rest: &str| {
        if number > 0 {
            let _ = writeln!(text, "  {}{rest}", count(number, what));
        }
    };
    line(summary.category_pages - summary.kept.category_pages, "page", CATEGORY_PAGE);
    line(summary.categories, "new category page", ", named after a folder");
    line(summary.files, "file", " that articles use, such as images");
    line(summary.links, "link", " led to the new place of a file");
    line(summary.pictures, "image", " in the text became a file");
    line(summary.votes.len(), "article", &format!(" with votes of readers, in `{VOTES}`"));
    line(summary.unlinked, "dead target", " of links and images, which are only their text now");
    if summary.updated > 0 {
        let _ = writeln!(text, "  {} brought up to date with the source", count(summary.updated, "file"));
    }
    if !summary.translated.is_empty() {
        let counts = summary.translated.iter().map(|(what, number)| format!("{what} ({number})"));
        let _ = writeln!(text, "  put into Helpdex's words: {}", counts.collect::<Vec<_>>().join(", "));
    }
    if !summary.extra_keys.is_empty() {
        let _ = writeln!(text, "  kept under `extra`: {}", counted(&summary.extra_keys));
    }
    text
}

const CATEGORY_PAGE: &str = " of a category or of the site's home";

/// What an earlier import had written: `2 articles (1 draft), 1 file`.
fn kept(kept: &Kept) -> Option<String> {
    let parts = [
        (kept.articles, articles(kept.articles, kept.drafts)),
        (kept.category_pages, count(kept.category_pages, "page") + CATEGORY_PAGE),
        (kept.files, count(kept.files, "file")),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|(number, _)| *number > 0).map(|(_, part)| part).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn counted(counts: &BTreeMap<String, usize>) -> String {
    counts.iter().map(|(name, number)| format!("{name} ({number})")).collect::<Vec<_>>().join(", ")
}

fn problems(summary: &Summary, limit: usize) -> String {
    let mut text = String::new();
    let line = |problem: &Problem| match problem.line {
        Some(line) => format!("{}:{line}: {}", problem.path, problem.message),
        None => format!("{}: {}", problem.path, problem.message),
    };
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in &summary.problems {
        *kinds.entry(problem.what).or_default() += 1;
    }
    let kinds: Vec<String> = kinds.iter().map(|(kind, number)| format!("{kind} ({number})")).collect();
    let title = if kinds.len() > 1 { format!("to look at: {}", kinds.join(", ")) } else { "to look at:".to_owned() };
    section(&mut text, &title, summary.problems.iter().map(line).collect(), limit);
    if summary.lost > 0 {
        let _ = writeln!(text, "{} not imported", count(summary.lost, "Markdown file"));
    }
    text
}

fn section(text: &mut String, title: &str, lines: Vec<String>, limit: usize) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(text, "{title}");
    for line in lines.iter().take(limit) {
        let _ = writeln!(text, "  {line}");
    }
    if lines.len() > limit {
        let _ = writeln!(text, "  … and {} more; `--all` shows them", lines.len() - limit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_says_what_was_done_and_what_was_not() {
        let args = Args {
            url: None,
            source: "old".into(),
            from: None,
            into: None,
            lang: None,
            dry_run: false,
            restore: false,
            report: None,
            all: false,
        };
        let mut summary = Summary {
            tool: ("markdown", "a folder of Markdown"),
            found: 3,
            articles: 2,
            lost: 1,
            drafts: 1,
            categories: 1,
            files: 2,
            extra_keys: BTreeMap::from([("id".to_owned(), 2)]),
            left_out: BTreeMap::from([("psd".to_owned(), 1), ("png".to_owned(), 4)]),
            ..Summary::default()
        };
        for line in 1..=SHOWN + 2 {
            let problem = Problem { path: "a.md".to_owned(), line: Some(line), message: "odd".to_owned(), what: "x" };
            summary.problems.push(problem);
        }
        assert_eq!(
            done(&args, &summary, SHOWN),
            "imported `old`, a folder of Markdown: 2 articles (1 draft)\n  1 new category page, named after a folder\n  2 files that articles use, such \
             as images\n  kept under `extra`: id (2)\n  left out, as no article uses them: png (4), psd (1)\n"
        );
        let told = problems(&summary, SHOWN);
        assert!(told.starts_with("to look at:\n  a.md:1: odd\n"), "{told}");
        assert!(told.ends_with("  … and 2 more; `--all` shows them\n1 Markdown file not imported\n"), "{told}");
        assert_eq!(problems(&summary, usize::MAX).lines().count(), SHOWN + 4);
    }
}
