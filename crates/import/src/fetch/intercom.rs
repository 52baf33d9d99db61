//! An Intercom help center: its articles and collections, and the images that articles show.

use helpdex_content::error::Result;
use serde_json::Value;

use super::client::Client;
use super::images::Images;

/// Where Intercom keeps images.
const HOSTS: [&str; 3] = ["intercomcdn.com", "intercomassets.com", "intercom-attachments.com"];
/// A list of more pages goes in circles.
const MAX_PAGES: u64 = 10_000;

pub(super) fn fetch(client: &Client) -> Result<()> {
    let mut images = Images::new(client.base(), &HOSTS);
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
    for (url, path) in images.found() {
        client.image(url, &format!("attachments/{path}"))?;
    }
    Ok(())
}

/// The images in all texts of an answer, as far as Intercom keeps them.
fn bodies(value: &Value, images: &mut Images<'_>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| bodies(item, images)),
        Value::Object(map) => {
            for (key, inner) in map {
                match inner {
                    Value::String(html) if key == "body" => images.collect(html),
                    inner => bodies(inner, images),
                }
            }
        }
        _ => {}
    }
}
