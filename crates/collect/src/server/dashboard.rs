//! What the team sees, behind the token.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Bytes;
use axum::extract::{Extension, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use helpdex_http::Peer;
use helpdex_insights::tally::Period;

use super::app::App;
use super::origin::is_own_page;
use crate::clock::now;
use crate::notice::Notice;

/// The page that asks for the token.
const LOGIN: &str = include_str!("login.html");
/// Where it tells that the token was another one.
const WRONG: &str = "<!-- wrong -->";

/// Days that are looked at where nothing is said.
const DAYS: u32 = 90;

/// A page of the dashboard, for those who are signed in.
pub(super) async fn page(State(app): State<Arc<App>>, request: Request) -> Response {
    if !app.sessions.admits(request.headers(), now()) {
        return ask(StatusCode::UNAUTHORIZED, "");
    }
    let query = request.uri().query().unwrap_or_default();
    let days = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "days");
    let days = days.and_then(|(_, days)| days.parse().ok()).unwrap_or(DAYS).clamp(1, 36_500);
    match request.uri().path() {
        "/" => (StatusCode::OK, "ok\n").into_response(),
        "/rows.json" => rows(&app, days).await,
        _ => (StatusCode::NOT_FOUND, "There is nothing here.\n").into_response(),
    }
}

/// All sums of the last days, for programs.
async fn rows(app: &App, days: u32) -> Response {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let rows = app.store.rows(Some(Period::until(today, days))).await;
    match rows.map_err(|fault| crate::error::plain(&fault)).and_then(|rows| {
        serde_json::to_string(&rows).map_err(|fault| fault.to_string())
    }) {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(fault) => {
            (app.report)(Notice::warning("rows_failed").with("fault", fault));
            (StatusCode::SERVICE_UNAVAILABLE, "The database failed.\n").into_response()
        }
    }
}

fn ask(status: StatusCode, said: &str) -> Response {
    (status, Html(LOGIN.replace(WRONG, said))).into_response()
}

/// Signs in whoever has the token, by a cookie for this host alone.
pub(super) async fn login(
    State(app): State<Arc<App>>,
    Extension(Peer(peer)): Extension<Peer>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    // A page elsewhere is not to sign anybody in or try tokens.
    if !is_own_page(&headers) {
        return ask(StatusCode::FORBIDDEN, "<p role=\"alert\">Sign in from this page.</p>");
    }
    if !app.tries.take(app.client(peer.ip(), &headers), Instant::now()) {
        let said = "<p role=\"alert\">Too many tries. Wait for a minute.</p>";
        return ask(StatusCode::TOO_MANY_REQUESTS, said);
    }
    let given = form_urlencoded::parse(&body).find(|(name, _)| name == "token").map(|(_, token)| token.into_owned());
    match given.filter(|token| app.sessions.is_token(token)).and_then(|_| app.sessions.cookie(now())) {
        Some(cookie) => {
            (app.report)(Notice::info("signed_in"));
            home(Some(cookie))
        }
        None => {
            (app.report)(Notice::warning("wrong_token"));
            ask(StatusCode::UNAUTHORIZED, "<p role=\"alert\">That is not the token.</p>")
        }
    }
}

/// Takes the cookie away.
pub(super) async fn logout(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    if !is_own_page(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    home(app.sessions.no_cookie())
}

fn home(cookie: Option<HeaderValue>) -> Response {
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, "/")]).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}
