//! The phases in their order: what `build`, `check` and the preview share.

mod verification;
mod write;

use std::sync::Arc;

use rayon::prelude::*;

use crate::check;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, tidy};
use crate::error::Result;
use crate::fields::{did_you_mean, list};
use crate::markdown::Labels;
use crate::search;
use crate::site::{Options, Site};
use crate::theme::{self, Theme};

pub(crate) use write::{Progress, Request, Silent, page_faults, stops, write};

/// A site and its theme, read and checked.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) site: Site,
    pub(crate) theme: Theme,
    /// Everything found, sorted, with the site's own levels.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads a site and its theme and runs every rule.
///
/// # Errors
/// When a folder can't be read.
pub(crate) fn load(config: Arc<Config>, options: Options) -> Result<Loaded> {
    let (theme, faults) = load_theme(&config)?;
    let labels = labels(&config, &theme);
    let site = Site::load(config, options, &labels)?;
    Ok(finish_loading(site, theme, faults))
}

/// Runs every rule over a site.
pub(crate) fn finish_loading(site: Site, theme: Theme, theme_faults: Vec<Diagnostic>) -> Loaded {
    let mut diagnostics = check::run(&site);
    diagnostics.extend(theme_faults);
    diagnostics.extend(unknown_icons(&site, &theme));
    check::apply_levels(&site, &mut diagnostics);
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

/// Loads the theme that a site names.
///
/// # Errors
/// When its folder can't be read.
pub(crate) fn load_theme(config: &Config) -> Result<(Theme, Vec<Diagnostic>)> {
    let languages: Vec<String> = config.languages.iter().map(|language| language.code.clone()).collect();
    let dir = config.theme_dir();
    Theme::load(&theme::Options {
        dir: dir.as_deref(),
        languages: &languages,
        appearance: &config.appearance,
        base_path: &config.base_url.path,
    })
}

/// The theme's words for articles, per language.
pub(crate) fn labels(config: &Config, theme: &Theme) -> Vec<Labels> {
    (0..config.languages.len()).map(|language| theme.labels(language)).collect()
}

/// Runs the tests of `queries.yaml` against an index made for it; nothing to do where there are none.
///
/// # Errors
/// When the index can't be made.
pub(crate) fn search_faults(site: &Site) -> Result<Vec<Diagnostic>> {
    if site.vocabulary.tests.is_empty() || !check::is_active(site, "search-test") {
        return Ok(Vec::new());
    }
    let languages = (0..site.config.languages.len()).into_par_iter();
    let indexes: Vec<search::Index> =
        languages.map(|language| search::Index::in_memory(site, language)).collect::<Result<_>>()?;
    let failed = search::exam::queries(site, &indexes)?.into_iter().filter(|outcome| !outcome.passed);
    Ok(failed.map(|outcome| outcome.fault()).collect())
}
