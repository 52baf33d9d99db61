//! The editor's page.

use std::sync::Arc;

use axum::extract::{Query, Request, State as With};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::enter;
use super::root::ROOT;
use crate::app::App;
use crate::response::text;

const PAGE: &str = include_str!("../client/write/editor.html");

/// Styles stand in the page: the editor of the text makes its own as it goes.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; frame-src 'self'; \
                      object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

#[derive(serde::Deserialize)]
pub(super) struct Wanted {
    lang: Option<String>,
}

pub(super) async fn page(With(app): With<Arc<App>>, Query(wanted): Query<Wanted>, request: Request) -> Response {
    let Some(editing) = &app.editing else { return text(StatusCode::NOT_FOUND, "There is nothing here.\n") };
    if !editing.secrets.has_entered(request.headers()) {
        let to = request.uri().path_and_query().map_or(ROOT, |path| path.as_str());
        return enter::form(&app, request.headers(), to, false);
    }
    let state = app.state();
    let config = &state.site.config;
    let language = wanted.lang.and_then(|code| config.language_id(&code)).unwrap_or_default();
    let spoken = config.languages.get(language);
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let stylesheet = state.theme.assets().iter().find(|asset| asset.path.ends_with("main.css"));
    // `</script>` in a text would end the element.
    let strings = state.theme.words_for(language, "write_").replace('<', "\\u003c");
    let html = PAGE
        .replace("{{lang}}", &escaped(&spoken.code))
        .replace("{{dir}}", spoken.dir.name())
        .replace("{{secret}}", editing.secrets.page())
        .replace("{{stylesheet}}", stylesheet.map_or("", |asset| asset.url.as_str()))
        .replace("{{title}}", &escaped(config.title.get(&config.default_language().code)))
        .replace("{{strings}}", &strings);
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, html).into_response()
}
