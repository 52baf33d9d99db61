//! From the files of `_incidents` to [`Incidents`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::front::{self, Facts, Front};
use super::incident::{FORGOTTEN, Incident, Incidents, Update, Version};
use super::kind::{Kind, State};
use super::moment::{self, Edge};
use super::updates::{self, Told};
use crate::config::{self, Config, PerLanguage};
use crate::diagnostic::{Diagnostic, SourceText};
use crate::markdown::{self, Labels, Rendered};
use crate::routes::{Links, Routes, slug_path};
use crate::source::{INCIDENTS, IncidentFile, Sources};
use crate::typed_yaml::At;
use crate::unique::Unique;
use crate::variables::Substitutions;

/// Letters of the day that a file's name begins with: `2026-11-26-payouts-delayed`.
const DAY: usize = 10;

/// Reads every incident; faults in them are diagnostics.
pub(crate) fn read(
    config: &Config,
    sources: &Sources,
    routes: &Routes,
    labels: &PerLanguage<Labels>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Incidents {
    let mut by_name: BTreeMap<&str, Vec<&IncidentFile>> = BTreeMap::new();
    for file in &sources.incidents {
        by_name.entry(&file.name).or_default().push(file);
    }
    let reader = Reader { config, sources, routes, labels, zone: config.time_zone.clone() };
    let mut ids = Unique::new("incident");
    let mut list = Vec::new();
    for (name, mut files) in by_name {
        files.sort_by_key(|file| file.language);
        let incident = reader.incident(name, &files, diagnostics);
        list.extend(incident.filter(|incident| ids.take(&incident.id, incident.facts.path(), diagnostics)));
    }
    Incidents::new(list, reader.zone)
}

/// What the files say without their texts: for whoever adds to them.
pub fn outline(config: &Config, sources: &Sources) -> Incidents {
    read(config, sources, &Routes::default(), &PerLanguage::default(), &mut Vec::new())
}

struct Reader<'r> {
    config: &'r Config,
    sources: &'r Sources,
    routes: &'r Routes,
    labels: &'r PerLanguage<Labels>,
    zone: TimeZone,
}

/// A file with its front matter and body taken apart.
struct Part<'r> {
    file: &'r IncidentFile,
    front: Front,
    told: Vec<Told>,
}

