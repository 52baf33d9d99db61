//! `helpdex check`.

use super::report::{self, Format};
use super::{Context, Status, out};
use crate::build;
use crate::check;
use crate::error::{Error, Result};
use crate::site::Options;

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
    let loaded = build::load(config.into(), Options { drafts: args.drafts })?;
    let faults = build::page_faults(&loaded);
    let mut diagnostics = loaded.diagnostics;
    diagnostics.extend(faults);
    report::print(&diagnostics, args.format)?;
    if args.format == Format::Text {
        context.say(&format!("checked: {}", report::totals(&diagnostics)));
    }
    Ok(if build::stops(&diagnostics, args.strict) { Status::Content } else { Status::Fine })
}
