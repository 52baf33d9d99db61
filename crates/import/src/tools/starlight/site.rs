//! Pages of Starlight and Nextra: their files, languages and addresses.

use std::collections::{BTreeMap, BTreeSet};

use helpdex_content::config::LanguageId;
use helpdex_content::error::Result;
use helpdex_content::path::{join, split};

use crate::dialect::code::outside;
use crate::dialect::elements::{self, Element};
use crate::dialect::shortcodes::{Brackets, Shortcodes};
use crate::source::tree::has_extension;
use crate::source::{Notes, Page, Source, Text, what};
use crate::tools::ask::Ask;
use crate::tools::collect::{Found, collect, is_visible};
use crate::tools::mdx_page::{self, Imports};
use crate::tools::summary::place;

/// A site of either, as its settings tell.
pub(super) struct Site<'a> {
    pub(super) ask: &'a Ask<'a>,
    pub(super) pages: String,
    pub(super) base: String,
    pub(super) slash: bool,
    /// Folders of languages.
    pub(super) locales: BTreeMap<String, Option<LanguageId>>,
    pub(super) imports: Imports<'a>,
}

impl Site<'_> {
    pub(super) fn collect(&self, source: &mut Source) -> Result<()> {
        let asset = |below: &str| {
            let (plain, _) = self.plain(below);
            (is_visible(below) && !has_extension(below, &["ts", "tsx", "js", "jsx", "json", "yaml", "yml"]))
                .then_some(plain)
        };
        let mut lost = 0;
        collect(self.ask, &self.pages, &["md", "mdx", "mdoc"], source, &asset, &mut |mut found, source| {
            let name = split(&found.below).1;
            // Helpdex has a page of its own for addresses that lead nowhere.
            let is_page = is_visible(&found.below)
                && !name.starts_with('_')
                && !matches!(name, "404.md" | "404.mdx")
                && !found.below.split('/').any(|part| part.starts_with('_'));
            if !is_page {
                return None;
            }
            let (plain, code) = self.plain(&found.below);
            let language = match &code {
                Some(code) => self.locales.get(code).copied().flatten(),
                None => Some(self.ask.language),
            };
            let Some(language) = language else {
                lost += 1;
                let message =
                    format!("not imported: this site doesn't have the language `{}`", code.unwrap_or_default());
                source.notes.problem(what::LANGUAGE, &found.path, None, message);
                return None;
            };
            // The app router has a folder for each page.
            let plain = plain
                .strip_suffix("/page.mdx")
                .or_else(|| plain.strip_suffix("/page.md"))
                .map_or(plain.clone(), |folder| format!("{folder}.mdx"));
            let plain = if matches!(plain.as_str(), "page.mdx" | "page.md") { "index.mdx".to_owned() } else { plain };
            let target = place(&plain);
            let address = self.address(&found, &plain, code.as_deref());
            if has_extension(&found.path, &["mdoc"]) {
                markdoc(&mut found.parsed.body, &found.path, &mut source.notes);
            }
            let mut folders =
                mdx_page::translate(&mut found.parsed.body, &found.path, &self.imports, &mut source.notes);
            found.parsed.body.rewrite(|text, _| without_shorts(text));
            head(&mut found.parsed.head);
            folders.push(join(&self.pages, split(&plain).0));
            Some(Page { language, address: Some(address), ..found.page(target, folders) })
        })?;
        source.found += lost;
        source.lost += lost;
        Ok(())
    }

    /// A page that nobody translated is shown in the default language at its address in each other one.
    pub(super) fn fallbacks(&self, source: &mut Source) {
        let known: BTreeSet<(String, LanguageId)> =
            source.pages.iter().map(|page| (page.place.clone(), page.language)).collect();
        let others: Vec<(&String, LanguageId)> =
            self.locales.iter().filter_map(|(code, language)| Some((code, (*language)?))).collect();
        for page in source.pages.iter_mut().filter(|page| page.language == self.ask.language) {
            for (code, language) in others.iter().filter(|(_, language)| *language != self.ask.language) {
                let below = page.address.as_ref().and_then(|address| address.strip_prefix(&format!("{}/", self.base)));
                if let Some(below) = below.filter(|_| !known.contains(&(page.place.clone(), *language))) {
                    page.old_addresses.push(format!("{}/{code}/{below}", self.base));
                }
            }
        }
    }

    /// A path without its language, and the code: a folder, or a part of the name.
    pub(super) fn plain(&self, below: &str) -> (String, Option<String>) {
        if let Some((code, rest)) = below.split_once('/').filter(|(code, _)| self.locales.contains_key(*code)) {
            return (rest.to_owned(), Some(code.to_owned()));
        }
        let (folder, name) = split(below);
        let mut parts: Vec<&str> = name.split('.').collect();
        if let [_, .., code, _] = parts.as_slice()
            && parts.len() > 2
            && self.locales.contains_key(*code)
        {
            let code = (*code).to_owned();
            parts.remove(parts.len() - 2);
            return (join(folder, &parts.join(".")), Some(code));
        }
        (below.to_owned(), None)
    }

    fn address(&self, found: &Found, plain: &str, code: Option<&str>) -> String {
        let stem = plain.rsplit_once('.').map_or(plain, |(stem, _)| stem);
        let path = found.text("slug").unwrap_or_else(|| {
            let path = stem.strip_suffix("index").filter(|rest| rest.is_empty() || rest.ends_with('/')).unwrap_or(stem);
            path.to_lowercase().replace(' ', "-")
        });
        let is_default = code
            .is_none_or(|code| self.locales.get(code).copied().flatten() == Some(self.ask.language) && code == "root");
        let code = if is_default { "" } else { code.unwrap_or_default() };
        let path = [code, path.trim_matches('/')]
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join("/");
        let slash = if self.slash && !path.is_empty() { "/" } else { "" };
        format!("{}/{path}{slash}", self.base)
    }
}

