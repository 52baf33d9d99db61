//! The front matter of an incident's file: what it is, when, and whom it concerns.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::incident::Reply;
use super::kind::{KINDS, Kind, SEVERITIES, STATES, Severity, State};
use super::moment::{self, Edge};
use super::span;
use crate::contact;
use crate::diagnostic::{Diagnostic, SourceText};
use crate::source::split_front_matter;
use crate::typed_yaml::{self, At, MapReader};

/// What the original says and no translation repeats.
const FACTS: [&str; 11] = [
    "kind",
    "severity",
    "state",
    "started",
    "resolved",
    "expires",
    "starts",
    "ends",
    "announced",
    "affects",
    "replies",
];
/// Keys of what happens.
const HAPPENING: [&str; 3] = ["state", "started", "expires"];
/// Keys of what is planned.
const PLANNED: [&str; 3] = ["starts", "ends", "announced"];

/// A front matter, read.
#[derive(Debug, Default)]
pub(super) struct Front {
    pub(super) title: Option<At<String>>,
    pub(super) instead: Option<At<String>>,
    /// Only of the original.
    pub(super) facts: Facts,
    /// The bytes of the file after it.
    pub(super) body: std::ops::Range<usize>,
}

/// What is true in every language.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) kind: Kind,
    pub(super) severity: Severity,
    pub(super) state: Option<At<State>>,
    /// `started` or `starts`.
    pub(super) started: Option<At<Timestamp>>,
    pub(super) announced: Option<At<Timestamp>>,
    pub(super) resolved: Option<At<Timestamp>>,
    /// `expires` or `ends`.
    pub(super) expires: Option<At<Timestamp>>,
    pub(super) affects: Vec<At<String>>,
    pub(super) replies: Vec<Reply>,
}

impl Default for Facts {
    fn default() -> Self {
        Self {
            kind: Kind::Incident,
            severity: Severity::Minor,
            state: None,
            started: None,
            announced: None,
            resolved: None,
            expires: None,
            affects: Vec::new(),
            replies: Vec::new(),
        }
    }
}

/// Reads the front matter of a file. `original` names the file whose facts count, for a translation.
pub(super) fn read(
    source: &SourceText,
    original: Option<&str>,
    zone: &TimeZone,
    diagnostics: &mut Vec<Diagnostic>,
) -> Front {
    let parts = split_front_matter(source, diagnostics);
    let empty = Front { body: parts.body.clone(), ..Front::default() };
    if parts.unclosed.is_some() {
        return empty;
    }
    let yaml = parts.yaml.clone();
    let Some(node) = typed_yaml::parse(source, yaml.clone(), "front-matter", diagnostics) else { return empty };
    let Some(entries) = node.as_map() else {
        let message = format!("the front matter has to be a map of keys, not {}", node.kind_name());
        let found = source.error("front-matter", yaml.start..yaml.start + 1, message);
        diagnostics.push(found.help("start it with `title: Payouts are delayed`"));
        return empty;
    };
    let text = source.slice(yaml.clone()).unwrap_or_default();
    let mut fields = MapReader::new(source, (&text, yaml.start), entries, diagnostics);
    let title = fields.text("title").filter(|title| !title.value.is_empty());
    if title.is_none() {
        let message = "an incident needs a `title`".to_owned();
        fields.at("missing-key", 0..0, message, "say what happened in a few words: `title: Payouts are delayed`");
    }
    let instead = fields.text("instead").filter(|instead| !instead.value.is_empty());
    let facts = match original {
        None => facts(&mut fields, zone),
        Some(original) => {
            let help =
                format!("`{original}` says it for all languages; a translation has `title`, `instead` and its updates");
            fields.not_here(&FACTS, &help);
            Facts::default()
        }
    };
    fields.finish();
    Front { title, instead, facts, body: parts.body }
}

fn facts(fields: &mut MapReader<'_>, zone: &TimeZone) -> Facts {
    let kind = fields.choice("kind", &KINDS).unwrap_or(Kind::Incident);
    let default = if kind == Kind::Incident { Severity::Minor } else { Severity::Notice };
    let severity = fields.choice("severity", &SEVERITIES).unwrap_or(default);
    let resolved = moment(fields, "resolved", zone, Edge::Start);
    let affects = fields.texts("affects");
    let common = Facts { kind, severity, resolved, affects, ..Facts::default() };
    if kind == Kind::Incident {
        let state = state(fields);
        let started = moment(fields, "started", zone, Edge::Start);
        let expires = moment(fields, "expires", zone, Edge::End);
        fields.not_here(
            &PLANNED,
            "only `kind: maintenance` and `kind: peak` have it; an incident has `started` and `expires`",
        );
        fields.not_here(&["replies"], "only `kind: peak` has it");
        return Facts { state, started, expires, ..common };
    }
    fields.not_here(&HAPPENING, "what is planned has `starts` and `ends`, and its state follows from them");
    let planned = Facts {
        started: moment(fields, "starts", zone, Edge::Start),
        expires: moment(fields, "ends", zone, Edge::End),
        announced: moment(fields, "announced", zone, Edge::Start),
        replies: if kind == Kind::Peak { replies(fields) } else { Vec::new() },
        ..common
    };
    if kind != Kind::Peak {
        fields.not_here(&["replies"], "only `kind: peak` has it");
    }
    planned
}

fn state(fields: &mut MapReader<'_>) -> Option<At<State>> {
    let value = fields.choice("state", &STATES)?;
    Some(At { value, range: fields.text("state")?.range })
}

fn moment(fields: &mut MapReader<'_>, key: &'static str, zone: &TimeZone, edge: Edge) -> Option<At<Timestamp>> {
    let text = fields.text(key)?;
    let value = moment::parse(&text.value, zone, edge);
    if value.is_none() {
        let message = format!("`{}` is not a moment", text.value);
        fields.at("bad-date", text.range.clone(), message, moment::SHAPE);
    }
    Some(At { value: value?, range: text.range })
}

/// The longer replies of a peak: `replies: {chat: 2 h}`.
fn replies(fields: &mut MapReader<'_>) -> Vec<Reply> {
    let mut replies = Vec::new();
    let Some(entries) = fields.map("replies") else { return replies };
    // Reports channels that are written twice.
    drop(fields.inside(entries));
    for (channel, reply) in entries {
        let Some(name) = channel.as_text(fields.yaml()).map(|name| name.trim().to_owned()) else { continue };
        let written = reply.as_text(fields.yaml()).unwrap_or_default().trim().to_owned();
        match contact::Reply::parse(&written, contact::Basis::Clock) {
            Some(promise) => {
                replies.push(Reply { channel: At { value: name, range: fields.range(channel) }, written, promise })
            }
            None => fields.fault("bad-value", reply, format!("`{written}` is not a span of time"), span::SHAPE),
        }
    }
    replies
}
