//! A page of MDX, the same for every tool that has it: imports, containers, components, expressions, anchors.

use std::collections::BTreeMap;

use helpdex_content::path::{self, split};

use crate::dialect::anchors::{self, Style};
use crate::dialect::components::Components;
use crate::dialect::{colons, elements, embeds, mdx};
use crate::source::tree::{Tree, has_extension};
use crate::source::{Notes, Text, front_matter, what};

/// A part may insert another one; deeper than this they go round in circles.
const MAX_DEPTH: usize = 8;

/// Where imports of a tool's pages lead.
pub(crate) struct Imports<'a> {
    /// The files.
    pub(crate) tree: &'a Tree,
    /// What short forms stand for: `("@site/", "website/")`.
    pub(crate) shorts: Vec<(&'static str, String)>,
}

impl Imports<'_> {
    /// The file that an import means.
    fn file(&self, folder: &str, from: &str) -> Option<String> {
        let short =
            self.shorts.iter().find_map(|(short, place)| Some(format!("/{place}{}", from.strip_prefix(short)?)));
        let path = path::resolve(folder, short.as_deref().unwrap_or(from))?;
        let named = [String::new(), ".mdx".to_owned(), ".md".to_owned()];
        named.iter().map(|end| format!("{path}{end}")).find(|path| self.tree.has(path))
    }
}

/// Translates the body of a page; gives the folders of parts that were inserted, which their links count from.
pub(crate) fn translate(body: &mut Text, file: &str, imports: &Imports<'_>, notes: &mut Notes) -> Vec<String> {
    let mut folders = Vec::new();
    body.rewrite(|text, lines| whole(text, lines, file, imports, notes, &mut folders, 0));
    anchors::keep_in(body, Style::Github, notes);
    folders
}

fn whole(
    text: &str,
    lines: &[usize],
    file: &str,
    imports: &Imports<'_>,
    notes: &mut Notes,
    folders: &mut Vec<String>,
    depth: usize,
) -> String {
    let folder = split(file).0;
    let mut body = Text::new(text, 1);
    for (line, origin) in body.0.iter_mut().zip(lines) {
        line.origin = *origin;
    }
    let mut module = mdx::Module::default();
    body.rewrite(|text, _| {
        let (text, found) = mdx::module(text);
        module = found;
        text
    });
    let parts = parts(&module, folder, imports, notes, folders, depth);
    // Imported pictures are named by their path from here.
    for from in module.imports.values_mut() {
        if let Some(found) = imports.file(folder, from) {
            *from = path::relative(folder, &found);
        }
    }
    body.rewrite(|text, lines| colons::translate(text, lines, file, notes));
    body.rewrite(|text, lines| embeds::frames(text, lines, file, notes));
    body.rewrite(|text, _| mdx::html(text, &module));
    body.rewrite(|text, _| with_files(text, &module, folder, imports));
    body.rewrite(|text, lines| elements::translate(text, lines, &mut Components { path: file, parts, notes }));
    body.rewrite(|text, lines| mdx::expressions(text, lines, &module, file, notes));
    body.to_string()
}

/// Code that is imported as a text, `import source from './dim.js?raw'`, in the place of its name: `code={source}`.
fn with_files(text: &str, module: &mdx::Module, folder: &str, imports: &Imports<'_>) -> String {
    let mut text = text.to_owned();
    for (name, from) in &module.imports {
        let Some(plain) = from.strip_suffix("?raw").or_else(|| from.strip_prefix("!!raw-loader!")) else { continue };
        let Some(code) = imports.file(folder, plain).and_then(|file| imports.tree.text(&file)) else { continue };
        let Ok(literal) = serde_json::to_string(&code) else { continue };
        text = text.replace(&format!("code={{{name}}}"), &format!("code={{{literal}}}"));
    }
    text
}

/// The texts of Markdown files that a page imports, by the names of their components.
fn parts(
    module: &mdx::Module,
    folder: &str,
    imports: &Imports<'_>,
    notes: &mut Notes,
    folders: &mut Vec<String>,
    depth: usize,
) -> BTreeMap<String, String> {
    let mut parts = BTreeMap::new();
    for (name, from) in &module.imports {
        let Some(found) = imports.file(folder, from).filter(|found| has_extension(found, &["md", "mdx"])) else {
            continue;
        };
        let Some(text) = imports.tree.text(&found).filter(|_| depth < MAX_DEPTH) else {
            notes.problem(what::INCLUDE, &found, None, "is not inserted: it inserts itself, or is no text");
            continue;
        };
        let parsed = front_matter::parse(&found, &text, notes);
        let lines: Vec<usize> = parsed.body.0.iter().map(|line| line.origin).collect();
        let text = whole(&parsed.body.to_string(), &lines, &found, imports, notes, folders, depth + 1);
        folders.push(split(&found).0.to_owned());
        parts.insert(name.clone(), text);
    }
    parts
}
