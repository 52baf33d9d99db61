//! `content/synonyms.yaml`: words that mean the same, and articles pinned to queries.

use std::collections::BTreeMap;
use std::ops::Range;

use helpdex_search::analysis::Analyzer;
use helpdex_search::{Pin, Words};

use super::articles::Articles;
use super::faults::{language, not_a};
use crate::config::{Config, LanguageId, PerLanguage};
use crate::diagnostic::{Diagnostic, Severity, SourceText};
use crate::typed_yaml::{self, At, MapReader};
use crate::yaml::{Node, NodeKind};

/// Reads the file: the words of each language of the site.
pub(super) fn read(
    source: &SourceText,
    config: &Config,
    articles: &Articles<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> PerLanguage<Words> {
    let mut words = PerLanguage::new(&config.languages, |_| Words::default());
    let whole = 0..source.len();
    let Some(node) = typed_yaml::parse(source, whole.clone(), "synonyms", diagnostics) else { return words };
    if node.kind == NodeKind::Null {
        return words;
    }
    let Some(languages) = node.as_map() else {
        let help = "begin with a language: `en:`, and below it `equal:`, `one_way:` or `pins:`";
        diagnostics.push(not_a(source, "synonyms", "the file has to be a map of languages", help));
        return words;
    };
    let text = source.slice(whole.clone()).unwrap_or_default();
    let mut top = MapReader::new(source, (&text, whole.start), languages, diagnostics);
    for (key, value) in languages {
        let Some(code) = key.as_text(top.yaml()) else { continue };
        let range = top.range(key);
        let Some(language) = language(config, &mut top, code, range) else { continue };
        let entries = match (value.as_map(), &value.kind) {
            (Some(entries), _) => entries,
            (None, NodeKind::Null) => continue,
            (None, _) => {
                let message = format!("`{code}` has to be a map with `equal`, `one_way` and `pins`");
                top.fault("wrong-type", value, message, "");
                continue;
            }
        };
        let mut reader = Reader { fields: top.inside(entries), analyzer: Analyzer::new(code), groups: BTreeMap::new() };
        let (equal, one_way, pins) = (reader.equal(), reader.one_way(), reader.pins(articles, language));
        let read = Words { equal, one_way, pins, ..Words::default() };
        reader.fields.finish();
        // Of a language that is written twice the first counts, as everywhere.
        if let Some(slot) = words.get_mut(language).filter(|slot| **slot == Words::default()) {
            *slot = read;
        }
    }
    words
}

/// The keys of one language.
struct Reader<'f> {
    fields: MapReader<'f>,
    analyzer: Analyzer,
    /// The group of each word seen, by the word's stems, and where it stands.
    groups: BTreeMap<Vec<String>, (usize, At<String>)>,
}

impl<'f> Reader<'f> {
    fn equal(&mut self) -> Vec<Vec<String>> {
        let help = "write each group as a list: `- [withdraw, cash out]`";
        let groups = self.list("equal", "a list of groups", help);
        let mut equal = Vec::new();
        for (number, group) in groups.iter().enumerate() {
            let NodeKind::List(items) = &group.kind else {
                self.fields.fault("wrong-type", group, "a group has to be a list of words".to_owned(), help);
                continue;
            };
            let phrases = self.phrases(items);
            if phrases.len() < 2 {
                // A fault in one of its words is enough to say of a group.
                if phrases.len() == items.len() {
                    let message = match phrases.first() {
                        None => "this group is empty".to_owned(),
                        Some((only, _)) => format!("`{}` is alone in its group", only.value),
                    };
                    self.fields.fault("empty-group", group, message, "a group needs two words that mean the same");
                }
                continue;
            }
            let mut kept = Vec::new();
            for (phrase, stems) in phrases {
                match self.groups.get(&stems) {
                    None => {
                        kept.push(phrase.value.clone());
                        self.groups.insert(stems, (number, phrase));
                    }
                    Some((before, first)) => {
                        let found = self.twice(&phrase, first, *before == number);
                        self.fields.add(found);
                    }
                }
            }
            equal.push(kept);
        }
        equal
    }

    /// A word that stands twice: in one group it is idle, in two it says that both mean the same.
    fn twice(&self, phrase: &At<String>, first: &At<String>, same_group: bool) -> Diagnostic {
        let source = self.fields.source();
        let as_written = if first.value == phrase.value { String::new() } else { format!(" as `{}`", first.value) };
        if same_group {
            let message = format!("`{}` is in this group already{as_written}", phrase.value);
            let found = source.warning("duplicate-word", phrase.range.clone(), message);
            return found.help("one form of a word is enough: search knows its other forms");
        }
        let line = source.place(first.range.clone()).line;
        let message = format!("`{}` is in two groups", phrase.value);
        let found = source.error("duplicate-word", phrase.range.clone(), message);
        found
            .label(format!("in a group of line {line}{as_written}"))
            .help("make one group of the two, or take it out of one")
    }

