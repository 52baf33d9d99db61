//! `helpdex gaps`.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::accept;
use super::context::{Context, Status};
use super::model::Model;
use super::plural::count;
use super::table::{Table, clip, plain};
use super::terminal::out;
use helpdex_content::config::Config;
use helpdex_content::error::{Error, Result};
use helpdex_content::query_logs::{self, BadLine};
use helpdex_content::routes::Routes;
use helpdex_content::source;
use helpdex_lint::gaps::{self, Found, Gap, Language, Report};
use helpdex_lint::likeness::{Likely, likely};
use helpdex_lint::proposals::{self, Pages, Proposal, Proposals};

use helpdex_render::search::Index;

/// Tells what customers ask and the last build does not answer, most frequent first.
///
/// FILE is what customers typed, exported from a ticket system or from logs: one query a line (.txt); a table with the
/// column `query`, and `count` and `lang` if known (.csv); or JSON objects with these fields, one a line (.jsonl). Where
/// `opened` names the article that was opened then, articles are told the words to accept as `asks`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The list of queries
    file: PathBuf,
    /// The language of queries that name none; otherwise all are searched and the best answer counts
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// How to print the gaps
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// How many gaps to print; as text 50 if nothing is said, in the other formats all
    #[arg(long)]
    limit: Option<usize>,
    /// The build to ask; the configured output folder otherwise
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How often an article has to be opened after a query for this query to become one of its `asks`
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    least: u64,
    /// The folder of a sentence encoder, which proposes the article that a gap may mean
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
    /// Write the words to accept into the `asks` of their articles instead
    #[arg(long, conflicts_with_all = ["format", "limit"])]
    accept: bool,
    /// Show what `--accept` would change, and change nothing
    #[arg(long, requires = "accept")]
    dry_run: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table
    #[default]
    Text,
    /// One JSON object
    Json,
    /// For spreadsheets
    Csv,
}

/// Rows of the table where nothing else is said.
const ROWS: usize = 50;
/// Bad lines told one by one.
const BAD_LINES: usize = 20;

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let Some(config) = context.config()? else { return Ok(Status::Content) };
    let languages = languages(args, &config)?;
    let log = query_logs::read(&args.file)?;
    let sources = source::read(&config)?;
    let (routes, _) = Routes::plan(&config, &sources, false);
    let pages = Pages { config: &config, sources: &sources, routes: &routes };
    let mut proposed = proposals::find(&log.queries, pages, &languages, args.least)?;
    let mut report = gaps::find(&log.queries, &languages)?;
    let likely = args.likely(&report, pages)?;
    if args.accept {
        Likely::add_to(&likely, &mut proposed.articles, pages);
        let additions = accept::asks(&proposed.articles);
        let status = accept::run(accept::ASKS, &additions, (&config, &sources), args.dry_run, context)?;
        tell_unknown(&proposed, context);
        tell_bad_lines(&args.file, &log.bad);
        return Ok(if log.bad.is_empty() { status } else { Status::Content });
    }
    let all = report.gaps.len();
    let limit = args.limit.or((args.format == Format::Text).then_some(ROWS));
    report.gaps.truncate(limit.unwrap_or(all));
    match args.format {
        Format::Text => {
            out(&format!("{}{}{}", text(&report), words_to_accept(&proposed.articles), likely_answers(&likely)))?;
        }
        Format::Json => {
            let whole = Whole { report: &report, accept: &proposed.articles, likely: &likely };
            let json = serde_json::to_string_pretty(&whole).map_err(|fault| Error::Environment(fault.to_string()))?;
            out(&format!("{json}\n"))?;
        }
        Format::Csv => out(&csv(&report.gaps)?)?,
    }
    if report.gaps.len() < all {
        context.say(&format!("and {} more; `--limit` shows them", all - report.gaps.len()));
    }
    context.say(&totals(&report));
    tell_unknown(&proposed, context);
    tell_bad_lines(&args.file, &log.bad);
    Ok(if log.bad.is_empty() { Status::Fine } else { Status::Content })
}

/// What JSON holds.
#[derive(serde::Serialize)]
struct Whole<'r> {
    #[serde(flatten)]
    report: &'r Report,
    accept: &'r [Proposal],
    #[serde(skip_serializing_if = "<[Likely]>::is_empty")]
    likely: &'r [Likely],
}

impl Args {
    /// What a sentence encoder takes for the answers to gaps.
    fn likely(&self, report: &Report, pages: Pages<'_>) -> Result<Vec<Likely>> {
        let Some(folder) = &self.model else { return Ok(Vec::new()) };
        likely(&report.gaps, pages, self.least, &Model::open(folder)?)
    }
}

