//! What a look at the finished output tells the author.

use std::collections::HashSet;

use rayon::prelude::*;

use super::loaded::Loaded;
use crate::budget::{self, Measured};
use crate::verify::{Findings, Plan};
use helpdex_content::config::CONFIG_FILE;
use helpdex_content::diagnostic::{Diagnostic, Severity};
use helpdex_content::error::Result;
use helpdex_content::feedback::Recipient;
use helpdex_content::markdown::LinkTarget;
use helpdex_content::routes::is_image;
use helpdex_content::site::Site;
use helpdex_render::search::{self, Files, Index, Written};

/// The files of an output that are known before its pages are rendered: the theme's and the content's own.
pub(crate) fn plan(loaded: &Loaded) -> Plan {
    let site = &loaded.site;
    let base = site.routes.base();
    let mut plan = Plan::new(&site.config.base_url.origin, base);
    for asset in loaded.theme.assets() {
        plan.add(asset.path.clone(), asset.url.clone(), Some(asset.bytes.len() as u64));
    }
    for file in site.routes.files().values() {
        // A file that is gone meanwhile is a fault of the machine when it is copied.
        let bytes = std::fs::metadata(file.location()).map(|metadata| metadata.len()).ok();
        plan.add(file.output.clone(), file.url.clone(), bytes);
    }
    for variant in site.routes.variants().values() {
        plan.add(variant.output.clone(), variant.url.clone(), Some(variant.bytes));
    }
    plan
}

/// Adds the files of the index that pages name, before they are made.
pub(crate) fn plan_entrances(plan: &mut Plan, site: &Site) {
    for path in search::entrances(site) {
        let url = format!("{}/{path}", site.routes.base());
        plan.add(path, url, None);
    }
}

/// Adds the files of the index, or says how long those are that were planned.
pub(crate) fn plan_index(plan: &mut Plan, site: &Site, files: &[Written]) {
    for file in files {
        plan.put(file.path.clone(), format!("{}/{}", site.routes.base(), file.path), file.bytes);
    }
}

/// What is wrong with links, anchors and the sitemap, and which pages and images are over budget.
pub(crate) fn faults(loaded: &Loaded, plan: &Plan, findings: Findings) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (link, pages) in findings.dead_links.iter().filter(|(link, _)| !is_collected(&loaded.site, link)) {
        faults.push(dead_link(loaded, plan, link, pages));
    }
    let judged = if findings.dead_anchors.is_empty() { HashSet::new() } else { fragments_of_content(&loaded.site) };
    for (link, pages) in &findings.dead_anchors {
        // The author has been told of it, with its place, by the rule about links of articles.
        if link.split_once('#').is_some_and(|(_, fragment)| judged.contains(fragment)) {
            continue;
        }
        let message = format!("{} to `{link}`, and that page has no such place", pages_link(plan, pages));
        faults.push(Diagnostic::warning("dead-anchor", holder(loaded, plan, pages), message));
    }
    for (name, pages) in &findings.empty {
        faults.push(empty(loaded, plan, name, pages));
    }
    faults.extend(sitemap(plan, &findings));
    let budgets = &loaded.site.config.budgets;
    let weights = findings.weights.iter().filter_map(|(file, bytes)| {
        let file = plan.file(*file).filter(|file| file.path.ends_with(".html"))?;
        Some(Measured { name: file.url.clone(), bytes: *bytes })
    });
    faults.extend(budget::over(budgets.page.as_ref(), "page", "the page", weights.collect()));
    let images = plan.files().iter().filter(|file| is_image(&file.path));
    let images = images.filter_map(|file| Some(Measured { name: file.url.clone(), bytes: file.bytes? }));
    faults.extend(budget::over(budgets.image.as_ref(), "image", "the image", images.collect()));
    faults
}

/// Whether another program answers at a path of the site's host: the collector, as the settings say.
fn is_collected(site: &Site, link: &str) -> bool {
    let Recipient::Collector(address) = &site.config.feedback.to else { return false };
    link.strip_prefix(address.as_str()).is_some_and(|rest| rest.starts_with("/v1/"))
}

fn dead_link(loaded: &Loaded, plan: &Plan, link: &str, pages: &[usize]) -> Diagnostic {
    let path = holder(loaded, plan, pages);
    let message = format!("{} to `{link}`, where nothing is published", pages_link(plan, pages));
    let help = match path.as_str() {
        CONFIG_FILE => {
            "a path under `footer` or `contact` has to be one of a page; write the full address of another site"
        }
        _ => "it comes from the theme or the article; if the host serves it, set `dead-link: off` under `checks`",
    };
    Diagnostic::error("dead-link", path, message).help(help)
}

