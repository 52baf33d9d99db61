//! What files that somebody moved by hand are called in the places that name them.

use std::collections::BTreeMap;

use crate::url_ledger::Renames;
use helpdex_content::config::Config;
use helpdex_content::diagnostic::{Diagnostic, Edit, Place};
use helpdex_content::references::{self, Moves, Named, Rewriter};
use helpdex_content::site::Site;
use helpdex_content::source::{FileName, split_name};

/// Faults of a place that names nothing.
const CODES: [&str; 5] = ["broken-link", "broken-related", "missing-image", "missing-logo", "unknown-article"];

/// Adds to each fault of a place that names a moved file the edit that names it as it is called now. Git is asked only
/// when there is such a fault.
pub fn mend(site: &Site, found: &mut [Diagnostic]) {
    let open = |found: &Diagnostic| CODES.contains(&found.code) && found.fix.is_empty();
    if !found.iter().any(open) {
        return;
    }
    let moves = moves(site, &Renames::ask(site));
    if moves.is_empty() {
        return;
    }
    let rewriter = Rewriter::after(&site.config, &site.sources, &site.routes, &moves);
    let mut edits: BTreeMap<String, Vec<(Place, Named, Edit)>> = BTreeMap::new();
    for reference in references::all(&site.config, &site.sources) {
        let Some(rewritten) = rewriter.rewrite(&reference) else { continue };
        let place = reference.file.place(reference.range.clone());
        let of_file = edits.entry(reference.file.path().to_owned()).or_default();
        of_file.push((place, rewritten.named, rewritten.edit));
    }
    for fault in found.iter_mut().filter(|found| open(found)) {
        let Some(of_file) = edits.get_mut(&fault.path) else { continue };
        let start = |place: &Place| (place.line, place.column);
        let own =
            of_file.iter().position(|(place, ..)| fault.place.as_ref().is_some_and(|at| start(at) == start(place)));
        // The path of a link by reference stands elsewhere in its file.
        let own = own.or_else(|| (fault.code != "broken-related" && !of_file.is_empty()).then_some(0));
        let Some((_, named, edit)) = own.map(|own| of_file.remove(own)) else { continue };
        let now = moves.renamed(&named).unwrap_or(named);
        let (Named::Article(name) | Named::Category(name) | Named::File(name)) = &now;
        fault.help = None;
        *fault =
            fault.clone().help(format!("`{name}` is meant, whose file has moved: `helpdex check --fix` writes it"));
        fault.fix.push(edit);
    }
}

/// What git says of files that are where they are now, and of those that are gone.
fn moves(site: &Site, renames: &Renames) -> Moves {
    let config = &site.config;
    let content =
        format!("{}/", config.content.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"));
    let mut moves = Moves::default();
    for (from, to) in renames.paths() {
        let (Some(old), Some(new)) = (from.strip_prefix(&content), to.strip_prefix(&content)) else { continue };
        if config.root.join(from).exists() || !config.root.join(to).exists() {
            continue;
        }
        match (key(config, old), key(config, new)) {
            (Some((old, true)), Some((new, true))) => moves.categories.insert(old, new),
            (Some((old, false)), Some((new, false))) => moves.articles.insert(old, new),
            (None, None) => moves.files.insert(old.to_owned(), new.to_owned()),
            _ => None,
        };
    }
    // What is still there under its old name, in another language, has not moved.
    moves.articles.retain(|old, _| !site.routes.articles().contains_key(old));
    moves.categories.retain(|old, _| !site.routes.categories().contains_key(old));
    moves
}

/// What a Markdown file is called without language and ending, and whether it describes a category.
fn key(config: &Config, path: &str) -> Option<(String, bool)> {
    let (folder, name) = helpdex_content::path::split(path);
    let FileName::Known { stem, .. } = split_name(config, name)? else { return None };
    Some(if stem == "_index" { (folder.to_owned(), true) } else { (helpdex_content::path::join(folder, stem), false) })
}
