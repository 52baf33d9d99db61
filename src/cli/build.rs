//! `helpdex build`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::audience::For;
use super::context::{Context, Status};
use super::plural::count;
use super::progress::Bar;
use super::report::{self, Format};
use helpdex_content::config::URLS_FILE;
use helpdex_content::diagnostic::tidy;
use helpdex_content::error::{Error, Result};
use helpdex_content::site::{Options, Site};
use helpdex_content::source::Audience;
use helpdex_content::today::today;
use helpdex_lint::url_ledger;
use helpdex_publish::build::{self, Ledger, Remembered, Request};

/// Writes the site: pages, search index, feeds and redirects.
///
/// The site is staged beside the output folder and takes its place only when all of it is there. A build that fails
/// leaves the old site as it was.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Let warnings stop the build too
    #[arg(long)]
    strict: bool,
    /// Publish drafts as well
    #[arg(long)]
    drafts: bool,
    /// Write into this folder instead of the configured one
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Build for this address instead of the configured one
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Make everything anew, and remember nothing for the next build
    #[arg(long)]
    no_cache: bool,
    /// For whom the site is
    #[arg(long, value_enum, default_value_t)]
    audience: For,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// The site for agents never takes the place of the one for customers by a slip.
const NO_PLACE: &str = "the site for agents needs a folder of its own; add `--out internal/`";

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let started = Instant::now();
    let audience = args.audience.into();
    if audience == Audience::Agents && args.out.is_none() {
        return Err(Error::Refused(NO_PLACE.to_owned()));
    }
    let Some(config) = context.config_with(audience, args.base_url.as_deref(), args.format)? else {
        return Ok(Status::Content);
    };
    if audience == Audience::Agents && args.out.as_ref().is_some_and(|out| is_same_folder(out, &config.out_dir())) {
        return Err(Error::Refused(NO_PLACE.to_owned()));
    }
    let bar = Bar::new(context.quiet);
    let languages = config.languages.len();
    let program = (!args.no_cache).then(|| build::program(&config.root)).flatten();
    let remembered = program.as_deref().map(|program| Remembered { out: args.out.as_deref(), program });
    let options = Options { drafts: args.drafts, today: today()? };
    let loaded = build::load_to_publish(config, options, remembered, &bar)?;
    // The system takes back a site at once when the program ends; to take it apart piece by piece is felt after small edits.
    std::mem::forget(Arc::clone(&loaded.site));
    let request = Request {
        out: args.out.clone(),
        strict: args.strict,
        anyway: false,
        cache: program.as_deref(),
        progress: &bar,
    };
    let outcome = build::write(&loaded, &request)?;
    bar.finish();
    let mut diagnostics = loaded.diagnostics;
    let built = match outcome {
        Ok(mut built) => {
            diagnostics.append(&mut built.warnings);
            Some(built)
        }
        Err(faults) => {
            diagnostics.extend(faults);
            None
        }
    };
    tidy(&mut diagnostics);
    if !context.quiet || built.is_none() {
        report::print(&diagnostics, args.format)?;
    }
    let Some(built) = built else {
        context.say("nothing was written; the last build is as it was");
        return Ok(Status::Content);
    };
    context.say(&format!(
        "built {} in {}: {}, {}, search index {}, {:.2} s",
        count(built.pages, "page"),
        built.out.strip_prefix(std::env::current_dir().unwrap_or_default()).unwrap_or(&built.out).display(),
        count(languages, "language"),
        report::totals(&diagnostics),
        size(built.index_bytes),
        started.elapsed().as_secs_f64(),
    ));
    // What a large site has of small pieces, the system takes back at once, too.
    std::mem::forget(diagnostics);
    // A preview of drafts, or a copy for another place, is not what customers keep links to.
    if !args.drafts && args.out.is_none() && args.base_url.is_none() {
        record_urls(&loaded.site, program.as_deref(), context);
    }
    Ok(Status::Fine)
}

/// Adds new URLs to the list of them.
fn record_urls(site: &Site, program: Option<&str>, context: &Context) {
    let ledger = program.and_then(|program| Ledger::of(site, program));
    if ledger.as_ref().is_some_and(Ledger::is_complete) {
        return;
    }
    match url_ledger::record(site) {
        Ok(is_new) => {
            if is_new {
                context.say(&format!("{URLS_FILE} has new URLs: commit it"));
            }
            ledger.inspect(Ledger::is_completed);
        }
        // The site is out: this is worth telling, and no failure.
        Err(fault) => context.say(&format!("warning: {URLS_FILE} is as it was: {fault}")),
    }
}

/// Whether two paths are one folder, if it is there or not.
fn is_same_folder(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path)).ok();
    real(one).is_some_and(|one| Some(one) == real(other))
}

fn size(bytes: u64) -> String {
    match bytes {
        0..10_000 => format!("{bytes} bytes"),
        10_000..10_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}
