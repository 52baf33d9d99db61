//! Requests, one after the other, and the files that keep their answers.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use helpdex_content::edit::replace_file_soon;
use helpdex_content::error::{Error, Result};
use serde_json::Value;
use ureq::Agent;

use super::request::{Request, TOKEN};

/// A request that fails so often is given up.
const TRIES: u32 = 6;
/// Nobody waits longer for a desk, whatever it asks for.
const LONGEST_PAUSE: u64 = 300;
/// A larger answer is none of an API, and no attachment of an article.
const LARGEST: u64 = 100_000_000;
/// A larger image nobody shows in an article.
const LARGEST_IMAGE: u64 = 20_000_000;
/// Folder of the answers.
const ANSWERS: &str = "api";
/// What says that all answers are there.
const COMPLETE: &str = "complete";

/// Asks one desk.
pub(super) struct Client {
    agent: Agent,
    base: String,
    authorization: Option<String>,
    folder: PathBuf,
    requests: Cell<usize>,
}

/// What is done for an answer.
#[derive(Clone, Copy)]
struct Limits {
    tries: u32,
    bytes: u64,
    /// Whether the desk itself is asked, which may know who asks.
    is_own: bool,
}

impl Limits {
    const OWN: Self = Self { tries: TRIES, bytes: LARGEST, is_own: true };
}

/// An answer that is no fault of the machine.
pub(super) enum Answer {
    /// What the desk sent, and what it calls the file.
    Found(Vec<u8>, Option<String>),
    /// There is no such thing, or not for this user.
    Missing,
}

