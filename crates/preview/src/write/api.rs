//! From a request of the editor's page to its answer.

use std::sync::Arc;

use axum::extract::{Path, Request, State as With};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::asked::{Asked, parameters};
use super::refusal::{Answer, Refusal, as_json};
use super::{answers, facts, file, links, live, make, proposal, source};
use crate::app::App;

/// No article comes near it, and no request holds more than a few versions of one.
const MOST_JSON: usize = 8_000_000;
/// A little more than the largest image, so that it is told why.
const MOST_BYTES: usize = 21_000_000;

/// Answers one of the editor's requests.
pub(super) async fn answer(With(app): With<Arc<App>>, Path(name): Path<String>, request: Request) -> Response {
    let Some(editing) = &app.editing else { return Refusal::session().into_response() };
    let (parts, body) = request.into_parts();
    if !editing.secrets.may_write(&parts.headers) || !is_own_page(&parts.headers) {
        return Refusal::session().into_response();
    }
    let is_image = name == "image";
    if parts.method == Method::POST && !is_image && !is_json(&parts.headers) {
        return Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type", "send JSON").into_response();
    }
    let most = if is_image { MOST_BYTES } else { MOST_JSON };
    let Ok(body) = axum::body::to_bytes(body, most).await else {
        return Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "this is more than may be sent")
            .into_response();
    };
    let Some(query) = parameters(parts.uri.query().unwrap_or_default()) else {
        return Refusal::bad("the address is not UTF-8").into_response();
    };
    let asked = Asked { state: app.state(), app: Arc::clone(&app), query, body: body.to_vec() };
    // All of it reads files or renders; other connections must not wait for it.
    let answered = tokio::task::spawn_blocking(move || dispatch(&parts.method, &name, &asked)).await;
    match answered {
        Ok(Ok((status, body))) => as_json(status, &body),
        Ok(Err(refusal)) => refusal.into_response(),
        Err(_) => Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "environment", "Helpdex failed").into_response(),
    }
}

fn dispatch(method: &Method, name: &str, asked: &Asked) -> Answer {
    match (method.as_str(), name) {
        ("GET", "site") => facts::site(asked),
        ("GET", "file") => file::open(asked),
        ("GET", "revision") => file::revision(asked),
        ("GET", "saved") => file::saved(asked),
        ("POST", "save") => file::save(asked),
        ("POST", "undo") => file::undo(asked),
        ("POST", "preview") => live::preview(asked),
        ("POST", "answers") => answers::answers(asked),
        ("GET", "links") => links::links(asked),
        ("POST", "new") => make::article(asked),
        ("POST", "category") => make::category(asked),
        ("POST", "image") => make::image(asked),
        ("POST", "translate") => make::translation(asked),
        ("POST", "move") => make::movement(asked),
        ("GET", "translation") => source::translation(asked),
        ("GET", "changes") => proposal::changes(asked),
        ("POST", "propose") => proposal::propose(asked),
        _ => Err(Refusal::new(StatusCode::NOT_FOUND, "not-found", "there is nothing here")),
    }
}

/// What browsers say of where a request comes from: only the editor's own page may ask.
fn is_own_page(headers: &HeaderMap) -> bool {
    headers.get_all("sec-fetch-site").iter().all(|site| site == "same-origin")
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}
