//! How a person gets in: by the link of the terminal, or with the key in a form, which needs no script.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Query, Request, State as With};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;

use super::editing::Editing;
use super::root::ROOT;
use crate::app::App;
use crate::response::text;

/// A longer form is none of ours.
const LONGEST: usize = 4_000;

/// What the link, or the form, says.
#[derive(Default, serde::Deserialize)]
pub(super) struct Entry {
    #[serde(default)]
    key: String,
    to: Option<String>,
}

pub(super) async fn by_link(With(app): With<Arc<App>>, Query(entry): Query<Entry>) -> Response {
    let Some(editing) = &app.editing else { return nowhere() };
    enter(&app, editing, &entry)
}

pub(super) async fn by_form(With(app): With<Arc<App>>, request: Request) -> Response {
    let Some(editing) = &app.editing else { return nowhere() };
    let Ok(body) = axum::body::to_bytes(request.into_body(), LONGEST).await else {
        return text(StatusCode::PAYLOAD_TOO_LARGE, "This is more than a key.\n");
    };
    let mut entry = Entry::default();
    for pair in String::from_utf8_lossy(&body).split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = value.replace('+', " ");
        let value = percent_decode_str(&value).decode_utf8_lossy().into_owned();
        match name {
            "key" => entry.key = value,
            "to" => entry.to = Some(value),
            _ => {}
        }
    }
    enter(&app, editing, &entry)
}

fn nowhere() -> Response {
    text(StatusCode::NOT_FOUND, "There is nothing here.\n")
}

fn enter(app: &App, editing: &Editing, entry: &Entry) -> Response {
    let to = entry.to.as_deref().filter(|to| is_own(to)).unwrap_or(ROOT);
    // Guessing takes its time.
    if !app.rate_limit.take(Instant::now()) {
        return text(StatusCode::TOO_MANY_REQUESTS, "Too many at once; wait a moment.\n");
    }
    if !editing.secrets.is_key(entry.key.trim()) {
        return form(to, !entry.key.is_empty());
    }
    let location = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static(ROOT));
    let cookie = HeaderValue::from_str(&editing.secrets.set_cookie());
    match cookie {
        Ok(cookie) => {
            let headers = [
                (header::LOCATION, location),
                (header::SET_COOKIE, cookie),
                // The address holds the key.
                (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ];
            (StatusCode::SEE_OTHER, headers).into_response()
        }
        Err(_) => form(to, true),
    }
}

/// Whether an address is one of this server: not that of another host, which begins with two slashes.
fn is_own(to: &str) -> bool {
    let ascii = to.bytes().all(|byte| byte.is_ascii_graphic());
    to.starts_with('/') && !to.starts_with("//") && !to.contains('\\') && ascii
}

/// Asks for the key.
pub(super) fn form(to: &str, wrong: bool) -> Response {
    let to = to.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let wrong = if wrong { "<p role=\"alert\">This is not the key of this run.</p>" } else { "" };
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>Write</title>\
         <style>body{{font:1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:10vh auto;padding:0 1rem}}\
         input,button{{font:inherit;padding:.5rem .75rem;max-width:100%;box-sizing:border-box}}input{{width:100%;margin:.25rem 0 .75rem}}</style>\
         <main><h1>Who writes here?</h1><p>Open the link that the terminal shows, or give the key at its end.</p>{wrong}\
         <form method=\"post\" action=\"{ROOT}enter\"><input type=\"hidden\" name=\"to\" value=\"{to}\">\
         <label for=\"key\">Key</label><input id=\"key\" name=\"key\" type=\"password\" autocomplete=\"current-password\" required autofocus>\
         <button>Enter</button></form></main></html>"
    );
    let policy =
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (StatusCode::FORBIDDEN, headers, html).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_leads_nowhere_else() {
        for to in ["/", "/__helpdex/write/?file=content/a.md", "/payouts/"] {
            assert!(is_own(to), "{to}");
        }
        for to in ["", "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nb", "/я", "javascript:x"] {
            assert!(!is_own(to), "{to}");
        }
    }
}
