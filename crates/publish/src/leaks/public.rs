//! Everything that is no secret, since texts for everyone say it.

use std::borrow::Cow;

use super::phrases::Phrases;
use super::segments::{self, Segment};
use crate::build::Loaded;
use helpdex_content::config::CONFIG_FILE;
use helpdex_content::site::humanised;
use helpdex_content::slug::slugify;
use helpdex_render::theme;

/// Leaves out what public texts say as well.
pub(super) fn forget(loaded: &Loaded, phrases: &mut Phrases) {
    let site = &loaded.site;
    let mut all = |texts: Vec<Segment<'_>>| texts.iter().for_each(|segment| phrases.forget(&segment.text));
    for (id, entry) in site.sources.with_ids() {
        all(segments::of_text(&entry.file.text()));
        if let Some(body) = site.body(id) {
            let texts = body.texts();
            all(segments::of_markup(&texts.html));
            all(texts.sections.iter().flat_map(|section| segments::of_text(&section.text)).collect());
        }
        all(segments::of_text(site.routes.url(id).unwrap_or_default()));
        for tag in &entry.front.tags {
            all(segments::of_text(&slugify(&tag.value)));
        }
    }
    for path in site.routes.files().keys() {
        all(segments::of_text(path));
    }
    for category in site.tree.all() {
        all(segments::of_text(&humanised(&category.key)));
    }
    for snippet in site.sources.snippets.iter().filter(|snippet| is_public(loaded, &snippet.name)) {
        all(segments::of_text(&snippet.file.text()));
    }
    for incident in &site.sources.incidents {
        all(segments::of_text(&incident.file.text()));
    }
    // Whoever can't read them here could not read the site.
    let settings = std::fs::read_to_string(site.config.root.join(CONFIG_FILE)).unwrap_or_default();
    all(segments::of_text(&settings));
    for variable in &site.config.promises {
        let texts = site.config.languages.iter().map(|language| variable.value.get(&language.code));
        all(texts.map(|text| Segment { kind: segments::Kind::Text, at: 0, text: Cow::Borrowed(text) }).collect());
    }
    for text in theme::embedded_texts() {
        all(segments::of_text(text));
    }
}

/// Whether a text for everyone inserts a snippet.
fn is_public(loaded: &Loaded, name: &str) -> bool {
    loaded.site.sources.entries.iter().any(|entry| {
        let text = entry.file.text();
        let mut inserted = helpdex_content::variables::placeholder::find(&text).into_iter();
        inserted.any(|found| text.get(found.name) == Some(name))
    })
}
