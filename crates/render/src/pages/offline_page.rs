//! What readers see without a network where nothing was kept, and what a home screen shows of the site.

use helpdex_content::config::LanguageId;
use serde::Serialize;
use serde_json::json;

use super::cards;
use super::context::PageContext;
use super::head::{About, frame};
use super::icons;
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

/// The manifest by which a site is put on a home screen.
pub(super) fn manifest(rendering: &Rendering<'_>) -> String {
    let site = rendering.site;
    let config = &site.config;
    let language = LanguageId::DEFAULT;
    let code = cards::code(site, language);
    let home = site.routes.page_url(language, "");
    let favicon = || rendering.theme.assets().iter().find(|asset| asset.path.starts_with("assets/favicon."));
    let icon = cards::logo(site).or_else(|| favicon().map(|asset| format!("{}/{}", site.routes.base(), asset.path)));
    let icon = icon.unwrap_or_default();
    // A size of pixels is only known of drawings: those fit all.
    let is_drawing = icon.ends_with(".svg");
    let icon = match is_drawing {
        true => json!({ "src": icon, "sizes": "any", "type": "image/svg+xml" }),
        false => json!({ "src": icon }),
    };
    let mut listed = vec![icon];
    listed.extend(icons::of_manifest(site).into_iter().map(|(src, side, purpose)| {
        json!({ "src": src, "sizes": format!("{side}x{side}"), "type": "image/png", "purpose": purpose })
    }));
    let mut manifest = json!({
        "id": home,
        "name": config.title.get(&code),
        "description": config.description.get(&code),
        "lang": code,
        "dir": config.languages.get(language).dir,
        "start_url": home,
        "scope": format!("{}/", site.routes.base()),
        "display": "minimal-ui",
        "icons": listed,
    });
    if let Some(accent) = &config.appearance.accent {
        manifest["theme_color"] = json!(accent);
    }
    format!("{manifest}\n")
}