impl Client {
    pub(super) fn new(request: Request<'_>) -> Result<Self> {
        let base = request.url.trim_end_matches('/').to_owned();
        let host = base.split_once("://").map_or("", |(_, host)| host);
        let is_local = ["127.0.0.1", "localhost", "[::1]"].iter().any(|local| host.starts_with(local));
        let is_safe = base.starts_with("https://") || base.starts_with("http://") && is_local;
        if !is_safe || host.is_empty() || host.contains(['/', '?', '#', '@']) {
            let shown = request.url;
            return Err(Error::Refused(format!(
                "`{shown}` is not the address of a desk; write `https://` and its host"
            )));
        }
        let authorization = request.token.map(|token| match token.contains(':') {
            true => format!("Basic {}", STANDARD.encode(token)),
            false => format!("Bearer {token}"),
        });
        let agent = Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(120)))
            .max_redirects(5)
            .http_status_as_error(false)
            .user_agent(concat!("helpdex/", env!("CARGO_PKG_VERSION"), " (import)"))
            .build()
            .into();
        let client = Self { agent, base, authorization, folder: request.folder.to_owned(), requests: Cell::new(0) };
        // All of it was fetched before: this time it is fetched anew.
        let answers = client.folder.join(ANSWERS);
        if answers.join(COMPLETE).is_file() {
            std::fs::remove_dir_all(&answers).map_err(Error::io("clear", &answers))?;
        }
        Ok(client)
    }

    pub(super) fn requests(&self) -> usize {
        self.requests.get()
    }

    /// Notes that all answers are there.
    pub(super) fn finish(&self) -> Result<()> {
        self.keep(&self.folder.join(ANSWERS).join(COMPLETE), b"")
    }

    /// An answer in JSON, kept under a name; nothing when there is no such thing.
    pub(super) fn json(&self, path: &str, name: &str) -> Result<Option<Value>> {
        let file = self.folder.join(ANSWERS).join(format!("{name}.json"));
        if let Some(known) = std::fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()) {
            return Ok(Some(known));
        }
        let Answer::Found(bytes, _) = self.ask(&format!("{}{path}", self.base), Limits::OWN)? else { return Ok(None) };
        let value = serde_json::from_slice(&bytes)
            .map_err(|fault| Error::Environment(format!("`{}{path}` did not answer in JSON ({fault})", self.base)))?;
        self.keep(&file, &bytes)?;
        Ok(Some(value))
    }

    /// A file of the desk's own host, kept in a folder of its own; what is there already is not asked for.
    pub(super) fn file(&self, path: &str, folder: &str) -> Result<()> {
        let folder = self.folder.join(folder);
        if std::fs::read_dir(&folder).is_ok_and(|mut inside| inside.next().is_some()) {
            return Ok(());
        }
        if let Answer::Found(bytes, name) = self.ask(&format!("{}{path}", self.base), Limits::OWN)? {
            let last = path.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
            let name = name.unwrap_or_else(|| last.to_owned());
            self.keep(&folder.join(plain(&name)), &bytes)?;
        }
        Ok(())
    }

    /// Scheme and host of the desk.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// An image that articles show, kept at a path. Other hosts than the desk's own are told no secret. One that can't be
    /// had is no reason to break off: its article goes on pointing at it.
    pub(super) fn image(&self, url: &str, path: &str) -> Result<()> {
        let file = self.folder.join(path.split('/').map(plain).collect::<PathBuf>());
        if file.is_file() {
            return Ok(());
        }
        let is_own = url.strip_prefix(&self.base).is_some_and(|rest| rest.starts_with('/'));
        match self.ask(url, Limits { tries: 2, bytes: LARGEST_IMAGE, is_own }) {
            Ok(Answer::Found(bytes, _)) => self.keep(&file, &bytes),
            Ok(Answer::Missing) | Err(_) => Ok(()),
        }
    }

    fn ask(&self, url: &str, limits: Limits) -> Result<Answer> {
        let mut pause = 1_u64;
        let mut said = String::new();
        for _ in 0..limits.tries {
            self.requests.set(self.requests.get() + 1);
            let mut request = self.agent.get(url);
            if let Some(authorization) = self.authorization.as_ref().filter(|_| limits.is_own) {
                request = request.header("Authorization", authorization);
            }
            let mut response = match request.header("Accept", "application/json, */*").call() {
                Ok(response) => response,
                Err(fault) => {
                    said = fault.to_string();
                    wait(pause);
                    pause = (pause * 2).min(LONGEST_PAUSE);
                    continue;
                }
            };
            let header =
                |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
            match response.status().as_u16() {
                200..=299 => {
                    let name = header("content-disposition").and_then(|value| file_name(&value));
                    match response.body_mut().with_config().limit(limits.bytes).read_to_vec() {
                        Ok(bytes) => return Ok(Answer::Found(bytes, name)),
                        Err(fault) => said = fault.to_string(),
                    }
                }
                // Lists that only some users may see are not what an import breaks off for.
                403 | 404 | 410 => return Ok(Answer::Missing),
                401 => {
                    return Err(Error::Refused(format!(
                        "`{url}` asks who you are; put a token of the desk into `{TOKEN}`"
                    )));
                }
                status @ (429 | 500..=599) => {
                    said = format!("the server says {status}");
                    let asked = header("retry-after").and_then(|value| value.trim().parse::<u64>().ok());
                    wait(asked.unwrap_or(pause).min(LONGEST_PAUSE));
                    pause = (pause * 2).min(LONGEST_PAUSE);
                    continue;
                }
                status => {
                    return Err(Error::Environment(format!("`{url}` can't be fetched: the server says {status}")));
                }
            }
            wait(pause);
        }
        let message = format!("`{url}` can't be fetched: {said}; run the same again, and it goes on from here");
        Err(Error::Environment(message))
    }

    /// Writes a file as a whole or not at all.
    fn keep(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        let folder = path.parent().unwrap_or(&self.folder);
        std::fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
        replace_file_soon(path, bytes)
    }
}

fn wait(seconds: u64) {
    if seconds > 0 {
        std::thread::sleep(Duration::from_secs(seconds));
    }
}

/// The name in `attachment; filename="shot.png"`.
fn file_name(disposition: &str) -> Option<String> {
    let (_, rest) = disposition.split_once("filename=")?;
    let name = rest.split(';').next()?.trim().trim_matches('"');
    (!name.is_empty()).then(|| name.to_owned())
}

/// A name that is one, and leads nowhere else.
fn plain(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '-' } else { c }).collect();
    let plain = plain.trim_matches(['.', ' ']);
    if plain.is_empty() { "file".to_owned() } else { plain.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere() {
        assert_eq!(file_name("inline; filename=\"a b.png\"; filename*=UTF-8''x").as_deref(), Some("a b.png"));
        assert_eq!(
            (plain("../../etc/x"), plain(".."), plain("a?b")),
            ("-..-etc-x".to_owned(), "file".to_owned(), "a-b".to_owned())
        );
    }
}
