//! Notion's exports of Markdown: names with ids, properties of databases, asides.

use helpdex_content::error::Result;
use helpdex_content::path::{join, resolve, split};
use percent_encoding::percent_decode_str;

use super::names::{HOSTS, addresses, key, plain};
use crate::dialect::block;
use crate::dialect::code::{Protected, outside};
use crate::dialect::embeds;
use crate::source::tree::{Tree, has_extension};
use crate::source::{Addresses, Notes, Page, Source, Text};
use crate::tools::ask::Ask;
use crate::tools::collect::{collect, is_visible};

/// Reads an export of Notion, with its pages in Markdown.
pub(crate) fn read(ask: &Ask<'_>) -> Result<Source> {
    let tree = ask.tree;
    let mut source = Source { name: tree.name.clone(), ..Source::default() };
    let hosts = HOSTS.map(str::to_owned).to_vec();
    source.addresses = Addresses { roots: vec![String::new()], hosts, ..Addresses::default() };
    let asset = |below: &str| is_visible(below).then(|| join(&plain(split(below).0), split(below).1));
    collect(ask, "", &["md"], &mut source, &asset, &mut |mut found, source| {
        let stem = found.below.trim_end_matches(".md").to_owned();
        // A page with pages below it lies beside a folder of its name.
        let folder = plain(&stem);
        let has_pages = tree.below(&stem).any(|path| has_extension(path, &["md"]));
        let place = if has_pages { join(&folder, "_index.md") } else { format!("{folder}.md") };
        properties(&mut found.parsed.head, &mut found.parsed.body);
        found.parsed.body.rewrite(|text, _| asides(text, &mut source.notes));
        found.parsed.body.rewrite(|text, _| films(text, &mut source.notes));
        found.parsed.body.rewrite(|text, _| outside(text, |piece| databases(piece, split(&found.path).0, tree)));
        let old_addresses = addresses(split(&stem).1);
        Some(Page { language: ask.language, old_addresses, ..found.page(place, Vec::new()) })
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
        head.push((key(name), (*value).into()));
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
        let kind = icon.map_or("note", block::note_of_sign);
        out.push_str(before);
        out.push_str(&block::write(kind, "", "", body));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A film, which the export leaves as a link of its own address on a line of its own.
fn films(text: &str, notes: &mut Notes) -> String {
    let protected = Protected::of(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let link = line.trim_end().strip_prefix('[').and_then(|rest| rest.strip_suffix(')'));
        let link = link.and_then(|rest| rest.split_once("](")).filter(|(name, address)| name == address);
        match link.filter(|_| !protected.holds(start)).and_then(|(_, address)| embeds::film(address, "")) {
            Some(film) => {
                notes.count("videos", 1);
                out.push_str(&format!("{film}\n"));
            }
            None => out.push_str(line),
        }
    }
    out
}

/// Links to the table of a database that was exported as pages, too, lead to the folder of those.
fn databases(text: &str, folder: &str, tree: &Tree) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(".csv)") {
        let (before, after) = rest.split_at(at);
        let href = before.rfind("](").and_then(|open| before.get(open + 2..)).unwrap_or_default();
        let pages = resolve(folder, &percent_decode_str(href).decode_utf8_lossy());
        let is_folder = pages.is_some_and(|pages| tree.below(&pages).any(|path| has_extension(path, &["md"])));
        out.push_str(before);
        out.push_str(if is_folder && !href.is_empty() { "/)" } else { ".csv)" });
        rest = after.get(".csv)".len()..).unwrap_or_default();
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_and_asides() {
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
