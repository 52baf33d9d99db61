//! Helpdex's own analysis, as tantivy takes it.

use helpdex_search::analysis::Analyzer;
use tantivy::tokenizer::{PreTokenizedStream, PreTokenizedString, TextAnalyzer, Token, Tokenizer, TokenizerManager};

use super::schema::READY_MADE;

/// A text and its terms. The parts of a compound have the places of words; the compound as one word stands at the first.
pub(super) fn of(analyzer: &Analyzer, text: &str) -> PreTokenizedString {
    let mut tokens = Vec::new();
    analyzer.analyze(text, &mut |token| tokens.push(term(&token)));
    PreTokenizedString { text: text.to_owned(), tokens }
}

fn term(token: &helpdex_search::analysis::Token<'_>) -> Token {
    Token {
        offset_from: token.start,
        offset_to: token.end,
        position: token.position as usize,
        text: token.stem.to_owned(),
        position_length: 1,
    }
}

/// tantivy's analyzers, with ours in the place of the one that the fields of ready-made terms name. Only a parser of
/// queries is given it.
pub(super) fn for_queries(lang: &str) -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(READY_MADE, analyzer(lang));
    manager
}

/// Our analyzer for what people ask.
pub(super) fn analyzer(lang: &str) -> TextAnalyzer {
    TextAnalyzer::from(QueryTokenizer(Analyzer::new(lang)))
}

/// Cuts a word or phrase of a query.
#[derive(Clone)]
struct QueryTokenizer(Analyzer);

impl Tokenizer for QueryTokenizer {
    type TokenStream<'a> = PreTokenizedStream;

    /// A compound alone is asked for as one word, which articles have however they write it (`wi-fi`, `wifi`). Among other
    /// words it is its parts, so that a phrase has a place for each.
    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        let (mut words, mut whole) = (Vec::new(), None);
        self.0.analyze(text, &mut |token| {
            if token.joined {
                whole = Some(term(&token));
            } else {
                words.push(term(&token));
            }
        });
        let spans = |whole: &Token| {
            words.first().is_some_and(|first| whole.offset_from <= first.offset_from)
                && words.last().is_some_and(|last| whole.offset_to >= last.offset_to)
        };
        let tokens = match whole.filter(spans) {
            Some(whole) => vec![whole],
            None => words,
        };
        PreTokenizedStream::from(PreTokenizedString { text: String::new(), tokens })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(lang: &str, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        analyzer(lang)
            .token_stream(text)
            .process(&mut |token| found.push(format!("{}@{}", token.text, token.position)));
        found
    }

    #[test]
    fn compounds_are_one_word_alone_and_their_parts_among_others() {
        assert_eq!(asked("en", "wi-fi"), ["wifi@0"]);
        assert_eq!(asked("en", "my wi-fi"), ["my@0", "wi@1", "fi@2"]);
        assert_eq!(asked("ru", "выплаты"), asked("ru", "выплатой"));
    }

    #[test]
    fn an_article_has_compounds_in_both_ways() {
        let terms = of(&Analyzer::new("en"), "Wi-Fi passwords");
        let found: Vec<_> = terms.tokens.iter().map(|token| (token.text.as_str(), token.position)).collect();
        assert_eq!(found, [("wi", 0), ("fi", 1), ("wifi", 0), ("password", 2)]);
    }
}
