//! `helpdex test`.

use std::path::PathBuf;

use serde::Serialize;

use super::context::{Context, Status};
use super::report;
use super::table::{Table, clip, plain};
use super::terminal::out;
use helpdex_content::error::{Error, Result};
use helpdex_content::site::Options;
use helpdex_content::today::today;
use helpdex_lint::ranks::{self, Ranks};
use helpdex_lint::search_tests::{self, Figures, GroupOutcome, Outcome, QueryOutcomes};
use helpdex_publish::build;
use helpdex_render::search::Index;

/// Asks the last build what content/queries.yaml and every article's `asks` say must be found.
///
/// A test fails when none of its articles is found within its rank (3 where nothing else is said). Of the tests of a group
/// only its share must be found.
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
    /// Tests that must be found each.
    queries: Part<'o>,
    /// Tests of which a share must be.
    groups: &'o [GroupOutcome],
    asks: Part<'o>,
}

#[derive(Debug, Serialize)]
struct Part<'o> {
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
    let queries = config.site_path("queries.yaml");
    let site = build::load(config.into(), Options { drafts: false, today: today()? })?;
    let faults: Vec<_> = site.diagnostics.iter().filter(|found| *found.path == *queries).cloned().collect();
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
    let queries = QueryOutcomes::of(&site.vocabulary, queries);
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
    Ok(if passed(&queries, &asks) { Status::Fine } else { Status::Content })
}

fn passed(queries: &QueryOutcomes, asks: &[Outcome]) -> bool {
    queries.passed() && asks.iter().all(|outcome| outcome.passed)
}

fn print(format: Format, queries: &QueryOutcomes, asks: &[Outcome]) -> Result<()> {
    match format {
        Format::Text => out(&text(queries, asks)),
        Format::Json => {
            let part = |outcomes| Part { figures: Figures::of(outcomes), outcomes };
            let (single, groups, asked) = (part(&queries.single), &*queries.groups, part(asks));
            let all = Outcomes { passed: passed(queries, asks), queries: single, groups, asks: asked };
            let json = serde_json::to_string_pretty(&all).map_err(|fault| Error::Environment(fault.to_string()))?;
            out(&format!("{json}\n"))
        }
        Format::Github => {
            let mut faults = queries.faults();
            faults.extend(asks.iter().filter(|outcome| !outcome.passed).map(Outcome::fault));
            report::print(&faults, report::Format::Github)
        }
    }
}

fn text(queries: &QueryOutcomes, asks: &[Outcome]) -> String {
    let mut text = String::new();
    if queries.all().next().is_none() {
        text.push_str("no tests in content/queries.yaml yet\n\n");
    }
    if !queries.single.is_empty() {
        text.push_str(&table(queries.single.iter()));
        text.push('\n');
    }
    for group in &queries.groups {
        let (name, wanted) = (plain(&group.name), group.wanted);
        text.push_str(&format!("{name} (at least {wanted} % have to be found):\n\n"));
        text.push_str(&table(group.outcomes.iter()));
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
    text.push_str(&totals(queries, asks));
    text
}

/// A line for each part of the tests, and one for each group.
fn totals(queries: &QueryOutcomes, asks: &[Outcome]) -> String {
    let mut totals = Table::new();
    let mut total = |name: &str, figures: Figures, share: &str| {
        totals.row(&[
            name,
            &format!("{} of {} found", figures.found(), figures.tests),
            &format!("MRR {:.3}", figures.mrr),
            &format!("{:.1} % without any result", figures.without_result * 100.0),
            share,
        ]);
    };
    if !queries.single.is_empty() || queries.groups.is_empty() {
        total("queries.yaml", Figures::of(&queries.single), "");
    }
    for group in &queries.groups {
        let share = match group.passed {
            true => format!("{} %, at least {} % wanted", group.reached(), group.wanted),
            false => {
                let place = format!("{}:{}", group.path, group.place.line);
                format!("{} %, not {} %; failed: {place}", group.reached(), group.wanted)
            }
        };
        total(&clip(&group.name, QUERY_COLUMNS), group.figures, &share);
    }
    total("asks", Figures::of(asks), "");
    totals.text()
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
        let failed = match (outcome.passed, &outcome.group) {
            (true, _) => String::new(),
            (false, None) => format!("failed: {}:{}", outcome.path, outcome.place.line),
            // Its group may pass all the same.
            (false, Some(_)) => format!("{}: {}:{}", not_found(outcome), outcome.path, outcome.place.line),
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

fn not_found(outcome: &Outcome) -> String {
    match (outcome.rank, outcome.within) {
        (None, _) => "not found".to_owned(),
        (Some(_), 1) => "not first".to_owned(),
        (Some(_), within) => format!("not among the first {within}"),
    }
}

/// Longer queries are cut in tables.
const QUERY_COLUMNS: usize = 44;
