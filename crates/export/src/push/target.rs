//! Where to, and how one says who one is.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use helpdex_content::error::{Error, Result};

use crate::cluster::Engine;

/// The environment variable that holds the key: an API key, or `name:password`.
pub const KEY: &str = "HELPDEX_PUSH_KEY";

/// An engine at an address.
#[derive(Clone)]
pub struct Target {
    engine: Engine,
    /// Without a slash at its end.
    base: String,
    key: Option<String>,
}

impl Target {
    /// An address, with the key of the environment. The address must be `https`, or one of this machine.
    ///
    /// # Errors
    /// When it is no such address, or the engine takes none.
    pub fn new(engine: Engine, url: &str) -> Result<Self> {
        if engine == Engine::Postgres {
            return Err(by_psql());
        }
        let base = url.trim_end_matches('/').to_owned();
        let host = base.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or_default());
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        let is_local = ["127.0.0.1", "localhost", "[::1]"].contains(&name);
        let is_safe = base.starts_with("https://") || base.starts_with("http://") && is_local;
        if !is_safe || host.is_empty() || base.contains(['?', '#', '@']) {
            return Err(Error::Refused(format!(
                "`{url}` is not the address of an engine; write `https://` and its host, and put its key into `{KEY}`"
            )));
        }
        Ok(Self { engine, base, key: std::env::var(KEY).ok().filter(|key| !key.is_empty()) })
    }

    /// With another key than that of the environment.
    #[cfg(test)]
    pub(super) fn with_key(mut self, key: &str) -> Self {
        self.key = Some(key.to_owned());
        self
    }

    /// Its host, for messages.
    #[must_use]
    pub fn host(&self) -> &str {
        self.base.split_once("://").map_or("", |(_, rest)| rest)
    }

    pub(super) const fn engine(&self) -> Engine {
        self.engine
    }

    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// The header that carries the key.
    pub(super) fn header(&self) -> Option<(&'static str, String)> {
        let key = self.key.as_ref()?;
        Some(match self.engine {
            Engine::Typesense => ("X-TYPESENSE-API-KEY", key.clone()),
            Engine::Meilisearch => ("Authorization", format!("Bearer {key}")),
            _ if key.contains(':') => ("Authorization", format!("Basic {}", STANDARD.encode(key))),
            Engine::OpenSearch => ("Authorization", format!("ApiKey {key}")),
            _ => ("Authorization", format!("Bearer {key}")),
        })
    }
}

/// What PostgreSQL has for this already.
pub(super) fn by_psql() -> Error {
    Error::Refused(
        "PostgreSQL has `psql` for that: write the export without `--push`, and load its files in one transaction"
            .to_owned(),
    )
}
