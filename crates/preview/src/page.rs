//! Pages, theme assets and files of the content.

use helpdex_content::source::{EntryId, INCIDENTS, STANDARDS};
use std::path::Path;

use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;

use super::app::App;
use super::catalog::{self, Place};
use super::host_guard::decoded;
use super::message::Message;
use super::response::{bytes, redirect, text};
use super::state::{State, version};
use super::write::root::ROOT;
use helpdex_content::path::SitePath;
use helpdex_content::site::Site;
use helpdex_render::pages::Page;

/// The answer for a path of the site, from one state.
pub(super) fn answer(app: &App, state: &State, uri: &Uri, headers: &HeaderMap) -> Response {
    let site = &state.site;
    let Some(path) = decoded(uri.path()) else {
        return text(StatusCode::BAD_REQUEST, "This is no path of a help site.\n");
    };
    let base = site.routes.base();
    if !base.is_empty() && (path == "/" || path == base) {
        return redirect(&format!("{base}/"), None);
    }
    if let Some(asset) = state.theme.assets().iter().find(|asset| asset.url == uri.path()) {
        let mut response =
            bytes(headers, StatusCode::OK, media_type(&asset.path), &version(&asset.bytes), asset.bytes.to_vec());
        // Its name has its content's hash, here as on the published site.
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        response.headers_mut().insert(header::CACHE_CONTROL, forever);
        return response;
    }
    match catalog::find(site, &path) {
        Some(Place::Page(page)) => show(app, state, headers, StatusCode::OK, &page),
        Some(Place::Moved(url)) => redirect(&url, uri.query()),
        Some(Place::File(key)) => file(state, headers, &key)
            .unwrap_or_else(|| show(app, state, headers, StatusCode::NOT_FOUND, &catalog::not_found(site, &path))),
        None => show(app, state, headers, StatusCode::NOT_FOUND, &catalog::not_found(site, &path)),
    }
}

fn show(app: &App, state: &State, headers: &HeaderMap, status: StatusCode, page: &Page) -> Response {
    let rendered = match state.render(page) {
        Ok(rendered) => rendered,
        Err(fault) => {
            let _ = app.messages.send(Message::TemplateFault(fault));
            return text(StatusCode::INTERNAL_SERVER_ERROR, "No template can show this page; the terminal says why.\n");
        }
    };
    if let Some(fault) = rendered.fault {
        let _ = app.messages.send(Message::TemplateFault(fault));
    }
    let output = page.output(&state.site).unwrap_or_default();
    let kind = media_type(&output);
    if !output.ends_with(".html") {
        return bytes(headers, status, kind, &rendered.version, rendered.bytes);
    }
    let injected =
        inject(rendered.bytes, &rendered.version, &source(&state.site, page), writing(app, state, page).as_ref());
    bytes(headers, status, kind, &rendered.version, injected)
}

/// The file that a page is made from, or the folder that should have one; relative to the site's root.
fn source(site: &Site, page: &Page) -> SitePath {
    let path = |id: EntryId| site.entry(id).map(|entry| entry.file.path().clone());
    let found = match page.list().0 {
        Page::Article(index) => path(*index),
        Page::Home(language) => site.home(*language).and_then(path),
        Page::Category(key, language) => {
            let own = site.routes.categories().get(key).and_then(|twins| *twins.get(*language)?);
            own.and_then(path).or_else(|| Some(site.config.site_path(key)))
        }
        Page::Standards(_) => Some(site.config.site_path(STANDARDS)),
        Page::Standard(_, number) => site.standards.get(*number).map(|standard| standard.file.path().clone()),
        Page::Status(_) => Some(site.config.site_path(INCIDENTS)),
        _ => None,
    };
    found.unwrap_or_default()
}

/// What the buttons say that lead to the editor.
pub(super) struct Invitation {
    edit: String,
    new: String,
}

/// The words of the page's language for whoever may write; nothing where the site is only shown.
fn writing(app: &App, state: &State, page: &Page) -> Option<Invitation> {
    app.editing.as_ref()?;
    let site = &state.site;
    let language = match page.list().0 {
        Page::Article(id) => site.entry(*id).map(|entry| entry.language),
        Page::Home(language) | Page::Category(_, language) => Some(*language),
        _ => None,
    };
    let text = |key| state.theme.text(language.unwrap_or_default(), key);
    Some(Invitation { edit: text("edit"), new: text("write_new") })
}

/// Puts the script that follows the author into a page. It is the one thing that a published page doesn't have.
pub(super) fn inject(mut html: Vec<u8>, version: &str, source: &str, writing: Option<&Invitation>) -> Vec<u8> {
    let end = b"</body>";
    let at = html.windows(end.len()).rposition(|window| window.eq_ignore_ascii_case(end)).unwrap_or(html.len());
    let escaped = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let source = escaped(source);
    let writing = writing.map_or_else(String::new, |words| {
        let (edit, new) = (escaped(&words.edit), escaped(&words.new));
        format!(" data-write=\"{}\" data-edit=\"{edit}\" data-new=\"{new}\"", ROOT)
    });
    let script = format!(
        "<script type=\"module\" src=\"/__helpdex/reload.js\" data-helpdex=\"{version}\" data-source=\"{source}\"{writing}></script>\n"
    );
    html.splice(at..at, script.into_bytes());
    html
}

/// A file of the content, if it still lies where it was found.
fn file(state: &State, headers: &HeaderMap, key: &str) -> Option<Response> {
    let route = state.site.routes.files().get(key)?;
    let location = within(&state.site.config.content_dir(), route.location())?;
    let read = std::fs::read(location).ok()?;
    Some(bytes(headers, StatusCode::OK, media_type(&route.output), &version(&read), read))
}

/// The path itself, unless a link put in its place since leads out of the content.
fn within(top: &Path, location: &Path) -> Option<std::path::PathBuf> {
    let real = location.canonicalize().ok()?;
    real.starts_with(top.canonicalize().ok()?).then_some(real)
}

/// The type of a file by its name. Only kinds that Helpdex publishes are listed; a browser saves all others.
fn media_type(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    match extension.as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "yaml" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "bmp" => "image/bmp",
        "ico" => "image/x-icon",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "wasm" => "application/wasm",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mov" => "video/quicktime",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" | "opus" => "audio/ogg",
        "wav" => "audio/wav",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_last_in_the_body() {
        let page = inject(b"<body>x</body></html>".to_vec(), "v1", "content/a\"b.md", None);
        let script = "<script type=\"module\" src=\"/__helpdex/reload.js\" data-helpdex=\"v1\" data-source=\"content/a&quot;b.md\">";
        assert_eq!(String::from_utf8_lossy(&page), format!("<body>x{script}</script>\n</body></html>"));
        assert!(inject(b"no body".to_vec(), "v", "", None).starts_with(b"no body<script"));
    }
}
