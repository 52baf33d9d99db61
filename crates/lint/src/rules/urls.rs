//! Rules about URLs that the site once had.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use super::rule::{Rule, Run};
use crate::url_ledger::{self, Line, Renames};
use helpdex_content::config::Level;
use helpdex_content::config::URLS_FILE;
use helpdex_content::diagnostic::{Diagnostic, Edit};
use helpdex_content::edit::add_to_list;
use helpdex_content::routes::Owner;
use helpdex_content::site::Site;
use helpdex_content::source::{Entry, EntryId, Status};
use helpdex_content::suggestion::did_you_mean;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "vanished-url",
        level: Level::Error,
        what: "a URL that was published leads nowhere now",
        why: "Customers have it in bookmarks and old e-mails, and search engines show it for months.",
        how: "Add it to `aliases` of the article that answers it now; for a renamed file `helpdex check --fix` does so. To \
              let it go, delete its line in `helpdex.urls`.",
        run: Run::Site(vanished_urls),
    },
    Rule {
        code: "vanished-anchor",
        level: Level::Warning,
        what: "an anchor that was published is no longer in its page",
        why: "Links to it open the page at its top, and customers have to look for the place themselves.",
        how: "Keep the old anchor at the new heading: `## New words {#old-anchor}`. To let it go, delete its line in \
              `helpdex.urls`.",
        run: Run::Site(vanished_anchors),
    },
    Rule {
        code: url_ledger::BAD_FILE,
        level: Level::Error,
        what: "`helpdex.urls` has lines that are no URLs, such as the marks of a merge conflict",
        why: "URLs on them would no longer be watched, and the build would not add new ones.",
        how: "Keep all URLs of both sides and delete the marks; the next build sorts them. `helpdex check --fix` does it.",
        run: Run::Site(bad_file),
    },
    Rule {
        code: "redirect-loop",
        level: Level::Error,
        what: "an article has its own URL among its `aliases`",
        why: "A redirect to itself never ends, and the browser gives up.",
        how: "Remove the alias.",
        run: Run::Phase,
    },
];

/// More than this many URLs that vanished are only counted: when a whole language goes, a list of them helps nobody.
const MAX_TOLD: usize = 50;

fn bad_file(site: &Site, found: &mut Vec<Diagnostic>) {
    if let Some(file) = &site.sources.urls {
        url_ledger::faults(file, found);
    }
}

fn owner<'s>(site: &'s Site, url: &str) -> Option<&'s Owner> {
    let owner = |url: &str| site.routes.owner(&format!("{}{url}", site.routes.base()));
    // Files keep their names, which a URL has to encode.
    owner(url).or_else(|| match percent_encoding::percent_decode_str(url).decode_utf8().ok()? {
        Cow::Borrowed(_) => None,
        Cow::Owned(decoded) => owner(&decoded),
    })
}

/// Whether a URL was that of a file to download.
fn is_download(url: &str) -> bool {
    url.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

fn vanished_urls(site: &Site, found: &mut Vec<Diagnostic>) {
    let Some(file) = site.sources.urls.as_deref() else { return };
    let text = file.text();
    let (mut last, mut seen) = ("", HashSet::new());
    // Lines of one page stand together, as a rule.
    let mut is_new = |url| std::mem::replace(&mut last, url) != url;
    let is_gone = |url: &str| owner(site, url).is_none();
    let gone: Vec<Line<'_>> =
        url_ledger::urls(&text).filter(|line| is_new(line.url) && is_gone(line.url) && seen.insert(line.url)).collect();
    if gone.is_empty() {
        return;
    }
    let renames = Renames::ask(site);
    let fixes = fixes(site, &gone, &renames);
    for line in gone.iter().take(MAX_TOLD) {
        let message = format!("nothing is published at `{}` any more", line.url);
        let error = file.error("vanished-url", line.range.clone(), message);
        let error = error.help(help(site, line.url, &renames));
        found.push(match fixes.get(line.url) {
            Some(edit) => error.edit(edit.clone()),
            None => error,
        });
    }
    if let Some(more) = gone.len().checked_sub(MAX_TOLD).filter(|more| *more > 0) {
        let message = format!("{more} more URLs have vanished");
        found.push(Diagnostic::error("vanished-url", URLS_FILE, message).help("mend those shown and check again"));
    }
}

/// The renamed article that a URL belongs to now.
fn renamed<'s>(site: &'s Site, url: &str, renames: &Renames) -> Option<&'s Entry> {
    let index = site.id_of(renames.file(url)?)?;
    site.routes.url(index)?;
    site.entry(index).map(AsRef::as_ref)
}

