//! Rules about titles, folders and categories.

use crate::diagnostic::Diagnostic;
use crate::site::{Site, humanised};
use crate::source::{EntryKind, Status};

pub(super) fn titles(site: &Site, found: &mut Vec<Diagnostic>) {
    for entry in &site.sources.entries {
        let faulty = entry.diagnostics.iter().any(|d| d.code == "front-matter");
        if entry.front.title.is_some() || entry.kind == EntryKind::Home || faulty {
            continue;
        }
        let what = if entry.kind == EntryKind::Category { "category" } else { "article" };
        let help = match entry.kind {
            EntryKind::Category => format!("add `title: {}` between the `---` lines", humanised(&entry.key)),
            _ => "start the file with `---`, `title: How do I …?` and `---`".to_owned(),
        };
        let message = format!("the {what} has no title");
        found.push(entry.file.error("missing-title", 0..0, message).help(help));
    }
}

pub(super) fn indexes(site: &Site, found: &mut Vec<Diagnostic>) {
    let content = site.config.content.display();
    for (key, twins) in site.routes.categories() {
        if twins.iter().all(Option::is_none) {
            let message = "the folder has no `_index.md`, so customers read its name as the category's title";
            let help = format!("write one: `---`, `title: {}`, `---`", humanised(key));
            found.push(Diagnostic::warning("missing-index", format!("{content}/{key}"), message).help(help));
        }
    }
}

pub(super) fn loose_articles(site: &Site, found: &mut Vec<Diagnostic>) {
    for entry in &site.sources.entries {
        if entry.kind == EntryKind::Article && entry.folder().is_empty() {
            let message = "the article lies in no category";
            let warning = Diagnostic::warning("no-category", entry.file.path(), message);
            found.push(warning.help("move it into a folder: each folder of content/ is a category"));
        }
    }
}

pub(super) fn empty_categories(site: &Site, found: &mut Vec<Diagnostic>) {
    for category in site.tree.all() {
        let Some(twins) = site.routes.categories().get(&category.key) else { continue };
        let published =
            |key: &&str| site.shown(key, 0).is_some_and(|shown| shown.entry.front.status != Status::Archived);
        if site.tree.articles_below(&category.key).iter().any(published) {
            continue;
        }
        let index = twins.iter().copied().flatten().find_map(|index| site.entry(index));
        let path = index.map_or_else(
            || format!("{}/{}", site.config.content.display(), category.key),
            |e| e.file.path().to_owned(),
        );
        let message = "the category has no articles, so no list shows it";
        found.push(Diagnostic::warning("empty-category", path, message).help("write one, or publish a draft"));
    }
}

pub(super) fn empty_content(site: &Site, found: &mut Vec<Diagnostic>) {
    if site.routes.articles().is_empty() {
        let path = site.config.content.display().to_string();
        let warning = Diagnostic::warning("empty-content", path, "there are no articles to publish");
        found.push(warning.help("`helpdex new CATEGORY \"How do I …?\"` writes the first one"));
    }
}
