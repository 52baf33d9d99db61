//! Typed reading of a YAML map that reports every fault with its place.
//!
//! Front matter and `helpdex.yaml` share it: a wrong type, an unknown key and a bad value read the same everywhere.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, SourceText};
use crate::yaml::{self, Node, NodeKind};

/// A value and the bytes of the file it came from.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the file.
    pub range: Range<usize>,
}

/// What a file says under a key: nothing, something that can't be read, or a value.
///
/// Whoever asks for a key that is missing must not ask for one that is there and wrong: the author has been told of that.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Key<T> {
    /// The key is not there, or empty.
    #[default]
    Absent,
    /// What stands here can't be read, and a diagnostic says so.
    Wrong(Range<usize>),
    /// The value.
    Given(T),
}

impl<T> Key<T> {
    /// The value, if there is one.
    pub fn given(&self) -> Option<&T> {
        match self {
            Self::Given(value) => Some(value),
            Self::Absent | Self::Wrong(_) => None,
        }
    }

    /// The same, to change it.
    pub(crate) fn given_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Given(value) => Some(value),
            Self::Absent | Self::Wrong(_) => None,
        }
    }

    /// Whether there is a value.
    pub fn is_given(&self) -> bool {
        self.given().is_some()
    }

    /// Whether there is nothing: neither a value nor something wrong.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// A value that says nothing counts as absent.
    #[must_use]
    pub(crate) fn filter(self, says_something: impl FnOnce(&T) -> bool) -> Self {
        match self {
            Self::Given(value) if !says_something(&value) => Self::Absent,
            key => key,
        }
    }
}

impl<T> Key<Vec<T>> {
    /// The items of a list; none where it is absent or wrong.
    pub fn items(&self) -> &[T] {
        self.given().map_or(&[], Vec::as_slice)
    }
}

/// The keys of one map, read one by one; [`finish`](Self::finish) reports those nobody asked for.
pub(crate) struct Fields<'a> {
    source: &'a SourceText,
    /// The YAML text that the nodes' ranges count in, and where it starts in the file.
    yaml: &'a str,
    offset: usize,
    entries: &'a [(Node, Node)],
    known: BTreeSet<&'static str>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// Parses YAML that stands at `offset` of a file; a syntax fault becomes a diagnostic with `code`.
pub(crate) fn parse(
    source: &SourceText,
    range: Range<usize>,
    code: &'static str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Node> {
    let text = source.text().get(range.clone()).unwrap_or_default();
    match yaml::parse(text) {
        Ok(node) => Some(node),
        Err(fault) => {
            let at = range.start + fault.offset;
            let line = text.get(..fault.offset).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
            let help = if fault.message.starts_with("aliases") {
                "write out what the aliases stand for"
            } else if fault.message.starts_with("nested") {
                "keep to a key and its value on each line"
            } else if line.contains('\t') || text.get(fault.offset..).is_some_and(|rest| rest.starts_with('\t')) {
                "YAML wants spaces, not tabs, at the start of a line"
            } else {
                "quote a text that holds `: `, ` #` or starts with a sign: `title: \"What: how?\"`"
            };
            diagnostics.push(source.error(code, at..at + 1, format!("not valid YAML: {}", fault.message)).help(help));
            None
        }
    }
}

impl<'a> Fields<'a> {
    /// Starts to read a map. `yaml` is the text that was parsed, `offset` its place in the file.
    pub(crate) fn new(
        source: &'a SourceText,
        yaml: Range<usize>,
        entries: &'a [(Node, Node)],
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let offset = yaml.start;
        let yaml = source.text().get(yaml).unwrap_or_default();
        let mut fields = Self { source, yaml, offset, entries, known: BTreeSet::new(), diagnostics };
        fields.report_duplicates();
        fields
    }

    fn report_duplicates(&mut self) {
        let mut seen = BTreeSet::new();
        for (key, _) in self.entries {
            match key.as_text(self.yaml) {
                Some(name) if !seen.insert(name) => {
                    let message = format!("`{name}` is written twice");
                    let found = self.source.error("duplicate-key", self.range(key), message);
                    self.diagnostics.push(found.help("keep one of the two; the first one counts"));
                }
                Some(_) => {}
                None => {
                    let found = self.source.error("wrong-type", self.range(key), "a key has to be a word");
                    self.diagnostics.push(found);
                }
            }
        }
    }

    /// The range of a node in the file.
    pub(crate) fn range(&self, node: &Node) -> Range<usize> {
        self.offset + node.range.start..self.offset + node.range.end
    }

