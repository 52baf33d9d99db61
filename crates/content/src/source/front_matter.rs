//! The YAML between `---` lines at the head of an article.

use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::audience::Audience;
use super::kind::EntryKind;
use super::offer::{self, Offer};
use crate::config::{self, Setting};
use crate::diagnostic::{Diagnostic, SourceText};
use crate::path::{is_page_url, open_url};
use crate::typed_yaml::{self, At, Key, MapReader};

/// Whether and how an article is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Status {
    /// Not yet: only `--drafts` shows it.
    Draft,
    /// As usual.
    #[default]
    Published,
    /// Kept at its URL with a note, out of lists and search.
    Archived,
}

/// An article's or category's front matter, every key read and checked.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FrontMatter {
    /// The heading of the page.
    pub title: Key<At<String>>,
    /// One or two sentences that answer it.
    pub summary: Key<At<String>>,
    /// The title with the names of promises instead of their texts, where it holds some: a promise that changes makes no
    /// translation stale.
    pub(crate) title_without_promises: Option<String>,
    /// The same of the summary.
    pub(crate) summary_without_promises: Option<String>,
    /// Other ways in which customers put the question.
    pub asks: Key<Vec<At<String>>>,
    /// Words for search.
    pub keywords: Vec<At<String>>,
    /// Names of lists that it belongs to.
    pub tags: Vec<At<String>>,
    /// Its place in its list.
    pub order: Option<i64>,
    /// Whether the home page shows it.
    pub featured: bool,
    /// Who answers for it.
    pub owner: Key<At<String>>,
    /// The day it was last looked at.
    pub reviewed: Key<At<Date>>,
    /// How many days a review holds.
    pub review_every: Key<At<u32>>,
    /// Whether customers see it.
    pub status: Status,
    /// Whether the file itself says that it is for agents alone; the categories around it may say so, too.
    pub audience: Audience,
    /// Old URLs that lead here.
    pub aliases: Vec<At<String>>,
    /// Paths of articles to read next.
    pub related: Vec<At<String>>,
    /// Which text of its source a translation follows.
    pub source_revision: Key<At<String>>,
    /// Path of an image below the content folder that networks show of a shared link.
    pub image: Key<At<String>>,
    /// A category's icon.
    pub icon: Key<At<String>>,
    /// Which ways to reach a person its page offers.
    pub contact: Key<Offer>,
    /// Levels of rules for this file alone.
    pub checks: Vec<Setting>,
    /// Whatever a theme wants.
    #[serde(with = "super::heads::json")]
    pub extra: serde_json::Value,
    /// Whether none of it could be read, so that nobody knows which keys are there.
    pub unreadable: bool,
}

impl FrontMatter {
    /// What is left of one that can't be read: the keys that rules ask for are wrong, not missing.
    fn unreadable(range: &Range<usize>) -> Self {
        let text = || Key::Wrong(range.clone());
        Self {
            title: text(),
            summary: text(),
            owner: text(),
            source_revision: text(),
            icon: text(),
            asks: Key::Wrong(range.clone()),
            reviewed: Key::Wrong(range.clone()),
            review_every: Key::Wrong(range.clone()),
            unreadable: true,
            ..Self::default()
        }
    }
}

/// A file's text taken apart.
pub(crate) struct Parts {
    /// The YAML without its fences; empty without front matter.
    pub(crate) yaml: Range<usize>,
    /// What follows.
    pub(crate) body: Range<usize>,
    /// The fence that nothing closes.
    pub(crate) unclosed: Option<Range<usize>>,
}

/// Finds the front matter. An unclosed one is a fault, and the whole rest of the file counts as body.
pub(crate) fn split(source: &SourceText, diagnostics: &mut Vec<Diagnostic>) -> Parts {
    let text = source.text();
    let whole = 0..text.len();
    let Some(first) = text.split_inclusive('\n').next().filter(|line| line.trim_end() == "---") else {
        return Parts { yaml: 0..0, body: whole, unclosed: None };
    };
    let start = first.len();
    let mut at = start;
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Parts { yaml: start..at, body: at + line.len()..text.len(), unclosed: None };
        }
        at += line.len();
    }
    let found = source.error("front-matter", 0..3, "the front matter is never closed");
    diagnostics.push(found.label("opened here").help("end it with a line of three dashes: `---`"));
    Parts { yaml: 0..0, body: start..text.len(), unclosed: Some(0..3) }
}

/// The YAML of a file's front matter without its fences; nothing where there is none, or it is never closed.
pub fn front_matter_range(source: &SourceText) -> Option<Range<usize>> {
    let yaml = split(source, &mut Vec::new()).yaml;
    (yaml.start > 0).then_some(yaml)
}

