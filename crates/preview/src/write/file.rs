//! Opening, saving, undoing.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use helpdex_content::config::Config;
use helpdex_content::diagnostic::SourceText;
use helpdex_content::edit::{Value as FieldValue, set_value};
use helpdex_content::git::Git;
use helpdex_content::site::Site;
use helpdex_content::source::{Entry, EntryKind, Status, entry_from_text};
use helpdex_content::translations::{State as Freshness, revision as revision_of_text, translation};
use helpdex_render::pages::Page;
use helpdex_write::{Conflict, Document, Kind, Outcome, Place, Version, apply, fields, revision_of};

use super::asked::{Asked, Sent};
use super::refusal::{Answer, Refusal, fine};

/// `GET file`
pub(super) fn open(asked: &Asked) -> Answer {
    let place = asked.place(asked.parameter("path")?)?;
    let version = asked.editing()?.desk.open(&place)?;
    fine(opened(asked, &place, &version)?)
}

/// `GET revision`
pub(super) fn revision(asked: &Asked) -> Answer {
    let place = asked.place(asked.parameter("path")?)?;
    fine(json!({ "revision": revision_of(&place)? }))
}

/// All that the editor wants to know of a file.
pub(super) fn opened(asked: &Asked, place: &Place, version: &Version) -> Result<Value, Refusal> {
    // A file that was made a moment ago has its page, too: the state may be a moment behind.
    let is_known = asked.state.site.id_of(&place.path).is_some() || !place.kind.has_page();
    let overlays = &asked.editing()?.overlays;
    let site = match is_known {
        true => Arc::clone(&asked.state.site),
        false => overlays.site(&asked.state, place, &version.document.text()),
    };
    let site = &*site;
    let config = &site.config;
    let id = site.id_of(&place.path);
    let language = id
        .and_then(|id| site.entry(id))
        .map_or_else(|| language_of(config, place), |entry| config.code(entry.language));
    let page = id.and_then(|id| Page::of_entry(site, id)).filter(|_| place.kind.has_page());
    let url = page.filter(|_| id.is_some_and(|id| site.has_body(id))).map(|page| page.url(site));
    Ok(json!({
        "path": place.path,
        "front": version.document.front,
        "body": version.document.body,
        "revision": version.revision,
        "language": language,
        "kind": place.kind.name(),
        "url": url,
        "fields": described(site, place, &version.document),
        "line_end": version.line_end,
        "translations": translations(site, place),
        "source": source_of(site, place).map(|path| json!({ "path": path })),
        "undo": asked.editing()?.desk.saves(config, place),
        "changed": differs(config, &place.path),
    }))
}

/// The code of the language that a file's name says.
fn language_of<'c>(config: &'c Config, place: &Place) -> &'c str {
    let entry = entry_from_text(config, SourceText::new(place.path.as_str(), ""));
    entry.map_or(config.default_language().code.as_str(), |entry| config.code(entry.language))
}

/// The fields of a text; those that no file of the site uses are marked.
pub(super) fn described(site: &Site, place: &Place, document: &Document) -> Value {
    let kind = if place.kind == Kind::Article { EntryKind::Article } else { EntryKind::Category };
    let used = |key: &str| {
        site.sources.entries.iter().filter(|entry| entry.kind == kind).any(|entry| {
            let front = &entry.front;
            match key {
                "owner" => front.owner.is_given(),
                "reviewed" => front.reviewed.is_given(),
                "review_every" => front.review_every.is_given(),
                "tags" => !front.tags.is_empty(),
                "keywords" => !front.keywords.is_empty(),
                "related" => !front.related.is_empty(),
                "featured" => front.featured,
                "icon" => front.icon.is_given(),
                "image" => front.image.is_given(),
                "aliases" => !front.aliases.is_empty(),
                "order" => front.order.is_some(),
                _ => false,
            }
        })
    };
    json!(fields(place.kind, document, &used))
}

/// Every other language with the file of its version, and how that stands to the source.
fn translations(site: &Site, place: &Place) -> Vec<Value> {
    let Some(entry) = site.id_of(&place.path).and_then(|id| site.entry(id)) else { return Vec::new() };
    let config = &site.config;
    let others = config.languages.ids().filter(|language| *language != entry.language);
    others
        .map(|language| {
            let twin = site
                .sources
                .with_ids()
                .find(|(_, twin)| (&twin.key, twin.kind, twin.language) == (&entry.key, entry.kind, language));
            let code = config.code(language);
            let Some((id, twin)) = twin else {
                return json!({ "language": code, "path": null, "exists": false, "state": "missing" });
            };
            let state = match translation(&site.sources, &site.routes, id).map(|found| found.state) {
                _ if twin.front.status == Status::Draft => "draft",
                Some(Freshness::Stale) => "stale",
                Some(Freshness::Unmarked) => "unmarked",
                Some(Freshness::Orphaned) => "orphaned",
                Some(Freshness::Fresh) | None => "fresh",
            };
            json!({ "language": code, "path": twin.file.path(), "exists": true, "state": state })
        })
        .collect()
}

