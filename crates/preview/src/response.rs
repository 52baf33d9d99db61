//! Answers of every kind.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A short answer for whoever is not to see a page.
pub(super) fn text(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

/// Leads elsewhere, and may lead somewhere else after the next edit.
pub(super) fn redirect(url: &str, query: Option<&str>) -> Response {
    let to = query.map_or_else(|| url.to_owned(), |query| format!("{url}?{query}"));
    match HeaderValue::from_str(&to) {
        Ok(to) => (StatusCode::FOUND, [(header::LOCATION, to)]).into_response(),
        Err(_) => text(StatusCode::NOT_FOUND, "There is nothing here.\n"),
    }
}

/// Whether the client has this version already.
pub(super) fn has(headers: &HeaderMap, tag: &str) -> bool {
    let tags = headers.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok()).unwrap_or_default();
    tags.split(',').any(|known| known.trim().trim_start_matches("W/") == tag)
}

/// Bytes with their type, and a tag that stands for them.
pub(super) fn bytes(headers: &HeaderMap, status: StatusCode, kind: &str, version: &str, bytes: Vec<u8>) -> Response {
    let tag = format!("\"{version}\"");
    let mut response = if status == StatusCode::OK && has(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        (status, Body::from(bytes)).into_response()
    };
    let known = response.headers_mut();
    let parsed = [(header::CONTENT_TYPE, HeaderValue::from_str(kind)), (header::ETAG, HeaderValue::from_str(&tag))];
    for (name, value) in parsed {
        if let Ok(value) = value {
            known.insert(name, value);
        }
    }
    response
}

pub(super) fn script(source: &'static str, kind: &'static str) -> Response {
    ([(header::CONTENT_TYPE, format!("{kind}; charset=utf-8"))], source).into_response()
}
