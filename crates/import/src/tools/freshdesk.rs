//! Freshdesk: the categories, folders and articles that the API of its solutions answers with, saved as files, or the
//! XML that the export of an account has of them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;

use helpdex_content::error::Result;
use helpdex_content::slug::slugify;
use serde_json::{Map, Value, json};

use super::ask::Ask;
use super::desk::{
    self, Article, Body, Category, Desk, Dump, Name, Version, Votes, day, id, integer, list, parts, text,
};
use crate::source::tree::{Tree, has_extension};
use crate::source::{Entries, Notes, Source, what};

/// So much of a file is looked at to recognise it.
const SNIFFED: u64 = 4_000;

/// Whether a folder holds such files.
pub(super) fn recognises(tree: &Tree) -> bool {
    desk::sniff(tree, &[&["folder_id", "thumbs_up"], &["folder_id", "seo_data"], &["folder_id", "description_text"]])
        || exports(tree).iter().any(|path| {
            let mut start = Vec::new();
            let read = File::open(tree.location(path)).and_then(|file| file.take(SNIFFED).read_to_end(&mut start));
            read.is_ok() && String::from_utf8_lossy(&start).contains("<solution-categor")
        })
}

/// The files of an export in XML; the empty path is that of a single file.
fn exports(tree: &Tree) -> Vec<String> {
    if tree.is_file {
        return if has_extension(&tree.name, &["xml"]) { vec![String::new()] } else { Vec::new() };
    }
    tree.files.iter().filter(|path| has_extension(path, &["xml"])).cloned().collect()
}

/// Adds what an export in XML holds: articles lie in folders there, and folders in categories.
fn read_exports(tree: &Tree, dump: &mut Dump, notes: &mut Notes) {
    for path in exports(tree) {
        let text = std::fs::read(tree.location(&path)).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let value = text.map_err(|fault| fault.to_string()).and_then(|text| desk::xml_value(&text));
        match value {
            Ok(value) => {
                let mut lists = Lists::default();
                lists.take(value, None);
                dump.add("categories.xml", json!({ "categories": lists.categories }));
                dump.add("folders.xml", json!({ "folders": lists.folders }));
                dump.add("articles.xml", json!({ "articles": lists.articles }));
            }
            Err(why) => notes.problem(what::LOST, &path, None, format!("not imported: it can't be read ({why})")),
        }
    }
}

/// Records of an export, each knowing what it lies in.
#[derive(Default)]
struct Lists {
    categories: Vec<Value>,
    folders: Vec<Value>,
    articles: Vec<Value>,
}

