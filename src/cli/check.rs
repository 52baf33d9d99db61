//! `helpdex check`.

use helpdex_content::config::LanguageId;
use helpdex_content::local_folder::LOCAL_FOLDER;
use std::path::PathBuf;
use std::sync::Arc;

use super::context::{Context, Status};
use super::fix;
use super::plural::count;
use super::report::{self, Format};
use super::terminal::out;
use helpdex_content::diagnostic::{Diagnostic, tidy};
use helpdex_content::error::{Error, Result};
use helpdex_content::site::{Options, Site};
use helpdex_content::suggestion::did_you_mean;
use helpdex_content::today::today;
use helpdex_content::variables::Substitutions;
use helpdex_lint::external_links;
use helpdex_lint::moved;
use helpdex_lint::rules;
use helpdex_publish::build::{self, Loaded};
use helpdex_publish::faults;

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
    /// Ask other hosts, too, whether the links to them still lead anywhere
    #[arg(long)]
    external: bool,
    /// Where their answers are kept; .helpdex/links.json otherwise, which stays out of git
    #[arg(long, value_name = "FILE", requires = "external")]
    cache: Option<PathBuf>,
    /// List the places that use a variable or snippet, and check nothing
    #[arg(long = "where", value_name = "NAME", conflicts_with_all = ["strict", "explain", "rules"])]
    used: Option<String>,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    if let Some(code) = &args.explain {
        return out(&rules::explain(code).map_err(Error::Refused)?).map(|()| Status::Fine);
    }
    if args.rules {
        return out(&rules::overview()).map(|()| Status::Fine);
    }
    let Some(config) = context.config_or_print(args.format)? else { return Ok(Status::Content) };
    let options = Options { drafts: args.drafts, today: today()? };
    let public = build::load(Arc::new(config.clone()), options)?;
    // What is for agents alone is looked at, too, with the whole of each file at hand for `--fix`.
    let has_internal = public.site.sources.internal.is_any();
    let config = Arc::new(if has_internal { config.for_agents() } else { config });
    let (mut loaded, public) =
        if has_internal { (build::load(Arc::clone(&config), options)?, Some(public)) } else { (public, None) };
    if let Some(name) = &args.used {
        return uses(&loaded.site, name);
    }
    moved::mend(&loaded.site, &mut loaded.diagnostics);
    let mut is_mended = false;
    if args.fix {
        let written = fix::run(&loaded, fix::Options { dry_run: args.dry_run, dirty: args.dirty }, context)?;
        if args.dry_run {
            let stops = build::stops(&loaded.diagnostics, args.strict);
            return Ok(if stops { Status::Content } else { Status::Fine });
        }
        is_mended = written > 0;
        if is_mended {
            loaded = build::load(config, options)?;
            moved::mend(&loaded.site, &mut loaded.diagnostics);
        }
    }
    let of_everyone = public.map(|public| of_everyone(public, is_mended, options)).transpose()?;
    let mut diagnostics = faults::of_output(&loaded)?;
    if args.external {
        let mut dead = ask_other_hosts(args, &loaded.site, context)?;
        rules::apply_levels(&loaded.site, &mut dead);
        diagnostics.extend(dead);
    }
    diagnostics.extend(loaded.diagnostics);
    diagnostics.extend(of_everyone.into_iter().flatten());
    tidy(&mut diagnostics);
    report::print(&diagnostics, args.format)?;
    if args.format == Format::Text {
        context.say(&format!("checked: {}", report::totals(&diagnostics)));
    }
    Ok(if build::stops(&diagnostics, args.strict) { Status::Content } else { Status::Fine })
}

/// What is wrong with the site for everyone, where it lacks something that agents have.
fn of_everyone(public: Loaded, is_mended: bool, options: Options) -> Result<Vec<Diagnostic>> {
    let mut public = if is_mended { build::load(Arc::clone(&public.site.config), options)? } else { public };
    moved::mend(&public.site, &mut public.diagnostics);
    moved::mend(&public.site, &mut public.diagnostics);
    let mut found = faults::of_output(&public)?;
    found.extend(public.diagnostics);
    Ok(found)
}

/// Tries the links that lead out of the site.
fn ask_other_hosts(args: &Args, site: &Site, context: &Context) -> Result<Vec<Diagnostic>> {
    let cache = args.cache.clone().unwrap_or_else(|| site.config.root.join(LOCAL_FOLDER).join("links.json"));
    let report = external_links::check(site, &cache, jiff::Timestamp::now())?;
    let ignored = if report.ignored > 0 { format!(", {} ignored", report.ignored) } else { String::new() };
    if args.format == Format::Text {
        let links = count(report.requested, "outside link");
        context.say(&format!("asked for {links}, {} known from before{ignored}", report.cached));
    }
    Ok(report.found)
}

/// Prints where a variable or snippet is used.
fn uses(site: &Site, name: &str) -> Result<Status> {
    let substitutions = Substitutions::of(&site.config, &site.sources);
    let uses: Vec<String> =
        rules::uses(site).into_iter().filter(|used| used.name == name).map(|used| used.place).collect();
    if uses.is_empty() && substitutions.get(name, LanguageId::DEFAULT).is_none() {
        let near = did_you_mean(name, substitutions.names())
            .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        return Err(Error::Refused(format!("nothing is called `{name}`{near}")));
    }
    let lines: String = uses.iter().map(|place| format!("{place}\n")).collect();
    out(&lines).map(|()| Status::Fine)
}
