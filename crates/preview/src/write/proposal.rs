//! What has changed, and a branch of it.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::json;

use helpdex_content::diagnostic::SourceText;
use helpdex_content::site::Site;
use helpdex_publish::diff::{self, Difference};
use helpdex_render::search::{Live, search_live};
use helpdex_search::Query;
use helpdex_write::Place;
use helpdex_write::git::{self, Proposal};

use super::answers::followed;
use super::asked::Asked;
use super::refusal::{Answer, fine};

/// `GET changes`
pub(super) fn changes(asked: &Asked) -> Answer {
    let config = &asked.state.site.config;
    let changes = git::changes(config)?;
    let (difference, why_not) = match difference(asked, &changes) {
        Ok(difference) => (difference, None),
        Err(why) => (None, Some(why)),
    };
    fine(json!({
        "git": changes.git,
        "files": changes.files,
        "loses": difference.as_ref().is_some_and(Difference::loses),
        "difference": difference,
        "why_not": why_not,
        "propose": git::prospect(config, &changes),
    }))
}

/// What readers will see differently, of that which was changed here: the words of `helpdex diff`.
fn difference(asked: &Asked, changes: &git::Changes) -> Result<Option<Difference>, String> {
    let site = &asked.state.site;
    let config = &site.config;
    let Ok(editing) = asked.editing() else { return Ok(None) };
    let labels = editing.overlays.labels(&asked.state);
    // As it lies there now: the state may be a moment behind.
    let touched: Vec<String> =
        changes.before.keys().filter_map(|path| config.content_path(path)).map(str::to_owned).collect();
    let read = site.whole.reread(config, &touched);
    let now =
        if read.sources.is_same(&site.whole) { Arc::clone(site) } else { Arc::new(site.follow(read.sources, &labels)) };
    let mut sources = now.whole.clone();
    for (path, before) in &changes.before {
        let Ok(place) = Place::of(config, path) else { continue };
        match before {
            Some(text) => {
                sources.put(config, SourceText::new(place.path, helpdex_write::plain(text)));
            }
            None => sources.entries.retain(|entry| *entry.file.path() != **path),
        }
    }
    let before: Site = now.follow(sources, &labels);
    let found = diff::of_sites(&before, &now, &asked.state.theme, &asked.state.shared);
    let mut found = found.map_err(|fault| format!("{}: {}", fault.location(), fault.message))?;
    // An index that is not made yet says nothing of search; the pages are worth telling all the same.
    found.search = searched(asked, &before, &now).unwrap_or_default();
    Ok(Some(found))
}

/// The search tests that find their article elsewhere.
fn searched(asked: &Asked, before: &Site, now: &Site) -> Option<diff::Search> {
    let indexes = asked.state.search.clone().filter(|_| !now.vocabulary.tests.is_empty())?;
    let (old, new) = (followed(&indexes, before).ok()?, followed(&indexes, now).ok()?);
    let answer = |indexes: &[Live], language, query: &Query| search_live(indexes, language, query);
    let old = |language, query: &Query| answer(&old, language, query);
    diff::search_by(now, &old, &|language, query| answer(&new, language, query)).ok()
}

#[derive(Deserialize)]
struct Proposing {
    paths: Vec<String>,
    message: String,
    branch: String,
}

/// `POST propose`
pub(super) fn propose(asked: &Asked) -> Answer {
    let Proposing { paths, message, branch } = asked.read()?;
    let proposal = Proposal { paths: &paths, message: &message, branch: &branch };
    fine(json!(git::propose(&asked.state.site.config, &proposal)?))
}
