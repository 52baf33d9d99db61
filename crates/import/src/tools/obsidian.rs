//! Obsidian: links by name, embeds, callouts, block references.

use std::collections::HashMap;

use helpdex_content::error::Result;
use helpdex_content::path::{join, split};
use serde_json::Value;

use super::ask::Ask;
use super::collect::{collect, is_visible};
use super::summary::place;
use crate::dialect::block;
use crate::dialect::code::Protected;
use crate::dialect::components::target;
use crate::dialect::embeds;
use crate::dialect::quotes;
use crate::source::tree::{Tree, has_extension};
use crate::source::{Addresses, Notes, Page, Source, what};

mod words;

/// A note may embed another one; deeper than this they go round in circles.
const MAX_DEPTH: usize = 6;

const PICTURES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp"];

/// So many notes are looked into.
const MOST: usize = 100;

/// Whether there is a vault: the program's own folder, or links in doubled brackets in many notes.
pub(crate) fn recognises(tree: &Tree) -> bool {
    if tree.folders.iter().any(|folder| folder == ".obsidian" || folder.ends_with("/.obsidian")) {
        return true;
    }
    let notes = tree.files.iter().filter(|path| has_extension(path, &["md"]) && is_visible(path)).take(MOST);
    let has_links = |path: &&String| {
        let text = tree.text(path).unwrap_or_default();
        let protected = Protected::of(&text);
        text.match_indices("[[").any(|(at, _)| {
            let inner = text.get(at + 2..).and_then(|rest| rest.split_once("]]")).map_or("", |(inner, _)| inner);
            !protected.holds(at) && !inner.is_empty() && !inner.contains(['\n', '[']) && inner != "toc"
        })
    };
    let (all, with): (usize, usize) =
        notes.fold((0, 0), |(all, with), path| (all + 1, with + usize::from(has_links(&path))));
    with >= 3 && with * 5 >= all
}

/// Reads a vault.
pub(crate) fn read(ask: &Ask<'_>) -> Result<Source> {
    let tree = ask.tree;
    let mut source = Source { name: tree.name.clone(), ..Source::default() };
    let root = tree.folders.iter().find(|folder| *folder == ".obsidian" || folder.ends_with("/.obsidian"));
    let root = root.map_or("", |folder| split(folder).0).to_owned();
    source.addresses = Addresses { roots: vec![root.clone()], ..Addresses::default() };
    let vault = Vault::new(tree, &root);
    let templates = templates(tree, &root);
    let asset =
        |below: &str| (is_visible(below) && !has_extension(below, &["canvas", "base"])).then(|| below.to_owned());
    collect(ask, &root, &["md"], &mut source, &asset, &mut |mut found, source| {
        if !is_visible(&found.below) || templates.iter().any(|folder| found.below.starts_with(folder)) {
            return None;
        }
        let notes = &mut source.notes;
        found.parsed.body.rewrite(|text, lines| vault.links(text, lines, &found.path, notes, 0));
        found.parsed.body.rewrite(|text, _| quotes::translate(text, notes));
        found.parsed.body.rewrite(|text, lines| embeds::frames(text, lines, &found.path, notes));
        found.parsed.body.rewrite(|text, _| without_marks(text));
        found.parsed.body.rewrite(|text, _| words::translate(text));
        // Obsidian Publish answers at the permalink.
        let address = found.text("permalink").map(|link| format!("/{}", link.trim_matches('/')));
        head(&mut found.parsed.head);
        let target = place(&found.below);
        Some(Page { language: ask.language, address, ..found.page(target, vec![root.clone()]) })
    })?;
    Ok(source)
}

/// The folders of the notes that others are made of, with a slash behind each.
fn templates(tree: &Tree, root: &str) -> Vec<String> {
    let settings = [("templates.json", "folder"), ("plugins/templater-obsidian/data.json", "templates_folder")];
    let folders = settings.into_iter().filter_map(|(file, key)| {
        let value: Value = serde_json::from_str(&tree.text(&join(root, &format!(".obsidian/{file}")))?).ok()?;
        value[key].as_str().map(|folder| folder.trim_matches('/').to_owned())
    });
    folders.filter(|folder| !folder.is_empty()).map(|folder| format!("{folder}/")).collect()
}

