//! `helpdex review`.

use std::path::PathBuf;

use super::context::{Context, Status};
use super::paths::{self, Names};
use super::plural::count;
use super::table::{Table, clip};
use super::terminal::out;
use helpdex_content::config::Config;
use helpdex_content::edit::{plan, set_key};
use helpdex_content::error::{Error, Result};
use helpdex_content::routes::Routes;
use helpdex_content::source::{self, Sources};
use helpdex_content::standards;
use helpdex_content::today::today;
use helpdex_lint::freshness::{self, NOBODY, Review, Sampled, State};

/// Lists the articles that somebody has to look at again, by owner and day.
///
/// An article is due when so many days have passed since `reviewed` as `review_every` says.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only what this owner answers for
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// How many days to look ahead; 30 if nothing is said, and in a calendar all
    #[arg(long, value_name = "DAYS", conflicts_with = "all")]
    within: Option<u32>,
    /// Every article that has a date
    #[arg(long)]
    all: bool,
    /// How to print the list
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Pick this many articles and macros at random instead, to look at how good they are
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["owner", "within", "all", "done"])]
    sample: Option<usize>,
    /// What the choice follows; the same seed picks the same ones. The week otherwise
    #[arg(long, value_name = "TEXT", requires = "sample")]
    seed: Option<String>,
    /// Write today's date into these articles instead: they have been looked at
    #[arg(long, value_name = "PATH", num_args = 1.., conflicts_with_all = ["owner", "within", "all", "format"])]
    done: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table
    #[default]
    Text,
    /// One JSON array
    Json,
    /// Lists of tasks, one per owner
    Markdown,
    /// A calendar (iCalendar)
    Ics,
}

/// Days ahead where nothing else is said.
const AHEAD: u32 = 30;

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let Some(config) = context.config()? else { return Ok(Status::Content) };
    let today = today()?;
    let sources = source::read(&config)?;
    if !args.done.is_empty() {
        return done(&args.done, &config, &sources, &today.to_string(), context);
    }
    if let Some(number) = args.sample {
        let week = today.iso_week_date();
        let week = format!("{}-W{:02}", week.year(), week.week());
        let (routes, _) = Routes::plan(&config, &sources, false);
        let standards = standards::outline(&config, &sources, &routes);
        let picked = freshness::sample(&sources, &standards, number, args.seed.as_deref().unwrap_or(&week));
        return sampled(&picked, args.seed.as_deref().unwrap_or(&week), args.format, context);
    }
    let (routes, _) = Routes::plan(&config, &sources, false);
    let all = freshness::queue(&config, &sources, &routes, today);
    let ahead = args.within.or((!args.all && args.format != Format::Ics).then_some(AHEAD));
    let wanted = |review: &&Review| {
        let soon = ahead.is_none_or(|ahead| i64::from(review.days_late) >= -i64::from(ahead));
        soon && args.owner.as_deref().is_none_or(|owner| review.owner.as_deref() == Some(owner))
    };
    let reviews: Vec<Review> = all.iter().filter(wanted).cloned().collect();
    if let Some(owner) = &args.owner
        && !all.iter().any(|review| review.owner.as_ref() == Some(owner))
    {
        context.say(&format!("note: no article with a review date belongs to `{owner}`"));
    }
    match args.format {
        Format::Text => out(&text(&reviews))?,
        Format::Json => {
            let json = serde_json::to_string_pretty(&reviews).map_err(|fault| Error::Environment(fault.to_string()))?;
            out(&format!("{json}\n"))?;
        }
        Format::Markdown => out(&freshness::markdown(&reviews))?,
        Format::Ics => {
            let title = config.title.get(&config.default_language().code);
            out(&freshness::calendar(&reviews, &format!("{title}: reviews"), today))?;
        }
    }
    context.say(&totals(&reviews, all.len()));
    Ok(Status::Fine)
}