    fn one_way(&mut self) -> Vec<(String, Vec<String>)> {
        let Some(entries) = self.fields.map("one_way") else { return Vec::new() };
        // Reports keys that are written twice.
        drop(self.fields.inside(entries));
        let yaml = self.fields.yaml();
        let mut one_way: Vec<(String, Vec<String>)> = Vec::new();
        for (key, value) in entries {
            let Some(from) = key.as_text(yaml).map(str::trim) else { continue };
            let items = match &value.kind {
                NodeKind::List(items) => items.as_slice(),
                _ => std::slice::from_ref(value),
            };
            let from = At { value: from.to_owned(), range: self.fields.range(key) };
            if !self.has_words(&from) {
                continue;
            }
            let to: Vec<String> = self.phrases(items).into_iter().map(|(phrase, _)| phrase.value).collect();
            if items.is_empty() {
                let message = format!("`{}` means nothing else", from.value);
                self.fields.at(
                    "empty-group",
                    from.range,
                    message,
                    "name what customers mean by it: `paypal: [payout]`",
                );
            } else if !to.is_empty() && one_way.iter().all(|(known, _)| *known != from.value) {
                one_way.push((from.value, to));
            }
        }
        one_way
    }

    fn pins(&mut self, articles: &Articles<'_>, language: LanguageId) -> Vec<Pin> {
        let help = "write `- query: minimum payout` and below it `articles: [payouts/minimum-payout.md]`";
        let mut pins = Vec::new();
        for node in self.list("pins", "a list of queries", help) {
            let Some(entries) = node.as_map() else {
                self.fields.fault("wrong-type", node, "a pin has to be a map".to_owned(), help);
                continue;
            };
            let range = self.fields.range(node);
            let mut pin = self.fields.inside(entries);
            let query = pin.text("query");
            let paths = pin.texts("articles");
            if query.is_none() || paths.is_empty() {
                let key = if query.is_none() { "query" } else { "articles" };
                pin.at("missing-key", range, format!("a pin needs `{key}`"), help);
            }
            // Pins of articles that are hidden for now wait for them.
            let sources = articles.find(&paths, language, Severity::Warning, &mut pin);
            pin.finish();
            let Some(query) = query.filter(|query| self.has_words(query)) else { continue };
            if !sources.is_empty() {
                pins.push(Pin { query: query.value, sources: sources.iter().map(Into::into).collect() });
            }
        }
        pins
    }

    fn list(&mut self, key: &'static str, wanted: &str, help: &str) -> &'f [Node] {
        match self.fields.node(key) {
            None => &[],
            Some(Node { kind: NodeKind::List(items), .. }) => items,
            Some(node) => {
                let message = format!("`{key}` has to be {wanted}, not {}", node.kind_name());
                self.fields.fault("wrong-type", node, message, help);
                &[]
            }
        }
    }

    /// The words or phrases of a list with their stems; what is none is reported and left out.
    fn phrases(&mut self, items: &[Node]) -> Vec<(At<String>, Vec<String>)> {
        let mut phrases = Vec::new();
        for item in items {
            let Some(text) = item.as_text(self.fields.yaml()) else {
                let message = format!("a word or phrase is needed here, not {}", item.kind_name());
                self.fields.fault("wrong-type", item, message, "");
                continue;
            };
            let phrase = At { value: text.trim().to_owned(), range: self.fields.range(item) };
            if self.has_words(&phrase) {
                let stems = self.stems(&phrase.value);
                phrases.push((phrase, stems));
            }
        }
        phrases
    }

    fn stems(&self, text: &str) -> Vec<String> {
        let mut stems = Vec::new();
        self.analyzer.analyze(text, &mut |token| {
            if !token.joined {
                stems.push(token.stem.to_owned());
            }
        });
        stems
    }

    /// Whether a text has anything that can be searched; it is reported if not.
    fn has_words(&mut self, text: &At<String>) -> bool {
        let has = !self.stems(&text.value).is_empty();
        if !has {
            let message = format!("`{}` has no word in it", text.value);
            self.fields.at("bad-value", shown(&text.range), message, "");
        }
        has
    }
}

/// An empty text still has a place to point at.
fn shown(range: &Range<usize>) -> Range<usize> {
    range.start..range.end.max(range.start + 1)
}
