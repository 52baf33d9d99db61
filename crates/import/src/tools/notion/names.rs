//! The ids at the end of Notion's names, and what is known of properties by theirs.

use helpdex_content::path::split;

use crate::source::tree::{Tree, has_extension, without_extension};

/// Hosts at which Notion shows pages. Public ones lie at a host of their own below `notion.site`.
pub(super) const HOSTS: [&str; 4] = ["www.notion.so", "notion.so", "app.notion.com", "www.notion.com"];

/// The name and the id of a file or folder.
pub(super) fn split_id(stem: &str) -> Option<(&str, &str)> {
    let (name, id) = stem.rsplit_once([' ', '-', '_'])?;
    let name = name.trim();
    (is_id(id) && !name.is_empty()).then_some((name, id))
}

/// Whether a word is one of Notion's ids.
pub(super) fn is_id(word: &str) -> bool {
    word.len() == 32 && word.chars().all(|c| c.is_ascii_hexdigit() && !c.is_ascii_uppercase())
}

/// A path without Notion's ids.
pub(super) fn plain(path: &str) -> String {
    path.split('/').map(|part| split_id(part).map_or(part, |(name, _)| name)).collect::<Vec<_>>().join("/")
}

/// The URL paths at which Notion shows the page with this stem.
pub(super) fn addresses(stem: &str) -> Vec<String> {
    let Some((name, id)) = split_id(stem) else { return Vec::new() };
    let name = name.split_whitespace().collect::<Vec<_>>().join("-");
    vec![format!("/{name}-{id}"), format!("/{id}")]
}

/// The id of the page that an address at Notion names, and the block in it.
pub(super) fn page_of(href: &str) -> Option<(String, Option<String>)> {
    let (_, rest) = href.split_once("://")?;
    let (host, rest) = rest.split_once('/')?;
    if !HOSTS.contains(&host) && !host.ends_with(".notion.site") {
        return None;
    }
    let (path, fragment) = rest.split_once('#').map_or((rest, None), |(path, fragment)| (path, Some(fragment)));
    let last = path.split('?').next()?.trim_end_matches('/').rsplit('/').next()?;
    let id = last.get(last.len().checked_sub(32)?..).filter(|id| is_id(id))?;
    Some((id.to_owned(), fragment.map(str::to_owned)))
}

/// What a property of a page is in front matter.
pub(super) fn key(name: &str) -> String {
    match name.to_lowercase().as_str() {
        "tags" => "tags".to_owned(),
        "owner" => "owner".to_owned(),
        "description" | "summary" => "summary".to_owned(),
        other => other.split_whitespace().collect::<Vec<_>>().join("_"),
    }
}

/// Whether most files of a kind have names with ids.
pub(super) fn mostly_named(tree: &Tree, extensions: &[&str]) -> bool {
    let pages: Vec<&String> = tree.files.iter().filter(|path| has_extension(path, extensions)).collect();
    let is_named = |path: &&&String| split_id(&without_extension(split(path).1)).is_some();
    let named = pages.iter().filter(is_named).count();
    named > 0 && named * 2 >= pages.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_notion() {
        let id = "0123456789abcdef0123456789abcdef";
        assert_eq!(split_id(&format!("My page {id}")), Some(("My page", id)));
        assert_eq!(plain(&format!("A {id}/B {id}.x/c.png")), format!("A/B {id}.x/c.png"));
        assert_eq!(split_id("x"), None);
        let page = page_of(&format!("https://www.notion.so/team/My-page-{id}?pvs=4#abc"));
        assert_eq!(page, Some((id.to_owned(), Some("abc".to_owned()))));
        assert_eq!(page_of(&format!("https://lamp.notion.site/{id}")).map(|(id, _)| id).as_deref(), Some(id));
        assert_eq!((page_of("https://example.com/x"), page_of("https://www.notion.so/й")), (None, None));
    }
}
