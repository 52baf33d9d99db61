//! The preview with an editor in it.
//!
//! ```text
//! secrets   who may write: two secrets of this run, one in a cookie and one in the page
//! enter     the link that the terminal shows, and the form for whoever comes without it
//! shell     the editor's page and what it loads
//! api       a request → the one of these that answers it
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
mod assets;
mod diagnostics;
mod enter;
mod facts;
mod file;
mod links;
mod live;
mod make;
mod overlay;
mod proposal;
mod refusal;
mod secrets;
mod shell;
mod source;

use std::sync::Arc;

use axum::Router;
use axum::routing::{any, get};

use helpdex_content::error::Result;
use helpdex_write::Desk;

use crate::app::App;
use crate::options::Writing;

pub(super) use secrets::Secrets;

/// Where all of it lies.
pub(super) const ROOT: &str = "/__helpdex/write/";

/// What writing takes beside the states of the preview.
pub(super) struct Editing {
    pub(super) secrets: Secrets,
    desk: Desk,
    overlays: overlay::Overlays,
}

impl Editing {
    /// Makes the secrets of this run.
    ///
    /// # Errors
    /// When the token is too short, or the system has no randomness.
    pub(super) fn new(options: &Writing, port: u16) -> Result<Self> {
        Ok(Self {
            secrets: Secrets::new(options, port)?,
            desk: Desk::default(),
            overlays: overlay::Overlays::default(),
        })
    }
}

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