    /// The node under a key, nothing where it is absent or empty.
    pub(crate) fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        self.known.insert(key);
        let (_, value) = self.entries.iter().find(|(name, _)| name.as_text(self.yaml) == Some(key))?;
        (value.kind != NodeKind::Null).then_some(value)
    }

    /// Reads a key with one of the functions below, and tells a value that is wrong from one that is not there.
    pub(crate) fn key<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Self, &'static str) -> Option<T>,
    ) -> Key<T> {
        let before = self.diagnostics.len();
        if let Some(value) = read(self, key) {
            return Key::Given(value);
        }
        let told = self.diagnostics.len() > before;
        let mut written = self.entries.iter().filter(|(name, _)| name.as_text(self.yaml) == Some(key));
        // Of two the first counts, even an empty one: the author has been told of both.
        match (written.next(), written.next()) {
            (Some((_, value)), None) if told => Key::Wrong(self.range(value)),
            (Some((_, value)), Some(_)) => Key::Wrong(self.range(value)),
            _ => Key::Absent,
        }
    }

    /// Adds a diagnostic that has been made elsewhere.
    pub(crate) fn add(&mut self, found: Diagnostic) {
        self.diagnostics.push(found);
    }

    /// The file that is read.
    pub(crate) fn source(&self) -> &'a SourceText {
        self.source
    }

    /// Reports a fault at a range of the file; an empty `help` says nothing.
    pub(crate) fn at(&mut self, code: &'static str, range: Range<usize>, message: String, help: &str) {
        let found = self.source.error(code, range, message);
        self.diagnostics.push(if help.is_empty() { found } else { found.help(help) });
    }

    /// Reports a fault at a node.
    pub(crate) fn fault(&mut self, code: &'static str, node: &Node, message: String, help: &str) {
        self.at(code, self.range(node), message, help);
    }

    fn wrong_type(&mut self, key: &str, node: &Node, wanted: &str) {
        let message = format!("`{key}` has to be {wanted}, not {}", node.kind_name());
        self.fault("wrong-type", node, message, "");
    }

    /// A text; numbers and booleans count as what is written.
    pub(crate) fn text(&mut self, key: &'static str) -> Option<At<String>> {
        let node = self.node(key)?;
        match node.as_text(self.yaml) {
            Some(text) => Some(At { value: text.trim().to_owned(), range: self.range(node) }),
            None => {
                self.wrong_type(key, node, "text");
                None
            }
        }
    }

    /// A list of texts; a single text counts as a list of one.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<At<String>> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let items = match &node.kind {
            NodeKind::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            match item.as_text(self.yaml) {
                Some(text) if text.trim().is_empty() => {}
                Some(text) => texts.push(At { value: text.trim().to_owned(), range: self.range(item) }),
                None => self.wrong_type(key, item, "a list of texts"),
            }
        }
        texts
    }

    /// `true` or `false`.
    pub(crate) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let node = self.node(key)?;
        match node.kind {
            NodeKind::Bool(value) => Some(value),
            _ => {
                self.wrong_type(key, node, "`true` or `false`");
                None
            }
        }
    }

    /// A whole number.
    pub(crate) fn number(&mut self, key: &'static str) -> Option<i64> {
        let node = self.node(key)?;
        match node.kind {
            NodeKind::Int(value) => Some(value),
            _ => {
                self.wrong_type(key, node, "a whole number");
                None
            }
        }
    }

    /// A date, `2026-11-21`.
    pub(crate) fn date(&mut self, key: &'static str) -> Option<At<Date>> {
        let node = self.node(key)?;
        let Some(text) = node.as_text(self.yaml) else {
            self.wrong_type(key, node, "a date");
            return None;
        };
        match text.trim().parse::<Date>() {
            Ok(value) => Some(At { value, range: self.range(node) }),
            Err(_) => {
                let message = format!("`{}` is not a date", text.trim());
                self.fault("bad-date", node, message, "write year-month-day, such as `2026-11-21`");
                None
            }
        }
    }

    /// One of a few words.
    pub(crate) fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text(key)?;
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == text.value) {
            return Some(*value);
        }
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let help = did_you_mean(&text.value, names.iter().copied())
            .map_or_else(|| format!("choose one of {}", list(&names)), |name| format!("did you mean `{name}`?"));
        let message = format!("`{key}` can't be `{}`", text.value);
        self.diagnostics.push(self.source.error("bad-value", text.range, message).help(help));
        None
    }

    /// A map below a key.
    pub(crate) fn map(&mut self, key: &'static str) -> Option<&'a [(Node, Node)]> {
        let node = self.node(key)?;
        let entries = node.as_map();
        if entries.is_none() {
            self.wrong_type(key, node, "a map of keys");
        }
        entries
    }

    /// Reads a map inside of this one with the same source and diagnostics.
    pub(crate) fn inside<'b>(&'b mut self, entries: &'b [(Node, Node)]) -> Fields<'b> {
        let end = self.offset + self.yaml.len();
        Fields::new(self.source, self.offset..end, entries, self.diagnostics)
    }

    /// The text parsed, for [`Node::as_text`].
    pub(crate) fn yaml(&self) -> &'a str {
        self.yaml
    }

    /// Reports every key that nobody asked for, with the known one it may have been meant for.
    pub(crate) fn finish(mut self) {
        self.report_unknown();
    }

    /// The same, for a map that is still needed.
    pub(crate) fn report_unknown(&mut self) {
        for (key, _) in self.entries {
            let Some(name) = key.as_text(self.yaml) else { continue };
            if self.known.contains(name) {
                continue;
            }
            let range = self.range(key);
            let mut found = self.source.error("unknown-key", range.clone(), format!("unknown key `{name}`"));
            if let Some(meant) = self.meant(name).filter(|_| self.source.text().get(range.clone()) == Some(name)) {
                found = found.replace(range, meant);
            }
            let known = self.known.iter().copied();
            let help = did_you_mean(name, known).map_or_else(
                || {
                    if self.known.contains("extra") {
                        "a key of your own belongs under `extra:`, where themes find it".to_owned()
                    } else {
                        format!("the keys here are {}", list(&self.known.iter().copied().collect::<Vec<_>>()))
                    }
                },
                |near| format!("did you mean `{near}`?"),
            );
            self.diagnostics.push(found.help(help));
        }
    }
}

