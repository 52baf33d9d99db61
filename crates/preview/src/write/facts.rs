//! What a site has that an author may name.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use helpdex_content::config::LanguageId;
use helpdex_content::path::picture_names;
use helpdex_content::routes::{Routes, is_photograph};
use helpdex_content::site::{Site, humanised};
use helpdex_write::git::{changes, prospect};

use super::asked::Asked;
use super::refusal::{Answer, fine};

/// So much of a snippet is shown beside its name, in characters.
const SNIPPET: usize = 200;

/// So many images are offered: a browser's list of more helps nobody. The path of any other can be typed.
const MOST_IMAGES: usize = 1000;

/// `GET site`
pub(super) fn site(asked: &Asked) -> Answer {
    let state = &asked.state;
    let site = &*state.site;
    let config = &site.config;
    let code = &config.default_language().code;
    let languages = config.languages.pairs().map(|(id, language)| {
        json!({ "code": language.code, "name": language.name, "dir": language.dir.name(), "default": id.is_default() })
    });
    let entries = &site.sources.entries;
    let owners: BTreeSet<&str> =
        entries.iter().filter_map(|entry| entry.front.owner.given()).map(|owner| owner.value.as_str()).collect();
    let tags: BTreeSet<&str> =
        entries.iter().flat_map(|entry| &entry.front.tags).map(|tag| tag.value.as_str()).collect();
    let variables = config.variables.iter().chain(&config.promises).map(|variable| {
        json!({ "name": variable.name, "value": variable.value.get(code), "insert": format!("{{{{ {} }}}}", variable.name) })
    });
    let snippets = site.sources.snippets.iter().filter(|snippet| snippet.language.is_default()).map(|snippet| {
        let text: String = snippet.file.text().trim().chars().take(SNIPPET).collect();
        json!({ "name": snippet.name, "text": text, "path": snippet.file.path(), "insert": format!("{{{{ {} }}}}", snippet.name) })
    });
    let files = site.routes.files();
    // What is for dark screens is left out where there is one for all: networks show the same to everybody.
    let is_dark =
        |path: &str| picture_names(path, &[]).iter().any(|name| name != path && files.contains_key(name.as_str()));
    let images = files.iter().filter(|(path, _)| is_photograph(path) && !is_dark(path)).take(MOST_IMAGES);
    let images = images.map(|(path, file)| json!({ "path": path, "url": file.url }));
    let git = changes(config)?;
    let prospect = prospect(config, &git);
    fine(json!({
        "title": config.title.get(code),
        "languages": languages.collect::<Vec<_>>(),
        "categories": categories(site),
        "owners": owners,
        "tags": tags,
        "icons": state.theme.icon_names().collect::<Vec<_>>(),
        "images": images.collect::<Vec<_>>(),
        "variables": variables.collect::<Vec<_>>(),
        "snippets": snippets.collect::<Vec<_>>(),
        "git": git.git.then(|| json!({ "there": true, "remote": prospect.remote.is_some(), "author": prospect.author })),
        "articles": site.routes.articles().len(),
        "drafts_shown": site.options.drafts,
    }))
}

/// Every category, those inside of others behind them.
fn categories(site: &Site) -> Vec<Value> {
    let all = site.tree.all().filter(|category| !category.key.is_empty());
    all.map(|category| {
        let own = site.routes.categories().get(&category.key);
        let title = own
            .and_then(|twins| Routes::best(twins, LanguageId::DEFAULT))
            .map_or_else(|| humanised(&category.key), |id| site.title(id));
        json!({ "key": category.key, "title": title, "depth": category.key.matches('/').count() + 1 })
    })
    .collect()
}