/// The file that a translation is made of; nothing for an original.
pub(super) fn source_of(site: &Site, place: &Place) -> Option<String> {
    let entry = site.id_of(&place.path).and_then(|id| site.entry(id))?;
    if entry.language.is_default() || entry.kind == EntryKind::Home {
        return None;
    }
    let is_source =
        |known: &&Arc<Entry>| known.language.is_default() && (&known.key, known.kind) == (&entry.key, entry.kind);
    site.sources.entries.iter().find(is_source).map(|source| source.file.path().into())
}

/// Whether git has another text of a file, or none.
fn differs(config: &Config, path: &str) -> bool {
    Git::at(&config.root).text(&["status", "--porcelain", "--", path]).is_some_and(|status| !status.is_empty())
}

/// What `POST save` says beside the text.
#[derive(Deserialize)]
struct Saving {
    #[serde(flatten)]
    sent: Sent,
    revision: String,
    /// Whether a translation follows its source as it is now.
    #[serde(default)]
    mark: bool,
}

/// `POST save`
pub(super) fn save(asked: &Asked) -> Answer {
    let Saving { sent, revision, mark } = asked.read()?;
    let place = asked.place(&sent.path)?;
    let applied = apply(place.kind, &sent.document, &sent.fields);
    if let Some(key) = applied.unapplied.first() {
        let why = format!("`{key}` can't be changed in the form: change it in the text of the front matter");
        return Err(helpdex_write::Fault::Refused(why).into());
    }
    let document = if mark { marked(asked, &place, applied.document)? } else { applied.document };
    let outcome = asked.editing()?.desk.save(&asked.state.site.config, &place, &revision, &document)?;
    match outcome {
        Outcome::Saved { version, unchanged } => {
            let desk = &asked.editing()?.desk;
            fine(json!({
                "revision": version.revision,
                "front": version.document.front,
                "body": version.document.body,
                "fields": described(&asked.state.site, &place, &version.document),
                "unchanged": unchanged,
                "undo": desk.saves(&asked.state.site.config, &place),
            }))
        }
        Outcome::Changed(conflict) => Err(conflicting(&conflict, Some(&document))),
    }
}

/// A translation with the revision of its source as that lies there now.
fn marked(asked: &Asked, place: &Place, document: Document) -> Result<Document, Refusal> {
    let site = &asked.state.site;
    let source = source_of(site, place).ok_or_else(|| Refusal::bad("this is no translation"))?;
    let version = asked.editing()?.desk.open(&asked.place(&source)?)?;
    let text = SourceText::new(source.as_str(), version.document.text());
    let entry = entry_from_text(&site.config, text).ok_or_else(|| Refusal::bad("the source can't be read"))?;
    let mark = revision_of_text(&entry);
    let file = SourceText::new(place.path.as_str(), document.text());
    let Some(edit) = set_value(&file, "source_revision", &FieldValue::Word(mark)) else { return Ok(document) };
    let mut text = file.text().into_owned();
    if text.get(edit.range.clone()).is_none() {
        return Ok(document);
    }
    text.replace_range(edit.range, &edit.text);
    Ok(Document::of(place.kind, &text))
}

fn conflicting(conflict: &Conflict, yours: Option<&Document>) -> Refusal {
    let theirs = conflict.theirs.as_ref().map(
        |theirs| json!({ "front": theirs.document.front, "body": theirs.document.body, "revision": theirs.revision }),
    );
    Refusal::changed(json!({ "theirs": theirs, "yours": yours, "merged": conflict.merged }))
}

/// What `POST undo` says.
#[derive(Deserialize)]
struct Undoing {
    path: String,
    revision: String,
    id: String,
}

/// `POST undo`
pub(super) fn undo(asked: &Asked) -> Answer {
    let Undoing { path, revision, id } = asked.read()?;
    let place = asked.place(&path)?;
    match asked.editing()?.desk.undo(&asked.state.site.config, &place, &revision, &id)? {
        Outcome::Saved { version, .. } => fine(opened(asked, &place, &version)?),
        Outcome::Changed(conflict) => Err(conflicting(&conflict, None)),
    }
}

/// `GET saved`
pub(super) fn saved(asked: &Asked) -> Answer {
    let place = asked.place(asked.parameter("path")?)?;
    let document = asked.editing()?.desk.saved(&asked.state.site.config, &place, asked.parameter("id")?)?;
    fine(json!(document))
}
