//! Which address is answered by what.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};

use super::app::App;
use super::take::{What, take};
use super::{dashboard, operate};

/// All addresses.
pub(crate) fn router(app: &Arc<App>) -> Router {
    let takes = |what| any(take).with_state((Arc::clone(app), what));
    Router::new()
        .route("/v1/events", takes(What::Events))
        .route("/v1/feedback", takes(What::Feedback))
        .route("/v1/survey", takes(What::Survey))
        .route("/v1/contact", takes(What::Contact))
        .route("/healthz", get(operate::health))
        .route("/metrics", get(operate::metrics))
        .route("/login", post(dashboard::login))
        .route("/logout", post(dashboard::logout))
        .fallback(get(dashboard::page))
        .layer(from_fn_with_state(Arc::clone(app), guard))
        .with_state(Arc::clone(app))
}

/// Words for the numbers: never a part of an address that somebody made up.
fn route(path: &str) -> &'static str {
    match path {
        "/v1/events" => "/v1/events",
        "/v1/feedback" => "/v1/feedback",
        "/v1/survey" => "/v1/survey",
        "/v1/contact" => "/v1/contact",
        "/healthz" => "/healthz",
        "/metrics" => "/metrics",
        "/login" | "/logout" => "/login",
        _ => "dashboard",
    }
}

const SAFE: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; \
         frame-ancestors 'none'; base-uri 'none'",
    ),
];

/// Turns away what is not meant for the collector, counts, and says on every answer how far it may be trusted.
async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let route = route(request.uri().path());
    // Whoever watches over machines asks for their addresses.
    let admitted = route == "/healthz" || app.hosts.admit(request.uri(), request.headers());
    let mut response = match admitted {
        true => next.run(request).await,
        false => {
            let why = "The collector does not answer under this name: start it with --url.\n";
            (StatusCode::MISDIRECTED_REQUEST, why).into_response()
        }
    };
    for (name, value) in SAFE {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    app.metrics.request(route, response.status().as_u16(), started.elapsed());
    response
}
