//! `content/queries.yaml`: queries and what they must find.

use std::collections::BTreeMap;

use super::articles::Articles;
use super::faults::{language, not_a};
use super::search_test::{SearchTest, WITHIN};
use crate::config::{Config, LanguageId};
use crate::diagnostic::{Diagnostic, Severity, SourceText};
use crate::typed_yaml::{self, MapReader};
use crate::yaml::{Node, NodeKind};

/// A test may not be content with a lower rank: nobody scrolls further.
const LOWEST: i64 = 20;

const SHAPE: &str = "write `- query: where is my money` and below it `expect: payouts/when-do-i-get-paid.md`";

/// Reads the file: its tests, in order.
pub(super) fn read(
    source: &SourceText,
    config: &Config,
    articles: &Articles<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<SearchTest> {
    let whole = 0..source.text().len();
    let Some(node) = typed_yaml::parse(source, whole.clone(), "queries", diagnostics) else { return Vec::new() };
    let items = match &node.kind {
        NodeKind::List(items) => items.as_slice(),
        NodeKind::Null => return Vec::new(),
        // An empty file is an empty map.
        NodeKind::Map(entries) if entries.is_empty() => return Vec::new(),
        _ => {
            diagnostics.push(not_a(source, "queries", "the file has to be a list of queries", SHAPE));
            return Vec::new();
        }
    };
    let mut file = MapReader::new(source, whole, &[], diagnostics);
    let mut tests: Vec<SearchTest> = Vec::new();
    let mut seen = BTreeMap::new();
    for item in items {
        let Some(test) = test(item, &mut file, config, articles) else { continue };
        let first = *seen.entry((test.language, test.query.clone())).or_insert(test.place.line);
        if first != test.place.line {
            let message = format!("`{}` is asked in line {first} already", test.query);
            let found = Diagnostic::warning("duplicate-query", source.path(), message).at(test.place.clone());
            file.add(found.help("one test can expect any of several articles: `expect: [a.md, b.md]`"));
            continue;
        }
        tests.push(test);
    }
    tests
}

fn test(item: &Node, file: &mut MapReader<'_>, config: &Config, articles: &Articles<'_>) -> Option<SearchTest> {
    let Some(entries) = item.as_map() else {
        let message = format!("a test has to be a map, not {}", item.kind_name());
        file.fault("wrong-type", item, message, SHAPE);
        return None;
    };
    let source = file.source();
    let range = file.range(item);
    let mut fields = file.inside(entries);
    let query = fields.text("query");
    let named = fields.text("lang");
    let language = match named {
        Some(code) => language(config, &mut fields, &code.value, code.range),
        None => Some(LanguageId::DEFAULT),
    };
    let paths = fields.texts("expect");
    if query.is_none() || paths.is_empty() {
        let key = if query.is_none() { "query" } else { "expect" };
        fields.at("missing-key", range, format!("a test needs `{key}`"), SHAPE);
    }
    let expect = language.map(|language| articles.find(&paths, language, Severity::Error, &mut fields));
    let within = within(&mut fields);
    fields.finish();
    let (query, language, expect) = (query?, language?, expect.filter(|files| !files.is_empty())?);
    Some(SearchTest {
        language,
        expect,
        within,
        path: source.path().to_owned(),
        place: source.place(query.range),
        query: query.value,
    })
}

fn within(fields: &mut MapReader<'_>) -> usize {
    let Some(rank) = fields.number("within") else { return WITHIN };
    if !(1..=LOWEST).contains(&rank) {
        if let Some(node) = fields.node("within") {
            let message = format!("`within` has to be a rank from 1 to {LOWEST}");
            fields.fault("bad-value", node, message, "");
        }
        return WITHIN;
    }
    usize::try_from(rank).unwrap_or(WITHIN)
}
