//! An Intercom help center: its articles and collections, and the images that articles show.

use std::collections::BTreeSet;

use helpdex_content::error::Result;
use helpdex_content::html::{TokenKind, Tokens};
use helpdex_content::markdown::decode_entities;
use serde_json::Value;

use super::client::Client;

/// A list of more pages goes in circles.
const MAX_PAGES: u64 = 10_000;

pub(super) fn fetch(client: &Client) -> Result<()> {
    let mut images = BTreeSet::new();
    for (path, name) in [("/help_center/collections", "collections"), ("/articles", "articles")] {
        for number in 1..MAX_PAGES {
            let answer = client.json(&format!("{path}?per_page=50&page={number}"), &format!("{name}-{number}"))?;
            let Some(page) = answer else { break };
            bodies(&page, &mut images);
            let all = page.get("pages").and_then(|pages| pages.get("total_pages")).and_then(Value::as_u64);
            if all.is_none_or(|all| number >= all) {
                break;
            }
        }
    }
    // Their addresses hold for some hours only.
    for url in images {
        let (_, rest) = url.split_once("://").unwrap_or_default();
        let path = rest.split(['?', '#']).next().unwrap_or_default();
        let path = path.split_once('/').map_or(path, |(_, path)| path);
        client.foreign(&url, &format!("attachments/{path}"))?;
    }
    Ok(())
}

/// The images in all texts of an answer, as far as Intercom keeps them.
fn bodies(value: &Value, images: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| bodies(item, images)),
        Value::Object(map) => {
            for (key, inner) in map {
                match inner {
                    Value::String(html) if key == "body" => collect(html, images),
                    inner => bodies(inner, images),
                }
            }
        }
        _ => {}
    }
}

fn collect(html: &str, images: &mut BTreeSet<String>) {
    for token in Tokens::new(html) {
        let TokenKind::Start(tag) = token.kind else { continue };
        let Some(src) = tag.attribute("src").filter(|_| tag.is("img")) else { continue };
        let src = decode_entities(src.value.trim()).into_owned();
        let host = src.strip_prefix("https://").and_then(|rest| rest.split('/').next()).unwrap_or_default();
        if ["intercomcdn.com", "intercomassets.com", "intercom-attachments.com"]
            .iter()
            .any(|known| host == *known || host.ends_with(&format!(".{known}")))
        {
            images.insert(src);
        }
    }
}
