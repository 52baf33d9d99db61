//! Answers that say no.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use helpdex_content::error::Error;
use helpdex_write::Fault;

/// An answer that says no: a code for scripts and words for people.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    code: &'static str,
    body: Value,
}

/// What an endpoint gives.
pub(super) type Answer = Result<(StatusCode, Value), Refusal>;

/// An answer that is fine.
pub(super) fn fine(body: Value) -> Answer {
    Ok((StatusCode::OK, body))
}

/// Something new is there.
pub(super) fn made(body: Value) -> Answer {
    Ok((StatusCode::CREATED, body))
}

impl Refusal {
    pub(super) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, body: json!({ "message": message.into() }) }
    }

    pub(super) fn bad(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad-request", message)
    }

    pub(super) fn session() -> Self {
        Self::new(StatusCode::FORBIDDEN, "session", "open the link that the terminal shows, then load this page again")
    }

    /// Somebody else changed a file; `more` says how it is now.
    pub(super) fn changed(mut more: Value) -> Self {
        if let Some(more) = more.as_object_mut() {
            more.insert("message".to_owned(), "the file was changed by somebody else".into());
        }
        Self { status: StatusCode::CONFLICT, code: "changed", body: more }
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        let words = fault.to_string();
        match fault {
            Fault::NotFound => Self::new(StatusCode::NOT_FOUND, "not-found", words),
            Fault::Exists(_) => Self::new(StatusCode::CONFLICT, "exists", words),
            Fault::TooLarge(_) => Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", words),
            Fault::Refused(_) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "refused", words),
            Fault::Machine(_) => Self::new(StatusCode::INTERNAL_SERVER_ERROR, "environment", words),
        }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Fault::from(error).into()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut body = self.body;
        if let Some(body) = body.as_object_mut() {
            body.insert("error".to_owned(), self.code.into());
        }
        as_json(self.status, &body)
    }
}

/// JSON that no browser keeps.
pub(super) fn as_json(status: StatusCode, body: &Value) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, body.to_string()).into_response()
}