impl Lists {
    /// Takes a record apart, with those that lie in it. `above` names the key for what it lies in, and the id of that.
    fn take(&mut self, value: Value, above: Option<(&str, Value)>) {
        match value {
            Value::Array(items) => items.into_iter().for_each(|item| self.take(item, above.clone())),
            Value::Object(mut record) => {
                for key in ["solution_categories", "solution_category"] {
                    if let Some(inner) = record.remove(key) {
                        self.take(inner, None);
                    }
                }
                let own = record.get("id").cloned().unwrap_or_default();
                let is_category = ["folders", "public_folders", "all_folders", "published_folders"];
                let folders: Vec<Value> = is_category.iter().filter_map(|key| record.remove(*key)).collect();
                let articles: Vec<Value> =
                    ["articles", "published_articles"].iter().filter_map(|key| record.remove(*key)).collect();
                let (is_category, is_folder) = (!folders.is_empty(), !articles.is_empty());
                folders.into_iter().for_each(|inner| self.take(inner, Some(("category_id", own.clone()))));
                articles.into_iter().for_each(|inner| self.take(inner, Some(("folder_id", own.clone()))));
                if let Some((key, id)) = above {
                    record.entry(key).or_insert(id);
                }
                tidy(&mut record);
                let is_article = record.contains_key("folder_id") && record.contains_key("title");
                match (own.is_null(), is_article, is_folder || record.contains_key("category_id")) {
                    (true, ..) => {}
                    (_, true, _) => self.articles.push(record.into()),
                    (_, _, true) => self.folders.push(record.into()),
                    _ if is_category || record.contains_key("name") => self.categories.push(record.into()),
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

/// Tags are records of their own there.
fn tidy(record: &mut Map<String, Value>) {
    let Some(Value::Array(tags)) = record.get_mut("tags") else { return };
    for tag in tags {
        if let Some(name) = tag.get("name").cloned() {
            *tag = name;
        }
    }
}

/// Reads them.
pub(super) fn read(ask: &Ask<'_>) -> Result<Source> {
    let mut desk = Desk { canonical: Some(canonical), ..Desk::default() };
    let mut dump = Dump::read(ask.tree, &mut desk.notes);
    read_exports(ask.tree, &mut dump, &mut desk.notes);
    let first = ask.config.languages.get(ask.language).code.to_lowercase();
    let mut articles: BTreeMap<String, Article> = BTreeMap::new();
    let mut categories: BTreeMap<String, Category> = BTreeMap::new();
    let mut hidden: BTreeMap<String, String> = BTreeMap::new();
    for (file, value) in dump.values() {
        // The lists lie in files of any name, and so do the answers to one id: what a record is, it says itself.
        each(value, &mut |record| {
            let said = text(record, "language").or_else(|| text(record, "language_code")).map(str::to_lowercase);
            let said = said.unwrap_or_else(|| language_of(ask, file));
            // Records in the site's own first language say so in some answers only.
            let language = Some(said).filter(|code| ask.language_of(code) != Some(ask.language)).unwrap_or_default();
            if record.get("folder_id").is_some() {
                article(file, record, (&language, &first), &mut articles);
            } else {
                category(file, record, (&language, &first), &mut categories, &mut hidden);
            }
        });
    }
    for article in articles.values_mut() {
        let folder = article.category.as_ref().and_then(|folder| hidden.get(folder));
        article.audience = article.audience.take().or_else(|| folder.cloned());
    }
    desk.articles = articles.into_values().collect();
    desk.categories = categories.into_values().collect();
    desk.hosts = hosts(&dump);
    desk.name = desk.hosts.first().cloned().unwrap_or_else(|| ask.tree.name.clone());
    Ok(desk::build(ask, desk))
}

/// Every record of a list, of lists by their names, or the one that stands alone.
fn each(value: &Value, with: &mut impl FnMut(&Value)) {
    const LISTS: [&str; 9] = [
        "articles",
        "article",
        "folders",
        "folder",
        "subfolders",
        "categories",
        "category",
        "solutions",
        "translations",
    ];
    match value {
        Value::Array(items) => items.iter().for_each(|item| each(item, with)),
        Value::Object(map) if map.contains_key("id") => with(value),
        Value::Object(map) => LISTS.iter().filter_map(|key| map.get(*key)).for_each(|inner| each(inner, with)),
        _ => {}
    }
}

/// The language that a path names: a translation is asked for by `articles/1/fr`, and its answer does not say so.
fn language_of(ask: &Ask<'_>, file: &str) -> String {
    let stem = file.strip_suffix(".json").unwrap_or(file);
    let is_code = |part: &&str| {
        let plain = part.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
        let language = part.split('-').next().unwrap_or_default();
        plain && (2..=3).contains(&language.len()) && ask.language_of(part).is_some()
    };
    let last = stem.rsplit(['/', '.']).next().filter(is_code);
    last.or_else(|| stem.split('/').next().filter(is_code)).unwrap_or_default().to_lowercase()
}

/// The hosts at which links say that articles are: the API tells none.
fn hosts(dump: &Dump) -> Vec<String> {
    let mut found = Vec::new();
    for (_, value) in dump.values() {
        let text = value.to_string();
        for (at, _) in text.match_indices("/support/solutions/") {
            let before = text.get(..at).unwrap_or_default();
            let start = before.rfind("//").unwrap_or(before.len());
            let host = before.get(start + 2..).unwrap_or_default();
            let host = host.split('/').next().unwrap_or_default();
            if host.contains('.') && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-".contains(&b)) {
                found.push(host.to_lowercase());
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Takes a category or a folder. `languages` are the record's own, if it has one, and the portal's first.
fn category(
    file: &str,
    record: &Value,
    languages: (&str, &str),
    all: &mut BTreeMap<String, Category>,
    hidden: &mut BTreeMap<String, String>,
) {
    let (Some(number), Some(title)) = (id(record, "id"), text(record, "name")) else { return };
    let is_folder = record.get("visibility").is_some()
        || record.get("articles_count").is_some()
        || record.get("category_id").is_some()
        || file.contains("folder");
    let key = if is_folder { format!("folder-{number}") } else { format!("category-{number}") };
    let parent = is_folder.then(|| parent(file, record)).flatten();
    let known = all.entry(key.clone()).or_insert_with(|| Category { id: key.clone(), parent, ..Category::default() });
    known.order = known.order.or(integer(record, "position"));
    let path = if is_folder { format!("folders/{number}") } else { number };
    let (language, _) = languages;
    if !known.names.iter().any(|name| name.language == language) {
        let summary = text(record, "description").map(str::to_owned);
        let addresses = addresses(&path, languages);
        known.names.push(Name { language: language.to_owned(), title: title.to_owned(), summary, addresses });
    }
    let audience = match integer(record, "visibility") {
        Some(2) => "signed-in users",
        Some(3) => "agents",
        Some(4) => "some companies",
        Some(6) => "some contacts",
        _ => return,
    };
    hidden.insert(key, audience.to_owned());
}

/// What a folder lies in: another folder or its category. A dump of one request for each may say so by the name of its
/// file alone: `categories/123/folders.json`, `folders/456/subfolders.json`.
fn parent(file: &str, record: &Value) -> Option<String> {
    let folder = id(record, "parent_folder_id").map(|id| format!("folder-{id}"));
    let category = id(record, "category_id").or_else(|| {
        let mut above = record.get("hierarchy")?.as_array()?.iter();
        let above = above.find(|one| text(one, "type") == Some("category"))?;
        id(above, "id").or_else(|| id(above.get("data")?, "id"))
    });
    let by_file = |list: &str, next: &str| {
        let parts: Vec<&str> = file.split('/').collect();
        let found = parts.windows(3).find(|part| part.first() == Some(&list))?;
        let is_below = found.get(2).is_some_and(|name| name.starts_with(next));
        found.get(1).filter(|_| is_below).map(|id| (*id).to_owned())
    };
    let folder = folder.or_else(|| by_file("folders", "subfolder").map(|id| format!("folder-{id}")));
    folder.or_else(|| category.or_else(|| by_file("categories", "folder")).map(|id| format!("category-{id}")))
}

/// The addresses of a path in a language. The portal's first language answers without its code, too, and records that
/// name none are in that.
fn addresses(path: &str, (language, first): (&str, &str)) -> Vec<String> {
    let plain = format!("/support/solutions/{path}");
    let is_first = language.is_empty() || language == first;
    let code = if language.is_empty() { first } else { language };
    let with_language = format!("/{code}{plain}");
    if is_first { vec![plain, with_language] } else { vec![with_language] }
}

/// Takes an article. `languages` are the record's own, if it has one, and the portal's first.
fn article(file: &str, record: &Value, languages: (&str, &str), all: &mut BTreeMap<String, Article>) {
    let (Some(number), Some(title)) = (id(record, "id"), text(record, "title")) else { return };
    let (language, _) = languages;
    let article = all.entry(number.clone()).or_insert_with(|| Article { id: number.clone(), ..Article::default() });
    file.clone_into(&mut article.file);
    article.category = article.category.take().or_else(|| id(record, "folder_id").map(|id| format!("folder-{id}")));
    article.order = article.order.or(integer(record, "position"));
    if article.versions.iter().any(|version| version.language == language) {
        return;
    }
    let count = |key| integer(record, key).and_then(|n| u64::try_from(n).ok()).unwrap_or_default();
    let mut head: Entries = Vec::new();
    let seo = record.get("seo_data");
    if let Some(summary) = seo.and_then(|seo| text(seo, "meta_description")) {
        head.push(("description".to_owned(), summary.into()));
    }
    let words = seo.and_then(|seo| text(seo, "meta_keywords")).unwrap_or_default();
    let mut keywords: Vec<String> =
        words.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
    keywords.extend(seo.map(|seo| list(seo, "meta_keywords")).unwrap_or_default());
    if !keywords.is_empty() {
        head.push(("keywords".to_owned(), keywords.into()));
    }
    let tags = list(record, "tags");
    if !tags.is_empty() {
        head.push(("tags".to_owned(), tags.into()));
    }
    if let Some(day) = day(record, &["modified_at", "updated_at", "created_at"]) {
        head.push(("updated".to_owned(), day.into()));
    }
    let mut html = text(record, "description").unwrap_or_default().to_owned();
    html.push_str(&attached(record));
    let mut old = addresses(&format!("articles/{number}"), languages);
    old.extend(addresses(&format!("articles/{number}-{}", slugify(title)), languages));
    old.dedup();
    article.versions.push(Version {
        language: language.to_owned(),
        title: title.to_owned(),
        body: Body::Html(html),
        is_draft: integer(record, "status") == Some(1),
        address: None,
        old_addresses: old,
        head,
        votes: Votes { up: count("thumbs_up"), down: count("thumbs_down") },
    });
}

/// The files at the end of an article, as links.
fn attached(record: &Value) -> String {
    let files = record.get("attachments").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let links: String = files
        .iter()
        .filter_map(|file| Some((text(file, "attachment_url")?, text(file, "name")?)))
        .map(|(url, name)| format!("<li><a href=\"{}\">{}</a></li>", escaped(url), escaped(name)))
        .collect();
    if links.is_empty() { links } else { format!("<ul>{links}</ul>") }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

/// `/en/support/solutions/articles/123-how-to` as `…/123`: the number alone counts. What agents see at `/a/solutions/` is
/// the same article.
fn canonical(path: &str) -> Option<String> {
    let (_, path) = parts(path);
    let (start, last) = path.rsplit_once('/')?;
    let number: String = last.chars().take_while(char::is_ascii_digit).collect();
    let start =
        start.strip_prefix("/a/solutions").map_or_else(|| start.to_owned(), |rest| format!("/support/solutions{rest}"));
    (start.contains("/support/solutions") && !number.is_empty()).then(|| format!("{start}/{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_known_by_their_number() {
        let of = |path| canonical(path);
        assert_eq!(
            of("/en/support/solutions/articles/12-how-to").as_deref(),
            Some("/en/support/solutions/articles/12")
        );
        assert_eq!(of("/a/solutions/articles/12").as_deref(), Some("/support/solutions/articles/12"));
        assert_eq!(of("/support/tickets/new"), None);
        assert_eq!(addresses("5", ("", "en")), ["/support/solutions/5", "/en/support/solutions/5"]);
        assert_eq!(addresses("5", ("ru", "en")), ["/ru/support/solutions/5"]);
    }

    #[test]
    fn what_a_folder_lies_in() {
        assert_eq!(parent("folders/7/subfolders.json", &json!({"id": 8})).as_deref(), Some("folder-7"));
        assert_eq!(parent("categories/3/folders.json", &json!({"id": 8})).as_deref(), Some("category-3"));
        let above = json!({"id": 8, "hierarchy": [{"level": 0, "type": "category", "data": {"id": 4}}]});
        assert_eq!(parent("all.json", &above).as_deref(), Some("category-4"));
    }
}
