//! Typesense: a collection, an import, and an alias. Synonyms and pins are sets of their own from version 30 on, and parts
//! of a collection before.

use helpdex_content::error::{Error, Result};
use serde_json::{Value, json};
use ureq::http::Method;

use super::client::{Body, Client};
use super::load::{Load, Sent, short};

pub(super) fn send(client: &Client<'_>, load: &Load) -> Result<Sent> {
    let (name, own) = (&load.name, &load.own);
    let shown = client.find(&format!("/aliases/{name}"))?;
    let shown = shown.and_then(|answer| answer.json["collection_name"].as_str().map(str::to_owned));
    if shown.as_ref() != Some(own) {
        client.remove(&format!("/collections/{own}"))?;
        let filled = fill(client, load);
        if filled.is_err() {
            let _ = client.remove(&format!("/collections/{own}"));
        }
        filled?;
        client.ask(Method::PUT, &format!("/aliases/{name}"), &Body::Json(&json!({ "collection_name": own })))?;
    }
    if let Some(old) = shown.filter(|old| old != own && load.is_ours(old)) {
        client.remove(&format!("/collections/{old}"))?;
        client.remove(&format!("/synonym_sets/{old}"))?;
        client.remove(&format!("/curation_sets/{old}"))?;
    }
    Ok(load.sent())
}

/// The words of a collection: their file, what sets of them are called, and what they were called as its parts.
const WORDS: [(&str, &str, &str); 2] =
    [("synonyms.json", "synonym_sets", "synonyms"), ("curations.json", "curation_sets", "overrides")];

fn fill(client: &Client<'_>, load: &Load) -> Result<()> {
    let own = &load.own;
    let mut collection = load.setting("collection.json")?;
    collection["name"] = json!(own);
    let mut parts: Vec<(&str, Value)> = Vec::new();
    for (file, sets, before) in WORDS {
        let set = load.setting(file)?;
        if set["items"].as_array().is_none_or(Vec::is_empty) {
            continue;
        }
        let path = format!("/{sets}/{own}");
        let answer = client.try_to(Method::PUT, &path, &Body::Json(&set))?;
        match answer.status {
            200..=299 => collection[sets] = json!([own]),
            404 | 405 => parts.push((before, set)),
            _ => return Err(client.refused(&Method::PUT, &path, &answer)),
        }
    }
    client.ask(Method::POST, "/collections", &Body::Json(&collection))?;
    for part in &load.parts {
        let path = format!("/collections/{own}/documents/import?action=upsert");
        let answer = client.ask(Method::POST, &path, &Body::Lines(part))?;
        // One line a document.
        let lines = answer.text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        if let Some(refused) = lines.into_iter().find(|line| line["success"] != json!(true)) {
            let host = client.host();
            return Err(Error::Environment(format!("{host} refuses a document of `{own}`: {}", refused["error"])));
        }
    }
    for (before, set) in &parts {
        for item in set["items"].as_array().into_iter().flatten() {
            let id = item["id"].as_str().unwrap_or_default();
            client.ask(Method::PUT, &format!("/collections/{own}/{before}/{id}"), &Body::Json(item))?;
        }
    }
    let has = client.ask(Method::GET, &format!("/collections/{own}"), &Body::Nothing)?.json["num_documents"].as_u64();
    if has == Some(load.documents as u64) { Ok(()) } else { Err(short(client, own, has, load.documents)) }
}
