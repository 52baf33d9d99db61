//! A Zendesk help center: its lists in each of its languages, and the attachments that articles show.

use std::collections::BTreeSet;

use helpdex_content::error::{Error, Result};
use serde_json::Value;

use super::client::Client;
use super::images::Images;

const API: &str = "/api/v2/help_center";
/// Where Zendesk keeps images that are no attachments.
const HOSTS: [&str; 2] = ["zdassets.com", "zdusercontent.com"];
/// A list of more pages goes in circles.
const MAX_PAGES: usize = 10_000;

pub(super) fn fetch(client: &Client) -> Result<()> {
    let Some(locales) = client.json(&format!("{API}/locales.json"), "locales")? else {
        return Err(Error::Refused("there is no help center at this address".to_owned()));
    };
    let locales = locales.get("locales").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut files = BTreeSet::new();
    let mut images = Images::new(client.base(), &HOSTS);
    for locale in locales.iter().filter_map(Value::as_str).filter(|locale| is_code(locale)) {
        for list in ["categories", "sections", "articles"] {
            each(
                client,
                &format!("{API}/{locale}/{list}.json?per_page=100"),
                &format!("{locale}/{list}"),
                &mut |page| {
                    let articles =
                        page.get("articles").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
                    for body in articles.iter().filter_map(|article| article.get("body")?.as_str()) {
                        attachments(body, &mut files);
                        images.collect(body);
                    }
                },
            )?;
        }
    }
    // Only agents see these.
    each(client, &format!("{API}/user_segments.json?per_page=100"), "user_segments", &mut |_| {})?;
    for (number, path) in files {
        client.file(&path, &format!("attachments/{number}"))?;
    }
    // Attachments are at hand already; others are of older editors and themes.
    for (url, path) in images.found().filter(|(url, _)| !url.contains("/article_attachments/")) {
        client.image(url, &format!("images/{path}"))?;
    }
    Ok(())
}

/// Fetches all pages of a list.
fn each(client: &Client, path: &str, name: &str, with: &mut dyn FnMut(&Value)) -> Result<()> {
    for number in 1..MAX_PAGES {
        let Some(page) = client.json(&format!("{path}&page={number}"), &format!("{name}-{number}"))? else { break };
        with(&page);
        if page.get("next_page").is_none_or(Value::is_null) {
            break;
        }
    }
    Ok(())
}

fn is_code(locale: &str) -> bool {
    (2..=20).contains(&locale.len()) && locale.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// The attachments that a text shows: their numbers, and the paths at which they are.
fn attachments(body: &str, found: &mut BTreeSet<(String, String)>) {
    for (at, mark) in body.match_indices("/article_attachments/") {
        let before = body.get(..at).unwrap_or_default();
        let start = before.rfind("/hc").unwrap_or(at);
        let rest = body.get(start..).unwrap_or_default();
        let path = rest.split(['"', '\'', ' ', '<', '>', '?', '#', ')']).next().unwrap_or_default();
        let number: String =
            body.get(at + mark.len()..).unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
        if !number.is_empty() && path.starts_with("/hc") && !found.iter().any(|(known, _)| *known == number) {
            found.insert((number, path.to_owned()));
        }
    }
}
