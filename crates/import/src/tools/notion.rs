//! Notion's exports of Markdown: names with ids, properties of databases, asides.

use helpdex_content::error::Result;
use helpdex_content::path::{join, split};

use super::ask::Ask;
use super::collect::{collect, is_visible};
use crate::dialect::block;
use crate::source::tree::{Tree, has_extension};
use crate::source::{Addresses, Notes, Page, Source, Text};

/// Whether there is an export of Notion: names end in an id of 32 signs.
pub(crate) fn recognises(tree: &Tree) -> bool {
    let pages: Vec<&String> = tree.files.iter().filter(|path| has_extension(path, &["md"])).collect();
    let named = pages.iter().filter(|path| notion_id(split(path).1.trim_end_matches(".md")).is_some()).count();
    named > 0 && named * 2 >= pages.len()
}

/// The name before Notion's id.
fn notion_id(stem: &str) -> Option<&str> {
    let (name, id) = stem.rsplit_once([' ', '-', '_'])?;
    let is_id = id.len() == 32 && id.chars().all(|c| c.is_ascii_hexdigit() && !c.is_ascii_uppercase());
    is_id.then(|| name.trim()).filter(|name| !name.is_empty())
}

/// A path without Notion's ids.
fn plain(path: &str) -> String {
    path.split('/').map(|part| notion_id(part).unwrap_or(part)).collect::<Vec<_>>().join("/")
}

/// Reads an export of Notion, with its pages in Markdown.
pub(crate) fn read(ask: &Ask<'_>) -> Result<Source> {
    let tree = ask.tree;
    let mut source = Source { name: tree.name.clone(), ..Source::default() };
    source.addresses =
        Addresses { roots: vec![String::new()], hosts: vec!["www.notion.so".to_owned()], ..Addresses::default() };
    let asset = |below: &str| is_visible(below).then(|| join(&plain(split(below).0), split(below).1));
    collect(ask, "", &["md"], &mut source, &asset, &mut |mut found, source| {
        let stem = found.below.trim_end_matches(".md").to_owned();
        // A page with pages below it lies beside a folder of its name.
        let folder = plain(&stem);
        let has_pages = tree.below(&stem).any(|path| has_extension(path, &["md"]));
        let place = if has_pages { join(&folder, "_index.md") } else { format!("{folder}.md") };
        properties(&mut found.parsed.head, &mut found.parsed.body);
        found.parsed.body.rewrite(|text, _| asides(text, &mut source.notes));
        let id = stem.rsplit([' ', '-', '_']).next().unwrap_or_default().to_owned();
        let name = plain(split(&stem).1).split_whitespace().collect::<Vec<_>>().join("-");
        let addresses = if id.len() == 32 { vec![format!("/{name}-{id}"), format!("/{id}")] } else { Vec::new() };
        Some(Page { language: ask.language, old_addresses: addresses, ..found.page(place, Vec::new()) })
    })?;
    Ok(source)
}

/// Lines such as `Status: Done` under the title are the properties of a page in a database.
fn properties(head: &mut crate::source::Entries, body: &mut Text) {
    let text = body.to_string();
    let Some(rest) = text.strip_prefix("# ") else { return };
    let Some((title, rest)) = rest.split_once('\n') else { return };
    let block = rest.trim_start_matches('\n');
    let paragraph = block.split("\n\n").next().unwrap_or_default();
    let pairs: Option<Vec<(&str, &str)>> = paragraph.lines().map(|line| line.split_once(": ")).collect();
    let pairs = pairs.filter(|pairs| {
        !pairs.is_empty()
            && pairs.iter().all(|(name, _)| {
                name.len() <= 40 && name.starts_with(char::is_uppercase) && !name.contains(['*', '[', '`', '.'])
            })
    });
    head.push(("title".to_owned(), title.trim().into()));
    let Some(pairs) = pairs else { return };
    for (name, value) in &pairs {
        let key = match name.to_lowercase().as_str() {
            "tags" => "tags".to_owned(),
            "owner" => "owner".to_owned(),
            "description" | "summary" => "summary".to_owned(),
            other => other.replace(' ', "_"),
        };
        head.push((key, (*value).into()));
    }
    let skipped = text.len() - block.len() + paragraph.len();
    let first = text.get(..skipped).unwrap_or_default().matches('\n').count() + 1;
    *body = Text::new(text.get(skipped..).unwrap_or_default(), first);
}

/// `<aside>` is Notion's callout, its first sign an icon.
fn asides(text: &str, notes: &mut Notes) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<aside>") {
        let Some((inner, after)) = after.split_once("</aside>") else { break };
        notes.count("callouts", 1);
        let inner = inner.trim();
        let icon = inner.chars().next().filter(|c| !c.is_ascii() && !c.is_alphanumeric());
        let body = icon.map_or(inner, |_| inner.split_once(char::is_whitespace).map_or(inner, |(_, rest)| rest)).trim();
        let kind = match icon {
            Some('💡') => "tip",
            Some('⚠' | '🚧') => "warning",
            Some('❗' | '🚨' | '⛔' | '🛑') => "danger",
            Some('✅') => "success",
            Some('ℹ' | '❓') => "info",
            _ => "note",
        };
        out.push_str(before);
        out.push_str(&block::write(kind, "", "", body));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_notion() {
        let id = "0123456789abcdef0123456789abcdef";
        assert_eq!(notion_id(&format!("My page {id}")), Some("My page"));
        assert_eq!(plain(&format!("A {id}/B {id}.x/c.png")), format!("A/B {id}.x/c.png"));
        assert_eq!(notion_id("x"), None);
        let mut head = Vec::new();
        let mut body = Text::new("# T\n\nStatus: Done\nTags: a, b\n\nText: x y\n", 1);
        properties(&mut head, &mut body);
        assert_eq!(body.to_string(), "Text: x y\n");
        assert_eq!(head.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["title", "status", "tags"]);
        assert_eq!(
            asides("a\n\n<aside>\n💡 Do it.\n\n</aside>\n", &mut Notes::default()),
            "a\n\n:::tip\nDo it.\n:::\n"
        );
    }
}
