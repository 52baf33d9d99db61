//! What an incident affects: the names in its file, looked up in the site.

use std::collections::BTreeSet;

use super::model::Site;
use crate::incidents::{Affected, Incident, affected};
use crate::slug::slugify;

impl Site {
    /// What a name stands for; nothing for one of nothing.
    pub fn affected(&self, name: &str) -> Option<Affected> {
        let is_tag = |slug: &str| {
            let mut tags = self.config.languages.ids().flat_map(|language| self.tags(language));
            tags.any(|tag| tag.slug == slug)
        };
        affected::find(&self.config, &self.routes, name, is_tag)
    }

    /// Everything that an incident affects, each once.
    pub fn affected_by(&self, incident: &Incident) -> BTreeSet<Affected> {
        incident.affects.iter().filter_map(|name| self.affected(&name.value)).collect()
    }

    /// Whether one of these is, or holds, an article.
    pub fn affects_article(&self, affected: &BTreeSet<Affected>, key: &str) -> bool {
        affected.iter().any(|affected| match affected {
            Affected::Everything => true,
            Affected::Category(category) => is_below(key, category),
            Affected::Article(article) => article == key,
            Affected::Tag(slug) => self.has_tag(key, slug),
        })
    }

    /// Whether one of these is, or holds, a category.
    pub fn affects_category(&self, affected: &BTreeSet<Affected>, key: &str) -> bool {
        affected.iter().any(|affected| match affected {
            Affected::Everything => true,
            Affected::Category(category) => category == key || is_below(key, category),
            Affected::Article(_) | Affected::Tag(_) => false,
        })
    }

    /// Whether an article carries a tag in any of its languages: what is wrong does not depend on who reads of it.
    fn has_tag(&self, key: &str, slug: &str) -> bool {
        let twins = self.routes.articles().get(key);
        let entries = twins.into_iter().flatten().flatten().filter_map(|id| self.entry(*id));
        entries.into_iter().flat_map(|entry| &entry.front.tags).any(|tag| slugify(&tag.value) == slug)
    }

    /// An article that a text names by its path; nothing for a sentence.
    pub fn article_named(&self, text: &str) -> Option<&str> {
        let (key, _) =
            self.routes.articles().get_key_value(affected::key_of(&self.config, &self.routes, text.trim()))?;
        Some(key)
    }
}

/// Whether something lies in a folder, or below it.
fn is_below(key: &str, folder: &str) -> bool {
    key.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}
