//! What a request of the editor's page says.

use std::collections::BTreeMap;
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use helpdex_write::{Document, Place, Texts};

use super::editing::Editing;
use super::refusal::Refusal;
use crate::app::App;
use crate::state::State;

/// A request that may be answered.
pub(super) struct Asked {
    pub(super) app: Arc<App>,
    /// The state that the answer is made from.
    pub(super) state: Arc<State>,
    pub(super) query: BTreeMap<String, String>,
    pub(super) body: Vec<u8>,
}

/// A file with what a form and an editor made of it.
#[derive(Debug, Deserialize)]
pub(super) struct Sent {
    pub(super) path: String,
    #[serde(flatten)]
    pub(super) document: Document,
    #[serde(default)]
    pub(super) fields: Texts,
}

impl Asked {
    /// What a parameter of the address says.
    pub(super) fn parameter(&self, name: &str) -> Result<&str, Refusal> {
        self.query.get(name).map(String::as_str).ok_or_else(|| Refusal::bad(format!("`{name}` is missing")))
    }

    /// The same where it may be left out.
    pub(super) fn optional(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    /// What was sent.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        serde_json::from_slice(&self.body)
            .map_err(|fault| Refusal::bad(format!("this is not what was asked for: {fault}")))
    }

    /// The file of a path.
    pub(super) fn place(&self, path: &str) -> Result<Place, Refusal> {
        Ok(Place::of(&self.state.site.config, path)?)
    }

    /// What writes.
    pub(super) fn editing(&self) -> Result<&Arc<Editing>, Refusal> {
        self.app.editing.as_ref().ok_or_else(Refusal::session)
    }
}

/// Reads a query string as scripts write it; nothing when it is not UTF-8. Of two of a name the last counts.
pub(super) fn parameters(query: &str) -> Option<BTreeMap<String, String>> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let decoded = |text: &str| {
                percent_decode_str(&text.replace('+', " ")).decode_utf8().ok().map(std::borrow::Cow::into_owned)
            };
            Some((decoded(name)?, decoded(value)?))
        })
        .collect()
}
