//! What queries that ask the same have in common.

use std::collections::HashMap;

use helpdex_search::analysis::Analyzer;

/// The words that tell what a query asks: their stems without those that say little, each once, in no order.
///
/// Cut and stemmed by the search's own analysis, so that two queries with the same words find the same.
#[must_use]
pub fn words(analyzer: &Analyzer, query: &str) -> Vec<String> {
    let telling = telling_words(analyzer, query);
    let words = if telling.is_empty() { stems(analyzer, query, |_| true) } else { telling };
    // Without any word the query is compared as it stands.
    if words.is_empty() { vec![query.to_owned()] } else { words }
}

/// The same of any text, and nothing where no word tells anything.
#[must_use]
pub fn telling_words(analyzer: &Analyzer, text: &str) -> Vec<String> {
    stems(analyzer, text, |word| !analyzer.is_stop_word(word))
}

fn stems(analyzer: &Analyzer, text: &str, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut stems = Vec::new();
    analyzer.analyze(text, &mut |token| {
        if !token.joined && wanted(token.word) {
            stems.push(token.stem.to_owned());
        }
    });
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Makes normal forms, in whatever languages are asked for.
#[derive(Default)]
pub struct NormalForms {
    analyzers: HashMap<String, Analyzer>,
}

/// More languages than any site has; what claims to be of another one is folded only.
const MOST_LANGUAGES: usize = 100;

impl NormalForms {
    /// The normal form of a query in a language: the same for queries that ask the same with other endings, in another
    /// order, or with other small words.
    pub fn of(&mut self, lang: &str, query: &str) -> String {
        words(self.analyzer(lang), query).join(" ")
    }

    fn analyzer(&mut self, lang: &str) -> &Analyzer {
        let full = self.analyzers.len() >= MOST_LANGUAGES && !self.analyzers.contains_key(lang);
        let lang = if full { "" } else { lang };
        self.analyzers.entry(lang.to_owned()).or_insert_with(|| Analyzer::new(lang))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_with_the_same_words_are_one() {
        let mut forms = NormalForms::default();
        let mut same = |lang: &str, one: &str, other: &str| {
            assert_eq!(forms.of(lang, one), forms.of(lang, other));
        };
        same("en", "How do I pay with cards?", "cards: paying with a card");
        same("ru", "вывод денег", "денег, выводы");
        same("en", "how to", "to how");
        assert_eq!(forms.of("en", "?!"), "?!");
        assert_ne!(forms.of("en", "payout"), forms.of("en", "refund"));
    }

    #[test]
    fn no_number_of_languages_fills_the_memory() {
        let mut forms = NormalForms::default();
        for number in 0..1000 {
            assert!(!forms.of(&format!("x-{number}"), "payout").is_empty());
        }
        assert!(forms.analyzers.len() <= MOST_LANGUAGES + 1);
    }
}
