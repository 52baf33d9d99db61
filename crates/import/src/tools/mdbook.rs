//! mdBook: `SUMMARY.md`, `{{#include}}`, callouts.

use std::collections::BTreeSet;

use helpdex_content::error::Result;
use helpdex_content::path::{join, resolve, split};

use super::ask::Ask;
use super::collect::{collect, is_visible};
use super::folder_file;
use super::nav;
use super::summary;
use crate::dialect::anchors::{self, Style};
use crate::dialect::block;
use crate::dialect::code::Fence;
use crate::dialect::embeds;
use crate::dialect::includes::{Includes, Part};
use crate::dialect::js::{at, text_at};
use crate::source::tree::Tree;
use crate::source::{Addresses, Notes, Page, Source, Text};

/// Whether there is a book.
pub(crate) fn recognises(tree: &Tree) -> bool {
    tree.nearest(&["book.toml"]).is_some()
}

/// Reads one.
pub(crate) fn read(ask: &Ask<'_>) -> Result<Source> {
    let tree = ask.tree;
    let mut source = Source { name: tree.name.clone(), ..Source::default() };
    let root = tree.nearest(&["book.toml"]).unwrap_or_default();
    let file = join(&root, "book.toml");
    let config =
        tree.text(&file).and_then(|text| folder_file::data(&file, &text, &mut source.notes)).unwrap_or_default();
    let folder = resolve(&root, text_at(&config, "book.src").unwrap_or("src")).unwrap_or_default();
    let base = text_at(&config, "output.html.site-url").unwrap_or_default().trim_matches('/').to_owned();
    let base = if base.is_empty() { base } else { format!("/{base}") };
    source.addresses = Addresses { base: base.clone(), roots: vec![folder.clone()], ..Addresses::default() };
    let includes = Includes { tree, bases: vec![folder.clone(), root] };
    let list = tree.text(&join(&folder, "SUMMARY.md")).unwrap_or_default();
    let items = summary::read(&list, "", ask.language, &summary::place);
    // The first page of a book is also its front page.
    let first = first_page(&items);
    let mut inserted = BTreeSet::new();
    let asset = |below: &str| is_visible(below).then(|| below.to_owned());
    collect(ask, &folder, &["md"], &mut source, &asset, &mut |mut found, source| {
        if found.below == "SUMMARY.md" || !is_visible(&found.below) {
            return None;
        }
        let mut folders = translate(&mut found.parsed.body, &found.path, &includes, &mut inserted, &mut source.notes);
        folders.push(folder.clone());
        let place = summary::place(&found.below);
        let stem = found.below.trim_end_matches(".md").to_owned();
        let name = split(&stem).1.to_owned();
        let is_readme = name.eq_ignore_ascii_case("readme");
        let page = if is_readme { join(split(&stem).0, "index") } else { stem };
        let address = format!("{base}/{page}.html");
        let mut old = vec![format!("{base}/{page}")];
        if Some(&place) == first.as_ref() {
            old.push(format!("{base}/index.html"));
        }
        Some(Page { language: ask.language, address: Some(address), old_addresses: old, ..found.page(place, folders) })
    })?;
    for (from, to) in at(&config, "output.html.redirect").as_object().into_iter().flatten() {
        let Some(to) = to.as_str() else { continue };
        let from = format!("/{}", from.trim_start_matches('/'));
        let to = helpdex_content::path::resolve_url(&from, to);
        source.redirects.push((format!("{base}{from}"), format!("{base}{to}")));
    }
    // What others insert and no list names is no page.
    let listed = listed(&items);
    let before = source.pages.len();
    source.pages.retain(|page| !inserted.contains(&page.origin) || listed.contains(&page.place));
    source.found -= before - source.pages.len();
    nav::arrange(&mut source, &items, "");
    Ok(source)
}

fn first_page(items: &[nav::Item]) -> Option<String> {
    match items.first()? {
        nav::Item::Page(page, _) => Some(page.clone()),
        nav::Item::Group(group) => group.page.clone().or_else(|| first_page(&group.items)),
        nav::Item::Folder(_) => None,
    }
}

fn listed(items: &[nav::Item]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for item in items {
        match item {
            nav::Item::Page(page, _) => drop(found.insert(page.clone())),
            nav::Item::Group(group) => {
                found.extend(group.page.clone());
                found.extend(listed(&group.items));
            }
            nav::Item::Folder(_) => {}
        }
    }
    found
}