impl Reader<'_> {
    /// An incident of its files, the original first; nothing where nobody can tell when it began.
    fn incident(&self, name: &str, files: &[&IncidentFile], diagnostics: &mut Vec<Diagnostic>) -> Option<Incident> {
        let (first, others) = files.split_first()?;
        let front = front::read(&first.file, None, &self.zone, diagnostics);
        let kind = front.facts.kind;
        let mut parts = vec![self.part(first, front, kind, diagnostics)];
        for file in others {
            let front = front::read(&file.file, Some(first.file.path()), &self.zone, diagnostics);
            parts.push(self.part(file, front, kind, diagnostics));
        }
        let original = parts.first_mut()?;
        let facts = std::mem::take(&mut original.front.facts);
        let file = Arc::clone(&first.file);
        let Some(started) = began(&facts, original, name, &self.zone) else {
            let key = if kind.is_planned() { "starts" } else { "started" };
            let message = format!("nobody can tell when this begins: there is no `{key}`");
            let found = file.error("missing-key", 0..0, message);
            diagnostics.push(found.help(format!("write it into the front matter: `{key}: 2026-11-26 14:30`")));
            return None;
        };
        let (state, resolved) = state(&file, &facts, original, diagnostics);
        in_order(&file, &facts, &original.told, started, resolved, diagnostics);
        let mut expires = facts.expires.map(|at| at.value);
        if kind.is_planned() && expires.is_none() {
            let found = file.error("missing-key", 0..0, "what is planned has an end: there is no `ends`");
            diagnostics.push(found.help("write it into the front matter: `ends: 2026-11-27 06:00`"));
            expires = started.checked_add(FORGOTTEN).ok();
        }
        let announced = facts.announced.map(|at| at.value);
        let since = announced.map_or(started, |announced| announced.min(started));
        let versions = parts.into_iter().map(|part| self.version(part, since, diagnostics)).collect();
        Some(Incident {
            id: slug_path(name).replace('/', "-"),
            name: name.to_owned(),
            kind,
            severity: facts.severity,
            state,
            started,
            announced,
            resolved,
            expires,
            affects: facts.affects,
            replies: facts.replies,
            facts: file,
            versions,
        })
    }

    fn part<'f>(
        &self,
        file: &'f IncidentFile,
        mut front: Front,
        kind: Kind,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Part<'f> {
        let code = self.config.code(file.language);
        config::fill(self.config, code, front.title.as_mut());
        config::fill(self.config, code, front.instead.as_mut());
        let told = updates::split(&file.file, front.body.clone(), kind, &self.zone, diagnostics);
        same_moments(&file.file, &told, diagnostics);
        Part { file, front, told }
    }

    fn version(&self, part: Part<'_>, since: Timestamp, diagnostics: &mut Vec<Diagnostic>) -> Version {
        let Part { file, front, told } = part;
        let mut updates: Vec<Update> = told
            .into_iter()
            .map(|told| {
                let body = self.rendered(file, told.text.clone());
                diagnostics.extend(body.diagnostics.iter().cloned());
                if let Some(anchor) = body.anchors.first() {
                    let range = body.headings.first().map_or(told.text, |heading| heading.range.clone());
                    let message = format!("an update is a short text: nothing in it can be led to, as to `#{anchor}`");
                    let found = file.file.error("incident-update", range, message);
                    diagnostics.push(
                        found.help("write no headings, footnotes or tabs; a dated heading is `## 2026-11-26 14:30`"),
                    );
                }
                Update { at: told.at.unwrap_or(since), state: told.state, heading: told.heading, body }
            })
            .collect();
        updates.sort_by_key(|update| (update.at, update.heading.is_some()));
        let title = front.title.map_or_else(|| named(&file.name), |title| title.value);
        Version { language: file.language, title, instead: front.instead, updates, file: Arc::clone(&file.file) }
    }

    fn rendered(&self, file: &IncidentFile, text: std::ops::Range<usize>) -> Rendered {
        let Some(labels) = self.labels.get(file.language) else { return Rendered::default() };
        let links = Links::in_folder(self.routes, self.sources, file.language, INCIDENTS);
        let body = Substitutions::of(self.config, self.sources).fill(&file.file, text, file.language);
        markdown::render(&file.file, &body, "", labels, &links)
    }
}

/// When it began: what the front matter says, else the day in the file's name, else the first update.
fn began(facts: &Facts, original: &Part<'_>, name: &str, zone: &TimeZone) -> Option<Timestamp> {
    let day = || moment::parse(name.get(..DAY)?, zone, Edge::Start);
    let first = || original.told.iter().filter_map(|told| told.at).min();
    let said = facts.started.as_ref().map(|at| at.value);
    // A day in a name says when a file was made; what is planned begins at a moment that somebody has to name.
    if facts.kind.is_planned() { said } else { said.or_else(first).or_else(day) }
}

