//! Rules about translations and their sources.

use std::cell::OnceCell;

use super::rule::{Rule, Run, Subject};
use crate::translations::{MovedSource, moved_source, report};
use crate::url_ledger::Renames;
use helpdex_content::config::{CONFIG_FILE, Level};
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::site::Site;
use helpdex_content::translations::{State, translation};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "stale-translation",
        level: Level::Warning,
        what: "the source of a translation has changed since",
        why: "Readers of that language are told what no longer holds. The page says so and links to the original.",
        how: "`helpdex translations` shows what has changed. When the translation follows it again, run `helpdex \
              translations --mark PATH`; for a typo in the source, `--minor` with the path of the source.",
        run: Run::Entry(stale),
    },
    Rule {
        code: "orphaned-translation",
        level: Level::Warning,
        what: "a translation has lost its source",
        why: "Nobody would notice when it is no longer true.",
        how: "Was the source renamed? Then rename the translation like it; the hint says so where git or a similar name \
              tells. Else remove it, restore the source, or take out `source_revision`: then it is an original.",
        run: Run::Site(orphaned),
    },
    Rule {
        code: "unmarked-translation",
        level: Level::Off,
        what: "a translation does not say which text of its source it follows",
        why: "Nobody can tell when it has fallen behind.",
        how: "Compare it with its source, then run `helpdex translations --mark PATH`; `--mark content` marks all.",
        run: Run::Entry(unmarked),
    },
    Rule {
        code: "missing-translation",
        level: Level::Off,
        what: "an article has no version in one of the site's languages",
        why: "Readers of that language are led to the original.",
        how: "Translate it: `helpdex new` with `--lang`, or a copy of the file with the language in its name.",
        run: Run::Site(missing),
    },
    Rule {
        code: "translation-coverage",
        level: Level::Error,
        what: "a language has fewer translations that are up to date than the site asks for",
        why: "`translations: { minimum: { ru: 90% } }` in `helpdex.yaml` promises that share to readers.",
        how: "`helpdex translations` lists what is missing and what is stale.",
        run: Run::Site(coverage),
    },
];

fn stale(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Subject { site, entry, id, .. } = subject;
    let Some(translation) = translation(&site.sources, &site.routes, *id) else { return };
    let (State::Stale, Some(revision)) = (translation.state, entry.front.source_revision.given()) else { return };
    let source = translation.source.and_then(|source| site.entry(source)).map_or("its source", |s| s.file.path());
    let message = format!("`{source}` has changed since this translation");
    let warning = entry.file.warning("stale-translation", revision.range.clone(), message);
    let path = entry.file.path();
    found.push(warning.help(format!(
        "`helpdex translations {path}` shows what; when it is translated, `helpdex translations --mark {path}`"
    )));
}

fn orphaned(site: &Site, found: &mut Vec<Diagnostic>) {
    let language = &site.config.default_language().name;
    // Git is asked once, and only for a reason.
    let renames = OnceCell::new();
    for (id, entry) in site.sources.with_ids() {
        let Some(translation) = translation(&site.sources, &site.routes, id) else { continue };
        let (State::Orphaned, Some(revision)) = (translation.state, entry.front.source_revision.given()) else {
            continue;
        };
        let message = format!("there is no {language} source of this translation, or it is a draft");
        let warning = entry.file.warning("orphaned-translation", revision.range.clone(), message);
        let moved = moved_source(site, entry, renames.get_or_init(|| Renames::ask(site)));
        found.push(warning.help(orphans_help(moved)));
    }
}

/// What to do about an orphan: where its source went is most often all there is to it.
fn orphans_help(moved: Option<MovedSource>) -> String {
    let otherwise = "remove the file, restore the source, or take out `source_revision`: then it is an original";
    match moved {
        Some(MovedSource { before, now, rename_to, is_sure: true }) => {
            format!("`{before}` is `{now}` now; rename this file to `{rename_to}`")
        }
        Some(MovedSource { before, now, rename_to, is_sure: false }) => {
            format!("if `{before}` is `{now}` now, rename this file to `{rename_to}`; else {otherwise}")
        }
        None => format!("if the source was renamed, rename this file like it; else {otherwise}"),
    }
}

fn unmarked(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Subject { site, entry, id, .. } = subject;
    if translation(&site.sources, &site.routes, *id).is_some_and(|found| found.state == State::Unmarked) {
        let path = entry.file.path();
        let message = "the translation does not say which text of its source it follows";
        let warning = Diagnostic::warning("unmarked-translation", path, message);
        found.push(warning.help(format!("compare the two, then run `helpdex translations --mark {path}`")));
    }
}

fn missing(site: &Site, found: &mut Vec<Diagnostic>) {
    let report = report(&site.config, &site.sources, &site.routes, false);
    for language in &report.languages {
        for missing in &language.missing {
            let message = format!("the article has no version in `{}`", language.code);
            let warning = Diagnostic::warning("missing-translation", &missing.source, message);
            found.push(warning.help("put the translation beside it, with the language in the file's name"));
        }
    }
}

fn coverage(site: &Site, found: &mut Vec<Diagnostic>) {
    // Looking at every article is for those who ask for it.
    // What the site promises, it promises to customers.
    if site.config.coverage.is_empty() || site.is_for_agents() {
        return;
    }
    let report = report(&site.config, &site.sources, &site.routes, false);
    for wanted in &site.config.coverage {
        let Some(language) = report.languages.get(wanted.language.index()) else { continue };
        if language.coverage < wanted.percent {
            let (code, has, all) = (&language.code, language.up_to_date, language.articles);
            let message = format!("`{code}` has {has} of {all} articles up to date: {} %", language.coverage);
            let error = Diagnostic::error("translation-coverage", CONFIG_FILE, message).at(wanted.place.clone());
            let (stale, missing) = (language.stale.len(), language.missing.len());
            found.push(
                error.label(format!("the site asks for {} %", wanted.percent)).help(format!(
                    "{missing} missing and {stale} stale: `helpdex translations --lang {code}` lists them"
                )),
            );
        }
    }
}