fn languages(args: &Args, config: &Config) -> Result<Vec<Language>> {
    let folder = args.out.clone().unwrap_or_else(|| config.out_dir());
    let open = |code: &str| Ok(Language { code: code.to_owned(), index: Index::open(&folder, code)?.into() });
    match &args.lang {
        Some(code) => Ok(vec![open(code)?]),
        None => config.languages.iter().map(|language| open(&language.code)).collect(),
    }
}

fn text(report: &Report) -> String {
    if report.gaps.is_empty() {
        return "no gaps: everything that was asked has an answer\n".to_owned();
    }
    let mut table = Table::new();
    table.row(&["COUNT", "FOUND", "QUERY", "NEAREST ARTICLE"]);
    for gap in &report.gaps {
        let more = match gap.variants.len() {
            0 => String::new(),
            more => format!(" (and {more} like it)"),
        };
        let nearest = gap.nearest.as_ref().map_or("–", |nearest| nearest.source.as_str());
        let query = format!("{}{more}", clip(&gap.query, 60));
        table.row(&[&gap.count.to_string(), found(gap.found), &query, nearest]);
    }
    table.text()
}

fn words_to_accept(proposed: &[Proposal]) -> String {
    if proposed.is_empty() {
        return String::new();
    }
    let mut table = Table::new();
    table.row(&["OPENED", "QUERY", "ARTICLE"]);
    for article in proposed {
        for ask in &article.asks {
            table.row(&[&format!("{} of {}", ask.opened, ask.of), &clip(&ask.query, 60), &article.source]);
        }
    }
    format!("\nWords to accept, with `--accept`:\n\n{}", table.text())
}

fn likely_answers(likely: &[Likely]) -> String {
    if likely.is_empty() {
        return String::new();
    }
    let mut table = Table::new();
    table.row(&["COUNT", "QUERY", "AHEAD BY", "ARTICLE"]);
    for found in likely {
        let stands_out = format!("{:.0} %", found.stands_out * 100.0);
        table.row(&[&found.count.to_string(), &clip(&found.query, 60), &stands_out, &found.source]);
    }
    format!("\nLikely answers by their meaning, with `--accept` as words of the article:\n\n{}", table.text())
}

fn tell_unknown(proposed: &Proposals, context: &Context) {
    if let Some(example) = &proposed.example {
        let times = count(usize::try_from(proposed.unknown).unwrap_or(usize::MAX), "time");
        let example = plain(&clip(example, 80));
        context.say(&format!("{times} of {} no page of this site was opened, such as `{example}`", proposed.opened));
    }
}

fn found(found: Found) -> &'static str {
    match found {
        Found::Nothing => "nothing",
        Found::Weak => "weak",
        Found::Well => "well",
    }
}

fn totals(report: &Report) -> String {
    let share = |count: u64| if report.asked == 0 { 0.0 } else { count as f64 * 100.0 / report.asked as f64 };
    let well = report.asked.saturating_sub(report.nothing).saturating_sub(report.weak);
    format!(
        "asked {} times: {:.1} % answered, {:.1} % weakly, {:.1} % not at all",
        report.asked,
        share(well),
        share(report.weak),
        share(report.nothing)
    )
}

fn csv(gaps: &[Gap]) -> Result<String> {
    let broken = |fault: &dyn std::fmt::Display| Error::Environment(format!("cannot write CSV: {fault}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    let names = ["count", "found", "query", "variants", "lang", "title", "source", "url"];
    writer.write_record(names).map_err(|fault| broken(&fault))?;
    for gap in gaps {
        let nearest = gap.nearest.as_ref();
        let variants = gap.variants.join(" | ");
        let row: [&str; 8] = [
            &gap.count.to_string(),
            found(gap.found),
            &harmless(&gap.query),
            &harmless(&variants),
            &gap.lang,
            nearest.map_or("", |nearest| nearest.title.as_str()),
            nearest.map_or("", |nearest| nearest.source.as_str()),
            nearest.map_or("", |nearest| nearest.url.as_str()),
        ];
        writer.write_record(row).map_err(|fault| broken(&fault))?;
    }
    let bytes = writer.into_inner().map_err(|fault| broken(&fault))?;
    String::from_utf8(bytes).map_err(|fault| broken(&fault))
}

/// What customers typed must not run as a formula in the support team's spreadsheet.
fn harmless(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

fn tell_bad_lines(file: &Path, bad: &[BadLine]) {
    let mut text = String::new();
    for line in bad.iter().take(BAD_LINES) {
        text.push_str(&format!("{}:{}: error: {}\n", file.display(), line.line, line.message));
    }
    if bad.len() > BAD_LINES {
        text.push_str(&format!("{}: and {} more such lines\n", file.display(), bad.len() - BAD_LINES));
    }
    let _ = std::io::stderr().write_all(text.as_bytes());
}
