//! `content/queries.yaml`: queries and what they must find.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::articles::Articles;
use super::faults::{language, not_a};
use super::search_test::{SearchTest, TestGroup, WITHIN};
use crate::config::{Config, LanguageId};
use crate::diagnostic::{Diagnostic, Severity, SourceText};
use crate::typed_yaml::{self, At, Key, MapReader};
use crate::yaml::{Node, NodeKind};

/// A test may not be content with a lower rank: nobody scrolls further.
const LOWEST: i64 = 20;

const SHAPE: &str = "write `- query: where is my money` and below it `expect: payouts/when-do-i-get-paid.md`";
const GROUP_SHAPE: &str =
    "write `- group: In other words`, and below it `share: 85%` and `tests:` with a list of queries";
const SHARE_SHAPE: &str = "write how many of a hundred queries have to be found: `share: 85%`";

/// What the file holds.
#[derive(Default)]
pub(super) struct Queries {
    /// All tests in order, those of groups too.
    pub(super) tests: Vec<SearchTest>,
    /// The groups that have tests, in order.
    pub(super) groups: Vec<TestGroup>,
}

/// Reads the file.
pub(super) fn read(
    source: &SourceText,
    config: &Config,
    articles: &Articles<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Queries {
    let whole = 0..source.len();
    let Some(node) = typed_yaml::parse(source, whole.clone(), "queries", diagnostics) else {
        return Queries::default();
    };
    let items = match &node.kind {
        NodeKind::List(items) => items.as_slice(),
        NodeKind::Null => return Queries::default(),
        // An empty file is an empty map.
        NodeKind::Map(entries) if entries.is_empty() => return Queries::default(),
        _ => {
            diagnostics.push(not_a(source, "queries", "the file has to be a list of queries", SHAPE));
            return Queries::default();
        }
    };
    let text = source.slice(whole.clone()).unwrap_or_default();
    let mut file = MapReader::new(source, (&text, whole.start), &[], diagnostics);
    let mut reader = Reader { config, articles, read: Queries::default(), asked: BTreeMap::new() };
    for item in items {
        if is_group(item, &file) {
            reader.group(item, &mut file);
        } else if let Some(test) = reader.test(item, &mut file, Defaults::OF_THE_FILE) {
            reader.read.tests.push(test);
        }
    }
    reader.read
}

/// What counts for a test that does not say it itself.
#[derive(Clone, Copy)]
struct Defaults {
    /// Nothing where a group names a language that the site does not have.
    language: Option<LanguageId>,
    within: usize,
}

impl Defaults {
    const OF_THE_FILE: Self = Self { language: Some(LanguageId::DEFAULT), within: WITHIN };
}

struct Reader<'r> {
    config: &'r Config,
    articles: &'r Articles<'r>,
    read: Queries,
    /// The line in which each query is asked first.
    asked: BTreeMap<(LanguageId, String), u32>,
}

