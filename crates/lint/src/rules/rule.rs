//! What a rule is, and the list of all of them.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::banned::Banned;
use super::prose::Prose;
use super::{
    acronyms, banned, descriptors, duplicates, freshness, headings, images, link_text, links, output, personal, search,
    sentences, structure, translations, urls, variables,
};
use helpdex_content::config::Level;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::markdown::Rendered;
use helpdex_content::site::Site;
use helpdex_content::source::Entry;

/// One kind of fault that authors are told of.
pub struct Rule {
    /// Its stable name: in output, in settings and in the documentation.
    pub code: &'static str,
    /// What it weighs where nobody says otherwise. A rule that reports both errors and warnings has the heavier one.
    pub level: Level,
    /// What is wrong, as half a sentence: "an article has no `title`".
    pub what: &'static str,
    /// Why that matters, in a sentence or two.
    pub why: &'static str,
    /// How to mend it, in a sentence or two.
    pub how: &'static str,
    /// Who looks for it.
    pub(crate) run: Run,
}

/// Who looks for the faults of a rule.
#[derive(Clone, Copy)]
pub enum Run {
    /// A phase stumbles over them and reports them itself.
    Phase,
    /// A look at one file. Files are looked at side by side, and only those where the rule is not off.
    Entry(fn(&Subject<'_>, &mut Vec<Diagnostic>)),
    /// A look at the whole site.
    Site(fn(&Site, &mut Vec<Diagnostic>)),
}

/// The file that a rule looks at.
pub struct Subject<'s> {
    /// The site it belongs to.
    pub(crate) site: &'s Site,
    /// Its index among the entries.
    pub(crate) index: usize,
    /// The file itself.
    pub(crate) entry: &'s Arc<Entry>,
    /// What rules share.
    pub(super) tools: &'s Tools,
    prose: OnceCell<Prose<'s>>,
}

/// What several looks need and is costly to make: it is made when the first one asks for it.
#[derive(Default)]
pub(crate) struct Tools {
    banned: OnceLock<BTreeMap<usize, Banned>>,
}

impl Tools {
    /// What finds the banned words of a language, where it has any.
    pub(super) fn banned(&self, site: &Site, language: usize) -> Option<&Banned> {
        let of_all = self.banned.get_or_init(|| {
            let words = site.config.banned_words.iter();
            words.filter_map(|(code, words)| Some((site.config.language_index(code)?, Banned::of(words)?))).collect()
        });
        of_all.get(&language)
    }
}

impl<'s> Subject<'s> {
    pub(super) fn new(site: &'s Site, tools: &'s Tools, index: usize, entry: &'s Arc<Entry>) -> Self {
        Self { site, index, entry, tools, prose: OnceCell::new() }
    }

    /// Its running text; nothing for a draft that is not shown.
    pub(super) fn prose(&self) -> Option<&Prose<'s>> {
        self.body().map(|_| self.prose.get_or_init(|| Prose::of(self.site, self.entry)))
    }

    /// What became of its body; nothing for a draft that is not shown.
    pub(crate) fn body(&self) -> Option<&'s Rendered> {
        self.site.body(self.index)
    }

    /// The code of its language.
    pub(crate) fn language(&self) -> &'s str {
        self.site.config.languages.get(self.entry.language).map_or("", |language| language.code.as_str())
    }
}

/// Rules that are about the same thing; each family has a file of its own.
pub(crate) struct Family {
    /// Its heading in the documentation.
    pub(crate) name: &'static str,
    /// Its rules.
    pub(crate) rules: &'static [Rule],
}

/// Every rule there is.
pub(crate) const FAMILIES: &[Family] = &[
    Family { name: "Structure", rules: structure::RULES },
    Family { name: "Headings", rules: headings::RULES },
    Family { name: "Duplicates", rules: duplicates::RULES },
    Family { name: "Links", rules: links::RULES },
    Family { name: "Names of links", rules: link_text::RULES },
    Family { name: "Images", rules: images::RULES },
    Family { name: "URLs", rules: urls::RULES },
    Family { name: "Freshness", rules: freshness::RULES },
    Family { name: "Translations", rules: translations::RULES },
    Family { name: "Sentences", rules: sentences::RULES },
    Family { name: "Short forms", rules: acronyms::RULES },
    Family { name: "Banned words", rules: banned::RULES },
    Family { name: "Variables and snippets", rules: variables::RULES },
    Family { name: "Personal data", rules: personal::RULES },
    Family { name: "Search", rules: search::RULES },
    Family { name: "Front matter and settings", rules: descriptors::FIELDS },
    Family { name: "Text", rules: descriptors::TEXT },
    Family { name: "Files", rules: descriptors::FILES },
    Family { name: "Words of search", rules: descriptors::SEARCH_WORDS },
    Family { name: "Theme", rules: descriptors::THEME },
    Family { name: "The site as it will be published", rules: output::RULES },
];

/// Every rule, family by family.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.rules)
}

/// A rule by its code.
pub fn find(code: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_one_name_and_all_its_texts() {
        let mut codes: Vec<&str> = rules().map(|rule| rule.code).collect();
        codes.sort_unstable();
        let mut once = codes.clone();
        once.dedup();
        assert_eq!(codes, once);
        for rule in rules() {
            assert!(
                rule.code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
                "{}",
                rule.code
            );
            assert!(!rule.what.is_empty() && !rule.what.ends_with('.'), "{}: {}", rule.code, rule.what);
            assert!(rule.why.ends_with('.') && rule.how.ends_with('.'), "{}", rule.code);
        }
    }
}
