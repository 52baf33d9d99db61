//! `helpdex insights`.

mod gather;
mod text;

use std::path::PathBuf;

use jiff::ToSpan;
use jiff::civil::Date;

use super::context::{Context, Status};
use super::terminal::out;
pub(super) use gather::known;
use helpdex_content::error::{Error, Result};
use helpdex_content::today::today;
use helpdex_insights::figures::Figures;
use helpdex_insights::report::{self, NAMES, Report, View};
use helpdex_insights::tally::{Period, Rows};
use helpdex_insights::todo::{Answers, Limits, Unknown, todo};

/// Tells what readers' events say: which answers help, what is asked in vain, whether the form was needed; and what to do.
///
/// FILE holds events as JSON lines, packed by gzip or not; `-` reads them from the standard input. In the folder of a site,
/// articles have their titles and files, and queries are asked again in the last build.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A file of events; may be given several times
    #[arg(long, value_name = "FILE")]
    from: Vec<PathBuf>,
    /// An access log in the combined format: what was read, and what led nowhere; may be given several times
    #[arg(long, value_name = "FILE")]
    #[cfg_attr(feature = "collect", arg(required_unless_present_any = ["from", "data"]))]
    #[cfg_attr(not(feature = "collect"), arg(required_unless_present = "from"))]
    logs: Vec<PathBuf>,
    /// The folder of a collector, instead of files
    #[cfg(feature = "collect")]
    #[arg(long, value_name = "DIR", conflicts_with_all = ["from", "logs"])]
    data: Option<PathBuf>,
    /// The first day, such as 2026-03-01; days are those of UTC
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// The last day; today when only `--days` or `--since` is given
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// So many days up to the last one
    #[arg(long, value_name = "N", conflicts_with = "since", value_parser = clap::value_parser!(u32).range(1..=36_600))]
    days: Option<u32>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Only one part: overview, todo, articles, searches, contact, surveys, volume, languages or missing
    #[arg(long, value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(NAMES), hide_possible_values = true)]
    view: Option<String>,
    /// Which table of the part, for `csv` and `jsonl`; its last one if nothing is said
    #[arg(long, value_name = "NAME", requires = "view")]
    table: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For the terminal
    #[default]
    #[value(alias = "terminal")]
    Text,
    /// For a weekly post
    Markdown,
    /// One page that needs nothing else
    Html,
    /// One JSON object
    Json,
    /// One table, for spreadsheets
    Csv,
    /// One table, a JSON object a row
    Jsonl,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let period = period(args)?;
    let Some(known) = known(context)? else { return Ok(Status::Content) };
    let gathered = match collected(args, period)? {
        Some(rows) => gather::Gathered { rows, bad: false },
        None => gather::gather((&args.from, &args.logs), period, &known, context)?,
    };
    let figures = Figures::new(&gathered.rows, &known.catalog);
    let answers: Box<dyn Answers + '_> = known.answers().unwrap_or_else(|| Box::new(Unknown));
    let todo = todo(&figures, &known.catalog, answers.as_ref(), &Limits::default());
    let report = Report { title: known.catalog.title.as_deref(), figures: &figures, todo: &todo };
    out(&written(args, &report)?)?;
    Ok(if gathered.bad { Status::Content } else { Status::Fine })
}

/// What a collector summed up already, where its folder is given.
#[cfg(feature = "collect")]
fn collected(args: &Args, period: Option<Period>) -> Result<Option<Rows>> {
    args.data.as_ref().map(|data| super::collect::rows(data, period)).transpose()
}

#[cfg(not(feature = "collect"))]
fn collected(_: &Args, _: Option<Period>) -> Result<Option<Rows>> {
    Ok(None)
}

/// The days asked for; all when nobody says.
fn period(args: &Args) -> Result<Option<Period>> {
    if let (Some(since), Some(until)) = (args.since, args.until)
        && until < since
    {
        return Err(Error::Refused(format!("`--until {until}` lies before `--since {since}`")));
    }
    let last = || args.until.map_or_else(today, Ok);
    Ok(match (args.since, args.days, args.until) {
        (Some(since), ..) => Some(Period::new(since, last()?)),
        (None, Some(days), _) => Some(Period::until(last()?, days)),
        // From the beginning of time: a file says when that was.
        (None, None, Some(until)) => Some(Period::new(until.checked_sub(1000.years()).unwrap_or(Date::MIN), until)),
        (None, None, None) => None,
    })
}

fn written(args: &Args, report: &Report<'_>) -> Result<String> {
    let view = || args.view.as_deref().and_then(|name| report::view(name, report));
    let views = || view().map_or_else(|| report::all(report), |view| vec![view]);
    Ok(match args.format {
        Format::Text => text::print(report, &views()),
        Format::Markdown => report::markdown(report, &views()),
        Format::Html => report::html::whole(report, &views())
            .ok_or_else(|| Error::Environment("the page can't be written".to_owned()))?,
        Format::Json => {
            let json = serde_json::to_string_pretty(&report::json(report));
            format!("{}\n", json.map_err(|fault| Error::Environment(fault.to_string()))?)
        }
        Format::Csv | Format::Jsonl => table(args, view())?,
    })
}

/// One table of a view.
fn table(args: &Args, view: Option<View>) -> Result<String> {
    let Some(view) = view else {
        let names = NAMES.join(", ");
        return Err(Error::Refused(format!("a table belongs to a part; add `--view NAME` with one of {names}")));
    };
    let named = |name: &String| view.sections.iter().find(|section| section.name == name);
    let section = args.table.as_ref().map_or_else(|| view.sections.last(), named);
    let Some(section) = section else {
        let names: Vec<&str> = view.sections.iter().map(|section| section.name).collect();
        let there = if names.is_empty() { "it has none for these days".to_owned() } else { names.join(", ") };
        return Err(Error::Refused(format!("`{}` has no such table: {there}", view.name)));
    };
    match args.format {
        Format::Csv => {
            report::csv(&section.table).map_err(|fault| Error::Environment(format!("cannot write CSV: {fault}")))
        }
        _ => Ok(report::json_lines(&section.table)),
    }
}