fn translate(
    body: &mut Text,
    file: &str,
    includes: &Includes<'_>,
    inserted: &mut BTreeSet<String>,
    notes: &mut Notes,
) -> Vec<String> {
    let mut folders = Vec::new();
    body.rewrite(|text, lines| inserts(text, lines, file, includes, inserted, &mut folders, notes));
    body.rewrite(|text, _| admonish(text, notes));
    body.rewrite(|text, lines| embeds::frames(text, lines, file, notes));
    anchors::keep_in(body, Style::MdBook, notes);
    folders
}

/// `{{#include file:2:10}}`, which works in code, too; of `{{#playground file}}` the code stays.
fn inserts(
    text: &str,
    lines: &[usize],
    file: &str,
    includes: &Includes<'_>,
    inserted: &mut BTreeSet<String>,
    folders: &mut Vec<String>,
    notes: &mut Notes,
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("{{#") {
        let (before, tag) = rest.split_at(at);
        let Some(end) = tag.find("}}") else { break };
        let inner = tag.get(3..end).unwrap_or_default().trim();
        rest = tag.get(end + 2..).unwrap_or_default();
        let is_escaped = before.ends_with('\\');
        out.push_str(before);
        let number = text.get(..text.len() - tag.len()).unwrap_or_default().matches('\n').count();
        let line = lines.get(number).copied();
        let (word, args) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        match word {
            _ if is_escaped => {
                out.pop();
                out.push_str(tag.get(..end + 2).unwrap_or_default());
            }
            "include" | "rustdoc_include" | "playground" | "template" => {
                let wanted = args.split_whitespace().next().unwrap_or_default();
                match includes.text(file, line, &Part::read(wanted), notes) {
                    Some((text, found)) => {
                        folders.push(split(&found).0.to_owned());
                        inserted.insert(found);
                        let text = text.trim_end_matches('\n');
                        let code = word == "playground";
                        out.push_str(&if code { format!("```rust\n{text}\n```") } else { text.to_owned() });
                    }
                    None => out.push_str(&block::comment(inner)),
                }
            }
            // The title of a page stands in its heading already.
            "title" => {}
            _ => {
                let comment = block::within(&block::comment(inner), &out, rest);
                out.push_str(&comment);
            }
        }
    }
    out.push_str(rest);
    out
}

/// "```admonish warning "Title"" of mdbook-admonish.
fn admonish(text: &str, notes: &mut Notes) -> String {
    if !text.contains("admonish") {
        return text.to_owned();
    }
    let mut out: Vec<String> = Vec::new();
    let mut open: Option<(Fence, &'static str, String, String, Vec<&str>)> = None;
    for line in text.split('\n') {
        match (&mut open, Fence::of(line)) {
            (None, Some(fence)) => {
                let info = line.trim_start().trim_start_matches(fence.sign).trim();
                let Some(rest) = info.strip_prefix("admonish") else {
                    out.push(line.to_owned());
                    continue;
                };
                let indent = line.get(..line.len() - line.trim_start().len()).unwrap_or_default().to_owned();
                let rest = rest.trim_start_matches(',');
                let args = crate::dialect::args::Args::read(rest);
                let mut words = args.plain();
                let word = words.next().unwrap_or("note");
                let title = args.first(&["title"]).or_else(|| words.next().map(str::to_owned)).unwrap_or_default();
                open = Some((fence, block::note(word).unwrap_or("note"), title, indent, Vec::new()));
            }
            (Some((fence, kind, title, indent, inner)), _) if fence.is_closed_by(line) => {
                notes.count("callouts", 1);
                let made = block::write(kind, title, "", &block::dedent(&inner.join("\n")));
                out.push(format!("{indent}{}", block::indent_rest(&made, indent)));
                open = None;
            }
            (Some((.., inner)), _) => inner.push(line),
            (None, None) => out.push(line.to_owned()),
        }
    }
    if let Some((_, kind, title, _, inner)) = open {
        out.push(block::write(kind, &title, "", &inner.join("\n")));
    }
    out.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn admonitions_in_fences() {
        let text = "a\n\n```admonish warning \"T x\"\nA *b*.\n```\n\n```rust\nadmonish\n```\n\n~~~admonish title='Q'\n```\ncode\n```\n~~~\n";
        assert_eq!(
            admonish(text, &mut Notes::default()),
            "a\n\n:::warning T x\nA *b*.\n:::\n\n```rust\nadmonish\n```\n\n:::note Q\n```\ncode\n```\n:::\n"
        );
    }
}
