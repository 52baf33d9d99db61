//! Words that are added to an incident.

use std::sync::Arc;

use jiff::Timestamp;

use super::folder;
use crate::scaffold::{language_id, language_suffix, scalar, write_new};
use helpdex_content::config::{Config, LanguageId};
use helpdex_content::diagnostic::{Edit, SourceText};
use helpdex_content::edit::{plan, set_key};
use helpdex_content::error::{Error, Result};
use helpdex_content::incidents::{Incident, Kind, State, Version, moment, outline};
use helpdex_content::source::Sources;
use helpdex_content::suggestion::{did_you_mean, list};

/// A refusal names this many incidents at most.
const MAX_LISTED: usize = 12;

/// What somebody adds.
#[derive(Clone, Copy, Debug)]
pub struct Word<'a> {
    /// How far the work is now, if that changed.
    pub state: Option<State>,
    /// What is new.
    pub text: &'a str,
    /// Until when it holds at most, if that changed.
    pub expires: Option<Timestamp>,
    /// Code of the language that the text is in; the incident's own without it.
    pub language: Option<&'a str>,
    /// The title in that language, for a translation that is not there yet.
    pub title: Option<&'a str>,
}

/// Adds to the incident that a name means and gives the path of the file, relative to the site's root.
///
/// # Errors
/// When no incident is meant, or more than one; when it is resolved; when its file can't be edited without risk, or can't
/// be written. Nothing is written then.
pub fn add_word(config: &Config, sources: &Sources, name: &str, word: &Word<'_>, now: Timestamp) -> Result<String> {
    let incidents = outline(config, sources);
    let all: Vec<&Incident> = incidents.iter().collect();
    let incident = find(config, &all, name)?;
    let original = incident.original().ok_or_else(|| Error::Refused(format!("`{name}` has no file")))?;
    let language = word.language.map_or(Ok(original.language), |code| language_id(config, Some(code)))?;
    if language == original.language {
        return to_original(config, incident, word, now);
    }
    if word.state.is_some() || word.expires.is_some() {
        let advice = "leave `--lang` out to write it into the original first";
        return Err(Error::Refused(format!("a translation says what the original does; {advice}")));
    }
    match incident.versions.iter().find(|version| version.language == language) {
        Some(version) => to_translation(config, original, version, word),
        None => new_translation(config, incident, original, language, word),
    }
}

/// The incident that a path, a file's name or the end of one means.
fn find<'i>(config: &Config, all: &[&'i Incident], name: &str) -> Result<&'i Incident> {
    let wanted = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = wanted.strip_suffix(".md").unwrap_or(wanted);
    let stem = match stem.rsplit_once('.') {
        Some((before, code)) if config.language_id(code).is_some() => before,
        _ => stem,
    };
    if let Some(incident) = all.iter().find(|incident| incident.name == stem || incident.id == stem) {
        return Ok(*incident);
    }
    let short = |incident: &&&Incident| without_day(&incident.name) == stem;
    let meant: Vec<&&Incident> = all.iter().filter(short).collect();
    let open: Vec<&&Incident> = meant.iter().copied().filter(|incident| incident.resolved.is_none()).collect();
    match (meant.as_slice(), open.as_slice()) {
        ([one], _) | (_, [one]) => return Ok(**one),
        ([], _) => {}
        (several, _) => {
            let names: Vec<&str> = several.iter().map(|incident| incident.name.as_str()).collect();
            return Err(Error::Refused(format!("`{name}` may be any of {}; name one in full", list(&names))));
        }
    }
    let mut names: Vec<&str> = all.iter().map(|incident| without_day(&incident.name)).collect();
    if names.is_empty() {
        let advice = "`helpdex incident \"What happened\" --affects payouts` writes one";
        return Err(Error::Refused(format!("this site has no incidents yet; {advice}")));
    }
    let near = did_you_mean(stem, names.iter().copied());
    let near = near.map_or_else(String::new, |near| format!(" Did you mean `{near}`?"));
    names.truncate(MAX_LISTED);
    Err(Error::Refused(format!("no incident is called `{name}`.{near} The newest are {}", list(&names))))
}

/// A file's name without the day before it.
fn without_day(name: &str) -> &str {
    let day = name.get(..10).filter(|day| day.parse::<jiff::civil::Date>().is_ok());
    day.and_then(|day| name.strip_prefix(day)?.strip_prefix('-')).unwrap_or(name)
}

