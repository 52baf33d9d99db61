//! Nextra (Next.js): its settings, and the small files that order its pages.

use std::collections::BTreeMap;

use helpdex_content::config::LanguageId;
use helpdex_content::error::Result;
use helpdex_content::path::{join, split};
use serde_json::Value;

use super::site::{Site, slashed};
use crate::source::tree::{Tree, has_extension};
use crate::source::{Addresses, Source};
use crate::tools::ask::Ask;
use crate::tools::collect::statics;
use crate::tools::folder_file;
use crate::tools::mdx_page::Imports;
use crate::tools::nav;

const NEXT: [&str; 4] = ["next.config.mjs", "next.config.js", "next.config.ts", "next.config.cjs"];

/// Whether there is a site of Nextra.
pub(crate) fn recognises_nextra(tree: &Tree) -> bool {
    tree.nearest(&NEXT).is_some_and(|root| {
        let package = tree.text(&join(&root, "package.json")).unwrap_or_default();
        package.contains("\"nextra\"")
            || NEXT.iter().any(|name| tree.text(&join(&root, name)).is_some_and(|text| text.contains("nextra")))
    })
}

/// Reads a site of Nextra.
pub(crate) fn read_nextra(ask: &Ask<'_>) -> Result<Source> {
    let tree = ask.tree;
    let mut source = Source { name: tree.name.clone(), ..Source::default() };
    let root = tree.nearest(&NEXT).unwrap_or_default();
    let file = NEXT.iter().map(|name| join(&root, name)).find(|path| tree.has(path)).unwrap_or_default();
    let config = tree.text(&file).unwrap_or_default();
    let folders = ["content", "src/content", "pages", "src/pages", "app", "src/app"].map(|name| join(&root, name));
    let pages = folders
        .into_iter()
        .find(|folder| tree.below(folder).any(|path| has_extension(path, &["md", "mdx"])))
        .unwrap_or_default();
    let base = config
        .split("basePath:")
        .nth(1)
        .map(str::trim_start)
        .and_then(|rest| rest.get(1..)?.split(['"', '\'']).next())
        .unwrap_or_default();
    let site = Site {
        ask,
        pages: pages.clone(),
        base: base.trim_end_matches('/').to_owned(),
        slash: config.contains("trailingSlash: true"),
        locales: nextra_locales(ask, &config),
        imports: Imports {
            tree,
            shorts: vec![("@/", slashed(&root)), ("@components/", slashed(&join(&root, "components")))],
        },
    };
    source.addresses = Addresses {
        base: site.base.clone(),
        roots: vec![join(&root, "public"), pages, root.clone()],
        ..Addresses::default()
    };
    statics(ask, &join(&root, "public"), &mut source);
    site.collect(&mut source)?;
    site.metas(&mut source);
    Ok(source)
}

/// Nextra's languages: folders or ends of names that the settings list.
fn nextra_locales(ask: &Ask<'_>, config: &str) -> BTreeMap<String, Option<LanguageId>> {
    let list = config.split("locales:").nth(1).map(crate::dialect::js::literal).unwrap_or_default();
    let default = config.split("defaultLocale:").nth(1).map(crate::dialect::js::literal).unwrap_or_default();
    let codes = list.as_array().into_iter().flatten().filter_map(Value::as_str);
    codes
        .map(|code| {
            (code.to_owned(), if Some(code) == default.as_str() { Some(ask.language) } else { ask.language_of(code) })
        })
        .collect()
}

impl Site<'_> {
    /// `_meta.json` and `_meta.js` of Nextra: titles and order of what is in a folder.
    fn metas(&self, source: &mut Source) {
        for path in self.ask.tree.below(&self.pages) {
            let name = split(path).1;
            if !(name.starts_with("_meta.") && has_extension(name, &["json", "js", "ts", "jsx", "tsx"])) {
                continue;
            }
            let text = self.ask.tree.text(path).unwrap_or_default();
            let Some(value) = folder_file::data(path, &text, &mut source.notes) else { continue };
            let start = format!("{}/", self.pages);
            let below = split(path.strip_prefix(&start).unwrap_or(path)).0;
            let (folder, code) = self.plain(&join(below, "x"));
            let folder = split(&folder).0.to_owned();
            // `_meta.en.json` is of one language.
            let named = name.split('.').nth(1).filter(|code| self.locales.contains_key(*code));
            let code = code.or_else(|| named.map(str::to_owned));
            let language =
                code.and_then(|code| self.locales.get(&code).copied().flatten()).unwrap_or(self.ask.language);
            let kept = value.as_object().into_iter().flatten();
            for (index, (key, value)) in kept.enumerate() {
                let order = i64::try_from(index + 1).unwrap_or(i64::MAX);
                let title = value.as_str().or_else(|| value["title"].as_str());
                let page = join(&folder, &format!("{key}.md"));
                for page in source.pages.iter_mut().filter(|known| known.place == page && known.language == language) {
                    nav::set_order(page, order);
                    page.named = page.named.take().or_else(|| title.map(str::to_owned));
                }
                let inner = join(&folder, key);
                let has_pages = source.pages.iter().any(|page| page.place.starts_with(&format!("{inner}/")));
                if has_pages {
                    let known = source.folders.entry(inner).or_default();
                    known.order = known.order.or(Some(order));
                    if let Some(title) = title {
                        known.titles.insert(language, title.to_owned());
                    }
                }
            }
        }
    }
}