/// How far the work is, and when it was over.
fn state(
    file: &SourceText,
    facts: &Facts,
    original: &Part<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (State, Option<Timestamp>) {
    let ends: Vec<&Told> = original.told.iter().filter(|told| told.state == Some(State::Resolved)).collect();
    if let [_, second, ..] = ends.as_slice() {
        let range = second.heading.clone().unwrap_or(0..0);
        let found = file.error("incident-state", range, "it is resolved a second time");
        diagnostics.push(found.help("keep one of the two; what begins again is a new incident"));
    }
    let newest = original.told.iter().filter_map(|told| Some((told.at?, told.state?))).max_by_key(|(at, _)| *at);
    let by_update = ends.first().and_then(|told| told.at);
    let resolved = facts.resolved.as_ref().map(|at| at.value).or(by_update);
    if let (Some(at), Some(other)) = (&facts.resolved, by_update)
        && at.value != other
    {
        let found = file.error("incident-state", at.range.clone(), "an update says `resolved` at another time");
        diagnostics.push(found.help("take `resolved` out of the front matter; the update says it"));
    }
    let open = |state: State| state != State::Resolved;
    let said = facts.state.as_ref().map(|state| state.value);
    let state = match (resolved, said, newest) {
        (Some(_), ..) => State::Resolved,
        (None, Some(said), _) => said,
        (None, None, Some((_, newest))) => newest,
        (None, None, None) => State::Investigating,
    };
    if let Some(at) = &facts.state {
        let told = match newest {
            Some((_, newest)) if newest != at.value => Some(format!("the newest update says `{}`", newest.name())),
            _ if resolved.is_some() && open(at.value) => Some("it was resolved".to_owned()),
            _ => None,
        };
        if let Some(told) = told {
            let message = format!("`state` is `{}`, and {told}", at.value.name());
            diagnostics.push(
                file.error("incident-state", at.range.clone(), message)
                    .help("take `state` out; without it the newest update counts"),
            );
        } else if at.value == State::Resolved && resolved.is_none() {
            let found = file.error("incident-state", at.range.clone(), "nobody can tell when it was resolved");
            diagnostics
                .push(found.help("add `resolved: 2026-11-26 18:00`, or an update `## 2026-11-26 18:00 resolved`"));
        }
    }
    (state, resolved)
}

/// Whether everything comes after what it follows.
fn in_order(
    file: &SourceText,
    facts: &Facts,
    told: &[Told],
    started: Timestamp,
    resolved: Option<Timestamp>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (begin, end) = if facts.kind.is_planned() { ("starts", "ends") } else { ("started", "expires") };
    let mut late = |at: &Option<At<Timestamp>>, key: &str, is_wrong: &dyn Fn(Timestamp) -> bool, than: &str| {
        if let Some(at) = at.as_ref().filter(|at| is_wrong(at.value)) {
            let found = file.error("incident-times", at.range.clone(), format!("`{key}` is {than} `{begin}`"));
            diagnostics.push(found.help("correct one of the two; a time without a zone is in the site's `time_zone`"));
        }
    };
    late(&facts.resolved, "resolved", &|at| at < started, "before");
    late(&facts.expires, end, &|at| at <= started, "not after");
    late(&facts.announced, "announced", &|at| at > started, "after");
    for told in told {
        let (Some(at), Some(range)) = (told.at, &told.heading) else { continue };
        let message = match resolved {
            _ if !facts.kind.is_planned() && at < started => format!("the update is from before `{begin}`"),
            Some(resolved) if told.state.is_some_and(|state| state != State::Resolved) && at > resolved => {
                "the update is from after the end".to_owned()
            }
            _ => continue,
        };
        let found = file.error("incident-times", range.clone(), message);
        diagnostics.push(found.help("correct its time; what begins again after its end is a new incident"));
    }
}

/// Two updates of one moment: a translation could not be told from the other.
fn same_moments(file: &SourceText, told: &[Told], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = BTreeSet::new();
    for told in told {
        let (Some(at), Some(range)) = (told.at, &told.heading) else { continue };
        if !seen.insert(at) {
            let found = file.error("incident-update", range.clone(), "another update has this moment");
            diagnostics.push(found.help("put them together, or correct the time of one"));
        }
    }
}

/// What an incident without a title is called.
fn named(name: &str) -> String {
    let has_day = name.get(..DAY).is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok());
    let rest = if has_day { name.get(DAY..).unwrap_or_default().trim_start_matches('-') } else { name };
    let words = rest.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(|| name.to_owned(), |first| first.to_uppercase().chain(letters).collect())
}
