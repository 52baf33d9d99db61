//! What senders are told: scripts in JSON, plain forms by a page to go on to.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::origin::{AllowList, Origin};
use super::sent::Sent;
use crate::intake::fields::Format;

/// A request that is not carried out.
#[derive(Debug)]
pub(crate) struct Refused {
    status: StatusCode,
    why: String,
    sender: Option<Origin>,
}

impl Refused {
    pub(crate) fn new(status: StatusCode, why: impl Into<String>) -> Self {
        Self { status, why: why.into(), sender: None }
    }

    pub(crate) fn bad(why: impl Into<String>, sent: &Sent) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, why).to(sent.sender.clone())
    }

    /// The script of this site may read why.
    pub(crate) fn to(self, sender: Option<Origin>) -> Self {
        Self { sender, ..self }
    }
}

impl From<Refused> for Response {
    fn from(refused: Refused) -> Self {
        let body = serde_json::json!({ "error": refused.why }).to_string();
        let mut response = json(refused.status, body);
        if matches!(refused.status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
        }
        // What is left of a body that is too large is not read: the connection ends.
        if matches!(refused.status, StatusCode::PAYLOAD_TOO_LARGE | StatusCode::REQUEST_TIMEOUT) {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        open_to(&mut response, refused.sender.as_ref());
        response
    }
}

/// A request that was carried out.
pub(crate) struct Answer;

impl Answer {
    /// For scripts, and for forms that go on to no page.
    pub(crate) fn json(status: StatusCode, body: &serde_json::Value, sent: &Sent) -> Response {
        let mut response = json(status, body.to_string());
        open_to(&mut response, sent.sender.as_ref());
        response
    }

    /// For plain forms: the page that the form names, the page it stands on, or a line of text.
    pub(crate) fn form(next: Option<&str>, allowed: &AllowList, sent: &Sent) -> Response {
        let next = next.and_then(|next| allowed.next(sent.sender.as_ref(), next));
        match next.or_else(|| allowed.page(&sent.headers)) {
            Some(next) => (StatusCode::SEE_OTHER, [(header::LOCATION, next)]).into_response(),
            None => {
                let kind = HeaderValue::from_static("text/plain; charset=utf-8");
                (StatusCode::ACCEPTED, [(header::CONTENT_TYPE, kind)], "Thank you.\n").into_response()
            }
        }
    }

    /// What a browser asked before it sends.
    pub(crate) fn preflight(sender: &Origin) -> Response {
        let mut response = StatusCode::NO_CONTENT.into_response();
        let headers = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("POST"));
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type"));
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200"));
        open_to(&mut response, Some(sender));
        response
    }
}

/// Whether the sender is a plain form, which a browser shows the answer of.
pub(crate) fn is_plain_form(format: Format, headers: &HeaderMap) -> bool {
    let wants_json = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    format.is_form() && !wants_json.is_some_and(|accept| accept.contains("application/json"))
}

fn json(status: StatusCode, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], body).into_response()
}

/// Lets the script of one site read the answer.
fn open_to(response: &mut Response, sender: Option<&Origin>) {
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = sender.and_then(|sender| HeaderValue::from_str(sender.as_str()).ok()) {
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
}
