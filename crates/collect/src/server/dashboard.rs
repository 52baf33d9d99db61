//! What the team sees, behind the token.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Bytes;
use axum::extract::{Extension, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use helpdex_http::Peer;
use helpdex_insights::catalog::Catalog;
use helpdex_insights::figures::Figures;
use helpdex_insights::report::html::STYLE;
use helpdex_insights::report::{Reply, Report, Request as Asked};
use helpdex_insights::tally::Rows;
use helpdex_insights::todo::{Limits, Unknown, todo};

use super::app::App;
use super::origin::is_own_page;
use crate::clock::now;
use crate::notice::Notice;

/// The page that asks for the token.
const LOGIN: &str = include_str!("login.html");
/// Where it tells that the token was another one.
const WRONG: &str = "<!-- wrong -->";

/// The style of all pages.
const STYLE_PATH: &str = "/dashboard.css";

/// A page of the dashboard, or one of its tables, for those who are signed in.
pub(super) async fn page(State(app): State<Arc<App>>, request: Request) -> Response {
    if !app.sessions.admits(request.headers(), now()) {
        return ask(StatusCode::UNAUTHORIZED, "");
    }
    let uri = request.uri();
    if uri.path() == STYLE_PATH {
        return ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response();
    }
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let Some(asked) = Asked::read(uri.path(), uri.query().unwrap_or_default(), today) else {
        return (StatusCode::NOT_FOUND, "There is nothing here.\n").into_response();
    };
    let rows = match app.store.rows(Some(asked.period), asked.parts()).await {
        Ok(rows) => rows,
        Err(fault) => {
            (app.report)(Notice::warning("rows_failed").with("fault", crate::error::plain(&fault)));
            return (StatusCode::SERVICE_UNAVAILABLE, "The database failed.\n").into_response();
        }
    };
    // Working figures out takes its time; requests of readers must not wait for it.
    let catalog = Arc::clone(&app.catalog);
    let made = tokio::task::spawn_blocking(move || reply(&asked, &rows, &catalog)).await;
    match made.ok().flatten() {
        Some(Reply { content_type, body }) => ([(header::CONTENT_TYPE, content_type)], with_end(body)).into_response(),
        None => (StatusCode::NOT_FOUND, "There is no such table.\n").into_response(),
    }
}

/// Pages end with a way out.
fn with_end(mut page: String) -> String {
    if let Some(end) = page.rfind("</main>") {
        page.insert_str(end, "<form method=\"post\" action=\"/logout\"><button>Sign out</button></form>\n");
    }
    page
}

fn reply(asked: &Asked, rows: &Rows, catalog: &Catalog) -> Option<Reply> {
    let figures = Figures::new(rows, catalog);
    // What the site's search answers today, nobody here can ask.
    let todo = todo(&figures, catalog, &Unknown, &Limits::default());
    asked.reply(&Report { title: catalog.title.as_deref(), figures: &figures, todo: &todo })
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
