//! How a person gets in: by the link of the terminal, or with the key in a form, which needs no script.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Query, Request, State as With};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;

use helpdex_content::config::{Config, LanguageId};

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

pub(super) async fn by_link(With(app): With<Arc<App>>, Query(entry): Query<Entry>, headers: HeaderMap) -> Response {
    let Some(editing) = &app.editing else { return nowhere() };
    enter(&app, editing, &entry, &headers)
}

pub(super) async fn by_form(With(app): With<Arc<App>>, request: Request) -> Response {
    let Some(editing) = &app.editing else { return nowhere() };
    let (head, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, LONGEST).await else {
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
    enter(&app, editing, &entry, &head.headers)
}

fn nowhere() -> Response {
    text(StatusCode::NOT_FOUND, "There is nothing here.\n")
}

fn enter(app: &App, editing: &Editing, entry: &Entry, headers: &HeaderMap) -> Response {
    let to = entry.to.as_deref().filter(|to| is_own(to)).unwrap_or(ROOT);
    // Guessing takes its time.
    if !app.rate_limit.take(Instant::now()) {
        return text(StatusCode::TOO_MANY_REQUESTS, "Too many at once; wait a moment.\n");
    }
    if !editing.secrets.is_key(entry.key.trim()) {
        return form(app, headers, to, !entry.key.is_empty());
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
        Err(_) => form(app, headers, to, true),
    }
}

/// Whether an address is one of this server: not that of another host, which begins with two slashes.
fn is_own(to: &str) -> bool {
    let ascii = to.bytes().all(|byte| byte.is_ascii_graphic());
    to.starts_with('/') && !to.starts_with("//") && !to.contains('\\') && ascii
}

/// The first of the site's languages that a browser asks for, else the site's own.
fn language(config: &Config, headers: &HeaderMap) -> LanguageId {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    // Browsers name them in the order of liking.
    let codes = wanted.split(',').map(|part| part.split(';').next().unwrap_or_default().trim());
    let known = |code: &str| {
        let primary = code.split('-').next().unwrap_or(code);
        config.language_id(code).or_else(|| config.language_id(primary))
    };
    codes.into_iter().find_map(known).unwrap_or_default()
}

/// Asks for the key, in words of the site.
pub(super) fn form(app: &App, headers: &HeaderMap, to: &str, wrong: bool) -> Response {
    let state = app.state();
    let config = &state.site.config;
    let language = language(config, headers);
    let spoken = config.languages.get(language);
    let escaped = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let word = |key: &str| escaped(&state.theme.text(language, key));
    let (code, dir, to) = (escaped(&spoken.code), spoken.dir.name(), escaped(to));
    let wrong = if wrong { format!("<p role=\"alert\">{}</p>", word("write_enter_wrong")) } else { String::new() };
    let (title, text) = (word("write_enter_title"), word("write_enter_text"));
    let (key, enter) = (word("write_enter_key"), word("write_enter"));
    let html = format!(
        "<!doctype html><html lang=\"{code}\" dir=\"{dir}\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title>\
         <style>body{{font:1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:10vh auto;padding:0 1rem}}\
         input,button{{font:inherit;padding:.5rem .75rem;max-width:100%;box-sizing:border-box}}input{{width:100%;margin:.25rem 0 .75rem}}</style>\
         <main><h1>{title}</h1><p>{text}</p>{wrong}\
         <form method=\"post\" action=\"{ROOT}enter\"><input type=\"hidden\" name=\"to\" value=\"{to}\">\
         <label for=\"key\">{key}</label><input id=\"key\" name=\"key\" type=\"password\" autocomplete=\"current-password\" required autofocus>\
         <button>{enter}</button></form></main></html>"
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
