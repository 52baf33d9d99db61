//! New files: articles, categories, images and translations; and an article that moves.

use std::path::Path;

use serde::Deserialize;
use serde_json::json;

use helpdex_content::config::Config;
use helpdex_content::diagnostic::SourceText;
use helpdex_content::references;
use helpdex_content::routes::Routes;
use helpdex_content::source::{self, entry_from_text};
use helpdex_content::today::today;
use helpdex_import::rename;
use helpdex_import::scaffold::{self, Draft, NewCategory};
use helpdex_write::{Fault, Place, revision_of};

use super::asked::Asked;
use super::refusal::{Answer, Refusal, fine, made};

/// A path from the site's root, with forward slashes.
fn shown(config: &Config, path: &Path) -> String {
    let below = path.strip_prefix(&config.root).unwrap_or(path);
    below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Notes a file that was made here.
fn noted(asked: &Asked, path: &Path) -> Answer {
    let config = &asked.state.site.config;
    let path = shown(config, path);
    asked.editing()?.desk.made(config, &path)?;
    made(json!({ "path": path }))
}

/// What is there already is told by another code than what makes no sense.
fn told(error: helpdex_content::error::Error) -> Refusal {
    match Fault::from(error) {
        Fault::Refused(why) if why.contains("is there already") => Fault::Exists(why).into(),
        fault => fault.into(),
    }
}

#[derive(Deserialize)]
struct NewArticle {
    category: String,
    title: String,
    language: Option<String>,
    #[serde(default)]
    owner: String,
}

/// `POST new`
pub(super) fn article(asked: &Asked) -> Answer {
    let NewArticle { category, title, language, owner } = asked.read()?;
    let draft = Draft { category: &category, title: &title, language: language.as_deref(), owner: owner.trim() };
    let path = scaffold::new_article(&asked.state.site.config, draft, today()?).map_err(told)?;
    noted(asked, &path)
}

#[derive(Deserialize)]
struct Category {
    folder: String,
    title: String,
    icon: Option<String>,
    language: Option<String>,
}

/// `POST category`
pub(super) fn category(asked: &Asked) -> Answer {
    let Category { folder, title, icon, language } = asked.read()?;
    let wanted = NewCategory {
        folder: &folder,
        title: &title,
        language: language.as_deref(),
        icon: icon.as_deref().filter(|icon| !icon.is_empty()),
    };
    let path = scaffold::new_category(&asked.state.site.config, wanted).map_err(told)?;
    noted(asked, &path)
}

/// `POST image`
pub(super) fn image(asked: &Asked) -> Answer {
    let place = asked.place(asked.parameter("file")?)?;
    let name = asked.optional("name").unwrap_or_default();
    let image = asked.editing()?.desk.image(&asked.state.site.config, &place, name, &asked.body)?;
    made(json!({
        "path": image.path,
        "target": image.target,
        "width": image.dimensions.map(|(width, _)| width),
        "height": image.dimensions.map(|(_, height)| height),
        "bytes": asked.body.len(),
    }))
}

#[derive(Deserialize)]
struct Translation {
    path: String,
    language: String,
}

/// `POST translate`
pub(super) fn translation(asked: &Asked) -> Answer {
    let Translation { path, language } = asked.read()?;
    let config = &asked.state.site.config;
    let place = asked.place(&path)?;
    let language = scaffold::language_id(config, Some(&language))?;
    // The file as it lies there: the state may be a moment behind.
    let version = asked.editing()?.desk.open(&place)?;
    let text = SourceText::new(path.as_str(), version.document.text());
    let entry = entry_from_text(config, text).ok_or(Fault::NotFound)?;
    if entry.language == language {
        return Err(Fault::Refused("that is the language it is in".to_owned()).into());
    }
    match scaffold::translation_of(config, &entry, language, today()?)? {
        Some(path) => noted(asked, &path),
        None => Err(Fault::Exists("there is a translation already".to_owned()).into()),
    }
}

#[derive(Deserialize)]
struct Moving {
    path: String,
    category: String,
    revision: String,
}

/// `POST move`
pub(super) fn movement(asked: &Asked) -> Answer {
    let Moving { path, category, revision } = asked.read()?;
    let config = &asked.state.site.config;
    let place = asked.place(&path)?;
    if revision_of(&place)?.as_deref() != Some(revision.as_str()) {
        return Err(Refusal::changed(json!({})));
    }
    let sources = source::read(config)?;
    let (routes, _) = Routes::plan(config, &sources, true);
    let references = references::all(config, &sources);
    let site = rename::Place { config, sources: &sources, routes: &routes, references: &references };
    let is_category = routes.categories().contains_key(category.as_str());
    if !is_category {
        return Err(Fault::Refused(format!("there is no category `{category}`")).into());
    }
    let plan = rename::movement(site, &path, &category)?;
    let touched: Vec<String> = plan.changes.iter().map(|change| change.path.clone()).collect();
    let desk = &asked.editing()?.desk;
    desk.moving(config, &plan.files, &touched, || plan.apply(config))?;
    let new = plan.files.iter().find(|(from, _)| *from == *path).map_or(path, |(_, to)| to.into());
    // What the plan says may be no file that an editor touches; then nothing goes on from it.
    let place = Place::of(config, &new)?;
    fine(json!({ "path": place.path }))
}