/// Prints the articles and macros of a weekly review.
fn sampled(picked: &[Sampled], seed: &str, format: Format, context: &Context) -> Result<Status> {
    let text = match format {
        Format::Json => {
            let json = serde_json::to_string_pretty(picked).map_err(|fault| Error::Environment(fault.to_string()))?;
            format!("{json}\n")
        }
        Format::Markdown => picked.iter().map(tasks).collect(),
        Format::Ics => return Err(Error::Refused("a sample has no days for a calendar".to_owned())),
        Format::Text => {
            let mut table = Table::new();
            let has_lists = picked.iter().any(|one| !one.checklists.is_empty());
            let columns = ["KIND", "OWNER", "FILE", "TITLE", "CHECKLIST"];
            table.row(columns.get(..if has_lists { 5 } else { 4 }).unwrap_or_default());
            for one in picked {
                let kind = if one.is_macro { "macro" } else { "article" };
                let owner = one.owner.as_deref().unwrap_or(NOBODY);
                let names: Vec<&str> = one.checklists.iter().map(|list| list.path.as_str()).collect();
                let (owner, title, names) = (clip(owner, 30), clip(&one.title, 50), names.join(", "));
                let mut row = vec![kind, &owner, &one.path, &title];
                row.extend(has_lists.then_some(names.as_str()));
                table.row(&row);
            }
            table.text()
        }
    };
    out(&text)?;
    context.say(&format!("{} picked by the seed `{seed}`", picked.len()));
    Ok(Status::Fine)
}

/// What was picked as a task, with the steps of its checklists below it.
fn tasks(one: &Sampled) -> String {
    let mut out = format!("- [ ] {} – `{}`\n", one.title, one.path);
    for list in &one.checklists {
        out.push_str(&format!("  - {}\n", list.title));
        for case in &list.cases {
            out.push_str(&format!("    - {}\n", case.case));
            for step in &case.steps {
                out.push_str(&format!("      - [ ] {}\n", step.split_whitespace().collect::<Vec<_>>().join(" ")));
            }
        }
    }
    out
}

fn text(reviews: &[Review]) -> String {
    if reviews.is_empty() {
        return String::new();
    }
    let mut table = Table::new();
    table.row(&["OWNER", "DUE", "WHEN", "ARTICLE", "TITLE"]);
    for review in reviews {
        let owner = review.owner.as_deref().unwrap_or(NOBODY);
        let due = review.due.to_string();
        let due = if review.state == State::Never { "–" } else { due.as_str() };
        table.row(&[&clip(owner, 30), due, &when(review), &review.path, &clip(&review.title, 50)]);
    }
    table.text()
}

fn when(review: &Review) -> String {
    let days = |number: i32| count(usize::try_from(number).unwrap_or_default(), "day");
    match review.state {
        State::Never => "never reviewed".to_owned(),
        State::Overdue => format!("overdue: {} late", days(review.days_late)),
        State::Due => format!("{} late", days(review.days_late)),
        State::Fresh if review.days_late == 0 => "today".to_owned(),
        State::Fresh => format!("in {}", days(-review.days_late)),
    }
}

fn totals(reviews: &[Review], all: usize) -> String {
    let late = reviews.iter().filter(|review| review.state != State::Fresh).count();
    let soon = reviews.len() - late;
    format!("{late} to review now, {soon} later, of {} with a review date", count(all, "article"))
}

fn done(paths: &[PathBuf], config: &Config, sources: &Sources, today: &str, context: &Context) -> Result<Status> {
    let chosen = paths::entries(config, sources, paths, Names::File)?;
    let mut edits = Vec::new();
    for entry in chosen.iter().filter_map(|index| sources.get(*index)) {
        if entry.front.reviewed.given().is_some_and(|reviewed| reviewed.value.to_string() == today) {
            context.say(&format!("{} was reviewed today already", entry.file.path()));
            continue;
        }
        let path = entry.file.path();
        let edit = set_key(&entry.file, "reviewed", today).ok_or_else(|| {
            Error::Refused(format!(
                "the front matter of `{path}` can't be changed without risk; write `reviewed: {today}` by hand. \
                 Nothing was written"
            ))
        })?;
        edits.push([edit]);
    }
    let text = |path: &str| sources.entries.iter().find(|entry| entry.file.path() == path).map(|e| e.file.text());
    let plan = plan(&config.root, edits.iter().map(<[_; 1]>::as_slice), text)?;
    for change in &plan.changes {
        change.write()?;
        context.say(&format!("reviewed {today}: {}", change.path));
    }
    Ok(Status::Fine)
}