/// Markdoc's tags, which Starlight has as well: `{% aside type="tip" %}`.
fn markdoc(body: &mut Text, file: &str, notes: &mut Notes) {
    body.rewrite(|text, lines| {
        let mut own = |_: &Element<'_>, _: &mut Notes| None;
        let mut tags = Shortcodes { brackets: Brackets::Liquid, path: file, notes, own: &mut own };
        elements::translate(text, lines, &mut tags)
    });
}

/// Links by the short forms that sites of Astro have for the folders of their source.
fn without_shorts(text: &str) -> String {
    const SHORTS: [(&str, &str); 3] = [("@assets/", "/src/assets/"), ("~/", "/src/"), ("@/", "/src/")];
    if !text.contains("](@") && !text.contains("](~/") {
        return text.to_owned();
    }
    let long = |text: String, (short, place): &(&str, &str)| text.replace(&format!("]({short}"), &format!("]({place}"));
    outside(text, |piece| SHORTS.iter().fold(piece.to_owned(), long))
}

/// Keys of Starlight and Nextra in words that the intake knows.
fn head(head: &mut crate::source::Entries) {
    let sidebar = head.iter().find(|(key, _)| key == "sidebar").map(|(_, value)| value.clone()).unwrap_or_default();
    if let Some(order) = sidebar["order"].as_i64() {
        head.push(("order".to_owned(), order.into()));
    }
    let looks = [
        "sidebar",
        "template",
        "hero",
        "tableOfContents",
        "banner",
        "prev",
        "next",
        "editUrl",
        "head",
        "slug",
        "pagefind",
    ];
    head.retain(|(key, _)| !looks.contains(&key.as_str()));
    for (key, value) in head.iter_mut() {
        if key == "lastUpdated" && value.is_string() {
            "last_updated".clone_into(key);
        }
    }
}

pub(super) fn slashed(folder: &str) -> String {
    format!("{folder}/")
}
