//! Images and other files that only texts for agents show.

use std::collections::BTreeSet;
use std::ops::Range;

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::SourceText;
use crate::markdown::{decode_entities, destinations};
use crate::path::{self, ContentPath, picture_names};
use crate::source::internal::Internal;
use crate::source::sources::{INCIDENTS, SNIPPETS, Sources};

/// The files that customers are not to get: those in categories for agents, and those that texts for agents show and no
/// text for everyone names. `shown` is what everyone gets of the texts.
/// A version of a picture, for a language or for dark screens, goes where the picture goes. `codes` are those of the
/// languages.
pub(super) fn of_agents(whole: &Sources, shown: &Sources, internal: &Internal, codes: &[&str]) -> Vec<ContentPath> {
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let mut wanted = BTreeSet::new();
    for entry in &internal.entries {
        named(&entry.file, std::slice::from_ref(&entry.body), entry.folder(), &mut wanted);
    }
    for noted in &internal.notes {
        named(&noted.whole.file, &noted.whole.notes, noted.whole.folder(), &mut wanted);
    }
    for (file, notes) in &internal.noted_files {
        named(file, notes, SNIPPETS, &mut wanted);
    }
    let mut found = Vec::new();
    for file in &whole.files {
        let composed: String = file.path.nfc().collect();
        let is_inside = internal.holds_folder(&folder(&file.path));
        let names = picture_names(&composed, codes);
        let is_wanted = names.iter().any(|name| wanted.contains(name));
        if is_inside || is_wanted && !names.iter().any(|name| is_named(shown, name)) {
            found.push(file.path.clone());
        }
    }
    found
}

/// Adds the paths below `content/` that links and images in parts of a file lead to.
fn named(file: &SourceText, parts: &[Range<usize>], folder: &str, found: &mut BTreeSet<String>) {
    for part in parts {
        let text = &*file.slice(part.clone()).unwrap_or_default();
        for destination in destinations(text) {
            let written = decode_entities(text.get(destination.range).unwrap_or_default());
            let path = written.split(['?', '#']).next().unwrap_or_default();
            let path = percent_decode_str(path).decode_utf8_lossy();
            found.extend(path::resolve(folder, &path).map(|path| path.nfc().collect::<String>()));
        }
    }
}

/// Whether a text for everyone names a file.
fn is_named(shown: &Sources, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let encoded = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC).to_string();
    // To look for the name costs little, to read all links a lot.
    let may = |text: &str| text.contains(name) || text.contains('%') && text.contains(encoded.get(..3).unwrap_or(name));
    let names = |file: &SourceText, body: Range<usize>, folder: &str| {
        let mut found = BTreeSet::new();
        if may(&file.text()) {
            named(file, &[body], folder, &mut found);
        }
        found.contains(path)
    };
    shown.entries.iter().any(|entry| {
        // Front matter names files by their whole path.
        let head = entry.file.slice(..entry.body.start).unwrap_or_default();
        head.contains(path) || names(&entry.file, entry.body.clone(), entry.folder())
    }) || shown.snippets.iter().any(|snippet| names(&snippet.file, 0..snippet.file.len(), SNIPPETS))
        || shown.incidents.iter().any(|incident| names(&incident.file, 0..incident.file.len(), INCIDENTS))
}
