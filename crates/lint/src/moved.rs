//! What files that somebody moved by hand are called in the places that name them.

use std::collections::BTreeMap;

use crate::url_ledger::Renames;
use helpdex_content::config::{CONFIG_FILE, Config};
use helpdex_content::diagnostic::{Diagnostic, Edit, Place};
use helpdex_content::path::SitePath;
use helpdex_content::references::{self, Moves, Named, Rewriter, Rewritten};
use helpdex_content::site::Site;
use helpdex_content::source::{FileName, split_name};

/// Faults of a place that names nothing.
const CODES: [&str; 6] =
    ["broken-link", "broken-related", "missing-image", "missing-logo", "share-image", "unknown-article"];

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
    let mut mended: BTreeMap<SitePath, Vec<Mended>> = BTreeMap::new();
    for reference in references::all(&site.config, &site.sources) {
        let Some(Rewritten { named, edit }) = rewriter.rewrite(&reference) else { continue };
        let place = reference.file.place(reference.range.clone());
        let now = moves.renamed(&named).unwrap_or(named);
        let of_file = mended.entry(reference.file.path().clone()).or_default();
        of_file.push(Mended { place, path: reference.path(), now, edit });
    }
    let same_place = |fault: &Diagnostic, mended: &Mended| {
        let start = |place: &Place| (place.line, place.column);
        fault.place.as_ref().is_some_and(|at| start(at) == start(&mended.place))
    };
    // The path of a link by reference stands elsewhere in its file; what is told of it quotes the path.
    let same_path = |fault: &Diagnostic, mended: &Mended| fault.message.contains(&format!("`{}`", mended.path));
    for fits in [&same_place as Fits<'_>, &same_path] {
        for fault in found.iter_mut().filter(|found| open(found)) {
            let Some(of_file) = mended.get_mut(fault.path.as_str()) else { continue };
            let Some(own) = of_file.iter().position(|mended| fits(fault, mended)) else { continue };
            let Mended { now, edit, .. } = of_file.remove(own);
            let help = format!("`{}` is meant, whose file has moved: `helpdex check --fix` writes it", now.path());
            *fault = fault.clone().help(help).edit(edit);
            // An old address in the settings is no fault, but goes with those that are.
            fault.fix.extend(mended.remove(CONFIG_FILE).unwrap_or_default().into_iter().map(|mended| mended.edit));
        }
    }
}

/// Whether a fault is about a place.
type Fits<'f> = &'f dyn Fn(&Diagnostic, &Mended) -> bool;

/// A place and what it has to say.
struct Mended {
    place: Place,
    /// What it says now.
    path: String,
    /// What it means.
    now: Named,
    edit: Edit,
}

/// What git says of files that are where they are now, and of those that are gone.
fn moves(site: &Site, renames: &Renames) -> Moves {
    let config = &site.config;
    let mut moves = Moves::default();
    for (from, to) in renames.paths() {
        let (Some(old), Some(new)) = (config.content_path(from), config.content_path(to)) else { continue };
        if config.root.join(from).exists() || !config.root.join(to).exists() {
            continue;
        }
        match (key(config, old), key(config, new)) {
            (Some((old, true)), Some((new, true))) => drop(moves.categories.insert(old.into(), new.into())),
            (Some((old, false)), Some((new, false))) => drop(moves.articles.insert(old.into(), new.into())),
            (None, None) => drop(moves.files.insert(old.into(), new.into())),
            _ => {}
        }
    }
    // What is still there under its old name, in another language, has not moved.
    moves.articles.retain(|old, _| !site.routes.articles().contains_key(old.as_str()));
    moves.categories.retain(|old, _| !site.routes.categories().contains_key(old.as_str()));
    moves
}

/// What a Markdown file is called without language and ending, and whether it describes a category.
fn key(config: &Config, path: &str) -> Option<(String, bool)> {
    let (folder, name) = helpdex_content::path::split(path);
    let FileName::Known { stem, .. } = split_name(config, name)? else { return None };
    Some(if stem == "_index" { (folder.to_owned(), true) } else { (helpdex_content::path::join(folder, stem), false) })
}
