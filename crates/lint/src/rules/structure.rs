//! Rules about titles, folders and categories.

use super::rule::{Rule, Run, Subject};
use helpdex_content::config::{LanguageId, Level};
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::site::{Site, humanised};
use helpdex_content::source::{EntryKind, Status};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "missing-title",
        level: Level::Error,
        what: "an article or category has no `title`",
        why: "The title is the page's heading and its name in lists, and search weighs it most.",
        how: "Add `title: How do I …?` to the front matter: the question as customers put it.",
        run: Run::Entry(titles),
    },
    Rule {
        code: "missing-summary",
        level: Level::Off,
        what: "an article has no `summary`",
        why: "Lists, search results and other sites' previews then show the first lines of its text, whatever they say.",
        how: "Answer the title's question in one or two sentences: `summary: …`.",
        run: Run::Entry(|subject, found| required(subject, "missing-summary", "summary", found)),
    },
    Rule {
        code: "missing-owner",
        level: Level::Off,
        what: "an article has no `owner`",
        why: "Nobody answers for it when it is out of date.",
        how: "Name a team or a person: `owner: payouts team`.",
        run: Run::Entry(|subject, found| required(subject, "missing-owner", "owner", found)),
    },
    Rule {
        code: "missing-reviewed",
        level: Level::Off,
        what: "an article has no date in `reviewed`",
        why: "Nobody can tell whether it still holds.",
        how: "Read it again and write the day: `reviewed: 2026-11-21`.",
        run: Run::Entry(|subject, found| required(subject, "missing-reviewed", "reviewed", found)),
    },
    Rule {
        code: "missing-index",
        level: Level::Warning,
        what: "a folder of articles has no `_index.md`",
        why: "Customers read the folder's name as the category's title.",
        how: "Write an `_index.md` with a `title` and a `summary`.",
        run: Run::Site(indexes),
    },
    Rule {
        code: "no-category",
        level: Level::Warning,
        what: "an article lies in no category",
        why: "No list shows it, so customers find it by search alone.",
        how: "Move it into a folder: each folder of the content is a category.",
        run: Run::Entry(loose_articles),
    },
    Rule {
        code: "empty-category",
        level: Level::Warning,
        what: "a category has no articles",
        why: "No list shows it, so its page is there for nobody.",
        how: "Write an article, publish a draft, or remove the folder.",
        run: Run::Site(empty_categories),
    },
    Rule {
        code: "empty-content",
        level: Level::Warning,
        what: "the site has no articles",
        why: "There is nothing to publish.",
        how: "`helpdex new CATEGORY \"How do I …?\"` writes the first one.",
        run: Run::Site(empty_content),
    },
];

fn titles(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let entry = subject.entry;
    if entry.front.title.is_given() || entry.kind == EntryKind::Home || entry.front.unreadable {
        return;
    }
    let what = if entry.kind == EntryKind::Category { "category" } else { "article" };
    let help = match entry.kind {
        EntryKind::Category => format!("add `title: {}` between the `---` lines", humanised(&entry.key)),
        _ => "start the file with `---`, `title: How do I …?` and `---`".to_owned(),
    };
    let message = format!("the {what} has no title");
    found.push(entry.file.error("missing-title", 0..0, message).help(help));
}

/// A key that a site may ask for.
fn required(subject: &Subject<'_>, code: &'static str, key: &str, found: &mut Vec<Diagnostic>) {
    let Subject { entry, .. } = subject;
    let front = &entry.front;
    // A value that is wrong is told as such.
    let absent = match key {
        "summary" => front.summary.is_absent(),
        "owner" => front.owner.is_absent(),
        _ => front.reviewed.is_absent(),
    };
    let lived_out = front.status == Status::Archived;
    if !absent || lived_out || entry.kind != EntryKind::Article || !subject.has_body() {
        return;
    }
    let at = front.title.given().map_or(0..0, |title| title.range.clone());
    let help = match key {
        "summary" => "answer the title's question in one or two sentences: `summary: …`",
        "owner" => "name a team or a person: `owner: payouts team`",
        _ => "read it again and write the day: `reviewed: 2026-11-21`",
    };
    found.push(entry.file.warning(code, at, format!("the article has no `{key}`")).help(help));
}

fn indexes(site: &Site, found: &mut Vec<Diagnostic>) {
    for (key, twins) in site.routes.categories() {
        if twins.iter().all(Option::is_none) {
            let message = "the folder has no `_index.md`, so customers read its name as the category's title";
            let help = format!("write one: `---`, `title: {}`, `---`", humanised(key));
            found.push(Diagnostic::warning("missing-index", site.config.site_path(key), message).help(help));
        }
    }
}

fn loose_articles(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let entry = subject.entry;
    if entry.kind == EntryKind::Article && entry.folder().is_empty() {
        let warning = Diagnostic::warning("no-category", entry.file.path(), "the article lies in no category");
        found.push(warning.help("move it into a folder: each folder of content/ is a category"));
    }
}

fn empty_categories(site: &Site, found: &mut Vec<Diagnostic>) {
    for category in site.tree.all() {
        let Some(twins) = site.routes.categories().get(&category.key) else { continue };
        let published = |key: &&str| {
            site.shown(key, LanguageId::DEFAULT).is_some_and(|shown| shown.entry.front.status != Status::Archived)
        };
        if site.tree.articles_below(&category.key).iter().any(published) {
            continue;
        }
        let index = twins.iter().copied().flatten().find_map(|index| site.entry(index));
        let path = index.map_or_else(|| site.config.site_path(&category.key), |entry| entry.file.path().clone());
        let message = "the category has no articles, so no list shows it";
        found.push(Diagnostic::warning("empty-category", path, message).help("write one, or publish a draft"));
    }
}

fn empty_content(site: &Site, found: &mut Vec<Diagnostic>) {
    if site.routes.articles().is_empty() {
        let path = site.config.site_path("");
        let warning = Diagnostic::warning("empty-content", path, "there are no articles to publish");
        found.push(warning.help("`helpdex new CATEGORY \"How do I …?\"` writes the first one"));
    }
}
