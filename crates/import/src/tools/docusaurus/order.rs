//! What is settled once all documents are known: pages of folders, the order, keys that have done their work.

use std::collections::HashMap;

use helpdex_content::path::{join, split};
use serde_json::Value;

use super::pages::Doc;
use crate::source::Source;

/// A folder may have one page only: the others of it become articles.
pub(super) fn unique(docs: &mut [Doc], source: &mut Source) {
    let rank = |doc: &Doc| {
        let stem = split(&doc.path).1.to_lowercase();
        usize::from(!stem.contains("index")) + usize::from(!stem.contains("index") && !stem.contains("readme"))
    };
    let mut best: HashMap<String, (usize, usize)> = HashMap::new();
    for (index, doc) in docs.iter().enumerate().filter(|(_, doc)| doc.place.ends_with("_index.md")) {
        let entry = best.entry(doc.place.clone()).or_insert((rank(doc), index));
        *entry = (*entry).min((rank(doc), index));
    }
    for (index, doc) in docs.iter_mut().enumerate() {
        if best.get(&doc.place).is_some_and(|(_, first)| *first != index) {
            let stem = split(&doc.id).1.to_lowercase();
            doc.place = join(split(&doc.place).0, &format!("{stem}.md"));
            if let Some(page) = source.pages.get_mut(index) {
                page.place.clone_from(&doc.place);
            }
        }
    }
}

/// Positions are numbers of any kind, or stand at the start of names; ours are whole.
pub(super) fn order(docs: &[Doc], source: &mut Source) {
    for (doc, page) in docs.iter().zip(source.pages.iter_mut()) {
        let has_own = page.head.iter().any(|(key, _)| key == "sidebar_position");
        if let Some(number) = doc.number.filter(|_| !has_own) {
            page.head.push(("order".to_owned(), (number as i64).into()));
        }
    }
    let mut fractions: HashMap<String, Vec<f64>> = HashMap::new();
    for page in &source.pages {
        let position =
            page.head.iter().find(|(key, _)| key == "sidebar_position").and_then(|(_, value)| value.as_f64());
        fractions.entry(split(&page.place).0.to_owned()).or_default().extend(position);
    }
    for page in &mut source.pages {
        let list = fractions.get(split(&page.place).0).map(Vec::as_slice).unwrap_or_default();
        let is_fine = list.iter().all(|position| position.fract() == 0.0);
        for (key, value) in page.head.iter_mut().filter(|(key, _)| key == "sidebar_position" && !is_fine) {
            // Ten steps for one, so that 1.5 lies between.
            *value = value.as_f64().map_or(Value::Null, |position| ((position * 10.0).round() as i64).into());
            "order".clone_into(key);
        }
    }
}

/// Keys that have done their work.
pub(super) fn head(head: &mut crate::source::Entries) {
    head.retain(|(key, _)| !["id", "slug"].contains(&key.as_str()));
    let is_unlisted = head.iter().any(|(key, value)| key == "unlisted" && value == &Value::Bool(true));
    if is_unlisted {
        head.retain(|(key, _)| key != "unlisted");
        head.push(("status".to_owned(), "archived".into()));
    }
    for (key, value) in head.iter_mut() {
        if key == "tags" {
            let labels = value.as_array().map(|tags| {
                tags.iter().filter_map(|tag| tag.as_str().or_else(|| tag["label"].as_str())).map(Value::from).collect()
            });
            if let Some(labels) = labels {
                *value = Value::Array(labels);
            }
        } else if key == "last_update"
            && let Some(date) = value["date"].as_str()
        {
            *value = date.get(..10).unwrap_or(date).into();
            "last_updated".clone_into(key);
        }
    }
}

/// `@site/docs/x.md` counts from the top.
pub(super) fn site_paths(body: &mut crate::source::Text) {
    if !body.contains("@site/") && !body.contains("pathname://") {
        return;
    }
    body.rewrite(|text, _| {
        crate::dialect::code::outside(text, |piece| {
            let mut piece = piece.replace("pathname:///", "/");
            for before in ["](", "](<", "\"", "'", "]: "] {
                piece = piece.replace(&format!("{before}@site/"), &format!("{before}/"));
            }
            piece
        })
    });
}
