//! What the collector tells whoever runs it: events of its own life, never what readers sent or who they are.

use serde_json::{Map, Value};

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// As it should be.
    Info,
    /// Somebody should look.
    Warning,
}

/// One line of the log.
#[derive(Clone, Debug)]
pub struct Notice {
    /// How much it matters.
    pub level: Level,
    /// What happened, in one or two words that never change.
    pub what: &'static str,
    fields: Vec<(&'static str, Value)>,
}

/// Takes notices; it may be called from any thread.
pub type Report = dyn Fn(Notice) + Send + Sync;

impl Notice {
    pub(crate) fn info(what: &'static str) -> Self {
        Self { level: Level::Info, what, fields: Vec::new() }
    }

    pub(crate) fn warning(what: &'static str) -> Self {
        Self { level: Level::Warning, what, fields: Vec::new() }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.fields.push((name, value.into()));
        self
    }

    /// The notice as one line of JSON, with the time.
    #[must_use]
    pub fn to_json(&self) -> String {
        let level = match self.level {
            Level::Info => "info",
            Level::Warning => "warning",
        };
        let mut line = Map::new();
        line.insert("at".into(), crate::clock::rfc3339(crate::clock::now()).into());
        line.insert("level".into(), level.into());
        line.insert("event".into(), self.what.into());
        line.extend(self.fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        Value::Object(line).to_string()
    }
}
