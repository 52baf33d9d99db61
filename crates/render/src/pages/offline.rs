//! What browsers need to keep pages for times without a network, and to put the site on a home screen.

use helpdex_content::config::{LanguageId, Offline};
use helpdex_content::site::Site;
use serde::Serialize;
use serde_json::json;

use super::cards;
use super::context::{OfflineContext, PageContext};
use super::head::{About, frame};
use super::json::script_safe;
use super::page::Page;
use super::rendering::Rendering;

#[derive(Debug, Serialize)]
pub(super) struct OfflinePage {
    page: PageContext,
}

/// The page that stands for one that was never read.
pub(super) fn page(rendering: &Rendering<'_>, page: &Page, language: LanguageId) -> OfflinePage {
    let about = About {
        kind: "offline",
        title: rendering.theme.text(language, "offline_title"),
        noindex: true,
        breadcrumbs: vec![cards::home_crumb(rendering.site, language)],
        ..About::default()
    };
    OfflinePage { page: frame(rendering, page, language, about) }
}

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
    })
}

/// The manifest by which a site is put on a home screen.
pub(super) fn manifest(rendering: &Rendering<'_>) -> String {
    let site = rendering.site;
    let config = &site.config;
    let language = LanguageId::DEFAULT;
    let code = cards::code(site, language);
    let home = site.routes.page_url(language, "");
    let logo = config.appearance.logo.as_ref().and_then(|path| Some(site.routes.files().get(path)?.url.clone()));
    let favicon = || rendering.theme.assets().iter().find(|asset| asset.path.starts_with("assets/favicon."));
    let icon = logo.or_else(|| favicon().map(|asset| format!("{}/{}", site.routes.base(), asset.path)));
    let icon = icon.unwrap_or_default();
    // A size of pixels is only known of drawings: those fit all.
    let is_drawing = icon.ends_with(".svg");
    let icon = match is_drawing {
        true => json!({ "src": icon, "sizes": "any", "type": "image/svg+xml" }),
        false => json!({ "src": icon }),
    };
    let mut manifest = json!({
        "id": home,
        "name": config.title.get(&code),
        "description": config.description.get(&code),
        "lang": code,
        "dir": config.languages.get(language).dir,
        "start_url": home,
        "scope": format!("{}/", site.routes.base()),
        "display": "minimal-ui",
        "icons": [icon],
    });
    if let Some(accent) = &config.appearance.accent {
        manifest["theme_color"] = json!(accent);
    }
    format!("{manifest}\n")
}
