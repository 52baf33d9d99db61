//! `helpdex check`.

use std::sync::Arc;

use super::report::{self, Format};
use super::{Context, Status, fix, out};
use crate::build;
use crate::check;
use crate::error::{Error, Result};
use crate::site::Options;
use crate::today::today;

/// Looks for mistakes: the build without the write.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Exit with status 1 on warnings too
    #[arg(long)]
    strict: bool,
    /// Check drafts as well
    #[arg(long)]
    drafts: bool,
    /// Explain a rule and check nothing
    #[arg(long, value_name = "RULE", conflicts_with_all = ["strict", "drafts", "rules"])]
    explain: Option<String>,
    /// List all rules and check nothing
    #[arg(long, conflicts_with_all = ["strict", "drafts"])]
    rules: bool,
    /// Mend what can be mended safely, then check again
    #[arg(long)]
    fix: bool,
    /// Show what `--fix` would change, and change nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// Let `--fix` change files with changes that are in no commit yet
    #[arg(long, requires = "fix")]
    dirty: bool,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    if let Some(code) = &args.explain {
        return out(&check::explain(code).map_err(Error::Refused)?).map(|()| Status::Fine);
    }
    if args.rules {
        return out(&check::overview()).map(|()| Status::Fine);
    }
    let Some(config) = context.config_or_print(args.format)? else { return Ok(Status::Content) };
    let config = Arc::new(config);
    let options = Options { drafts: args.drafts, today: today()? };
    let mut loaded = build::load(Arc::clone(&config), options)?;
    if args.fix {
        let written = fix::run(&loaded, fix::Options { dry_run: args.dry_run, dirty: args.dirty }, context)?;
        if args.dry_run {
            let stops = build::stops(&loaded.diagnostics, args.strict);
            return Ok(if stops { Status::Content } else { Status::Fine });
        }
        if written > 0 {
            loaded = build::load(config, options)?;
        }
    }
    let faults = build::page_faults(&loaded);
    let mut diagnostics = loaded.diagnostics;
    diagnostics.extend(faults);
    report::print(&diagnostics, args.format)?;
    if args.format == Format::Text {
        context.say(&format!("checked: {}", report::totals(&diagnostics)));
    }
    Ok(if build::stops(&diagnostics, args.strict) { Status::Content } else { Status::Fine })
}