/// Where notes and files are, by the names that links use.
struct Vault<'a> {
    tree: &'a Tree,
    root: String,
    /// Paths below the vault in lower case, with and without their folders, the shortest first.
    names: HashMap<String, String>,
}

impl<'a> Vault<'a> {
    fn new(tree: &'a Tree, root: &str) -> Self {
        let mut names: HashMap<String, String> = HashMap::new();
        let mut paths: Vec<&String> = tree.below(root).collect();
        paths.sort_by_key(|path| (path.matches('/').count(), path.as_str()));
        for path in paths {
            let below = path.strip_prefix(&format!("{root}/")).unwrap_or(path).to_lowercase();
            let plain = below.strip_suffix(".md").unwrap_or(&below).to_owned();
            let mut rest = plain.as_str();
            loop {
                names.entry(rest.to_owned()).or_insert_with(|| path.clone());
                match rest.split_once('/') {
                    Some((_, inner)) => rest = inner,
                    None => break,
                }
            }
        }
        Self { tree, root: root.to_owned(), names }
    }

    fn find(&self, name: &str) -> Option<&String> {
        let name = name.trim().trim_start_matches("./").trim_start_matches('/').to_lowercase();
        self.names.get(&name).or_else(|| self.names.get(name.strip_suffix(".md")?))
    }

