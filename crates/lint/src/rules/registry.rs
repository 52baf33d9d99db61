//! The list of all rules, family by family. It stands above them: no rule knows which others there are.

use super::rule::Rule;
use super::{
    acronyms, almost, banned, blocks, contact, descriptors, duplicates, freshness, headings, images, incidents,
    link_text, links, macros, output, personal, satisfaction, search, sentences, standards, structure, translations,
    unfinished, urls, variables, widget,
};

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
    Family { name: "Unfinished articles", rules: unfinished::RULES },
    Family { name: "Headings", rules: headings::RULES },
    Family { name: "Duplicates", rules: duplicates::RULES },
    Family { name: "Links", rules: links::RULES },
    Family { name: "Names of links", rules: link_text::RULES },
    Family { name: "Images", rules: images::RULES },
    Family { name: "URLs", rules: urls::RULES },
    Family { name: "Freshness", rules: freshness::RULES },
    Family { name: "Incidents", rules: incidents::RULES },
    Family { name: "Translations", rules: translations::RULES },
    Family { name: "Sentences", rules: sentences::RULES },
    Family { name: "Short forms", rules: acronyms::RULES },
    Family { name: "Banned words", rules: banned::RULES },
    Family { name: "Variables and snippets", rules: variables::RULES },
    Family { name: "Macros", rules: macros::RULES },
    Family { name: "Checklists", rules: standards::RULES },
    Family { name: "Contact", rules: contact::RULES },
    Family { name: "Widget", rules: widget::RULES },
    Family { name: "Personal data", rules: personal::RULES },
    Family { name: "Votes of readers", rules: satisfaction::RULES },
    Family { name: "Search", rules: search::RULES },
    Family { name: "Front matter and settings", rules: descriptors::FIELDS },
    Family { name: "Text", rules: descriptors::TEXT },
    Family { name: "Almost Markdown", rules: almost::RULES },
    Family { name: "Blocks", rules: blocks::RULES },
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
