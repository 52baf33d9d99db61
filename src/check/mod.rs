//! What an author should know before customers do.
//!
//! The phases report what they stumble over; the rules here look at the finished [`Site`]. A rule is an entry of
//! [`RULES`]: its code, what it is about, and a function. `checks` in `helpdex.yaml` changes the level of any of them.

mod links;
mod structure;

use crate::config::{CONFIG_FILE, Level};
use crate::diagnostic::{Diagnostic, Severity, tidy};
use crate::fields::did_you_mean;
use crate::site::Site;

/// A rule about the finished site.
pub(crate) struct Rule {
    /// Its stable name.
    pub(crate) code: &'static str,
    /// What it finds, in one sentence for the documentation.
    #[allow(dead_code, reason = "the list of rules in the documentation is made from it")]
    pub(crate) about: &'static str,
    /// Looks at the site.
    run: fn(&Site, &mut Vec<Diagnostic>),
}

/// Every rule about the finished site.
pub(crate) const RULES: &[Rule] = &[
    Rule { code: "missing-title", about: "an article or category without a `title`", run: structure::titles },
    Rule { code: "missing-index", about: "a folder of articles without an `_index.md`", run: structure::indexes },
    Rule { code: "no-category", about: "an article that lies in no category", run: structure::loose_articles },
    Rule { code: "empty-category", about: "a category without articles", run: structure::empty_categories },
    Rule { code: "empty-content", about: "a site without articles", run: structure::empty_content },
    Rule { code: "broken-anchor", about: "a link to a heading that the article does not have", run: links::anchors },
    Rule { code: "broken-related", about: "a path under `related` that is no article", run: links::related },
];

/// Codes of diagnostics that the phases report themselves.
pub(crate) const PHASE_CODES: &[(&str, &str)] = &[
    ("bad-date", "a date that is not one"),
    ("bad-value", "a value that its key can't have"),
    ("broken-link", "a link to an article or file that does not exist"),
    ("config", "a `helpdex.yaml` that can't be read"),
    ("duplicate-key", "a key that is written twice"),
    ("duplicate-query", "a query that is tested twice"),
    ("duplicate-url", "two files that want the same URL"),
    ("duplicate-word", "a word that stands in two groups of synonyms, or twice in one"),
    ("empty-group", "a group of synonyms that says nothing"),
    ("file-name", "a file name that is not text"),
    ("file-type", "a file of a kind that is not published"),
    ("forbidden-scheme", "a link with a scheme other than http, https, mailto and tel"),
    ("front-matter", "front matter that is not YAML"),
    ("html-removed", "raw HTML that may not be published"),
    ("missing-image", "an image that does not exist"),
    ("missing-key", "a key that has to be there"),
    ("more-faults", "faults of one kind in one file that are only counted"),
    ("nesting", "quotes and lists nested too deeply"),
    ("not-utf8", "a file that is not UTF-8 text"),
    ("outside-content", "a symbolic link that leaves the content folder"),
    ("queries", "a `queries.yaml` that can't be read"),
    ("symlink", "a symbolic link, which is not followed"),
    ("synonyms", "a `synonyms.yaml` that can't be read"),
    ("template", "a fault in a template of the theme"),
    ("theme-asset", "a file that a stylesheet or template of the theme names and that does not exist"),
    ("theme-encoding", "a file of the theme that is not UTF-8 text"),
    ("theme-missing", "a theme whose folder does not exist"),
    ("theme-strings", "a file of the theme's texts that can't be used"),
    ("too-large", "a file of more than 2 MB"),
    ("unknown-article", "a path in `synonyms.yaml` or `queries.yaml` that is no article"),
    ("unknown-html", "markup that is no HTML, such as `<your name>`"),
    ("unknown-icon", "a category's icon that the theme does not have"),
    ("unknown-key", "a key that means nothing"),
    ("unknown-language", "a language that the site does not speak"),
    ("unsafe-svg", "a drawing that holds code"),
    ("wrong-type", "a value of the wrong type"),
];

/// Runs every rule, applies the site's levels, and sorts what was found.
pub(crate) fn run(site: &Site) -> Vec<Diagnostic> {
    let mut found = site.diagnostics();
    for rule in RULES {
        // A rule that is off costs nothing.
        if site.config.levels.get(rule.code) != Some(Level::Off) {
            (rule.run)(site, &mut found);
        }
    }
    found.extend(unknown_rules(site));
    apply_levels(site, &mut found);
    tidy(&mut found);
    found
}

/// Gives diagnostics the severity that the site wants, and drops those it turns off.
pub(crate) fn apply_levels(site: &Site, found: &mut Vec<Diagnostic>) {
    found.retain_mut(|diagnostic| match site.config.levels.get(diagnostic.code) {
        Some(Level::Off) => false,
        Some(Level::Error) => {
            diagnostic.severity = Severity::Error;
            true
        }
        Some(Level::Warning) => {
            diagnostic.severity = Severity::Warning;
            true
        }
        None => true,
    });
}

fn codes() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.code).chain(PHASE_CODES.iter().map(|(code, _)| *code))
}

fn unknown_rules(site: &Site) -> impl Iterator<Item = Diagnostic> {
    let unknown = site.config.levels.codes().filter(|code| !codes().any(|known| known == *code));
    unknown.map(|code| {
        let found = Diagnostic::error("bad-value", CONFIG_FILE, format!("`checks` names no rule of ours: `{code}`"));
        match did_you_mean(code, codes()) {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_one_name() {
        let mut all: Vec<&str> = codes().collect();
        all.sort_unstable();
        let mut once = all.clone();
        once.dedup();
        assert_eq!(all, once);
    }
}
