//! How far each language is.

use serde::Serialize;

use helpdex_content::site::Site;
use helpdex_lint::translations;

#[derive(Debug, Serialize)]
pub(super) struct Language<'s> {
    name: &'s str,
    /// Articles that readers get in it and that say what the source says.
    up_to_date: usize,
    /// Of all articles, in percent.
    share: u8,
    stale: usize,
    missing: usize,
}

/// How far each language is; older texts of git are not asked for.
pub(super) fn languages(site: &Site) -> Vec<Language<'_>> {
    let report = translations::report(&site.config, &site.sources, &site.routes, false);
    let known = site.config.languages.iter().zip(report.languages);
    let counted = known.map(|(language, found)| Language {
        name: &language.name,
        up_to_date: found.up_to_date,
        share: found.coverage,
        stale: found.stale.len(),
        missing: found.missing.len(),
    });
    counted.collect()
}
