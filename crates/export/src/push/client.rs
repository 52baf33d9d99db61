//! Requests, one after the other: a busy engine is waited for, and asked again.

use std::path::Path;
use std::time::Duration;

use helpdex_content::error::{Error, Result};
use serde_json::Value;
use ureq::Agent;
use ureq::http::{Method, Request};

use super::target::Target;

/// A request that fails so often is given up.
const TRIES: u32 = 8;
/// Seconds that are waited for a busy engine at most, whatever it asks for.
const LONGEST_PAUSE: u64 = 60;
/// Bytes of an answer.
const LARGEST: u64 = 50_000_000;

/// Asks one engine.
pub(super) struct Client<'t> {
    agent: Agent,
    target: &'t Target,
    /// The pause after the first failure; it doubles.
    pause: Duration,
}

/// What an engine said: its status, and its answer, which is null where it is no JSON.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) json: Value,
    /// The answer as it is, for those that are a line of JSON each.
    pub(super) text: String,
}

/// What is sent.
pub(super) enum Body<'b> {
    Nothing,
    Json(&'b Value),
    /// Lines of JSON in a file.
    Lines(&'b Path),
}

impl<'t> Client<'t> {
    pub(super) fn new(target: &'t Target) -> Self {
        let agent = Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(600)))
            .max_redirects(0)
            .http_status_as_error(false)
            .user_agent(concat!("helpdex/", env!("CARGO_PKG_VERSION"), " (export)"))
            .build()
            .into();
        Self { agent, target, pause: Duration::from_millis(if cfg!(test) { 1 } else { 500 }) }
    }

    pub(super) fn host(&self) -> &str {
        self.target.host()
    }

    /// Asks, and takes any answer of 2xx.
    pub(super) fn ask(&self, method: Method, path: &str, body: &Body<'_>) -> Result<Answer> {
        let answer = self.try_to(method.clone(), path, body)?;
        if (200..300).contains(&answer.status) { Ok(answer) } else { Err(self.refused(&method, path, &answer)) }
    }

    /// The same, where there may be no such thing.
    pub(super) fn find(&self, path: &str) -> Result<Option<Answer>> {
        let answer = self.try_to(Method::GET, path, &Body::Nothing)?;
        match answer.status {
            200..=299 => Ok(Some(answer)),
            404 => Ok(None),
            _ => Err(self.refused(&Method::GET, path, &answer)),
        }
    }

    /// Removes what may be gone already.
    pub(super) fn remove(&self, path: &str) -> Result<()> {
        let answer = self.try_to(Method::DELETE, path, &Body::Nothing)?;
        if matches!(answer.status, 200..=299 | 404) {
            Ok(())
        } else {
            Err(self.refused(&Method::DELETE, path, &answer))
        }
    }

    /// Asks until the engine has an answer that says more than that it is busy.
    pub(super) fn try_to(&self, method: Method, path: &str, body: &Body<'_>) -> Result<Answer> {
        let (kind, bytes) = match body {
            Body::Nothing => ("", Vec::new()),
            Body::Json(value) => ("application/json", value.to_string().into_bytes()),
            Body::Lines(file) => ("application/x-ndjson", std::fs::read(file).map_err(Error::io("read", file))?),
        };
        let url = format!("{}{path}", self.target.base());
        let (mut pause, mut said) = (self.pause, String::new());
        for _ in 0..TRIES {
            let mut request = Request::builder().method(method.clone()).uri(&url).header("Accept", "application/json");
            if let Some((name, value)) = self.target.header() {
                request = request.header(name, value);
            }
            if !kind.is_empty() {
                request = request.header("Content-Type", kind);
            }
            let request =
                request.body(bytes.as_slice()).map_err(|fault| Error::Refused(format!("`{url}`: {fault}")))?;
            let asked = match self.agent.run(request) {
                Ok(mut response) => {
                    let status = response.status().as_u16();
                    let wait =
                        response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
                    if !matches!(status, 429 | 502..=504) {
                        let text = response.body_mut().with_config().limit(LARGEST).read_to_string();
                        let text = text.map_err(|fault| Error::Environment(format!("`{url}` broke off: {fault}")))?;
                        let json = serde_json::from_str(&text).unwrap_or_default();
                        return Ok(Answer { status, json, text });
                    }
                    said = format!("the server says {status}");
                    wait.map(Duration::from_secs)
                }
                Err(fault) => {
                    said = fault.to_string();
                    None
                }
            };
            std::thread::sleep(asked.unwrap_or(pause).min(Duration::from_secs(LONGEST_PAUSE)));
            pause = (pause * 2).min(Duration::from_secs(LONGEST_PAUSE));
        }
        Err(Error::Environment(format!("`{url}` can't be reached: {said}; run the same again when it can")))
    }

    /// An engine that said no, in its own words.
    pub(super) fn refused(&self, method: &Method, path: &str, answer: &Answer) -> Error {
        let words: String = answer.text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(300).collect();
        let status = answer.status;
        Error::Environment(format!("{} says {status} to `{method} {path}`: {}", self.host(), words.trim()))
    }
}
