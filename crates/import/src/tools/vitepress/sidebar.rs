//! Sidebars of VitePress and VuePress, as the order of articles.

use std::collections::BTreeMap;

use helpdex_content::path::join;
use serde_json::Value;

use crate::source::Source;
use crate::tools::ask::Ask;
use crate::tools::nav::{Group, Item};
use crate::tools::summary::place;

/// The sidebar, or all of them one after the other.
pub(super) fn sidebars(ask: &Ask<'_>, value: &Value, source: &Source) -> Vec<Item> {
    match value {
        Value::Array(list) => list.iter().flat_map(|entry| item(ask, entry, "", source)).collect(),
        Value::Object(map) => {
            let lists = map.iter().filter(|(key, _)| !key.starts_with("/:"));
            lists
                .flat_map(|(key, value)| {
                    let (list, base) = match value {
                        Value::Array(list) => (list.clone(), String::new()),
                        value => (
                            value["items"].as_array().cloned().unwrap_or_default(),
                            value["base"].as_str().unwrap_or(key).to_owned(),
                        ),
                    };
                    list.iter().flat_map(|entry| item(ask, entry, &base, source)).collect::<Vec<_>>()
                })
                .collect()
        }
        _ => Vec::new(),
    }
}

fn item(ask: &Ask<'_>, entry: &Value, base: &str, source: &Source) -> Vec<Item> {
    let base = entry["base"].as_str().unwrap_or(base);
    let text = entry["text"].as_str();
    let link = entry.as_str().or_else(|| entry["link"].as_str()).filter(|link| !link.contains("://"));
    let page = link.and_then(|link| {
        let link = if link.starts_with('/') && base.is_empty() {
            link.to_owned()
        } else {
            format!("{base}{}", link.trim_start_matches('/'))
        };
        let path = link
            .split('#')
            .next()
            .unwrap_or_default()
            .trim_start_matches('/')
            .trim_end_matches(".md")
            .trim_end_matches(".html");
        let named =
            if path.is_empty() || path.ends_with('/') { format!("{path}index.md") } else { format!("{path}.md") };
        let found = [place(&named), join(path.trim_end_matches('/'), "_index.md")];
        found.into_iter().find(|wanted| source.pages.iter().any(|page| page.place == *wanted))
    });
    match (entry["items"].as_array().or_else(|| entry["children"].as_array()), text, page) {
        (Some(list), Some(text), page) => {
            let items = list.iter().flat_map(|entry| item(ask, entry, base, source)).collect();
            vec![Item::Group(Group {
                titles: BTreeMap::from([(ask.language, text.to_owned())]),
                page,
                items,
                ..Group::default()
            })]
        }
        (Some(list), None, _) => list.iter().flat_map(|entry| item(ask, entry, base, source)).collect(),
        (None, text, Some(page)) => vec![Item::Page(page, text.map(str::to_owned))],
        _ => Vec::new(),
    }
}