fn empty(loaded: &Loaded, plan: &Plan, name: &str, pages: &[usize]) -> Diagnostic {
    let url = pages.first().and_then(|file| plan.file(*file)).map_or("", |file| &file.url);
    let subject = match pages.len() {
        0 | 1 => format!("`{url}` has"),
        2 => format!("`{url}` and another page have"),
        more => format!("`{url}` and {} more pages have", more - 1),
    };
    let message = format!("{subject} a `<{name}>` without a text");
    Diagnostic::error("unnamed-page", holder(loaded, plan, pages), message)
        .help("give the page a title, or correct the template that writes it")
}

fn sitemap(plan: &Plan, findings: &Findings) -> Vec<Diagnostic> {
    const TEMPLATE: &str = "templates/sitemap.xml";
    let url = |file: &usize| plan.file(*file).map_or("", |file| &file.url);
    let missing = findings.not_in_sitemap.iter().map(|file| {
        Diagnostic::error("sitemap", TEMPLATE, format!("the sitemap does not name `{}`", url(file)))
            .help("the theme's sitemap.xml has to name every page that search engines may list")
    });
    let extra = findings.only_in_sitemap.iter().map(|url| {
        Diagnostic::error("sitemap", TEMPLATE, format!("the sitemap names `{url}`, where no page is to be listed"))
            .help("it is not published, says `noindex`, or gives another address as its own")
    });
    missing.chain(extra).collect()
}

/// `/pay/ and 12 more pages link`.
fn pages_link(plan: &Plan, pages: &[usize]) -> String {
    let first = pages.first().and_then(|file| plan.file(*file)).map_or("", |file| &file.url);
    match pages.len() {
        0 | 1 => format!("`{first}` links"),
        2 => format!("`{first}` and another page link"),
        more => format!("`{first}` and {} more pages link", more - 1),
    }
}

/// The file to look into: the article that alone has the link, else what all pages share.
fn holder(loaded: &Loaded, plan: &Plan, pages: &[usize]) -> String {
    let site = &loaded.site;
    if let [only] = pages {
        let url = plan.file(*only).map_or("", |file| &file.url);
        if let Some(helpdex_content::routes::Owner::Entry(entry)) = site.routes.owner(url) {
            return site.entry(*entry).map_or_else(String::new, |entry| entry.file.path().into());
        }
    }
    match &site.config.theme {
        Some(theme) if pages.len() == 1 => format!("themes/{theme}"),
        _ => CONFIG_FILE.to_owned(),
    }
}

fn fragments_of_content(site: &Site) -> HashSet<&str> {
    let bodies = site.sources.ids().filter_map(|index| site.body(index));
    bodies.flat_map(|body| &body.links).filter_map(|link| fragment(&link.target)).collect()
}

fn fragment(target: &LinkTarget) -> Option<&str> {
    match target {
        LinkTarget::Fragment(fragment) => Some(fragment),
        LinkTarget::Article(link) => link.fragment.as_deref(),
        LinkTarget::File(_) | LinkTarget::External(_) => None,
    }
}

/// Whether faults can only be told with the index as it is published.
pub(crate) fn needs_index_files(site: &Site) -> bool {
    let budgets = &site.config.budgets;
    // A page is weighed with what it says of the index.
    budgets.search.is_some() || budgets.page.is_some()
}

/// Weighs a first search.
///
/// # Errors
/// When the index can't be read.
pub(crate) fn heavy_search(site: &Site, files: &Files) -> Result<Option<Diagnostic>> {
    let Some(most) = &site.config.budgets.search else { return Ok(None) };
    let figures = search::cost::first_queries(site, files)?;
    let measured = figures.into_iter().map(|(name, bytes)| Measured { name, bytes }).collect();
    Ok(budget::over(Some(most), "search", "the first search for", measured))
}

/// The index of every language, from its files.
///
/// # Errors
/// When it can't be read.
pub(crate) fn indexes(site: &Site, files: &Files) -> Result<Vec<Index>> {
    site.config.languages.par_iter().map(|language| Index::of(files, &language.code)).collect()
}

/// Whether all warnings together are over budget.
pub(crate) fn too_many_warnings(site: &Site, before: &[Diagnostic], now: &[Diagnostic]) -> Option<Diagnostic> {
    let warnings = before.iter().chain(now).filter(|found| found.severity == Severity::Warning).count();
    budget::too_many_warnings(site.config.budgets.warnings.as_ref(), warnings)
}
