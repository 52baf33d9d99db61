//! What figures know of the site: titles, files and hours. Without it they show paths.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// A site, as far as figures care.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Catalog {
    /// The site's name.
    pub title: Option<String>,
    /// The language that a site's first pages have.
    pub default_lang: String,
    /// The tags of its languages, the default one first.
    pub languages: Vec<String>,
    /// Its articles by the paths of their pages.
    pub articles: BTreeMap<String, Article>,
    /// Every other address that is answered: of categories, files, old addresses.
    pub answered: BTreeSet<String>,
    /// When somebody is there for customers.
    pub opening: Option<Opening>,
}

/// An article of the site, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its title.
    pub title: String,
    /// Its file, from the site's folder.
    pub file: String,
    /// The title of its category.
    pub category: String,
    /// The folder of its category, as `helpdex new` takes it.
    pub folder: String,
    /// The language of its page.
    pub lang: String,
    /// The mark of its present text.
    pub revision: String,
}

/// The hours of an ordinary week.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "Hours")]
pub struct Opening {
    /// Whose clock.
    #[serde(skip_serializing)]
    pub zone: TimeZone,
    /// The zone's name.
    pub zone_name: String,
    /// Whether somebody is there in an hour, Monday first.
    pub week: [[bool; 24]; 7],
}

/// Hours as they are written: the clock by its name alone.
#[derive(Deserialize)]
struct Hours {
    zone_name: String,
    week: [[bool; 24]; 7],
}

impl TryFrom<Hours> for Opening {
    type Error = jiff::Error;

    fn try_from(Hours { zone_name, week }: Hours) -> Result<Self, jiff::Error> {
        Ok(Self { zone: TimeZone::get(&zone_name)?, zone_name, week })
    }
}

/// What stands for the category of pages that lie in none.
const NO_CATEGORY: &str = "/";

impl Catalog {
    /// The article of a page.
    #[must_use]
    pub fn article(&self, path: &str) -> Option<&Article> {
        self.articles.get(path)
    }

    /// Whether an address leads anywhere today.
    #[must_use]
    pub fn answers(&self, path: &str) -> bool {
        let with_slash = || format!("{}/", path.trim_end_matches('/'));
        let known = |path: &str| self.articles.contains_key(path) || self.answered.contains(path);
        known(path) || known(&with_slash())
    }

    /// What to call the category of a page.
    #[must_use]
    pub fn category(&self, path: &str) -> String {
        self.article(path).map_or_else(|| self.first_folder(path), |article| article.category.clone())
    }

    /// The first folder of a path that is no language's.
    fn first_folder(&self, path: &str) -> String {
        let mut parts = path.split('/').filter(|part| !part.is_empty()).peekable();
        parts.next_if(|first| self.languages.iter().any(|lang| lang.eq_ignore_ascii_case(first)));
        let first = parts.next();
        // A page right below the root lies in no category.
        first.filter(|_| parts.peek().is_some()).unwrap_or(NO_CATEGORY).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_site_folders_are_categories() {
        let mut catalog = Catalog::default();
        assert_eq!(catalog.category("/payouts/late/"), "payouts");
        assert_eq!(catalog.category("/late/"), "/");
        assert_eq!(catalog.category("/ru/late/"), "ru");
        catalog.languages = vec!["en".to_owned(), "ru".to_owned()];
        assert_eq!(catalog.category("/ru/payouts/late/"), "payouts");
        assert_eq!(catalog.category("/ru/late/"), "/");
    }

    #[test]
    fn it_is_the_same_after_it_was_written_down() {
        let zone = TimeZone::get("Europe/Warsaw").unwrap();
        let opening = Opening { zone, zone_name: "Europe/Warsaw".to_owned(), week: [[true; 24]; 7] };
        let catalog = Catalog { title: Some("A".to_owned()), opening: Some(opening), ..Catalog::default() };
        let text = serde_json::to_string(&catalog).unwrap();
        let read: Catalog = serde_json::from_str(&text).unwrap();
        assert_eq!(format!("{read:?}"), format!("{catalog:?}"));
        assert!(serde_json::from_str::<Catalog>(&text.replace("Europe/Warsaw", "Mars/Base")).is_err());
    }

    #[test]
    fn a_slash_more_or_less_is_the_same_address() {
        let catalog = Catalog { answered: ["/payouts/".to_owned()].into(), ..Catalog::default() };
        assert!(catalog.answers("/payouts") && catalog.answers("/payouts/") && !catalog.answers("/pay"));
    }
}
