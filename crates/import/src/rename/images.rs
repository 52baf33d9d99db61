//! The images that belong to one article.

use std::collections::BTreeSet;

use helpdex_content::path::{self, ContentPath, SitePath};
use helpdex_content::references::{Moves, Named, Rewriter};
use helpdex_content::routes::is_image;

use super::Place;

/// Images in an article's folder, or below it, that nothing names but the article in its languages.
pub(super) fn own(place: Place<'_>, key: &str, files: &[SitePath]) -> BTreeSet<ContentPath> {
    let folder = path::split(key).0;
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let nothing = Moves::default();
    let reader = Rewriter::before(place.config, place.sources, place.routes, &nothing);
    let (mut own, mut others) = (BTreeSet::new(), BTreeSet::new());
    for reference in place.references {
        let Some(Named::File(path)) = reader.named(reference) else { continue };
        if files.iter().any(|file| file == reference.file.path()) {
            own.insert(path);
        } else {
            others.insert(path);
        }
    }
    // What a theme's own keys and hidden texts name is not known as a place.
    let mentioned = |path: &str| {
        let name = path::split(path).1;
        let entries = place.sources.entries.iter().filter(|entry| !files.iter().any(|file| file == entry.file.path()));
        entries.into_iter().any(|entry| entry.file.text().contains(name))
    };
    own.retain(|path| {
        let below = path.strip_prefix(&prefix).is_some();
        below && is_image(path) && !others.contains(path) && !mentioned(path)
    });
    own
}
