//! What browsers need to know to keep pages for times without a network.

use helpdex_content::config::{LanguageId, Offline};
use helpdex_content::site::Site;
use serde::Serialize;
use serde_json::json;

use super::cards;
use super::context::OfflineContext;
use super::icons;
use super::json::script_safe;
use super::page::Page;

#[derive(Debug, Serialize)]
pub(super) struct Worker {
    /// What the worker has to know of the site, as JSON.
    site: String,
    base: String,
    /// Whether it removes what was kept, and itself.
    remove: bool,
}

/// The service worker's own file: settings, and the name of the script.
pub(super) fn worker(site: &Site) -> Worker {
    let base = site.routes.base();
    let others = site.config.languages.ids().skip(1).map(|language| cards::code(site, language).to_owned());
    let known = json!({ "base": base, "languages": others.collect::<Vec<_>>() });
    Worker { site: script_safe(&known), base: base.to_owned(), remove: site.config.offline == Offline::Remove }
}

/// What pages say of it in their head.
pub(super) fn context(site: &Site, language: LanguageId) -> Option<OfflineContext> {
    let appearance = &site.config.appearance;
    (site.config.offline == Offline::On).then(|| OfflineContext {
        worker: Page::ServiceWorker.url(site),
        manifest: Page::AppManifest.url(site),
        page: Page::Offline(language).url(site),
        accent: appearance.accent.clone(),
        accent_dark: appearance.accent_dark.clone(),
        touch_icon: icons::touch_icon(site),
    })
}
