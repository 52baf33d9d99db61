//! Redirects and headers, for hosts that read them from files and for those that don't.

use helpdex_content::config::LanguageId;
use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};

use super::page::Page;
use super::rendering::Rendering;
use helpdex_content::contact::{Destination, Form};
use helpdex_content::markdown::Rendered;
use helpdex_content::site::Site;

#[derive(Debug, Default, Serialize)]
pub(super) struct RedirectPage {
    /// Where it leads, as a path.
    url: String,
    /// The same with scheme and host.
    canonical: String,
    title: String,
    lang: LangCode,
}

#[derive(Debug, Default, Serialize)]
struct LangCode {
    code: String,
}

/// The page at an old URL, for hosts that know no redirects.
pub(super) fn redirect(rendering: &Rendering<'_>, index: usize) -> RedirectPage {
    let site = rendering.site;
    let Some(alias) = site.routes.aliases().get(index) else { return RedirectPage::default() };
    let url = site.routes.url(alias.entry).unwrap_or_default().to_owned();
    let language = site.entry(alias.entry).map_or(LanguageId::DEFAULT, |entry| entry.language);
    RedirectPage {
        canonical: site.config.base_url.absolute(&url),
        title: site.title(alias.entry),
        lang: LangCode { code: super::cards::code(site, language) },
        url,
    }
}

/// `_redirects` as Netlify and Cloudflare Pages read it.
pub(super) fn redirects(site: &Site) -> String {
    let aliases = site.routes.aliases().iter();
    let whole = aliases.filter_map(|alias| Some(format!("{} {} 301\n", alias.from, site.routes.url(alias.entry)?)));
    // Cloudflare wants those with a star behind all others.
    let open = site.routes.open_aliases();
    let open = open.filter_map(|alias| Some(format!("{}* {} 301\n", alias.from, site.routes.url(alias.entry)?)));
    whole.chain(open).collect()
}

/// The part of the theme that leads from the page for what is not there to where an old URL leads.
pub(super) const MOVED: &str = "moved";

/// Beginnings of old URLs and where each leads, for hosts that know no redirects.
pub(super) fn old_urls(site: &Site) -> String {
    let open = site.routes.open_aliases();
    let pairs = open.filter_map(|alias| Some(json!([alias.from, site.routes.url(alias.entry)?])));
    Value::Array(pairs.collect()).to_string()
}

/// The policy that every page is built to run under: nothing from elsewhere but the images that articles show.
pub fn content_security_policy(site: &Site) -> String {
    let images = texts(site).flat_map(|body| &body.images);
    let origins: BTreeSet<&str> = images.filter_map(|image| origin(&image.src)).collect();
    let players = players(site);
    let origins: String = origins.iter().map(|origin| format!(" {origin}")).collect();
    let (connect, form) = recipients(site);
    let frames: String = site.config.widget.frames.iter().map(|host| format!(" {host}")).collect();
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self'{origins};{players}{connect} \
         object-src 'none'; base-uri 'self'; form-action 'self'{form}; frame-ancestors 'self'{frames}"
    )
}

/// Where the contact form and what readers say are sent to: for scripts a directive of its own, and for browsers
/// themselves what follows `'self'`. Nothing on a site where all of it stays at home.
fn recipients(site: &Site) -> (String, String) {
    let config = &site.config;
    let feedback = config.feedback.is_on().then(|| config.feedback.to.origin()).flatten();
    let form = config.contact.form.as_ref();
    let hosts: BTreeSet<&str> = form.and_then(Form::origin).into_iter().chain(feedback).collect();
    let named: String = hosts.iter().map(|host| format!(" {host}")).collect();
    let connect = if named.is_empty() { String::new() } else { format!(" connect-src 'self'{named};") };
    let by_mail = form.is_some_and(|form| matches!(form.to, Destination::Mail(_)));
    (connect, named + if by_mail { " mailto:" } else { "" })
}

/// Everything that authors wrote and pages show: articles, and what was said of incidents.
fn texts(site: &Site) -> impl Iterator<Item = &Rendered> {
    let versions = site.incidents.iter().flat_map(|incident| &incident.versions);
    site.bodies().chain(versions.flat_map(|version| &version.updates).map(|update| &update.body))
}

/// Where the players and films of the articles come from: nothing on a site without videos from elsewhere.
fn players(site: &Site) -> String {
    let mut frames: BTreeSet<&str> = texts(site).flat_map(|body| &body.players).copied().collect();
    frames.extend(texts(site).flat_map(|body| &body.embeds).map(String::as_str));
    let media: BTreeSet<&str> = texts(site).flat_map(|body| &body.media).filter_map(|url| origin(url)).collect();
    let mut directives = String::new();
    for (name, own, origins) in [("frame-src", "", frames), ("media-src", " 'self'", media)] {
        if !origins.is_empty() {
            let origins: String = origins.iter().map(|origin| format!(" {origin}")).collect();
            directives.push_str(&format!(" {name}{own}{origins};"));
        }
    }
    directives
}

/// Scheme and host of an absolute URL, when nothing in it could end the directive.
fn origin(url: &str) -> Option<&str> {
    let host_start = url.find("://")? + 3;
    let rest = url.get(host_start..)?;
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-:".contains(c);
    let host = rest.get(..host_end).filter(|host| !host.is_empty() && host.chars().all(plain))?;
    let scheme = url.get(..host_start)?;
    matches!(scheme, "https://" | "http://").then(|| url.get(..host_start + host.len()))?
}

/// `_headers` as Netlify and Cloudflare Pages read it. What has a hash in its name never changes.
pub(super) fn headers(site: &Site) -> String {
    let base = site.routes.base();
    let policy = content_security_policy(site);
    let mut headers = format!(
        "{base}/*\n  Content-Security-Policy: {policy}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n"
    );
    if site.config.widget.is_on {
        // Pages of a product read the site's, and show its pictures, whatever they keep apart from other hosts.
        headers.push_str("  Access-Control-Allow-Origin: *\n  Cross-Origin-Resource-Policy: cross-origin\n");
    }
    if site.is_for_agents() {
        headers.push_str("  X-Robots-Tag: noindex\n");
    }
    // The manifests of the search index stand beside these folders and are to be asked for anew.
    let languages = site.config.languages.iter().map(|language| format!("search-index/{}", language.code));
    for folder in ["assets".to_owned(), "search-index/engine".to_owned()].into_iter().chain(languages) {
        headers.push_str(&format!("{base}/{folder}/*\n  Cache-Control: public, max-age=31536000, immutable\n"));
    }
    // Hosts know the types of all other files by their names, and read a hundred rules at the most.
    if site.config.programs.opensearch && !site.config.languages.are_many() {
        for language in site.config.languages.ids() {
            let url = Page::OpenSearch(language).url(site);
            headers.push_str(&format!("{url}\n  Content-Type: application/opensearchdescription+xml; charset=utf-8\n"));
        }
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn origins() {
        assert_eq!(origin("https://img.example:8080/a.png?x"), Some("https://img.example:8080"));
        assert_eq!(origin("https://x.example;script-src *"), None);
        assert_eq!(origin("img/a.png"), None);
        assert_eq!(origin("data://x"), None);
    }
}
