//! From a request of the editor's page to its answer.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, Request, State as With};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use helpdex_write::{Document, Place, Texts};

use super::refusal::{Answer, Refusal, as_json};
use super::{Editing, answers, facts, file, links, live, make, proposal, source};
use crate::app::App;
use crate::state::State;

/// No article comes near it, and no request holds more than a few versions of one.
const MOST_JSON: usize = 8_000_000;
/// A little more than the largest image, so that it is told why.
const MOST_BYTES: usize = 21_000_000;

/// A request that may be answered.
pub(super) struct Asked {
    pub(super) app: Arc<App>,
    /// The state that the answer is made from.
    pub(super) state: Arc<State>,
    query: BTreeMap<String, String>,
    pub(super) body: Vec<u8>,
}

/// A file with what a form and an editor made of it.
#[derive(Debug, Deserialize)]
pub(super) struct Sent {
    pub(super) path: String,
    #[serde(flatten)]
    pub(super) document: Document,
    #[serde(default)]
    pub(super) fields: Texts,
}

impl Asked {
    /// What a parameter of the address says.
    pub(super) fn parameter(&self, name: &str) -> Result<&str, Refusal> {
        self.query.get(name).map(String::as_str).ok_or_else(|| Refusal::bad(format!("`{name}` is missing")))
    }

    /// The same where it may be left out.
    pub(super) fn optional(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    /// What was sent.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        serde_json::from_slice(&self.body)
            .map_err(|fault| Refusal::bad(format!("this is not what was asked for: {fault}")))
    }

    /// The file of a path.
    pub(super) fn place(&self, path: &str) -> Result<Place, Refusal> {
        Ok(Place::of(&self.state.site.config, path)?)
    }

    /// What writes.
    pub(super) fn editing(&self) -> Result<&Arc<Editing>, Refusal> {
        self.app.editing.as_ref().ok_or_else(Refusal::session)
    }
}

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

/// Reads a query string as scripts write it; nothing when it is not UTF-8. Of two of a name the last counts.
fn parameters(query: &str) -> Option<BTreeMap<String, String>> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let decoded = |text: &str| {
                percent_decode_str(&text.replace('+', " ")).decode_utf8().ok().map(std::borrow::Cow::into_owned)
            };
            Some((decoded(name)?, decoded(value)?))
        })
        .collect()
}