impl Fields<'_> {
    /// The known key that an unknown one is beyond doubt: a letter or two away from it alone, and not there itself.
    fn meant(&self, name: &str) -> Option<&'static str> {
        let most = if name.len() < 8 { 1 } else { 2 };
        let mut near = self.known.iter().filter(|known| strsim::osa_distance(name, known) <= most);
        let only = near.next().filter(|_| near.next().is_none() && name.len() >= 4)?;
        let is_there = |(key, _): &(Node, Node)| key.as_text(self.yaml) == Some(*only);
        (!self.entries.iter().any(is_there)).then_some(*only)
    }
}

/// The candidate that a mistyped word was most likely meant for, if one is near enough.
pub fn did_you_mean<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_lowercase();
    candidates
        .map(|candidate| (strsim::jaro_winkler(&word, &candidate.to_lowercase()), candidate))
        .filter(|(score, _)| *score >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

/// Words as a person lists them: `a`, `b`, `c`.
pub fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, body: impl FnOnce(&mut Fields<'_>)) -> Vec<String> {
        let source = SourceText::new("a.yaml", text);
        let mut diagnostics = Vec::new();
        let node = parse(&source, 0..text.len(), "front-matter", &mut diagnostics).expect("valid");
        let mut fields = Fields::new(&source, 0..text.len(), node.as_map().expect("a map"), &mut diagnostics);
        body(&mut fields);
        fields.finish();
        diagnostics
            .iter()
            .map(|d| format!("{} {} {} | {}", d.location(), d.code, d.message, d.help.as_deref().unwrap_or("")))
            .collect()
    }

    #[test]
    fn faults_have_places_and_hints() {
        let found = read("titel: a\norder: first\nreviewed: 2026-02-30\nstatus: drafft\n", |fields| {
            fields.text("title");
            fields.number("order");
            fields.date("reviewed");
            fields.choice("status", &[("draft", 1), ("published", 2)]);
        });
        assert_eq!(
            found,
            [
                "a.yaml:2:8 wrong-type `order` has to be a whole number, not text | ",
                "a.yaml:3:11 bad-date `2026-02-30` is not a date | write year-month-day, such as `2026-11-21`",
                "a.yaml:4:9 bad-value `status` can't be `drafft` | did you mean `draft`?",
                "a.yaml:1:1 unknown-key unknown key `titel` | did you mean `title`?",
            ]
        );
    }

    #[test]
    fn a_key_is_mended_when_there_is_no_doubt() {
        let mended = |text: &str| {
            let source = SourceText::new("a.yaml", text);
            let mut found = Vec::new();
            let node = parse(&source, 0..text.len(), "front-matter", &mut found).expect("valid");
            let mut fields = Fields::new(&source, 0..text.len(), node.as_map().expect("a map"), &mut found);
            for key in ["title", "order", "owner", "review_every", "extra"] {
                fields.node(key);
            }
            fields.finish();
            found.iter().flat_map(|d| d.fix.iter().map(|edit| edit.text.clone())).collect::<Vec<_>>()
        };
        assert_eq!(mended("ttile: a\nreview_evry: 1d\n"), ["title", "review_every"]);
        assert_eq!(mended("titel: a\ntitle: b\n"), Vec::<String>::new(), "it is there already");
        assert_eq!(mended("orner: a\n"), Vec::<String>::new(), "`order` or `owner`?");
        assert_eq!(mended("author: a\n'titel': b\n"), Vec::<String>::new());
    }

    #[test]
    fn one_text_is_a_list_of_one_and_empty_is_absent() {
        let found = read("tags: money\nasks:\n", |fields| {
            assert_eq!(fields.texts("tags")[0].value, "money");
            assert!(fields.texts("asks").is_empty());
        });
        assert_eq!(found, Vec::<String>::new());
    }
}