/// What follows a file's front matter: all of it where there is none.
pub fn body_range(source: &SourceText) -> Range<usize> {
    split(source, &mut Vec::new()).body
}

/// Reads the front matter of an entry.
pub(super) fn read(
    source: &SourceText,
    parts: &Parts,
    kind: EntryKind,
    diagnostics: &mut Vec<Diagnostic>,
) -> FrontMatter {
    if let Some(range) = &parts.unclosed {
        return FrontMatter::unreadable(range);
    }
    let yaml = parts.yaml.clone();
    let Some(node) = typed_yaml::parse(source, yaml.clone(), "front-matter", diagnostics) else {
        return FrontMatter::unreadable(&yaml);
    };
    let Some(entries) = node.as_map() else {
        let message = format!("the front matter has to be a map of keys, not {}", node.kind_name());
        let found = source.error("front-matter", yaml.start..yaml.start + 1, message);
        diagnostics.push(found.help("start it with `title: How do I …?`"));
        return FrontMatter::unreadable(&yaml);
    };
    let written = source.slice(yaml.clone()).unwrap_or_default();
    let mut fields = MapReader::new(source, (&written, yaml.start), entries, diagnostics);
    let mut front = FrontMatter {
        title: text(&mut fields, "title"),
        summary: text(&mut fields, "summary"),
        order: fields.number("order"),
        ..FrontMatter::default()
    };
    front.keywords = fields.texts("keywords");
    front.status = fields.choice("status", &STATUS).unwrap_or_default();
    front.owner = text(&mut fields, "owner");
    front.reviewed = fields.key("reviewed", MapReader::date);
    front.review_every = fields.key("review_every", days);
    front.aliases = aliases(&mut fields);
    front.source_revision = fields.key("source_revision", MapReader::text);
    front.contact = fields.key("contact", offer::read);
    front.image = text(&mut fields, "image");
    if let Some(entries) = fields.map("checks") {
        front.checks = config::settings(&mut fields, entries, &[]);
    }
    front.extra = fields.node("extra").map(crate::yaml::Node::to_json).unwrap_or_default();
    if kind == EntryKind::Home {
        fields
            .not_here(&["audience"], "the home page is for everyone; articles and categories can be for agents alone");
    } else {
        front.audience = fields.choice("audience", &Audience::NAMED).unwrap_or_default();
    }
    match kind {
        EntryKind::Article => {
            front.asks = fields.key("asks", |fields, key| Some(fields.texts(key)).filter(|asks| !asks.is_empty()));
            front.tags = fields.texts("tags");
            front.featured = fields.flag("featured").unwrap_or_default();
            front.related = fields.texts("related");
        }
        EntryKind::Category | EntryKind::Home => {
            front.icon = fields.key("icon", MapReader::text);
            fields.not_here(
                &["asks", "tags", "featured", "related"],
                "only articles have it; an `_index.md` describes its category",
            );
        }
    }
    fields.finish();
    front
}

const STATUS: [(&str, Status); 3] =
    [("draft", Status::Draft), ("published", Status::Published), ("archived", Status::Archived)];

/// A text that says something.
fn text(fields: &mut MapReader<'_>, key: &'static str) -> Key<At<String>> {
    fields.key(key, MapReader::text).filter(|text| !text.value.is_empty())
}

/// `180d`, `26w`, `6m` or `1y` in days; months count 30 and years 365 days.
fn days(fields: &mut MapReader<'_>, key: &'static str) -> Option<At<u32>> {
    let text = fields.text(key)?;
    let (digits, unit) =
        text.value.split_at(text.value.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.value.len()));
    let factor = match unit.trim() {
        "d" => Some(1),
        "w" => Some(7),
        "m" => Some(30),
        "y" => Some(365),
        _ => None,
    };
    let days = factor.and_then(|factor| digits.parse::<u32>().ok()?.checked_mul(factor)).filter(|days| *days > 0);
    if days.is_none() {
        let message = format!("`{}` is not a span of time", text.value);
        fields.at("bad-value", text.range.clone(), message, "write days, such as `180d`; `w`, `m` and `y` work too");
    }
    days.map(|value| At { value, range: text.range })
}

/// Old URLs: paths of this site that start with a slash.
fn aliases(fields: &mut MapReader<'_>) -> Vec<At<String>> {
    let mut aliases = fields.texts("aliases");
    aliases.retain(|alias| {
        let path = &alias.value;
        let plain = is_page_url(path) || open_url(path).is_some();
        if !plain {
            let message = format!("`{path}` is not an old URL of this site");
            let help =
                "write the path as it was: `/help/cashing-out/`, without host, `?`, `#` or `%`; a `*` may end it";
            fields.at("bad-value", alias.range.clone(), message, help);
        }
        plain
    });
    aliases
}

