//! Asking the index, with answers as the other engine gives them.

use std::collections::BTreeMap;

use helpdex_content::error::{Error, Result};
use helpdex_search::analysis::Analyzer;
use helpdex_search::{Document, Hit, Query, Results, Score};
use tantivy::collector::{Count, TopDocs};
use tantivy::schema::Field;
use tantivy::snippet::SnippetGenerator;

use super::{LanguageIndex, failed, query, rows, terms};

/// A snippet is about two lines long.
const SNIPPET: usize = 180;

impl LanguageIndex {
    /// Answers a query in tantivy's language: `+payout -paypal title:fees "first payout"`.
    ///
    /// # Errors
    /// When the query can't be read; the message says where.
    pub fn search(&self, asked: &Query) -> Result<Results> {
        let parsed =
            query::parse(&asked.text, self.index.schema(), &self.fields, &self.lang).map_err(Error::Refused)?;
        let found = || {
            let searcher = self.index.reader()?.searcher();
            searcher.search(&parsed, &(Count, TopDocs::with_limit(asked.limit.max(1)).order_by_score()))
        };
        let (total, best) = found().map_err(|fault| failed(&self.lang, &fault))?;
        let mut wanted: BTreeMap<String, f32> = BTreeMap::new();
        parsed.query_terms(&mut |term, _| {
            if let Some(text) = term.value().as_str().filter(|_| self.is_terms(term.field())) {
                wanted.insert(text.to_owned(), 1.0);
            }
        });
        let marker = Marker { analyzer: Analyzer::new(&self.lang), wanted };
        let hits = best.into_iter().take(asked.limit).filter_map(|(score, address)| {
            let document = self.documents.get(address.doc_id as usize)?;
            Some(self.hit(document, score, &marker))
        });
        Ok(Results {
            query: asked.text.clone(),
            lang: self.lang.clone(),
            total,
            hits: hits.collect(),
            ..Results::default()
        })
    }

    fn is_terms(&self, field: Field) -> bool {
        self.fields.texts.iter().any(|text| text.terms == field)
    }

    fn hit(&self, document: &Document, score: f32, marker: &Marker) -> Hit {
        let snippet = self.snippet(document, marker);
        Hit {
            source: document.source.clone(),
            url: document.url.clone(),
            title: document.title.clone(),
            category: document.category.clone(),
            category_url: document.category_url.clone(),
            lang: self.lang.clone(),
            score: Score((score * 1000.0).round().max(0.0) as u32),
            marks: marker.marks(&snippet),
            title_marks: marker.marks(&document.title),
            snippet,
            ..Hit::default()
        }
    }

    /// The passage of the text that has most of the words; the summary where it has none.
    fn snippet(&self, document: &Document, marker: &Marker) -> String {
        let Some(field) = self.fields.texts.first() else { return String::new() };
        let generator = SnippetGenerator::new(marker.wanted.clone(), terms::analyzer(&self.lang), field.terms, SNIPPET);
        let body = rows::body(document);
        let found = generator.snippet(&body);
        let passage = match (found.is_empty(), document.summary.is_empty()) {
            (false, _) => found.fragment(),
            (true, false) => &document.summary,
            (true, true) => body.get(..body.floor_char_boundary(SNIPPET)).unwrap_or_default(),
        };
        passage.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Finds the words of a query in what is shown.
struct Marker {
    analyzer: Analyzer,
    wanted: BTreeMap<String, f32>,
}

impl Marker {
    /// Where they stand, in UTF-16 units. Words that say little aren't marked unless there is no other.
    fn marks(&self, text: &str) -> Vec<(u32, u32)> {
        let (mut telling, mut all) = (Vec::new(), Vec::new());
        self.analyzer.analyze(text, &mut |token| {
            if !token.joined && self.wanted.contains_key(token.stem) {
                let units = |at: usize| text.get(..at).map_or(0, |before| before.encode_utf16().count() as u32);
                let mark = (units(token.start), units(token.end));
                all.push(mark);
                if !self.analyzer.is_stop_word(token.word) {
                    telling.push(mark);
                }
            }
        });
        let only_stops = self.wanted.keys().all(|term| self.analyzer.is_stop_word(term));
        if only_stops { all } else { telling }
    }
}
