//! From files to rows, and what is known of the site.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::context::Context;
use crate::cli::plural::count;
use crate::cli::table::plain;
use helpdex_content::config::Config;
use helpdex_content::error::{Error, Result};
use helpdex_content::site::{Options, Site};
use helpdex_content::today::today;
use helpdex_insights::catalog::Catalog;
use helpdex_insights::sources::{self, LogSite, Read};
use helpdex_insights::tally::{Bounds, Period, Rows, Tally};
use helpdex_insights::todo::Answers;
use helpdex_lint::gaps::Language;
use helpdex_lint::insights::{Indexes, catalog};
use helpdex_publish::build;
use helpdex_render::search::Index;

/// What is known of the site; nothing of it where there is none.
pub(in crate::cli) struct Known {
    pub(in crate::cli) catalog: Catalog,
    site: Option<Arc<Site>>,
}

/// What was read.
pub(super) struct Gathered {
    pub(super) rows: Rows,
    /// Whether lines could not be read.
    pub(super) bad: bool,
}

/// The site that the command runs in. Faults of its settings are printed, and nothing comes back.
pub(in crate::cli) fn known(context: &Context) -> Result<Option<Known>> {
    let config = match Config::load(&context.start) {
        Err(Error::NoSite(_)) => return Ok(Some(Known { catalog: Catalog::default(), site: None })),
        _ => context.config()?,
    };
    let Some(config) = config else { return Ok(None) };
    let loaded = build::load(config.into(), Options { drafts: false, today: today()? })?;
    Ok(Some(Known { catalog: catalog(&loaded.site), site: Some(loaded.site) }))
}

impl Known {
    /// The indexes of the last build; nothing where there is none.
    pub(super) fn answers(&self) -> Option<Box<dyn Answers + '_>> {
        let site = self.site.as_ref()?;
        let folder = site.config.out_dir();
        let open =
            |code: &str| Some(Language { code: code.to_owned(), index: Index::open(&folder, code).ok()?.into() });
        let languages: Option<Vec<Language>> =
            site.config.languages.iter().map(|language| open(&language.code)).collect();
        Some(Box::new(Indexes::new(site, languages?)))
    }

    /// The folder that the site stands in on its host.
    fn base(&self) -> &str {
        self.site.as_ref().map_or("", |site| site.routes.base())
    }
}

/// Counts what all files of events and all logs hold.
pub(super) fn gather(
    (events, logs): (&[PathBuf], &[PathBuf]),
    period: Option<Period>,
    known: &Known,
    context: &Context,
) -> Result<Gathered> {
    let mut tally = Tally::new(period, Bounds::default());
    let mut bad = false;
    for path in events {
        let (input, changed) = open(path)?;
        let read = sources::json_lines(input, changed, &mut tally).map_err(Error::io("read", path))?;
        bad |= tell(path, &read, context);
    }
    let site = LogSite { base: known.base(), catalog: &known.catalog };
    for path in logs {
        let (input, _) = open(path)?;
        let read = sources::access_log(input, &site, &mut tally).map_err(Error::io("read", path))?;
        bad |= tell(path, &read, context);
    }
    Ok(Gathered { rows: tally.finish(), bad })
}

fn open(path: &Path) -> Result<(Box<dyn std::io::BufRead>, jiff::Timestamp)> {
    sources::open(path).map_err(Error::io("read", path))
}

/// Says what was read of a file; tells whether anything could not be.
fn tell(path: &Path, read: &Read, context: &Context) -> bool {
    let shown = plain(&path.display().to_string());
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let mut text = String::new();
    for fault in &read.faults {
        text.push_str(&format!("{shown}:{}: error: {}\n", fault.line, plain(&fault.message)));
    }
    let told = u64::try_from(read.faults.len()).unwrap_or(u64::MAX);
    if read.bad > told {
        text.push_str(&format!("{shown}: and {} more such lines\n", read.bad - told));
    }
    let _ = std::io::stderr().write_all(text.as_bytes());
    let mut parts = vec![format!("{} counted", count(number(read.counted), "event"))];
    if read.passed > 0 {
        parts.push(format!("{} passed over: of other days, or sent twice", read.passed));
    }
    if read.other > 0 {
        parts.push(format!("{} of no reader and no page", count(number(read.other), "line")));
    }
    context.say(&format!("{shown}: {}", parts.join(", ")));
    read.bad > 0
}
