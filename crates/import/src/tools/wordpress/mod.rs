//! WordPress: its export (WXR), one file or several, with the folder of uploads beside it when somebody saved that too.

mod export;
mod pages;
mod shortcodes;
mod text;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;

use helpdex_content::error::Result;

use super::ask::Ask;
use super::desk::{self, Article, Attachment, Body, Category, Desk, Name, Version, Votes, parts, path_of};
use crate::source::tree::Tree;
use crate::source::tree::has_extension;
use crate::source::{Entries, OnDisk, Source, what};
use export::{Export, Item, Term};

/// Whether a folder or file is such an export.
pub(super) fn recognises(tree: &Tree) -> bool {
    files(tree).iter().any(|path| {
        let mut start = Vec::new();
        let read = File::open(tree.location(path)).and_then(|file| file.take(8_192).read_to_end(&mut start));
        read.is_ok() && String::from_utf8_lossy(&start).contains("wordpress.org/export/")
    })
}

fn files(tree: &Tree) -> Vec<String> {
    if tree.is_file {
        return if has_extension(&tree.name, &["xml"]) { vec![String::new()] } else { Vec::new() };
    }
    tree.files.iter().filter(|path| has_extension(path, &["xml"])).cloned().collect()
}

/// Reads it.
pub(super) fn read(ask: &Ask<'_>) -> Result<Source> {
    let mut desk = Desk { attachment_of: Some(upload_of), ..Desk::default() };
    let mut export = Export::default();
    for path in files(ask.tree) {
        let bytes = std::fs::read(ask.tree.location(&path))
            .map_err(helpdex_content::error::Error::io("read", ask.tree.location(&path)))?;
        if let Err((line, message)) = export.read(&path, &String::from_utf8_lossy(&bytes)) {
            let message = format!("the file is broken here ({message}); what stands after it is not imported");
            desk.notes.problem(what::LOST, &path, Some(line), message);
        }
    }
    desk.hosts = export.hosts();
    desk.name = desk.hosts.first().cloned().unwrap_or_else(|| ask.tree.name.clone());
    for path in &ask.tree.files {
        if let Some(name) = upload_of(&format!("/{path}")).filter(|_| !has_extension(path, &["xml"])) {
            let file = path.rsplit('/').next().unwrap_or(path).to_owned();
            let content = Some(OnDisk(ask.tree.location(path)));
            desk.attachments.insert(name, Attachment { name: file, content });
        }
    }
    categories(&export, &mut desk);
    articles(ask, &export, &mut desk);
    let mut source = desk::build(ask, desk);
    pages::of_categories(&mut source);
    Ok(source)
}

/// The categories of posts, of whatever taxonomy, and pages that have pages below them.
fn categories(export: &Export, desk: &mut Desk) {
    for Term { taxonomy, slug, parent, name, description } in &export.terms {
        if is_listed(taxonomy) {
            let id = format!("{taxonomy}:{slug}");
            // Each file of an export that is split says all of them.
            if desk.categories.iter().any(|known| known.id == id) {
                continue;
            }
            let base = if taxonomy == "category" { "category" } else { taxonomy };
            let addresses = vec![format!("/{base}/{slug}/")];
            let summary = Some(description.clone()).filter(|text| !text.is_empty());
            desk.categories.push(Category {
                id,
                parent: (!parent.is_empty()).then(|| format!("{taxonomy}:{parent}")),
                order: None,
                names: vec![Name { language: String::new(), title: text::plain(name), summary, addresses }],
            });
        }
    }
    for item in &export.items {
        let id = item.get("wp:post_id");
        let has_children = export.items.iter().any(|other| other.is_article() && other.get("wp:post_parent") == id);
        if item.is_article() && has_children {
            desk.categories.push(Category {
                id: format!("{}{id}", pages::CATEGORY),
                parent: parent_page(item),
                order: None,
                names: vec![Name { title: text::plain(item.get("title")), ..Name::default() }],
            });
        }
    }
}

/// Whether a taxonomy sorts articles for readers, and is no list of tags.
fn is_listed(taxonomy: &str) -> bool {
    !(taxonomy.contains("tag")
        || taxonomy.contains("format")
        || taxonomy.contains("language")
        || taxonomy.contains("translations"))
        && taxonomy != "nav_menu"
        && taxonomy != "wp_theme"
}

fn parent_page(item: &Item) -> Option<String> {
    let id = Some(item.get("wp:post_parent")).filter(|id| !matches!(*id, "" | "0"));
    id.map(|id| format!("{}{id}", pages::CATEGORY))
}

fn articles(ask: &Ask<'_>, export: &Export, desk: &mut Desk) {
    let pictures: BTreeMap<&str, &str> = export
        .items
        .iter()
        .filter(|item| item.get("wp:post_type") == "attachment")
        .map(|item| (item.get("wp:post_id"), item.get("wp:attachment_url")))
        .collect();
    let texts = text::Texts::of(export);
    // Polylang says which entries are one article in several languages.
    let mut groups: BTreeMap<String, Article> = BTreeMap::new();
    for item in export.items.iter().filter(|item| item.is_article()) {
        let group = item.term("post_translations").map(|term| term.slug.clone());
        let id = item.get("wp:post_id").to_owned();
        let key = group.unwrap_or_else(|| id.clone());
        let version = version(item, &pictures, &texts, desk);
        let own = shared(item, key.clone(), desk);
        let is_first = version.language.is_empty() || ask.language_of(&version.language) == Some(ask.language);
        match groups.get_mut(&key) {
            // The site's first language names the article and says where it lies.
            Some(article) => {
                if is_first {
                    (article.slug, article.category) = (own.slug, own.category);
                }
                article.versions.push(version);
            }
            None => {
                groups.insert(key, Article { versions: vec![version], ..own });
            }
        }
    }
    desk.articles = groups.into_values().collect();
}

