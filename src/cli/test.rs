//! `helpdex test`.

use std::path::PathBuf;

use serde::Serialize;

use super::context::{Context, Status};
use super::report;
use super::table::{Table, clip};
use super::terminal::out;
use helpdex_content::error::{Error, Result};
use helpdex_content::site::Options;
use helpdex_content::today::today;
use helpdex_lint::ranks::{self, Ranks};
use helpdex_lint::search_tests::{self, Figures, Outcome};
use helpdex_publish::build;
use helpdex_render::search::Index;

/// Asks the last build what content/queries.yaml and every article's `asks` say must be found.
///
/// A test fails when none of its articles is found within its rank (3 where nothing else is said).
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How to print the outcome
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The build to test; the configured output folder otherwise
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Where ranks are kept from run to run; .helpdex/ranks.json otherwise, which stays out of git
    #[arg(long, value_name = "FILE")]
    ranks: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Tables
    #[default]
    Text,
    /// One JSON object
    Json,
    /// Failed tests as annotations for GitHub Actions
    Github,
}

impl Format {
    /// How faults of the tests themselves are printed: for the same reader.
    fn of_faults(self) -> report::Format {
        match self {
            Self::Text => report::Format::Text,
            Self::Json => report::Format::Json,
            Self::Github => report::Format::Github,
        }
    }
}

/// All outcomes, for programs.
#[derive(Debug, Serialize)]
struct Outcomes<'o> {
    passed: bool,
    queries: Group<'o>,
    asks: Group<'o>,
}

#[derive(Debug, Serialize)]
struct Group<'o> {
    #[serde(flatten)]
    figures: Figures,
    outcomes: &'o [Outcome],
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let Some(config) = context.config()? else { return Ok(Status::Content) };
    let folder = args.out.clone().unwrap_or_else(|| config.out_dir());
    let indexes: Vec<Index> =
        config.languages.iter().map(|language| Index::open(&folder, &language.code)).collect::<Result<_>>()?;
    let file = args.ranks.clone().unwrap_or_else(|| ranks::default_file(&config.root));
    let queries = format!("{}/queries.yaml", config.content.display());
    let site = build::load(config.into(), Options { drafts: false, today: today()? })?;
    let faults: Vec<_> = site.diagnostics.iter().filter(|found| found.path == queries).cloned().collect();
    if build::stops(&faults, false) {
        report::print(&faults, args.format.of_faults())?;
        context.say("the tests were not run");
        return Ok(Status::Content);
    }
    let site = site.site;
    let (mut queries, mut asks) = (search_tests::queries(&site, &indexes)?, search_tests::asks(&site, &indexes)?);
    let mut ranks = Ranks::read(&file)?;
    ranks.advance(&indexes);
    ranks.compare(&mut queries);
    ranks.compare(&mut asks);
    print(args.format, &queries, &asks)?;
    if let Err(fault) = ranks.write(&file) {
        // The outcome is what counts; a checkout may be read-only.
        context.say(&format!("warning: the next run can't tell what has changed: {fault}"));
    }
    if !site.config.languages.ids().zip(&indexes).all(|(language, index)| index.is_of(&site, language)) {
        let folder = folder.display();
        context
            .say(&format!("warning: the build in `{folder}` is not of the articles as they are now; build them first"));
    }
    let passed = queries.iter().chain(&asks).all(|outcome| outcome.passed);
    Ok(if passed { Status::Fine } else { Status::Content })
}

fn print(format: Format, queries: &[Outcome], asks: &[Outcome]) -> Result<()> {
    match format {
        Format::Text => out(&text(queries, asks)),
        Format::Json => {
            let group = |outcomes| Group { figures: Figures::of(outcomes), outcomes };
            let passed = queries.iter().chain(asks).all(|outcome| outcome.passed);
            let all = Outcomes { passed, queries: group(queries), asks: group(asks) };
            let json = serde_json::to_string_pretty(&all).map_err(|fault| Error::Environment(fault.to_string()))?;
            out(&format!("{json}\n"))
        }
        Format::Github => {
            let failed = queries.iter().chain(asks).filter(|outcome| !outcome.passed);
            report::print(&failed.map(Outcome::fault).collect::<Vec<_>>(), report::Format::Github)
        }
    }
}

fn text(queries: &[Outcome], asks: &[Outcome]) -> String {
    let mut text = String::new();
    if queries.is_empty() {
        text.push_str("no tests in content/queries.yaml yet\n\n");
    } else {
        text.push_str(&table(queries.iter()));
        text.push('\n');
    }
    // Hundreds of questions that are found as always would bury the others.
    let is_news = |outcome: &&Outcome| !outcome.passed || outcome.before.is_some_and(|before| before != outcome.rank);
    let news: Vec<&Outcome> = asks.iter().filter(is_news).collect();
    if !news.is_empty() {
        text.push_str("Questions of articles (`asks`) that are not found, or at another rank than before:\n\n");
        text.push_str(&table(news.into_iter()));
        text.push('\n');
    }
    let mut totals = Table::new();
    for (name, outcomes) in [("queries.yaml", queries), ("asks", asks)] {
        let figures = Figures::of(outcomes);
        totals.row(&[
            name,
            &format!("{} of {} found", figures.tests - figures.failed, figures.tests),
            &format!("MRR {:.3}", figures.mrr),
            &format!("{:.1} % without any result", figures.without_result * 100.0),
        ]);
    }
    text.push_str(&totals.text());
    text
}

fn table<'o>(outcomes: impl Iterator<Item = &'o Outcome>) -> String {
    let mut table = Table::new();
    table.row(&["QUERY", "LANG", "ARTICLE", "RANK", ""]);
    for outcome in outcomes {
        let rank = |rank: Option<usize>| rank.map_or_else(|| "none".to_owned(), |rank| rank.to_string());
        let change = match outcome.before {
            Some(before) if before != outcome.rank => format!("{} → {}", rank(before), rank(outcome.rank)),
            _ => rank(outcome.rank),
        };
        let failed = match outcome.passed {
            true => String::new(),
            false => format!("failed: {}:{}", outcome.path, outcome.place.line),
        };
        let article = match outcome.expect.as_slice() {
            [only] => only.clone(),
            [first, rest @ ..] => format!("{first} or {} more", rest.len()),
            [] => String::new(),
        };
        table.row(&[&clip(&outcome.query, QUERY_COLUMNS), &outcome.lang, &article, &change, &failed]);
    }
    table.text()
}

/// Longer queries are cut in tables.
const QUERY_COLUMNS: usize = 44;