/// For each URL of a renamed article the edit that adds it to the aliases. All URLs of one article come in one edit, for
/// two that add to the same list would be in each other's way.
fn fixes<'u>(site: &Site, gone: &[Line<'u>], renames: &Renames) -> BTreeMap<&'u str, Edit> {
    let mut by_file: BTreeMap<&str, (&Entry, Vec<&'u str>)> = BTreeMap::new();
    for line in gone {
        if let Some(entry) = renamed(site, line.url, renames) {
            by_file.entry(entry.file.path()).or_insert((entry, Vec::new())).1.push(line.url);
        }
    }
    let mut fixes = BTreeMap::new();
    for (entry, urls) in by_file.into_values() {
        let aliases: Vec<String> = urls.iter().map(|url| (*url).to_owned()).collect();
        if let Some(edit) = add_to_list(&entry.file, "aliases", &aliases) {
            fixes.extend(urls.into_iter().map(|url| (url, edit.clone())));
        }
    }
    fixes
}

fn help(site: &Site, url: &str, renames: &Renames) -> String {
    let line = format!("`aliases: [{url}]`");
    if let Some(entry) = renamed(site, url, renames) {
        return format!("its file is `{}` now: add {line} there; `helpdex check --fix` does it", entry.file.path());
    }
    if let Some(draft) = draft_at(site, url) {
        return format!("`{draft}` is a draft now; `status: archived` keeps a page at its URL, but out of lists");
    }
    if is_download(url) {
        return format!("put the file back, or delete this line of {URLS_FILE} to let it go");
    }
    let let_go = format!("or delete this line of {URLS_FILE} to let the URL go");
    let near = did_you_mean(url, urls_of_articles(site).map(|(url, _)| url));
    let near = near.and_then(|near| urls_of_articles(site).find(|(url, _)| *url == near));
    let mut help = match near {
        Some((_, path)) => format!("add {line} to the article that answers it now, such as `{path}`, {let_go}"),
        None => format!("add {line} to the article that answers it now, {let_go}"),
    };
    if let Some(why) = renames.history.help() {
        help.push_str(&format!(". Whether a file was renamed is not known: {why}"));
    }
    help
}

fn urls_of_articles(site: &Site) -> impl Iterator<Item = (&str, &str)> {
    let base = site.routes.base();
    site.sources.with_ids().filter_map(move |(index, entry)| {
        Some((site.routes.url(index)?.strip_prefix(base)?, entry.file.path().as_str()))
    })
}

/// The draft that would have a URL.
fn draft_at<'s>(site: &'s Site, url: &str) -> Option<&'s str> {
    let drafts = site.sources.entries.iter().filter(|entry| entry.front.status == Status::Draft);
    let mut urls = drafts.map(|entry| (url_ledger::url_of(&site.config, entry.file.path()), entry.file.path()));
    urls.find(|(known, _)| known.as_deref() == Some(url)).map(|(_, path)| path.as_str())
}

fn vanished_anchors(site: &Site, found: &mut Vec<Diagnostic>) {
    let Some(file) = site.sources.urls.as_deref() else { return };
    let text = file.text();
    let mut last: Option<(&str, EntryId, HashSet<&str>)> = None;
    for line in url_ledger::urls(&text) {
        let Some(anchor) = line.anchor else { continue };
        // Lines of one page stand together.
        if last.as_ref().is_none_or(|(url, ..)| *url != line.url) {
            let Some(Owner::Entry(index) | Owner::Alias(index)) = owner(site, line.url) else { continue };
            let anchors = site.body(*index).into_iter().flat_map(|body| &body.anchors).map(String::as_str);
            last = Some((line.url, *index, anchors.collect()));
        }
        let Some((_, index, anchors)) = &last else { continue };
        if anchors.contains(anchor) {
            continue;
        }
        let Some(entry) = site.entry(*index) else { continue };
        let message = format!("the anchor `{}#{anchor}` was published and is gone", line.url);
        let warning = Diagnostic::warning("vanished-anchor", entry.file.path(), message);
        found.push(warning.help(format!(
            "write `{{#{anchor}}}` after the heading that took its place, or delete its line in {URLS_FILE} to let it go"
        )));
    }
}