    /// `[[Note#Heading|text]]` and `![[picture.png|300]]`.
    fn links(&self, text: &str, lines: &[usize], file: &str, notes: &mut Notes, depth: usize) -> String {
        let protected = Protected::of(text);
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(next) = text.get(at..).and_then(|rest| rest.find("[[")).map(|next| at + next) {
            let rest = text.get(next + 2..).unwrap_or_default();
            let end = rest.find("]]").filter(|end| !rest.get(..*end).is_some_and(|inner| inner.contains(['\n', '['])));
            let Some(end) = end.filter(|_| !protected.holds(next)) else {
                out.push_str(text.get(at..next + 2).unwrap_or_default());
                at = next + 2;
                continue;
            };
            let is_embed = text.get(..next).is_some_and(|before| before.ends_with('!'));
            out.push_str(text.get(at..next - usize::from(is_embed)).unwrap_or_default());
            let inner = rest.get(..end).unwrap_or_default();
            let line = lines.get(text.get(..next).unwrap_or_default().matches('\n').count()).copied();
            out.push_str(&self.link(inner, is_embed, line, file, notes, depth));
            at = next + 2 + end + 2;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }

    fn link(
        &self,
        inner: &str,
        is_embed: bool,
        line: Option<usize>,
        file: &str,
        notes: &mut Notes,
        depth: usize,
    ) -> String {
        // In tables the bar has a backslash.
        let inner = inner.replace("\\|", "|");
        let (path, shown) =
            inner.split_once('|').map_or((inner.as_str(), None), |(path, shown)| (path, Some(shown.trim())));
        let (name, anchor) = path.split_once('#').map_or((path, None), |(name, anchor)| (name, Some(anchor.trim())));
        let found = if name.trim().is_empty() { Some(file.to_owned()) } else { self.find(name).cloned() };
        let Some(found) = found else {
            let text = shown.unwrap_or(path);
            notes.problem(
                what::DEAD,
                file,
                line,
                format!("`[[{inner}]]` is no note of the vault; it is only its text now"),
            );
            return format!("{text}{}", block::comment(&format!("link to {path}")));
        };
        let below = found.strip_prefix(&format!("{}/", self.root)).unwrap_or(&found).to_owned();
        if is_embed && has_extension(&found, &PICTURES) {
            // A number behind the bar is a width.
            let is_alt = |part: &&str| !part.chars().all(|c| c.is_ascii_digit() || c == 'x');
            let alt = shown.and_then(|shown| shown.split('|').find(is_alt)).unwrap_or_default().trim();
            notes.count("pictures embedded", 1);
            return format!("![{alt}]({})", target(&format!("/{below}")));
        }
        if is_embed && has_extension(&found, &["md"]) && depth < MAX_DEPTH {
            notes.count("includes", 1);
            let text = self.tree.text(&found).unwrap_or_default();
            let parsed = crate::source::front_matter::parse(&found, &text, notes);
            let body = parsed.body.to_string();
            let body = anchor.map_or(body.clone(), |anchor| under(&body, anchor));
            return self.links(body.trim(), &[], &found, notes, depth + 1);
        }
        notes.count("links by name", 1);
        let fragment = match anchor {
            // A block is no place of ours.
            Some(anchor) if anchor.starts_with('^') => String::new(),
            // `#page=2` of a PDF.
            Some(anchor) if !has_extension(&found, &["md"]) => format!("#{anchor}"),
            Some(anchor) => {
                format!("#{}", helpdex_content::markdown::heading_id(anchor.rsplit('#').next().unwrap_or(anchor)))
            }
            None => String::new(),
        };
        let text = shown.map_or_else(|| path.replace('#', " > ").trim_start_matches(" > ").to_owned(), str::to_owned);
        let text = text.replace(['[', ']'], "");
        let path = if name.trim().is_empty() { fragment } else { format!("/{}{fragment}", below.replace(' ', "%20")) };
        format!("[{text}]({})", target(&path))
    }
}

/// What stands under a heading of a text, or the block with an id.
fn under(body: &str, anchor: &str) -> String {
    if let Some(id) = anchor.strip_prefix('^') {
        let mark = format!("^{id}");
        let found = body.split("\n\n").find(|paragraph| paragraph.trim_end().ends_with(&mark));
        return found.map_or_else(String::new, |paragraph| paragraph.replace(&mark, "").trim().to_owned());
    }
    let level = |line: &str| line.len() - line.trim_start_matches('#').len();
    let wanted = anchor.rsplit('#').next().unwrap_or(anchor).trim();
    let mut found: Option<usize> = None;
    let mut out = Vec::new();
    for line in body.lines() {
        let depth = level(line);
        match found {
            None if depth > 0 && line.trim_start_matches('#').trim().eq_ignore_ascii_case(wanted) => {
                found = Some(depth);
                out.push(line);
            }
            Some(opened)
                if depth > 0 && depth <= opened && line.get(depth..).is_some_and(|rest| rest.starts_with(' ')) =>
            {
                break;
            }
            Some(_) => out.push(line),
            None => {}
        }
    }
    out.join("\n")
}

/// Comments (`%%…%%`) and the ids of blocks (`^id`) are not shown.
fn without_marks(text: &str) -> String {
    let protected = Protected::of(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find("%%")).map(|next| at + next) {
        out.push_str(text.get(at..next).unwrap_or_default());
        let end = text.get(next + 2..).and_then(|rest| rest.find("%%")).filter(|_| !protected.holds(next));
        match end {
            Some(end) => at = next + 2 + end + 2,
            None => {
                out.push_str("%%");
                at = next + 2;
            }
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    let protected = Protected::of(&out);
    let mut start = 0;
    let mut lines = Vec::new();
    for line in out.split('\n') {
        let end = line.rfind(" ^").or_else(|| line.strip_prefix('^').map(|_| 0));
        let id = end.and_then(|end| line.get(end..)).map(|id| id.trim().trim_start_matches('^'));
        let is_id = id.is_some_and(|id| !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
        let kept = end.filter(|end| is_id && !protected.holds(start + end)).and_then(|end| line.get(..end));
        lines.push(kept.unwrap_or(line));
        start += line.len() + 1;
    }
    lines.join("\n")
}

/// Obsidian's own words.
fn head(head: &mut crate::source::Entries) {
    head.retain(|(key, _)| !["cssclass", "cssclasses", "publish", "permalink", "mobile"].contains(&key.as_str()));
    for (key, value) in head.iter_mut() {
        // Other names of a note are no addresses: customers may ask by them.
        if matches!(key.as_str(), "aliases" | "alias") {
            "asks".clone_into(key);
        }
        if key == "tags"
            && let Value::Array(tags) = value
        {
            for tag in tags {
                if let Some(text) = tag.as_str() {
                    *tag = text.trim_start_matches('#').into();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_ids_of_blocks_go() {
        assert_eq!(without_marks("a %%b%% c ^x-1\n`%%d%%` 2 ^ 3\n^y\nx^2^"), "a  c\n`%%d%%` 2 ^ 3\n\nx^2^");
        assert_eq!(under("# A\n\nx\n\n## B\n\ny\n\n### C\n\nz\n\n## D\n", "B"), "## B\n\ny\n\n### C\n\nz\n");
        assert_eq!(under("a\n\nb c ^id\n\nd", "^id"), "b c");
    }
}