fn shared(item: &Item, id: String, desk: &Desk) -> Article {
    let children = format!("{}{}", pages::CATEGORY, item.get("wp:post_id"));
    let is_known = |id: &String| desk.categories.iter().any(|category| category.id == *id);
    let terms = item
        .terms
        .iter()
        .filter(|term| is_listed(&term.taxonomy))
        .map(|term| format!("{}:{}", term.taxonomy, term.slug));
    // A page with pages below it lies among them. Of two categories the one that lies deeper says more.
    let depth =
        |id: &String| desk.categories.iter().find(|category| category.id == *id).map(|found| found.parent.is_some());
    let category = Some(children)
        .filter(is_known)
        .or_else(|| parent_page(item).filter(is_known))
        .or_else(|| terms.filter(is_known).max_by_key(|id| (depth(id), std::cmp::Reverse(id.clone()))));
    let audience = match item.get("wp:status") {
        "private" => Some("editors".to_owned()),
        _ if !item.get("wp:post_password").is_empty() => Some("whoever knows the password".to_owned()),
        _ => None,
    };
    Article {
        id,
        file: item.file.clone(),
        category,
        order: item.get("wp:menu_order").parse().ok().filter(|order| *order != 0),
        slug: Some(item.get("wp:post_name").to_owned()).filter(|slug| !slug.is_empty() && !slug.contains('%')),
        featured: item.get("wp:is_sticky") == "1",
        audience,
        ..Article::default()
    }
}

fn version(item: &Item, pictures: &BTreeMap<&str, &str>, texts: &text::Texts<'_>, desk: &mut Desk) -> Version {
    let title = match item.get("title").trim() {
        "" => item.get("wp:post_name").to_owned(),
        title => text::plain(title),
    };
    let (html, unknown) = shortcodes::html(&texts.whole(item.get("wp:post_id"), item.get("content:encoded")), pictures);
    let origin = format!("articles/{}", item.get("wp:post_id"));
    for name in unknown {
        desk.notes.problem(what::SYNTAX, &origin, None, format!("the shortcode `[{name}]` was left out"));
    }
    let mut head: Entries = Vec::new();
    let excerpt = item.get("excerpt:encoded").trim();
    if !excerpt.is_empty() {
        head.push(("description".to_owned(), text::plain(excerpt).into()));
    }
    let tags: Vec<String> =
        item.terms.iter().filter(|term| term.taxonomy.contains("tag")).map(|term| term.name.clone()).collect();
    if !tags.is_empty() {
        head.push(("tags".to_owned(), tags.into()));
    }
    let dates = ["wp:post_modified", "wp:post_modified_gmt", "wp:post_date"]
        .map(|key| item.get(key).get(..10).unwrap_or_default());
    if let Some(day) = dates.into_iter().find(|day| day.parse::<jiff::civil::Date>().is_ok()) {
        head.push(("updated".to_owned(), day.into()));
    }
    let is_published = item.get("wp:status") == "publish";
    // The address of a draft is only `/?p=123`.
    let address = Some(item.get("link")).filter(|link| !link.contains('?')).and_then(path_of);
    Version {
        language: item.term("language").map_or_else(String::new, |term| term.slug.clone()),
        title: if title.is_empty() { "Untitled".to_owned() } else { title },
        body: Body::Html(html),
        is_draft: !is_published && item.get("wp:status") != "private",
        address,
        old_addresses: Vec::new(),
        head,
        votes: Votes::default(),
    }
}

/// The upload that an address names, whatever its size: `2020/01/shot-300x200.png` is `2020/01/shot.png`.
fn upload_of(href: &str) -> Option<String> {
    let (_, path) = parts(href);
    let path = path.split(['?', '#']).next()?;
    let rest = path.split("/uploads/").nth(1)?;
    let (stem, extension) = rest.rsplit_once('.')?;
    let sized = stem.rsplit_once('-').filter(|(_, size)| {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        size.split_once('x').is_some_and(|(width, height)| digits(width) && digits(height))
    });
    let stem = sized.map_or(stem, |(stem, _)| stem);
    Some(percent_encoding::percent_decode_str(&format!("{stem}.{extension}")).decode_utf8_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uploads_in_all_sizes() {
        let of = |href| upload_of(href);
        assert_eq!(
            of("https://a.example/wp-content/uploads/2020/01/shot-300x200.png?x").as_deref(),
            Some("2020/01/shot.png")
        );
        assert_eq!(of("/wp-content/uploads/a-b.png").as_deref(), Some("a-b.png"));
        assert_eq!(of("/other/a.png"), None);
    }
}
