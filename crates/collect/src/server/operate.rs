//! `/healthz` and `/metrics`: for whoever runs the collector.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use helpdex_http::Peer;

use super::app::App;
use super::client;
use crate::clock::now;

/// Whether the collector can do its work: the database answers.
pub(super) async fn health(State(app): State<Arc<App>>) -> Response {
    match app.store.is_well().await {
        true => (StatusCode::OK, "ok\n").into_response(),
        false => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    }
}

/// Numbers, for this machine and whoever has the token: how many write in is nobody else's business.
pub(super) async fn metrics(
    State(app): State<Arc<App>>,
    Extension(Peer(peer)): Extension<Peer>,
    headers: HeaderMap,
) -> Response {
    if !client::is_local(peer.ip(), &headers) && !app.sessions.admits(&headers, now()) {
        return (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer")], "the token is needed\n")
            .into_response();
    }
    match app.store.outbox_counts().await {
        Ok(outbox) => {
            let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
            (kind, app.metrics.text(&outbox)).into_response()
        }
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    }
}
