//! Foreign front matter in Helpdex's words.

use std::fmt::Write;

use jiff::civil::Date;
use serde_json::Value;

use crate::scaffold::scalar;
use crate::source::Entries;
use crate::source::value;
use helpdex_content::path::{is_page_url, open_url};

/// What a file's front matter says, with the keys of other systems translated and the rest in `extra`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Meta {
    pub(super) title: Option<String>,
    summary: Option<String>,
    asks: Vec<String>,
    keywords: Vec<String>,
    tags: Vec<String>,
    pub(super) order: Option<i64>,
    featured: bool,
    owner: Option<String>,
    reviewed: Option<String>,
    review_every: Option<String>,
    status: Option<String>,
    /// Old URLs.
    pub(super) aliases: Vec<String>,
    /// Paths of articles.
    pub(super) related: Vec<String>,
    icon: Option<String>,
    /// What the file name is made of instead of the old one.
    pub(super) slug: Option<String>,
    /// Everything else.
    pub(super) extra: Entries,
}

/// Values that mean something in their new place, and the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settled {
    pub(super) found: Vec<String>,
    pub(super) other: Vec<String>,
}

impl Meta {
    /// Reads the entries. The first key of each list that holds something usable is taken, the others become `extra`.
    pub(super) fn read(entries: Entries) -> Self {
        let mut keys = Keys(entries);
        let mut meta = Self {
            title: keys.take(&["title"], value::text),
            summary: keys.take(&["summary", "description", "excerpt"], value::text),
            asks: keys.take(&["asks"], value::texts).unwrap_or_default(),
            keywords: keys.take(&["keywords"], value::texts).unwrap_or_default(),
            tags: keys.take(&["tags"], value::texts).unwrap_or_default(),
            order: keys.take(&["order", "weight", "nav_order", "sidebar_position", "position"], Value::as_i64),
            featured: keys.take(&["featured"], Value::as_bool).unwrap_or_default(),
            owner: keys.take(&["owner"], value::text),
            reviewed: None,
            review_every: keys.take(&["review_every"], span),
            status: keys.take(&["status"], status),
            aliases: Vec::new(),
            related: keys.take(&["related", "related_articles"], value::texts).unwrap_or_default(),
            icon: keys.take(&["icon"], value::text),
            slug: keys.take(&["slug"], |value| value::text(value).filter(|slug| !slug.contains('/'))),
            extra: Vec::new(),
        };
        meta.read_status(&mut keys);
        meta.read_date(&mut keys);
        meta.read_aliases(&mut keys);
        let own = keys.take(&["extra"], |value| value.as_object().cloned()).unwrap_or_default();
        for (key, value) in own.into_iter().chain(keys.0) {
            meta.keep(key, value);
        }
        meta
    }

    /// Whether the article is not published.
    pub(super) fn is_draft(&self) -> bool {
        self.status.as_deref() == Some("draft")
    }

    /// Keeps a value under `extra`; a key that is there already gets a number.
    pub(super) fn keep(&mut self, key: String, value: Value) {
        let mut name = key.clone();
        for n in 2.. {
            match self.extra.iter().find(|(known, _)| *known == name) {
                None => break,
                Some((_, known)) if *known == value => return,
                Some(_) => name = format!("{key}_{n}"),
            }
        }
        self.extra.push((name, value));
    }

    /// The same for a file whose old URLs and related articles have found their new places; what has none is kept.
    pub(super) fn settled(&self, aliases: &Settled, related: &Settled) -> Self {
        let mut meta = self.clone();
        meta.aliases.clone_from(&aliases.found);
        meta.related.clone_from(&related.found);
        for (key, other) in [("aliases", &aliases.other), ("related", &related.other)] {
            if !other.is_empty() {
                meta.keep(key.to_owned(), other.clone().into());
            }
        }
        meta
    }

    fn read_status(&mut self, keys: &mut Keys) {
        let draft = keys.take(&["draft"], Value::as_bool) == Some(true);
        let hidden = keys.take(&["published"], Value::as_bool) == Some(false);
        if (draft || hidden) && self.status.is_none() {
            self.status = Some("draft".to_owned());
        }
    }

    fn read_date(&mut self, keys: &mut Keys) {
        const NAMES: [&str; 8] =
            ["reviewed", "lastmod", "last_modified_at", "last_modified", "last_updated", "updated", "modified", "date"];
        let found = keys.take_entry(&NAMES, |value| date(value.as_str()?));
        let Some((key, value, date)) = found else { return };
        if value.as_str() != Some(&date) {
            self.keep(key, value);
        }
        self.reviewed = Some(date);
    }

    fn read_aliases(&mut self, keys: &mut Keys) {
        for name in ["aliases", "alias", "redirect_from", "permalink", "url"] {
            let Some((key, value, texts)) = keys.take_entry(&[name], value::texts) else { continue };
            let (old, other): (Vec<_>, Vec<_>) =
                texts.into_iter().partition(|text| is_page_url(text) || open_url(text).is_some());
            if old.is_empty() {
                self.keep(key, value);
            } else if !other.is_empty() {
                self.keep(key, other.into());
            }
            self.aliases.extend(old);
        }
        let mut seen = std::collections::BTreeSet::new();
        self.aliases.retain(|alias| seen.insert(alias.clone()));
    }

    /// The front matter of an article.
    pub(super) fn article(&self, title: &str) -> String {
        self.write(title, true)
    }

    /// The front matter of a category's page, which knows fewer keys.
    pub(super) fn category(&self, title: &str) -> String {
        self.write(title, false)
    }

