//! Docusaurus 2 and 3: documents in all languages, categories, sidebars, versions, redirects.

mod order;
mod pages;
mod settings;
mod sidebars;
#[cfg(test)]
mod tests;
mod version;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use helpdex_content::config::LanguageId;
use helpdex_content::error::Result;
use helpdex_content::path::{join, split};
use serde_json::Value;

use super::ask::Ask;
use super::folder_file;
use super::markdown_folder::text;
use super::mdx_page::{self, Imports};
use super::nav;
use crate::dialect::js::{at, exported};
use crate::source::tree::Tree;
use crate::source::{Addresses, Asset, OnDisk, Page, Source, front_matter, what};
use order::{head, order, site_paths, unique};
use pages::{Doc, is_doc};
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

struct Reader<'a> {
    ask: &'a Ask<'a>,
    settings: &'a Settings,
    instance: &'a Instance,
    version: &'a Version,
    locales: &'a [(String, LanguageId)],
}

impl Reader<'_> {
    fn read(&self, source: &mut Source) -> Result<()> {
        let tree = self.ask.tree;
        let folder = &self.version.folder;
        let mut docs: Vec<Doc> = Vec::new();
        let imports =
            Imports { tree, shorts: vec![("@site/", slashed(&self.settings.root)), ("@docs/", slashed(folder))] };
        for path in tree.below(folder) {
            let below = path.strip_prefix(&format!("{folder}/")).unwrap_or(path);
            if !is_doc(below) {
                self.file(path, below, source);
                continue;
            }
            source.found += 1;
            let Some(text) = text(self.ask, path, source)? else { continue };
            let (doc, page) = self.page(path, below, &text, self.ask.language, None, &imports, source);
            docs.push(doc);
            source.pages.push(page);
        }
        unique(&mut docs, source);
        for (code, language) in self.locales {
            self.locale(code, *language, &docs, &imports, source)?;
        }
        self.other_versions(&docs, source);
        let texts = self.texts();
        self.categories(&texts, source);
        order(&docs, source);
        self.sidebars(&docs, &texts, source);
        Ok(())
    }

    /// What a language has of its own. A document that nobody translated is shown in the default language there.
    fn locale(
        &self,
        code: &str,
        language: LanguageId,
        docs: &[Doc],
        imports: &Imports<'_>,
        source: &mut Source,
    ) -> Result<()> {
        let tree = self.ask.tree;
        let root = join(&self.settings.root, &format!("i18n/{code}/{}/{}", plugin(self.instance), self.version.name));
        for path in tree.below(&root) {
            let below = path.strip_prefix(&format!("{root}/")).unwrap_or(path);
            if !is_doc(below) {
                self.file(path, below, source);
                continue;
            }
            let Some(twin) = docs.iter().position(|doc| doc.path == below) else {
                let message = "translates no document, so that Docusaurus doesn't publish it either";
                source.notes.problem(what::SETTINGS, path, None, message);
                continue;
            };
            let Some(text) = text(self.ask, path, source)? else {
                source.found += 1;
                continue;
            };
            if tree.text(&join(&self.version.folder, below)).as_deref() == Some(text.as_str()) {
                source.notes.count("copies that nobody translated, left out", 1);
                continue;
            }
            source.found += 1;
            let (doc, mut page) = self.page(path, below, &text, language, Some(code), imports, source);
            page.place = source.pages.get(twin).map_or(doc.place, |twin| twin.place.clone());
            source.pages.push(page);
        }
        for (index, doc) in docs.iter().enumerate() {
            let is_translated = tree.has(&join(&root, &doc.path));
            let address = self.address(Some(code), "", &doc.slug);
            if let Some(page) = source.pages.get_mut(index).filter(|page| page.address.is_some()) {
                let copied = is_translated
                    && tree.text(&join(&root, &doc.path)) == tree.text(&join(&self.version.folder, &doc.path));
                if !is_translated || copied {
                    page.old_addresses.push(address);
                }
            }
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "a document is a file, its text and its language")]
    fn page(
        &self,
        path: &str,
        below: &str,
        text: &str,
        language: LanguageId,
        code: Option<&str>,
        imports: &Imports<'_>,
        source: &mut Source,
    ) -> (Doc, Page) {
        let mut parsed = front_matter::parse(path, text, &mut source.notes);
        let doc = Doc::new(below, &parsed.head, self.instance.keeps_numbers);
        let mut folders = mdx_page::translate(&mut parsed.body, path, imports, &mut source.notes);
        site_paths(&mut parsed.body);
        let is_draft = parsed.head.iter().any(|(key, value)| key == "draft" && value == &Value::Bool(true));
        head(&mut parsed.head);
        // What a translation doesn't have beside it is taken from the document that it follows.
        let mut bases = vec![split(path).0.to_owned(), join(&self.version.folder, split(below).0)];
        bases.append(&mut folders);
        bases.dedup();
        let address = (!is_draft).then(|| self.address(code, "", &doc.slug));
        let page = Page {
            origin: path.to_owned(),
            place: doc.place.clone(),
            language,
            head: parsed.head,
            written_head: parsed.written,
            body: parsed.body,
            bases,
            address,
            ..Page::default()
        };
        (doc, page)
    }

    /// The address of a path below the route, with the version and the language before it.
    fn address(&self, code: Option<&str>, version: &str, slug: &str) -> String {
        let parts = [code.unwrap_or_default(), &self.instance.route, version, slug.trim_matches('/')];
        let path = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("/");
        let base = &self.settings.base;
        let slash = match self.settings.trailing_slash {
            _ if path.is_empty() => "",
            Some(true) => "/",
            Some(false) => "",
            None if slug.ends_with('/') && slug.len() > 1 => "/",
            None => "",
        };
        format!("{base}/{path}{slash}")
    }

    /// The addresses of other versions lead to this one.
    fn other_versions(&self, docs: &[Doc], source: &mut Source) {
        for (path, folder) in &self.version.others {
            for (doc, page) in docs.iter().zip(source.pages.iter_mut()) {
                if self.ask.tree.has(&join(folder, &doc.path)) && page.address.is_some() {
                    page.old_addresses.push(self.address(None, path, &doc.slug));
                }
            }
        }
    }

    fn file(&self, path: &str, below: &str, source: &mut Source) {
        let name = split(path).1;
        if name.starts_with("_category_.") || name.ends_with(".mdx") || name.ends_with(".md") {
            return;
        }
        let place =
            if self.instance.keeps_numbers { below.to_owned() } else { join(&pages::plain_path(split(below).0), name) };
        source.files.insert(path.to_owned(), Asset { place, content: OnDisk(self.ask.tree.location(path)) });
    }

    /// The texts of sidebars in other languages.
    fn texts(&self) -> BTreeMap<LanguageId, Value> {
        let file = |code: &str| {
            join(&self.settings.root, &format!("i18n/{code}/{}/{}.json", plugin(self.instance), self.version.name))
        };
        let read = |code: &str| serde_json::from_str(&self.ask.tree.text(&file(code))?).ok();
        self.locales.iter().filter_map(|(code, language)| Some((*language, read(code)?))).collect()
    }

    /// What `_category_.json` says of folders.
    fn categories(&self, texts: &BTreeMap<LanguageId, Value>, source: &mut Source) {
        let sidebar = self.sidebar_name();
        for path in self.ask.tree.below(&self.version.folder) {
            let (folder, name) = split(path);
            if !name.starts_with("_category_.") {
                continue;
            }
            let text = self.ask.tree.text(path).unwrap_or_default();
            let Some(value) = folder_file::data(path, &text, &mut source.notes) else { continue };
            let below = folder.strip_prefix(self.version.folder.as_str()).unwrap_or(folder).trim_start_matches('/');
            let place = pages::plain_path(below);
            let known = source.folders.entry(place).or_default();
            if let Some(label) = value["label"].as_str() {
                let key = value["key"].as_str().unwrap_or(label);
                known.titles = sidebars::titles(&sidebar, key, label, texts, self.ask.language);
            }
            known.order = value["position"].as_f64().map(|position| position.round() as i64);
            let link = at(&value, "link");
            let about = link["description"].as_str().or_else(|| value["description"].as_str());
            if let Some(about) = about {
                known.summaries.insert(self.ask.language, about.to_owned());
            }
            if link["type"] == "generated-index" {
                let label = value["label"].as_str().unwrap_or(split(below).1);
                let slug =
                    link["slug"].as_str().map_or_else(|| format!("/category/{}", sidebars::slug(label)), str::to_owned);
                known.addresses.push((self.ask.language, self.address(None, "", &slug)));
                let translated =
                    self.locales.iter().map(|(code, language)| (*language, self.address(Some(code), "", &slug)));
                known.addresses.extend(translated);
            }
        }
    }

    /// The name of the first sidebar, which texts of other languages begin with.
    fn sidebar_name(&self) -> String {
        let text = self.version.sidebars.as_ref().and_then(|path| self.ask.tree.text(path)).unwrap_or_default();
        let name = exported(&text).as_object().and_then(|map| map.keys().next().cloned());
        name.unwrap_or_else(|| "defaultSidebar".to_owned())
    }

    fn sidebars(&self, docs: &[Doc], texts: &BTreeMap<LanguageId, Value>, source: &mut Source) {
        let Some(text) = self.version.sidebars.as_ref().and_then(|path| self.ask.tree.text(path)) else { return };
        let mut places: HashMap<String, String> = HashMap::new();
        for (doc, page) in docs.iter().zip(&source.pages) {
            places.entry(doc.id.clone()).or_insert_with(|| page.place.clone());
        }
        let address = |language: LanguageId, slug: &str| {
            let code = self.locales.iter().find(|(_, known)| *known == language).map(|(code, _)| code.as_str());
            self.address(code, "", slug)
        };
        let names = sidebars::Names { places: &places, texts, language: self.ask.language, address: &address };
        if let Some(items) = sidebars::read(&text, &names) {
            nav::arrange(source, &items, "");
        }
    }
}

/// A folder with a slash behind it; nothing for the top.
fn slashed(folder: &str) -> String {
    if folder.is_empty() { String::new() } else { format!("{folder}/") }
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
