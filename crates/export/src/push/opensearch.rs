//! OpenSearch: an index, `_bulk`, and an alias that is moved in one step.

use helpdex_content::error::{Error, Result};
use serde_json::{Value, json};
use ureq::http::Method;

use super::client::{Body, Client};
use super::load::{Load, Sent, short};

pub(super) fn send(client: &Client<'_>, load: &Load) -> Result<Sent> {
    let (name, own) = (&load.name, &load.own);
    let shown = shown(client, name)?;
    if !shown.contains(own) {
        // What an earlier push left behind when it broke off.
        client.remove(&format!("/{own}"))?;
        client.ask(Method::PUT, &format!("/{own}"), &Body::Json(&load.setting("index.json")?))?;
        let filled = fill(client, load);
        if filled.is_err() {
            // What it showed is still shown; a half-filled index is of no use to anybody.
            let _ = client.remove(&format!("/{own}"));
        }
        filled?;
        let mut actions: Vec<Value> =
            shown.iter().map(|old| json!({ "remove": { "index": old, "alias": name } })).collect();
        actions.push(json!({ "add": { "index": own, "alias": name } }));
        client.ask(Method::POST, "/_aliases", &Body::Json(&json!({ "actions": actions })))?;
    }
    for old in shown.iter().filter(|old| *old != own && load.is_ours(old)) {
        client.remove(&format!("/{old}"))?;
    }
    client.ask(Method::PUT, "/_scripts/helpdex", &Body::Json(&load.setting("search-template.json")?))?;
    Ok(load.sent())
}

/// The indexes that the alias names.
fn shown(client: &Client<'_>, alias: &str) -> Result<Vec<String>> {
    let found = client.find(&format!("/_alias/{alias}"))?;
    let indexes = found.as_ref().and_then(|answer| answer.json.as_object());
    Ok(indexes.map(|indexes| indexes.keys().cloned().collect()).unwrap_or_default())
}

fn fill(client: &Client<'_>, load: &Load) -> Result<()> {
    let own = &load.own;
    for part in &load.parts {
        let answer = client.ask(Method::POST, &format!("/{own}/_bulk"), &Body::Lines(part))?;
        if answer.json["errors"] != json!(false) {
            let items = answer.json["items"].as_array();
            let fault = items.and_then(|items| items.iter().find_map(|item| item["index"].get("error")));
            let host = client.host();
            return Err(Error::Environment(format!(
                "{host} refuses a document of `{own}`: {}",
                fault.unwrap_or(&Value::Null)
            )));
        }
    }
    client.ask(Method::POST, &format!("/{own}/_refresh"), &Body::Nothing)?;
    let has = client.ask(Method::GET, &format!("/{own}/_count"), &Body::Nothing)?.json["count"].as_u64();
    if has == Some(load.documents as u64) { Ok(()) } else { Err(short(client, own, has, load.documents)) }
}
