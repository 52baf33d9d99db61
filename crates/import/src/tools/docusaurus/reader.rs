//! The documents of one instance: in all languages, with their categories and sidebars.

use std::collections::{BTreeMap, HashMap};

use helpdex_content::config::LanguageId;
use helpdex_content::error::Result;
use helpdex_content::path::{join, split};
use serde_json::Value;

use super::order::{head, order, site_paths, unique};
use super::pages::{self, Doc, is_doc};
use super::settings::{Instance, Settings};
use super::sidebars;
use super::version::{Version, plugin};
use crate::dialect::js::{at, exported};
use crate::source::{Asset, OnDisk, Page, Source, front_matter, what};
use crate::tools::ask::Ask;
use crate::tools::folder_file;
use crate::tools::markdown_folder::text;
use crate::tools::mdx_page::{self, Imports};
use crate::tools::nav;

/// What reads one of a site's instances of documentation.
pub(super) struct Reader<'a> {
    pub(super) ask: &'a Ask<'a>,
    pub(super) settings: &'a Settings,
    pub(super) instance: &'a Instance,
    pub(super) version: &'a Version,
    pub(super) locales: &'a [(String, LanguageId)],
}

impl Reader<'_> {
    pub(super) fn read(&self, source: &mut Source) -> Result<()> {
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
