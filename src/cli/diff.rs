//! `helpdex diff`.

mod markdown;
mod text;
mod wording;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use super::context::{Context, Status};
use super::report;
use super::terminal::out;
use helpdex_content::config::Config;
use helpdex_content::error::{Error, Result};
use helpdex_content::site::{Options, Site};
use helpdex_content::today::today;
use helpdex_publish::build;
use helpdex_publish::diff::{self, Built, Difference, Output};
use helpdex_publish::output::MANIFEST;

/// Tells what a change does to the site: pages added, changed as text and removed, URLs lost, search tests that moved.
///
/// OLD and NEW are output folders or revisions of git; a revision is built aside and leaves nothing behind. Without NEW
/// the files as they are now are compared. The exit status is 0 when customers lose nothing, 1 when URLs are lost or a
/// search test fails that held before, 2 for what can't be compared, 3 for a fault of the machine.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// An output folder, or a revision such as `main`
    #[arg(value_name = "OLD")]
    old: String,
    /// The same for the new state; the files as they are now otherwise
    #[arg(value_name = "NEW")]
    new: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For the terminal
    #[default]
    Text,
    /// For a comment on a pull request
    Markdown,
    /// One JSON object
    Json,
}

/// One of the two sides.
enum State {
    Folder(PathBuf),
    Built(Box<Built>),
}

impl State {
    /// A folder that holds an output is one, whatever git says.
    fn of(name: &str, root: Option<&Path>) -> Result<Self> {
        let folder = Path::new(name);
        if folder.join(MANIFEST).is_file() {
            return Ok(Self::Folder(folder.to_owned()));
        }
        match root {
            Some(root) => Built::revision(root, name).map(|built| Self::Built(Box::new(built))),
            None => Err(Error::Refused(format!("`{name}` is no output of helpdex: it has no `{MANIFEST}`"))),
        }
    }

    fn out(&self) -> &Path {
        match self {
            Self::Folder(folder) => folder,
            Self::Built(built) => built.out(),
        }
    }
}

#[derive(Serialize)]
struct Whole<'d> {
    old: &'d str,
    new: &'d str,
    /// Whether customers lose something.
    loses: bool,
    #[serde(flatten)]
    difference: &'d Difference,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    // Two folders can be compared anywhere; revisions belong to a site.
    let config = match Config::load(&context.start) {
        Ok(Ok(config)) => Some(config),
        Ok(Err(faults)) => {
            report::print(&faults, report::Format::Text)?;
            return Ok(Status::Content);
        }
        Err(Error::NoSite(_)) => None,
        Err(fault) => return Err(fault),
    };
    let root = config.as_ref().map(|config| config.root.clone());
    let old = State::of(&args.old, root.as_deref())?;
    let new = match (&args.new, &root) {
        (Some(name), root) => State::of(name, root.as_deref())?,
        (None, Some(root)) => State::Built(Box::new(Built::now(root)?)),
        (None, None) => return Err(Error::NoSite(context.start.clone())),
    };
    let mut difference = diff::compare(&Output::read(old.out())?, &Output::read(new.out())?);
    difference.search = search(&old, &new, config)?;
    let name = args.new.as_deref().unwrap_or("now");
    match args.format {
        Format::Text => out(&text::print(&difference))?,
        Format::Markdown => out(&markdown::print(&difference, &args.old, name))?,
        Format::Json => {
            let whole = Whole { old: &args.old, new: name, loses: difference.loses(), difference: &difference };
            let json = serde_json::to_string_pretty(&whole).map_err(|fault| Error::Environment(fault.to_string()))?;
            out(&format!("{json}\n"))?;
        }
    }
    Ok(if difference.loses() { Status::Content } else { Status::Fine })
}

/// The tests are those of the new state, where its sources are known; else those of the site that is here.
fn search(old: &State, new: &State, config: Option<Config>) -> Result<diff::Search> {
    let here: Arc<Site>;
    let site = match (new, config) {
        (State::Built(built), _) => &built.site,
        (State::Folder(_), Some(config)) => {
            here = build::load(config.into(), Options { drafts: false, today: today()? })?.site;
            &here
        }
        (State::Folder(_), None) => return Ok(diff::Search::default()),
    };
    match diff::search(site, old.out(), new.out()) {
        // A language that only one of the two has can't be asked in both.
        Err(Error::Refused(_)) => Ok(diff::Search::default()),
        other => other,
    }
}