impl Reader<'_> {
    /// Reads a group. The tests of one that is not as it should be are read for their faults alone.
    fn group(&mut self, item: &Node, file: &mut MapReader<'_>) {
        let Some(entries) = item.as_map() else { return };
        let range = file.range(item);
        let mut fields = file.inside(entries);
        let name = fields.key("group", MapReader::text).filter(|name| !name.value.is_empty());
        let share = fields.key("share", share);
        let tests = fields.key("tests", tests);
        for (key, is_absent) in
            [("group", name.is_absent()), ("share", share.is_absent()), ("tests", tests.is_absent())]
        {
            if is_absent {
                fields.at("missing-key", range.clone(), format!("a group needs `{key}`"), GROUP_SHAPE);
            }
        }
        let defaults = Defaults {
            language: self.language(&mut fields, Defaults::OF_THE_FILE.language),
            within: within(&mut fields, Defaults::OF_THE_FILE.within),
        };
        fields.not_here(&["query", "expect"], "the queries of a group stand below its `tests:`");
        fields.report_unknown();
        let group = self.new_group(name, share, &mut fields);
        let mut has_tests = false;
        for item in tests.given().copied().unwrap_or_default() {
            if is_group(item, &fields) {
                let help = "begin the inner group with `- group:` at the start of a line, after the outer one";
                fields.fault("wrong-type", item, "a group can't stand in a group".to_owned(), help);
                continue;
            }
            let Some(test) = self.test(item, &mut fields, defaults) else { continue };
            if let Some(group) = &group {
                self.read.tests.push(SearchTest { group: Some(group.name.clone()), ..test });
                has_tests = true;
            }
        }
        self.read.groups.extend(group.filter(|_| has_tests));
    }

    /// A group that has a share, and a name that no other has.
    fn new_group(&self, name: Key<At<String>>, share: Key<u8>, fields: &mut MapReader<'_>) -> Option<TestGroup> {
        let (Key::Given(name), share) = (name, share.given().copied()) else { return None };
        if let Some(first) = self.read.groups.iter().find(|group| group.name == name.value) {
            let message = format!("the group of line {} is called `{}` already", first.place.line, name.value);
            fields.at("bad-value", name.range, message, "give each group a name of its own");
            return None;
        }
        let source = fields.source();
        let (path, place) = (source.path().clone(), source.place(name.range));
        Some(TestGroup { name: name.value, share: share?, path, place })
    }

    /// Reads a test that nobody asked for before.
    fn test(&mut self, item: &Node, file: &mut MapReader<'_>, defaults: Defaults) -> Option<SearchTest> {
        let Some(entries) = item.as_map() else {
            let message = format!("a test has to be a map, not {}", item.kind_name());
            file.fault("wrong-type", item, message, SHAPE);
            return None;
        };
        let source = file.source();
        let range = file.range(item);
        let mut fields = file.inside(entries);
        let query = fields.text("query");
        let language = self.language(&mut fields, defaults.language);
        let paths = fields.texts("expect");
        if query.is_none() || paths.is_empty() {
            let key = if query.is_none() { "query" } else { "expect" };
            fields.at("missing-key", range, format!("a test needs `{key}`"), SHAPE);
        }
        let expect = language.map(|language| self.articles.find(&paths, language, Severity::Error, &mut fields));
        let within = within(&mut fields, defaults.within);
        fields.finish();
        let (query, language, expect) = (query?, language?, expect.filter(|files| !files.is_empty())?);
        let (path, place) = (source.path().clone(), source.place(query.range));
        // Customers' tests count where they search: macros and internal articles would only come in between.
        if self.articles.are_for_agents() && !expect.iter().any(|file| self.articles.is_internal(file)) {
            return None;
        }
        let test = SearchTest { query: query.value, language, expect, within, group: None, path, place };
        self.is_new(&test, file).then_some(test)
    }

    fn is_new(&mut self, test: &SearchTest, file: &mut MapReader<'_>) -> bool {
        match self.asked.entry((test.language, test.query.clone())) {
            Entry::Vacant(new) => {
                new.insert(test.place.line);
                true
            }
            Entry::Occupied(first) => {
                let message = format!("`{}` is asked in line {} already", test.query, first.get());
                let found = Diagnostic::warning("duplicate-query", &test.path, message).at(test.place.clone());
                file.add(found.help("one test can expect any of several articles: `expect: [a.md, b.md]`"));
                false
            }
        }
    }

    fn language(&self, fields: &mut MapReader<'_>, default: Option<LanguageId>) -> Option<LanguageId> {
        match fields.text("lang") {
            Some(code) => language(self.config, fields, &code.value, code.range),
            None => default,
        }
    }
}

/// Whether an item is meant as a group; one that lacks its name or its tests is, too.
fn is_group(item: &Node, file: &MapReader<'_>) -> bool {
    let is_of_a_group = |key: &Node| matches!(key.as_text(file.yaml()), Some("group" | "tests"));
    item.as_map().is_some_and(|entries| entries.iter().any(|(key, _)| is_of_a_group(key)))
}

/// A share in percent, with its sign or without.
fn share(fields: &mut MapReader<'_>, key: &'static str) -> Option<u8> {
    let node = fields.node(key)?;
    let text = node.as_text(fields.yaml()).unwrap_or_default().trim();
    let number = text.strip_suffix('%').unwrap_or(text).trim_end();
    let share = number.parse().ok().filter(|share| (1..=100).contains(share));
    if share.is_none() {
        fields.fault("bad-value", node, format!("`{key}` has to be a whole number from 1 to 100"), SHARE_SHAPE);
    }
    share
}

/// The tests of a group.
fn tests<'a>(fields: &mut MapReader<'a>, key: &'static str) -> Option<&'a [Node]> {
    let node = fields.node(key)?;
    match &node.kind {
        NodeKind::List(items) if !items.is_empty() => return Some(items),
        NodeKind::List(_) => fields.fault("missing-key", node, "a group needs tests".to_owned(), GROUP_SHAPE),
        _ => {
            let message = format!("`{key}` has to be a list of queries, not {}", node.kind_name());
            fields.fault("wrong-type", node, message, GROUP_SHAPE);
        }
    }
    None
}

fn within(fields: &mut MapReader<'_>, default: usize) -> usize {
    let Some(rank) = fields.number("within") else { return default };
    if !(1..=LOWEST).contains(&rank) {
        if let Some(node) = fields.node("within") {
            let message = format!("`within` has to be a rank from 1 to {LOWEST}");
            fields.fault("bad-value", node, message, "");
        }
        return default;
    }
    usize::try_from(rank).unwrap_or(default)
}
