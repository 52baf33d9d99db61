//! Meilisearch: an index beside the one that is asked, filled, then both swapped. What is sent is a task that it works off
//! in its own time.

use std::time::Duration;

use helpdex_content::error::{Error, Result};
use serde_json::json;
use ureq::http::Method;

use super::client::{Answer, Body, Client};
use super::load::{Load, Sent, short};

/// How often a task is asked for, and for how long in all: an hour.
const EVERY: Duration = Duration::from_millis(if cfg!(test) { 1 } else { 500 });
const TIMES: u32 = 7_200;

pub(super) fn send(client: &Client<'_>, load: &Load) -> Result<Sent> {
    let (name, own) = (&load.name, &load.own);
    gone(client, own)?;
    let made = |uid: &str| {
        let index = json!({ "uid": uid, "primaryKey": "id" });
        done(client, &client.ask(Method::POST, "/indexes", &Body::Json(&index))?)
    };
    if client.find(&format!("/indexes/{name}"))?.is_none() {
        // A swap needs both.
        made(name)?;
    }
    made(own)?;
    let filled = fill(client, load);
    if filled.is_err() {
        let _ = gone(client, own);
    }
    filled?;
    let swap = json!([{ "indexes": [name, own] }]);
    done(client, &client.ask(Method::POST, "/swap-indexes", &Body::Json(&swap))?)?;
    gone(client, own)?;
    Ok(load.sent())
}

fn fill(client: &Client<'_>, load: &Load) -> Result<()> {
    let own = &load.own;
    let settings = load.setting("settings.json")?;
    done(client, &client.ask(Method::PATCH, &format!("/indexes/{own}/settings"), &Body::Json(&settings))?)?;
    for part in &load.parts {
        let path = format!("/indexes/{own}/documents?primaryKey=id");
        done(client, &client.ask(Method::POST, &path, &Body::Lines(part))?)?;
    }
    let stats = client.ask(Method::GET, &format!("/indexes/{own}/stats"), &Body::Nothing)?;
    let has = stats.json["numberOfDocuments"].as_u64();
    if has == Some(load.documents as u64) { Ok(()) } else { Err(short(client, own, has, load.documents)) }
}

/// Removes an index that may not be there.
fn gone(client: &Client<'_>, index: &str) -> Result<()> {
    if client.find(&format!("/indexes/{index}"))?.is_none() {
        return Ok(());
    }
    done(client, &client.ask(Method::DELETE, &format!("/indexes/{index}"), &Body::Nothing)?)
}

/// Waits for a task.
fn done(client: &Client<'_>, told: &Answer) -> Result<()> {
    let host = client.host();
    let Some(task) = told.json["taskUid"].as_u64() else {
        return Err(Error::Environment(format!("{host} names no task for what was sent")));
    };
    for _ in 0..TIMES {
        let answer = client.ask(Method::GET, &format!("/tasks/{task}"), &Body::Nothing)?;
        match answer.json["status"].as_str() {
            Some("succeeded") => return Ok(()),
            Some("failed" | "canceled") => {
                return Err(Error::Environment(format!("{host} could not do a task: {}", answer.json["error"])));
            }
            _ => std::thread::sleep(EVERY),
        }
    }
    Err(Error::Environment(format!("{host} is at work on a task since an hour; run the same again later")))
}
