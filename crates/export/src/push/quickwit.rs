//! Quickwit: an index that holds exactly this export. It has no aliases, so the name that is told is the index's own, and
//! older ones stay until somebody removes them.

use helpdex_content::error::Result;
use serde_json::json;
use ureq::http::Method;

use super::client::{Body, Client};
use super::load::{Load, Sent, short};

pub(super) fn send(client: &Client<'_>, load: &Load) -> Result<Sent> {
    let own = &load.own;
    let sent = Sent { index: own.clone(), documents: load.documents };
    if client.find(&format!("/api/v1/indexes/{own}"))?.is_some() {
        if count(client, own)? == Some(load.documents as u64) {
            return Ok(sent);
        }
        client.remove(&format!("/api/v1/indexes/{own}"))?;
    }
    let mut index = load.setting("index.json")?;
    index["index_id"] = json!(own);
    client.ask(Method::POST, "/api/v1/indexes", &Body::Json(&index))?;
    let filled = fill(client, load);
    if filled.is_err() {
        let _ = client.remove(&format!("/api/v1/indexes/{own}"));
    }
    filled?;
    Ok(sent)
}

fn fill(client: &Client<'_>, load: &Load) -> Result<()> {
    let own = &load.own;
    for part in &load.parts {
        client.ask(Method::POST, &format!("/api/v1/{own}/ingest?commit=force"), &Body::Lines(part))?;
    }
    let has = count(client, own)?;
    if has == Some(load.documents as u64) { Ok(()) } else { Err(short(client, own, has, load.documents)) }
}

fn count(client: &Client<'_>, index: &str) -> Result<Option<u64>> {
    let all = json!({ "query": "*", "max_hits": 0 });
    let answer = client.ask(Method::POST, &format!("/api/v1/{index}/search"), &Body::Json(&all))?;
    Ok(answer.json["num_hits"].as_u64())
}
