//! All that is wrong with a site, composed in one place for `build`, `check` and the preview.
//!
//! It comes in two parts. [`of_sources`] is what files and settings tell, quickly. [`of_output`] is what only finished
//! pages and an index tell; it takes as long as a build without its writes. Together, sorted by [`tidy`], they are the
//! list that everybody shows.

use rayon::prelude::*;

use crate::build::Loaded;
use crate::build::render::{Silent, render};
use crate::build::verification;
use helpdex_content::diagnostic::{Diagnostic, tidy};
use helpdex_content::error::{Error, Result};
use helpdex_content::fields::{did_you_mean, list};
use helpdex_content::site::Site;
use helpdex_lint::rules;
use helpdex_lint::search_tests::Search;
use helpdex_render::pages::SearchSource;
use helpdex_render::search;
use helpdex_render::theme::Theme;

/// What rules and the theme say, with the site's own levels.
pub fn of_sources(site: &Site, theme: &Theme, theme_faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut found = rules::run(site);
    found.extend(theme_faults);
    found.extend(unknown_icons(site, theme));
    rules::apply_levels(site, &mut found);
    tidy(&mut found);
    found
}

/// Icons that the theme does not draw.
fn unknown_icons(site: &Site, theme: &Theme) -> Vec<Diagnostic> {
    let icons = site.sources.entries.iter().filter_map(|entry| Some((entry, entry.front.icon.given()?)));
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

/// What every rendered page and the search tests say. Nothing is written, and an index is made where tests need one.
///
/// # Errors
/// When the index can't be made.
pub fn of_output(loaded: &Loaded) -> Result<Vec<Diagnostic>> {
    let site = &*loaded.site;
    let mut indexes = Vec::new();
    if verification::tests_search(site) {
        let languages = (0..site.config.languages.len()).into_par_iter();
        indexes = languages.map(|language| search::Index::in_memory(site, language)).collect::<Result<_>>()?;
    }
    let answer = |language: usize, query: &_| search::search(&indexes, language, query);
    Ok(of_output_with(loaded, &answer, &|| false)?.unwrap_or_default())
}

/// The same with an index that is there already; nothing once `is_past` says that nobody wants to know any more.
///
/// # Errors
/// When the index can't be read.
pub fn of_output_with(
    loaded: &Loaded,
    answer: &Search<'_>,
    is_past: &(dyn Fn() -> bool + Sync),
) -> Result<Option<Vec<Diagnostic>>> {
    // Nothing is written, so no machine can fail: the only error is that it is past.
    let write = |_: &str, _: &[u8]| if is_past() { Err(Error::Refused(String::new())) } else { Ok(()) };
    let plan = verification::plan(loaded);
    let mut found = match render(loaded, plan, &SearchSource::default(), &Silent, &write) {
        Ok(Ok(rendered)) => rendered.verify(loaded),
        Ok(Err(faults)) => faults,
        Err(_) => return Ok(None),
    };
    if verification::tests_search(&loaded.site) {
        found.extend(verification::failed_tests(&loaded.site, answer)?);
    }
    Ok((!is_past()).then(|| conclude(loaded, found)))
}

/// The site's own levels for what its output tells, and whether there are too many warnings in all.
pub(crate) fn conclude(loaded: &Loaded, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    rules::apply_levels(&loaded.site, &mut found);
    let mut more: Vec<Diagnostic> =
        verification::too_many_warnings(&loaded.site, &loaded.diagnostics, &found).into_iter().collect();
    rules::apply_levels(&loaded.site, &mut more);
    found.append(&mut more);
    tidy(&mut found);
    found
}