#[cfg(test)]
mod tests {
    use super::*;

    fn front(text: &str) -> (FrontMatter, String, Vec<String>) {
        let source = SourceText::new("content/a.md", text);
        let mut diagnostics = Vec::new();
        let parts = split(&source, &mut diagnostics);
        let front = read(&source, &parts, EntryKind::Article, &mut diagnostics);
        let faults = diagnostics.iter().map(|d| format!("{} {}", d.location(), d.message)).collect();
        (front, source.text()[parts.body].to_owned(), faults)
    }

    #[test]
    fn crlf_and_places_after_cyrillic() {
        let (front, body, faults) = front("---\r\ntitle: Как?\r\nasks: [а, б]\r\nтитул: x\r\n---\r\nText\r\n");
        assert_eq!(front.title.given().expect("title").value, "Как?");
        assert_eq!(front.asks.items().len(), 2);
        assert_eq!(body, "Text\r\n");
        assert_eq!(faults, ["content/a.md:4:1 unknown key `титул`"]);
    }

    #[test]
    fn keys_of_articles_are_not_those_of_a_category() {
        let source = SourceText::new("content/a/_index.md", "---\ntitle: A\nasks: [b]\nask: c\n---\n");
        let mut found = Vec::new();
        let parts = split(&source, &mut found);
        read(&source, &parts, EntryKind::Category, &mut found);
        let told: Vec<String> =
            found.iter().map(|d| format!("{} {}", d.message, d.help.as_deref().unwrap_or_default())).collect();
        assert_eq!(
            told,
            [
                "`asks` has no meaning here only articles have it; an `_index.md` describes its category",
                "unknown key `ask` a key of your own belongs under `extra:`, where themes find it",
            ]
        );
    }

    #[test]
    fn unclosed_front_matter_is_told_once() {
        let (front, body, faults) = front("---\ntitle: a\n\nText\n");
        assert!(matches!(front.title, Key::Wrong(_)) && front.unreadable);
        assert_eq!(body, "title: a\n\nText\n");
        assert_eq!(faults, ["content/a.md:1:1 the front matter is never closed"]);
    }

    #[test]
    fn a_list_is_no_front_matter_and_a_rule_is_none_either() {
        assert_eq!(
            front("---\n- a\n---\n").2,
            ["content/a.md:2:1 the front matter has to be a map of keys, not a list"]
        );
        assert_eq!(front("Text\n\n---\n\nMore\n").1, "Text\n\n---\n\nMore\n");
    }

    #[test]
    fn spans_and_aliases() {
        let (front, _, faults) =
            front("---\nreview_every: 6m\naliases: [/old/, old, 'https://x/', /a/../b, '/x?y']\nreviewed: soon\n---\n");
        assert_eq!(front.review_every.given().expect("days").value, 180);
        assert_eq!(front.aliases.len(), 1);
        assert_eq!(faults.len(), 5);
        let (_, _, faults) = self::front("---\nreview_every: forever\n---\n");
        assert_eq!(faults, ["content/a.md:2:15 `forever` is not a span of time"]);
    }

    #[test]
    fn keys_are_absent_wrong_or_given() {
        let (front, ..) =
            front("---\ntitle: \nsummary: [a]\nowner: ''\nasks: []\nreviewed: soon\nreview_every: 1\n---\n");
        assert!(front.title.is_absent() && front.owner.is_absent() && front.asks.is_absent());
        // The YAML library gives a list in brackets without the last one.
        assert_eq!((front.summary, front.reviewed), (Key::Wrong(21..23), Key::Wrong(54..58)));
        assert!(matches!(front.review_every, Key::Wrong(_)) && !front.unreadable);
        let (front, ..) = self::front("---\nsummary:\nsummary: b\nasks: [{}, a]\n---\n");
        assert!(matches!(front.summary, Key::Wrong(_)), "the author is told that it is written twice");
        assert_eq!(front.asks.items().len(), 1);
        let (front, ..) = self::front("---\nasks: [{}]\n---\n");
        assert!(matches!(front.asks, Key::Wrong(_)));
        for text in ["---\n- a\n---\n", "---\na: [\n---\n", "---\ntitle: a\n"] {
            let (front, ..) = self::front(text);
            assert!(front.unreadable && matches!(front.reviewed, Key::Wrong(_)), "{text}");
        }
        assert!(self::front("Text\n").0.title.is_absent());
    }
}
