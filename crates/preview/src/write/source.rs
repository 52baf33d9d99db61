//! The source of a translation, with what has changed in it since.

use serde_json::json;

use helpdex_content::diagnostic::SourceText;
use helpdex_content::edit::{Value as FieldValue, value_of};
use helpdex_content::source::{Status, entry_from_text};
use helpdex_content::translations::revision as revision_of_text;
use helpdex_import::scaffold::{language_id, language_suffix};
use helpdex_write::{Place, missed};

use super::asked::Asked;
use super::file::{opened, source_of};
use super::refusal::{Answer, fine};

/// `GET translation`
pub(super) fn translation(asked: &Asked) -> Answer {
    let site = &asked.state.site;
    let config = &site.config;
    let given = asked.place(asked.parameter("path")?)?;
    let language = language_id(config, Some(asked.parameter("lang")?))?;
    let path = source_of(site, &given).unwrap_or_else(|| given.path.clone());
    let place = asked.place(&path)?;
    let desk = &asked.editing()?.desk;
    let version = desk.open(&place)?;
    let text = SourceText::new(path.as_str(), version.document.text());
    let entry = entry_from_text(config, text);
    let target = twin(&place, &language_suffix(config, language)).and_then(|path| Place::of(config, &path).ok());
    let target = target.filter(|target| target.is_there() && target.path != place.path);
    let target = match target {
        Some(target) => {
            let version = desk.open(&target)?;
            Some((target, version))
        }
        None => None,
    };
    let read = |key: &str| {
        entry.as_ref().and_then(|entry| match value_of(&entry.file, key) {
            Some(FieldValue::Text(text) | FieldValue::Word(text)) => Some(text),
            _ => None,
        })
    };
    let twin = target.as_ref().and_then(|(target, version)| {
        entry_from_text(config, SourceText::new(target.path.as_str(), version.document.text()))
    });
    let follows = twin.as_ref().and_then(|twin| twin.front.source_revision.given()).map(|mark| mark.value.clone());
    let now = entry.as_ref().map(revision_of_text);
    let (state, changes) = match (&twin, &follows) {
        (None, _) => ("missing", Some(Vec::new())),
        (Some(_), None) => ("unmarked", Some(Vec::new())),
        (Some(twin), Some(follows)) => {
            let is_draft = twin.front.status == Status::Draft;
            let fresh = now.as_ref() == Some(follows);
            let state = if is_draft {
                "draft"
            } else if fresh {
                "fresh"
            } else {
                "stale"
            };
            (state, if fresh { Some(Vec::new()) } else { missed(config, &path, &version.document, follows) })
        }
    };
    let target = match &target {
        Some((place, version)) => Some(opened(asked, place, version)?),
        None => None,
    };
    fine(json!({
        "source": {
            "path": path,
            "front": version.document.front,
            "body": version.document.body,
            "revision": version.revision,
            "title": read("title"),
            "summary": read("summary"),
            "language": config.default_language().code,
        },
        "target": target,
        "state": state,
        "known": changes.is_some(),
        "changes": changes.unwrap_or_default(),
    }))
}

/// The path of a version of a file in another language, by the ending of its name.
fn twin(source: &Place, suffix: &str) -> Option<String> {
    let stem = source.path.strip_suffix(".md")?;
    Some(format!("{stem}{suffix}.md"))
}