    fn write(&self, title: &str, article: bool) -> String {
        let mut lines = format!("---\ntitle: {}\n", scalar(title));
        let mut extra = String::new();
        // A key that this kind of file doesn't have is kept all the same.
        let mut line = |known: bool, key: &str, value: Option<String>| {
            let Some(value) = value else { return };
            if known {
                writeln!(lines, "{key}: {value}").ok();
            } else {
                writeln!(extra, "  {key}: {value}").ok();
            }
        };
        let text = |text: &Option<String>| text.as_deref().map(scalar);
        let texts = |texts: &[String]| (!texts.is_empty()).then(|| value::texts_to_yaml(texts));
        line(true, "summary", text(&self.summary));
        line(article, "asks", texts(&self.asks));
        line(true, "keywords", texts(&self.keywords));
        line(article, "tags", texts(&self.tags));
        line(!article, "icon", text(&self.icon));
        line(true, "order", self.order.map(|order| order.to_string()));
        line(article, "featured", self.featured.then(|| "true".to_owned()));
        line(true, "owner", text(&self.owner));
        line(true, "reviewed", self.reviewed.clone());
        line(true, "review_every", self.review_every.clone());
        line(true, "status", self.status.clone());
        line(true, "aliases", texts(&self.aliases));
        line(article, "related", texts(&self.related));
        for (key, value) in &self.extra {
            line(false, &scalar(key), Some(value::to_yaml(value)));
        }
        if !extra.is_empty() {
            lines.push_str("extra:\n");
            lines.push_str(&extra);
        }
        lines.push_str("---\n");
        lines
    }
}

/// The entries that nobody took yet.
struct Keys(Entries);

impl Keys {
    fn take<T>(&mut self, names: &[&str], read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        self.take_entry(names, read).map(|(_, _, read)| read)
    }

    /// Takes the first entry that has one of the names, in their order, and can be read.
    fn take_entry<T>(&mut self, names: &[&str], read: impl Fn(&Value) -> Option<T>) -> Option<(String, Value, T)> {
        for name in names {
            let found = self.0.iter().enumerate().filter(|(_, (key, _))| normal(key) == *name);
            let found = found.map(|(index, (_, value))| (index, read(value))).find(|(_, read)| read.is_some());
            if let Some((index, Some(read))) = found {
                let (key, value) = self.0.remove(index);
                return Some((key, value, read));
            }
        }
        None
    }
}

/// `Last-Modified` is `last_modified`.
fn normal(key: &str) -> String {
    key.to_lowercase().replace('-', "_")
}

fn status(value: &Value) -> Option<String> {
    value::text(value).map(|text| text.to_lowercase()).filter(|s| ["draft", "published", "archived"].contains(&&**s))
}

fn span(value: &Value) -> Option<String> {
    let text = value::text(value)?;
    let digits = text.strip_suffix(['d', 'w', 'm', 'y'])?;
    (digits.len() <= 4 && digits.parse::<u32>().ok()? > 0).then_some(text)
}

/// The day of a date or a date with a time.
fn date(text: &str) -> Option<String> {
    let day = text.trim().get(..10)?;
    let rest = text.trim().get(10..)?;
    let ends = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
    (ends && day.parse::<Date>().is_ok()).then(|| day.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn meta(value: Value) -> Meta {
        Meta::read(value.as_object().expect("a map").clone().into_iter().collect())
    }

    #[test]
    fn keys_of_other_systems_are_translated() {
        let read = meta(json!({
            "Title": " Where  is\nit? ", "description": "There.", "tags": "a, b", "keywords": ["x", 5], "weight": 3,
            "date": "2020-01-01", "lastmod": "2021-05-06T07:08:09Z", "draft": true, "aliases": ["/old/", "Other name"],
            "redirect_from": "/older", "id": 360016445879_i64, "layout": "page", "extra": {"a": null},
        }));
        assert_eq!(
            read.article(read.title.as_deref().expect("a title")),
            "---\ntitle: Where is it?\nsummary: There.\nkeywords: [x, \"5\"]\ntags: [a, b]\norder: 3\n\
             reviewed: 2021-05-06\nstatus: draft\naliases: [/old/, /older]\nextra:\n"
                .replace("/old/, /older", "\"/old/\", \"/older\"")
                + "  lastmod: \"2021-05-06T07:08:09Z\"\n  aliases: [Other name]\n  a: null\n  date: \"2020-01-01\"\n  \
                   id: 360016445879\n  layout: page\n---\n"
        );
        assert!(read.is_draft());
    }

    #[test]
    fn values_of_another_type_are_kept_as_they_are() {
        let read =
            meta(json!({"title": ["a"], "order": "first", "status": "live", "date": "05/06/2020", "slug": "a/b"}));
        assert_eq!(read.title, None);
        assert_eq!(read.extra.len(), 5);
    }

    #[test]
    fn a_category_keeps_the_keys_it_does_not_have() {
        let read = meta(json!({"tags": ["a"], "icon": "wallet", "featured": true}));
        assert_eq!(read.category("T"), "---\ntitle: T\nicon: wallet\nextra:\n  tags: [a]\n  featured: true\n---\n");
        assert_eq!(read.article("T"), "---\ntitle: T\ntags: [a]\nfeatured: true\nextra:\n  icon: wallet\n---\n");
    }

    #[test]
    fn nothing_is_lost_when_a_key_comes_twice() {
        let mut read = meta(json!({"a": 1}));
        read.keep("a".to_owned(), json!(1));
        read.keep("a".to_owned(), json!(2));
        assert_eq!(read.extra, [("a".to_owned(), json!(1)), ("a_2".to_owned(), json!(2))]);
    }
}
