//! The page of a text that is not saved, and what is wrong with it.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Query, Request, State as With};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use helpdex_content::site::Site;
use helpdex_content::source::EntryId;
use helpdex_render::pages::Page;
use helpdex_write::{Document, Place, apply};

use super::asked::{Asked, Sent};
use super::diagnostics;
use super::file::described;
use super::refusal::{Answer, Refusal, fine};
use crate::app::App;
use crate::response::{bytes, text};
use crate::state::{State, version};

/// `POST preview`
pub(super) fn preview(asked: &Asked) -> Answer {
    let began = Instant::now();
    let sent: Sent = asked.read()?;
    let place = asked.place(&sent.path)?;
    let overlays = &asked.editing()?.overlays;
    let made = overlays.in_turn(&place.path, || {
        let applied = apply(place.kind, &sent.document, &sent.fields);
        let document = applied.document;
        let site = overlays.site(&asked.state, &place, &document.text());
        let id = site.id_of(&place.path);
        let page = id.and_then(|id| rendered(&asked.state, &site, &place, id));
        let main = page.as_deref().map(main);
        let before = page.as_ref().and_then(|page| overlays.keep(&place.path, Arc::clone(page)));
        let reload = page.as_deref().zip(before.as_deref()).is_some_and(|(now, before)| parts(now) != parts(before));
        let words = main.map_or(0, |_| words(&site, id));
        json!({
            "front": document.front,
            "unapplied": applied.unapplied,
            "fields": described(&site, &place, &document),
            "diagnostics": diagnostics::of(&asked.state, &site, &place, &document, &applied.unapplied),
            "main": main,
            "title": id.map(|id| site.title(id)),
            "description": id.map(|id| site.summary(id)),
            "version": main.map(|main| version(main.as_bytes())),
            "reload": reload,
            "anchors": anchors(&site, id, &document),
            "words": words,
            "ms": began.elapsed().as_millis() as u64,
        })
    });
    match made {
        Some(body) => fine(body),
        None => Err(Refusal::new(StatusCode::CONFLICT, "superseded", "there is a newer text")),
    }
}

/// The page of an entry; nothing where it has none, or the theme can't show it.
fn rendered(state: &State, site: &Arc<Site>, place: &Place, id: EntryId) -> Option<Arc<str>> {
    site.body(id).filter(|_| place.kind.has_page())?;
    let page = Page::of_entry(site, id)?;
    let with_site = State { site: Arc::clone(site), ..state.clone() };
    let html = with_site.render(&page).ok()?.bytes;
    Some(String::from_utf8(html).ok()?.into())
}

/// The `<main>` of a page.
fn main(page: &str) -> &str {
    let start = page.find("<main").unwrap_or(0);
    let end = page.rfind("</main>").map_or(page.len(), |at| at + "</main>".len());
    page.get(start..end).unwrap_or(page)
}

/// The stylesheets and scripts of a page: with others it has to be loaded anew.
fn parts(page: &str) -> Vec<&str> {
    let tags = page.split('<').filter_map(|tag| tag.split('>').next());
    tags.filter(|tag| tag.starts_with("script") || tag.starts_with("link rel=\"stylesheet\"")).collect()
}

/// How many words an article has.
fn words(site: &Site, id: Option<EntryId>) -> usize {
    let texts = id.and_then(|id| site.body(id)).map(|body| body.texts()).unwrap_or_default();
    texts.sections.iter().map(|section| section.text.split_whitespace().count()).sum()
}

/// Where headings stand in the body, and what leads to them in the page.
fn anchors(site: &Site, id: Option<EntryId>, document: &Document) -> Vec<serde_json::Value> {
    let headings = id.and_then(|id| site.body(id)).map(|body| &body.headings);
    let start = document.front.len();
    // What a snippet brings in has no place here.
    let own = headings.into_iter().flatten().filter_map(|heading| {
        let before = document.body.get(..heading.range.start.checked_sub(start)?)?;
        Some(json!({ "from": before.encode_utf16().count(), "id": heading.id }))
    });
    own.collect()
}

#[derive(serde::Deserialize)]
pub(super) struct Wanted {
    file: String,
}

/// The whole page of the newest text of a file, for the frame beside the text.
pub(super) async fn page(With(app): With<Arc<App>>, Query(wanted): Query<Wanted>, request: Request) -> Response {
    let nothing = || text(StatusCode::NOT_FOUND, "There is nothing here.\n");
    let Some(editing) = app.editing.clone() else { return nothing() };
    if !editing.secrets.has_entered(request.headers()) {
        return Refusal::session().into_response();
    }
    let headers: HeaderMap = request.headers().clone();
    let made = tokio::task::spawn_blocking(move || {
        let state = app.state();
        let place = Place::of(&state.site.config, &wanted.file).ok()?;
        if let Some(page) = editing.overlays.page(&place.path) {
            return Some(page);
        }
        rendered(&state, &state.site, &place, state.site.id_of(&place.path)?)
    });
    let Some(page) = made.await.ok().flatten() else { return nothing() };
    let bytes_of_page = page.as_bytes().to_vec();
    let version = version(&bytes_of_page);
    let mut response = bytes(&headers, StatusCode::OK, "text/html; charset=utf-8", &version, bytes_of_page);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_taken_apart() {
        let page = "<head><link rel=\"stylesheet\" href=\"/a.css\"></head><main id=x><p>a</main><script src=\"/b.js\"></script>";
        assert_eq!(main(page), "<main id=x><p>a</main>");
        assert_eq!(parts(page), ["link rel=\"stylesheet\" href=\"/a.css\"", "script src=\"/b.js\""]);
        assert_eq!(main("no main"), "no main");
    }
}