fn to_original(config: &Config, incident: &Incident, word: &Word<'_>, now: Timestamp) -> Result<String> {
    let file = &incident.facts;
    let path = file.path();
    if let Some(resolved) = incident.resolved {
        let at = moment::written(resolved, &config.time_zone);
        let advice = "what begins again is a new incident";
        return Err(Error::Refused(format!("`{path}` was resolved at {at}; {advice}")));
    }
    if incident.kind != Kind::Incident && word.state.is_some_and(|state| state != State::Resolved) {
        let advice = "its state follows from its times; leave `--state` out";
        return Err(Error::Refused(format!("`{path}` is planned: {advice}")));
    }
    let written = moment::written(now, &config.time_zone);
    let is_told = |at: Timestamp| moment::written(at, &config.time_zone) == written;
    if incident.versions.iter().flat_map(|version| &version.updates).any(|u| u.heading.is_some() && is_told(u.at)) {
        return Err(Error::Refused(format!("`{path}` has an update of {written} already; add to that one by hand")));
    }
    if now < incident.started && !incident.kind.is_planned() {
        return Err(Error::Refused(format!("`{path}` has not started yet; correct `started` first")));
    }
    let state = word.state.map_or_else(String::new, |state| format!(" {}", state.name()));
    let mut edits = vec![appended(file, &format!("## {written}{state}"), word.text)];
    let said = word.state.filter(|_| has_key(file, "state"));
    let keys = [
        said.map(|state| ("state", state.name().to_owned())),
        word.expires.map(|at| {
            let key = if incident.kind.is_planned() { "ends" } else { "expires" };
            (key, moment::written(at, &config.time_zone))
        }),
    ];
    for (key, value) in keys.into_iter().flatten() {
        let edit = set_key(file, key, &value).ok_or_else(|| {
            let advice = format!("write `{key}: {value}` by hand");
            Error::Refused(format!(
                "the front matter of `{path}` can't be changed without risk; {advice}. Nothing was written"
            ))
        })?;
        edits.push(edit);
    }
    write(config, file, &edits)
}

/// Whether the front matter says something under a key.
fn has_key(file: &SourceText, key: &str) -> bool {
    let yaml = helpdex_content::source::front_matter_range(file).and_then(|range| file.slice(range));
    yaml.is_some_and(|yaml| {
        yaml.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(':')))
    })
}

/// A section for the end of a file.
fn appended(file: &SourceText, heading: &str, text: &str) -> Edit {
    let whole = file.text();
    let end = if whole.contains("\r\n") { "\r\n" } else { "\n" };
    let kept = whole.trim_end().len();
    let text = text.trim().replace("\r\n", "\n").replace('\n', end);
    let text = if text.is_empty() { String::new() } else { format!("{end}{text}{end}") };
    let added = format!("{end}{end}{heading}{end}{text}");
    Edit { path: file.path().to_owned(), range: kept..whole.len(), text: added }
}

fn write(config: &Config, file: &SourceText, edits: &[Edit]) -> Result<String> {
    let plan = plan(&config.root, [edits], |_| Some(file.text()))?;
    let Some(change) = plan.changes.first() else {
        return Err(Error::Refused(format!(
            "`{}` was changed by somebody else just now; nothing was written",
            file.path()
        )));
    };
    change.write()?;
    Ok(change.path.clone())
}

/// The newest update of the original that a translation lacks.
fn missing(config: &Config, original: &Version, version: &Version) -> Result<(Option<Timestamp>, Option<State>)> {
    let newest = original.not_in(version).max_by_key(|update| (update.at, update.heading.is_some()));
    let newest = newest.ok_or_else(|| {
        let code = config.code(version.language);
        Error::Refused(format!("everything that `{}` tells is there in `{code}` already", original.file.path()))
    })?;
    Ok((newest.heading.as_ref().map(|_| newest.at), newest.state))
}

fn heading(config: &Config, at: Timestamp, state: Option<State>) -> String {
    let state = state.map_or_else(String::new, |state| format!(" {}", state.name()));
    format!("## {}{state}", moment::written(at, &config.time_zone))
}

fn to_translation(config: &Config, original: &Version, version: &Version, word: &Word<'_>) -> Result<String> {
    let file = &version.file;
    let (at, state) = missing(config, original, version)?;
    let Some(at) = at else {
        let advice = "write what stands before its updates by hand";
        return Err(Error::Refused(format!("`{}` lacks the beginning; {advice}", file.path())));
    };
    write(config, file, &[appended(file, &heading(config, at, state), word.text)])
}

fn new_translation(
    config: &Config,
    incident: &Incident,
    original: &Version,
    language: LanguageId,
    word: &Word<'_>,
) -> Result<String> {
    let code = config.code(language);
    let title = word.title.map(str::trim).filter(|title| !title.is_empty()).ok_or_else(|| {
        let advice = format!("say its title, too: `--lang {code} --title \"…\"`");
        Error::Refused(format!("`{}` has no translation in `{code}` yet; {advice}", incident.name))
    })?;
    let nothing = Version {
        language,
        title: String::new(),
        instead: None,
        updates: Vec::new(),
        file: Arc::new(SourceText::default()),
    };
    let mut text = format!("---\ntitle: {}\n---\n", scalar(title));
    if let Ok((at, state)) = missing(config, original, &nothing) {
        if let Some(at) = at {
            text.push_str(&format!("\n{}\n", heading(config, at, state)));
        }
        if !word.text.trim().is_empty() {
            text.push_str(&format!("\n{}\n", word.text.trim()));
        }
    }
    let name = format!("{}{}.md", incident.name, language_suffix(config, language));
    let path = folder(config).join(name);
    if !write_new(&path, text.as_bytes())? {
        return Err(Error::Refused(format!("`{}` is there already; it was left as it is", path.display())));
    }
    Ok(path.strip_prefix(&config.root).unwrap_or(&path).display().to_string())
}
