//! The keys of a map, read one by one.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

use super::value::{At, Key};
use crate::diagnostic::{Diagnostic, SourceText};
use crate::suggestion::{did_you_mean, list};
use crate::yaml::{Node, NodeKind};

/// The keys of one map, read one by one; [`finish`](Self::finish) reports those nobody asked for.
pub(crate) struct MapReader<'a> {
    source: &'a SourceText,
    /// The YAML text that the nodes' ranges count in, and where it starts in the file.
    yaml: &'a str,
    offset: usize,
    entries: &'a [(Node, Node)],
    known: BTreeSet<&'static str>,
    /// Keys that are told of already.
    told: BTreeSet<&'static str>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> MapReader<'a> {
    /// Starts to read a map. `yaml` is the text that was parsed, `offset` its place in the file.
    pub(crate) fn new(
        source: &'a SourceText,
        (yaml, offset): (&'a str, usize),
        entries: &'a [(Node, Node)],
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let mut fields =
            Self { source, yaml, offset, entries, known: BTreeSet::new(), told: BTreeSet::new(), diagnostics };
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

    /// Reports a fault of the map as a whole, where it begins.
    pub(crate) fn at_start(&mut self, code: &'static str, message: String, help: &str) {
        let start = self.entries.first().map_or(0..0, |(key, _)| self.range(key));
        self.at(code, start, message, help);
    }

    /// Whether nothing has been reported yet.
    pub(crate) fn is_sound(&self) -> bool {
        self.diagnostics.is_empty()
    }

    pub(crate) fn wrong_type(&mut self, key: &str, node: &Node, wanted: &str) {
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
    pub(crate) fn inside<'b>(&'b mut self, entries: &'b [(Node, Node)]) -> MapReader<'b> {
        MapReader::new(self.source, (self.yaml, self.offset), entries, self.diagnostics)
    }

    /// The text parsed, for [`Node::as_text`].
    pub(crate) fn yaml(&self) -> &'a str {
        self.yaml
    }

    /// Reports keys that other kinds of files have; `help` says which.
    pub(crate) fn not_here(&mut self, keys: &[&'static str], help: &str) {
        for (key, _) in self.entries {
            let Some(name) = keys.iter().find(|name| key.as_text(self.yaml) == Some(**name)) else { continue };
            self.told.insert(name);
            self.fault("unknown-key", key, format!("`{name}` has no meaning here"), help);
        }
    }

    /// Reports every key that nobody asked for, with the known one it may have been meant for.
    pub(crate) fn finish(mut self) {
        self.report_unknown();
    }

    /// The same, for a map that is still needed.
    pub(crate) fn report_unknown(&mut self) {
        for (key, _) in self.entries {
            let Some(name) = key.as_text(self.yaml) else { continue };
            if self.known.contains(name) || self.told.contains(name) {
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

impl MapReader<'_> {
    /// The known key that an unknown one is beyond doubt: a letter or two away from it alone, and not there itself.
    fn meant(&self, name: &str) -> Option<&'static str> {
        let most = if name.len() < 8 { 1 } else { 2 };
        let mut near = self.known.iter().filter(|known| strsim::osa_distance(name, known) <= most);
        let only = near.next().filter(|_| near.next().is_none() && name.len() >= 4)?;
        let is_there = |(key, _): &(Node, Node)| key.as_text(self.yaml) == Some(*only);
        (!self.entries.iter().any(is_there)).then_some(*only)
    }
}
