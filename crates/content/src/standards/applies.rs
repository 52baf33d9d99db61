//! To which articles and macros a checklist applies.

use std::collections::BTreeSet;

use crate::config::Config;
use crate::incidents::affected::key_of;
use crate::path::ArticleKey;
use crate::routes::Routes;
use crate::slug::slugify;
use crate::source::{Entry, EntryKind, Sources};
use crate::typed_yaml::{At, MapReader};

/// What is reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An article.
    Article,
    /// A reply for agents to send.
    Macro,
}

/// Every kind by its name.
const KINDS: [(&str, Kind); 2] = [("article", Kind::Article), ("macro", Kind::Macro)];

/// To which articles and macros a checklist applies; to all of them where it names none.
#[derive(Clone, Debug, Default)]
pub struct Applies {
    /// To those of one kind alone.
    pub kind: Option<Kind>,
    /// To all in these categories, as written.
    pub categories: Vec<At<String>>,
    /// To all with these tags, as written.
    pub tags: Vec<At<String>>,
    /// To these, as written.
    pub articles: Vec<At<String>>,
    /// The categories by their keys.
    folders: Vec<String>,
    /// What is named, or has one of the tags in any language.
    keys: BTreeSet<ArticleKey>,
}

impl Applies {
    /// Whether it applies to an article or macro.
    pub fn fits(&self, entry: &Entry) -> bool {
        let kind = if entry.is_macro() { Kind::Macro } else { Kind::Article };
        let is_below = |folder: &String| {
            entry.key.strip_prefix(folder.as_str()).is_some_and(|rest| folder.is_empty() || rest.starts_with('/'))
        };
        let names_none = self.categories.is_empty() && self.tags.is_empty() && self.articles.is_empty();
        entry.kind == EntryKind::Article
            && self.kind.is_none_or(|own| own == kind)
            && (names_none || self.keys.contains(&entry.key) || self.folders.iter().any(is_below))
    }
}

/// Reads the map under `applies_to`.
pub(super) fn read(fields: &mut MapReader<'_>, config: &Config, sources: &Sources, routes: &Routes) -> Applies {
    let Some(entries) = fields.map("applies_to") else { return Applies::default() };
    let mut fields = fields.inside(entries);
    let kind = fields.choice("kind", &KINDS);
    let (categories, tags, articles) = (fields.texts("categories"), fields.texts("tags"), fields.texts("articles"));
    fields.finish();
    let key = |name: &At<String>| key_of(config, routes, &name.value).to_owned();
    let folder = |name: &At<String>| {
        let key = key(name);
        key.strip_suffix("/_index").unwrap_or(&key).trim_end_matches('/').to_owned()
    };
    let folders = categories.iter().map(folder).collect();
    let mut keys: BTreeSet<ArticleKey> = articles.iter().map(|name| ArticleKey::from(key(name))).collect();
    let wanted: BTreeSet<String> = tags.iter().map(|tag| slugify(&tag.value)).collect();
    if !wanted.is_empty() {
        let has_one = |entry: &Entry| entry.front.tags.iter().any(|tag| wanted.contains(&slugify(&tag.value)));
        let tagged = sources.entries.iter().filter(|entry| has_one(entry));
        keys.extend(tagged.map(|entry| entry.key.clone()));
    }
    Applies { kind, categories, tags, articles, folders, keys }
}
