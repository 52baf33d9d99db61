//! The phases in their order: what `build`, `check` and the preview share.

mod verification;
mod write;

use std::sync::Arc;

use rayon::prelude::*;

use helpdex_content::config::Config;
use helpdex_content::diagnostic::{Diagnostic, tidy};
use helpdex_content::error::Result;
use helpdex_content::fields::{did_you_mean, list};
use helpdex_content::site::{Options, Site};
use helpdex_lint::rules;
use helpdex_render::search;
use helpdex_render::theme::Theme;

pub use write::{Progress, Request, Silent, page_faults, stops, write};

/// A site and its theme, read and checked.
#[derive(Debug)]
pub struct Loaded {
    /// The site.
    pub site: Site,
    /// What its pages are made with.
    pub theme: Theme,
    /// Everything found, sorted, with the site's own levels.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a site and its theme and runs every rule.
///
/// # Errors
/// When a folder can't be read.
pub fn load(config: Arc<Config>, options: Options) -> Result<Loaded> {
    let (theme, faults) = Theme::of(&config)?;
    let labels = theme.all_labels();
    let site = Site::load(config, options, &labels)?;
    Ok(finish_loading(site, theme, faults))
}

/// Runs every rule over a site.
pub(crate) fn finish_loading(site: Site, theme: Theme, theme_faults: Vec<Diagnostic>) -> Loaded {
    let mut diagnostics = rules::run(&site);
    diagnostics.extend(theme_faults);
    diagnostics.extend(unknown_icons(&site, &theme));
    rules::apply_levels(&site, &mut diagnostics);
    tidy(&mut diagnostics);
    Loaded { site, theme, diagnostics }
}

/// Icons that the theme does not draw.
fn unknown_icons(site: &Site, theme: &Theme) -> Vec<Diagnostic> {
    let icons = site.sources.entries.iter().filter_map(|entry| Some((entry, entry.front.icon.as_ref()?)));
    let unknown = icons.filter(|(_, icon)| !theme.has_icon(&icon.value));
    unknown
        .map(|(entry, icon)| {
            let message = format!("the theme has no icon `{}`", icon.value);
            let warning = entry.file.warning("unknown-icon", icon.range.clone(), message);
            let help = match did_you_mean(&icon.value, theme.icon_names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("choose one of {}", list(&theme.icon_names().collect::<Vec<_>>())),
            };
            warning.help(help)
        })
        .collect()
}

/// Runs the tests of `queries.yaml` against an index made for it; nothing to do where there are none.
///
/// # Errors
/// When the index can't be made.
pub fn search_faults(site: &Site) -> Result<Vec<Diagnostic>> {
    if site.vocabulary.tests.is_empty() || !rules::is_active(site, "search-test") {
        return Ok(Vec::new());
    }
    let languages = (0..site.config.languages.len()).into_par_iter();
    let indexes: Vec<search::Index> =
        languages.map(|language| search::Index::in_memory(site, language)).collect::<Result<_>>()?;
    let failed = helpdex_lint::search_tests::queries(site, &indexes)?.into_iter().filter(|outcome| !outcome.passed);
    Ok(failed.map(|outcome| outcome.fault()).collect())
}
