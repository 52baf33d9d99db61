//! Docusaurus 2 and 3: documents in all languages, categories, sidebars, versions, redirects.

mod order;
mod pages;
mod reader;
mod settings;
mod sidebars;
#[cfg(test)]
mod tests;
mod version;

use std::collections::BTreeSet;

use helpdex_content::config::LanguageId;
use helpdex_content::error::Result;
use helpdex_content::path::join;

use super::ask::Ask;
use crate::source::tree::Tree;
use crate::source::{Addresses, Asset, OnDisk, Page, Source, what};
use pages::is_doc;
use reader::Reader;
use settings::{Instance, Settings};
use version::{Version, plugin};

/// Whether there is a site of Docusaurus.
pub(crate) fn recognises(tree: &Tree) -> bool {
    tree.nearest(&settings::FILES).is_some()
}

/// Reads one.
pub(crate) fn read(ask: &Ask<'_>) -> Result<Source> {
    let settings = Settings::read(ask.tree);
    let statics = join(&settings.root, "static");
    let mut source = Source { name: ask.tree.name.clone(), ..Source::default() };
    let mut roots = vec![statics.clone()];
    roots.extend(settings.instances.iter().map(|instance| instance.folder.clone()));
    roots.push(settings.root.clone());
    source.addresses = Addresses { hosts: settings.host.iter().cloned().collect(), base: settings.base.clone(), roots };
    source.redirects.clone_from(&settings.redirects);
    let locales = locales(ask, &settings, &mut source);
    for path in ask.tree.below(&statics) {
        let place = path.strip_prefix(&format!("{statics}/")).unwrap_or(path).to_owned();
        source.files.insert(path.clone(), Asset { place, content: OnDisk(ask.tree.location(path)) });
    }
    let is_only = settings.instances.len() == 1;
    for instance in &settings.instances {
        let version = Version::of(ask.tree, &settings, instance, &mut source);
        let mut part = Source { notes: std::mem::take(&mut source.notes), ..Source::default() };
        Reader { ask, settings: &settings, instance, version: &version, locales: &locales }.read(&mut part)?;
        merge(&mut source, part, if is_only { "" } else { &instance.route });
    }
    blog(ask.tree, &settings, &mut source);
    source.elsewhere = elsewhere(ask.tree, &settings);
    Ok(source)
}

/// The languages of the site in `i18n/`, and the codes that they have there. What this site doesn't speak is told.
fn locales(ask: &Ask<'_>, settings: &Settings, source: &mut Source) -> Vec<(String, LanguageId)> {
    let start = format!("{}/", join(&settings.root, "i18n"));
    let mut codes: Vec<String> = Vec::new();
    for folder in ask.tree.folders.range(start.clone()..).take_while(|folder| folder.starts_with(&start)) {
        let code = folder.get(start.len()..).unwrap_or_default();
        let is_docs = |instance: &Instance| ask.tree.folders.contains(&format!("{folder}/{}", plugin(instance)));
        if !code.contains('/') && code != settings.default_locale && settings.instances.iter().any(is_docs) {
            codes.push(code.to_owned());
        }
    }
    let mut found = Vec::new();
    let mut missing = Vec::new();
    // `pt-BR` goes before `pt`, if that is what this site calls it.
    codes.sort_by_key(|code| ask.config.language_id(code).is_none());
    for code in codes {
        match ask.language_of(&code).filter(|language| *language != ask.language) {
            Some(language) if found.iter().all(|(_, known)| *known != language) => found.push((code, language)),
            _ => missing.push(code),
        }
    }
    if !missing.is_empty() {
        let message = format!(
            "not imported, as this site doesn't have the languages: {}; add them to `languages:` in helpdex.yaml and import again",
            missing.join(", ")
        );
        source.notes.problem(what::LANGUAGE, &format!("{start}*"), None, message);
    }
    found
}

/// Puts what an instance gave into the whole.
fn merge(source: &mut Source, part: Source, place: &str) {
    source.notes = part.notes;
    source.found += part.found;
    source.lost += part.lost;
    source.pages.extend(part.pages.into_iter().map(|page| Page { place: join(place, &page.place), ..page }));
    source.files.extend(
        part.files.into_iter().map(|(origin, asset)| (origin, Asset { place: join(place, &asset.place), ..asset })),
    );
    source.folders.extend(part.folders.into_iter().map(|(folder, known)| {
        let folder = if folder.is_empty() { place.to_owned() } else { join(place, &folder) };
        (folder, known)
    }));
}

/// The addresses of what is no documentation: pages of the site's own, and its blogs.
fn elsewhere(tree: &Tree, settings: &Settings) -> BTreeSet<String> {
    let pages = format!("{}/", join(&settings.root, "src/pages"));
    let routes = tree.below(pages.trim_end_matches('/')).filter_map(|path| {
        let below = path.strip_prefix(&pages)?;
        let (stem, extension) = below.rsplit_once('.')?;
        let is_page = ["js", "jsx", "ts", "tsx", "md", "mdx"].contains(&extension)
            && !stem.contains('.')
            && !below.split('/').any(|part| part.starts_with('_'));
        let route = stem.strip_suffix("/index").unwrap_or(stem);
        (is_page && route != "index").then(|| format!("{}/{route}", settings.base))
    });
    let blogs = settings.blogs.iter().map(|route| format!("{}/{route}/", settings.base));
    routes.chain(blogs).collect()
}

/// What is no documentation is told once.
fn blog(tree: &Tree, settings: &Settings, source: &mut Source) {
    for (folder, what_it_is) in [("blog", "posts of the blog"), ("src/pages", "pages of its own")] {
        let folder = join(&settings.root, folder);
        let number = tree.below(&folder).filter(|path| is_doc(path)).count();
        if number > 0 {
            let message = format!("{what_it_is} ({number}) are no documentation and are not imported");
            source.notes.problem(what::SETTINGS, &folder, None, message);
        }
    }
}
