//! The preview with an editor in it.
//!
//! ```text
//! secrets   who may write: two secrets of this run, one in a cookie and one in the page
//! enter     the link that the terminal shows, and the form for whoever comes without it
//! shell     the editor's page and what it loads
//! api       a request → the one of these that answers it
//! asked     what a request says
//! file      opening, saving, undoing
//! live      an unsaved text → its page and faults
//! answers   an unsaved text → which questions it answers
//! links     words → articles to link to
//! facts     what the site has: categories, owners, variables
//! make      new files: articles, categories, images, translations; moving one
//! source    a translation's source and what has changed in it
//! proposal  what has changed, and a branch of it
//! ```
//!
//! Only here does the preview write, and only through `helpdex_write`.

mod answers;
mod api;
mod asked;
mod assets;
mod diagnostics;
pub(crate) mod editing;
mod enter;
mod facts;
mod file;
mod links;
mod live;
mod make;
mod overlay;
mod proposal;
mod refusal;
pub(crate) mod root;
mod secrets;
mod shell;
mod source;

use std::sync::Arc;

use axum::Router;
use axum::routing::{any, get};

use crate::app::App;
use root::ROOT;

/// Every path of the editor.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route(ROOT, get(shell::page))
        .route("/__helpdex/write", get(|| async { crate::response::redirect(ROOT, None) }))
        .route("/__helpdex/write/enter", get(enter::by_link).post(enter::by_form))
        .route("/__helpdex/write/assets/{name}", get(assets::asset))
        .route("/__helpdex/write/page", get(live::page))
        .route("/__helpdex/write/api/{name}", any(api::answer))
}

/// Whether a request may change something: then other methods than GET are let through.
pub(super) fn takes(path: &str) -> bool {
    path == "/__helpdex/write/enter" || path.starts_with("/__helpdex/write/api/")
}
