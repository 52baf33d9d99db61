//! From a request to an answer.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Query, Request, State as With};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::app::App;
use super::editor::Editor;
use super::events::Listener;
use super::response::{bytes, redirect, script, text};
use super::state::version;
use super::{api, events, page, status, write};
use helpdex_content::today::today;

/// Every path that the preview answers.
pub(super) fn router(app: &Arc<App>) -> Router {
    Router::new()
        .route("/__helpdex/events", get(listen))
        .route("/__helpdex/reload.js", get(|| async { script(include_str!("client/reload.js"), "text/javascript") }))
        .route("/__helpdex/panel.js", get(|| async { script(include_str!("client/panel.js"), "text/javascript") }))
        .route("/__helpdex/", get(state_of_the_site))
        .route("/__helpdex", get(|| async { redirect("/__helpdex/", None) }))
        .route("/__helpdex/status.css", get(|| async { script(include_str!("client/status.css"), "text/css") }))
        .route("/__helpdex/panel.css", get(|| async { script(include_str!("client/panel.css"), "text/css") }))
        .merge(write::routes())
        .fallback(answer)
        .layer(from_fn_with_state(Arc::clone(app), guard))
        .with_state(Arc::clone(app))
}

/// Turns away what is not meant for the preview, and says on every answer how far it may be trusted.
async fn guard(With(app): With<Arc<App>>, request: Request, next: Next) -> Response {
    if !app.gate.admits(request.uri(), request.headers()) {
        return text(StatusCode::FORBIDDEN, "This preview answers only pages of its own, under its own address.\n");
    }
    let writes = app.editing.is_some() && request.method() == Method::POST && write::takes(request.uri().path());
    if request.method() != Method::GET && request.method() != Method::HEAD && !writes {
        let allowed = [(header::ALLOW, "GET, HEAD")];
        return (allowed, text(StatusCode::METHOD_NOT_ALLOWED, "This preview only shows pages.\n")).into_response();
    }
    let mut response = next.run(request).await;
    let policy = HeaderValue::from_str(&app.state().policy);
    let headers = response.headers_mut();
    for (name, value) in SAFE {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    let policy = policy.unwrap_or(HeaderValue::from_static("default-src 'self'"));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
    response
}

const SAFE: [(HeaderName, &str); 3] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// What a page says of itself when it begins to listen.
#[derive(serde::Deserialize)]
struct Listening {
    /// The file that it is made from.
    source: Option<String>,
}

async fn listen(With(app): With<Arc<App>>, Query(page): Query<Listening>) -> Response {
    let (states, stopped) = (app.states.clone(), app.stopped.clone());
    let source = page.source.filter(|source| !source.is_empty());
    events::stream(Listener { session: app.session, states, stopped, source, is_local: app.gate.is_local() })
}

async fn state_of_the_site(
    With(app): With<Arc<App>>,
    Query(filter): Query<status::Filter>,
    headers: HeaderMap,
) -> Response {
    let state = app.state();
    let made = tokio::task::spawn_blocking(move || {
        let today = today().ok()?;
        let editor = Editor::of(&state.site.config).filter(|_| app.gate.is_local());
        let (questions, search_tests) = (app.unanswered.gaps(&state), app.search_tests.outcome(&state));
        let readers = app.insights.of(&state);
        let inputs = status::Inputs {
            editor: editor.as_ref(),
            questions: questions.as_deref(),
            readers: readers.as_deref(),
            search_tests: search_tests.as_deref(),
            today,
        };
        let html = status::page(&state, &inputs, &filter)?.into_bytes();
        let version = version(&html);
        let html = page::inject(html, &version, "", None);
        Some(bytes(&headers, StatusCode::OK, "text/html; charset=utf-8", &version, html))
    });
    made.await
        .ok()
        .flatten()
        .unwrap_or_else(|| text(StatusCode::INTERNAL_SERVER_ERROR, "Helpdex failed to make this page.\n"))
}

/// Everything but the preview's own files.
async fn answer(With(app): With<Arc<App>>, request: Request) -> Response {
    let (uri, headers) = (request.uri().clone(), request.headers().clone());
    let state = app.state();
    if uri.path().strip_prefix(state.site.routes.base()) == Some("/api/search") {
        return api::search(&app, uri.query().unwrap_or_default()).await;
    }
    // A page can take milliseconds; other connections must not wait for it.
    let answered = tokio::task::spawn_blocking(move || page::answer(&app, &state, &uri, &headers)).await;
    answered.unwrap_or_else(|_| text(StatusCode::INTERNAL_SERVER_ERROR, "Helpdex failed to make this page.\n"))
}
