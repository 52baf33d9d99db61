//! An export sent to its engine: into an index of its own first, which then takes the old one's place in one step.
//!
//! An index is named after what it holds, so that a push of the same export changes nothing, and one that broke off can
//! simply be done again. [`client`] asks politely; one file an engine knows its addresses.

mod client;
mod load;
mod meilisearch;
mod opensearch;
mod quickwit;
mod target;
#[cfg(test)]
mod tests;
mod typesense;

use std::path::Path;

use helpdex_content::error::Result;

use crate::cluster::Engine;
use client::Client;
use load::Load;

pub use load::Sent;
pub use target::{KEY, Target};

/// Sends these languages of an export that [`write`](crate::cluster::write) made.
///
/// # Errors
/// When a file can't be read, the engine refuses or can't be reached, or it doesn't hold what was sent. What it showed
/// before it shows then still.
pub fn push(target: &Target, export: &Path, languages: &[&str]) -> Result<Vec<Sent>> {
    let client = Client::new(target);
    let one = match target.engine() {
        Engine::OpenSearch => opensearch::send,
        Engine::Typesense => typesense::send,
        Engine::Meilisearch => meilisearch::send,
        Engine::Quickwit => quickwit::send,
        Engine::Postgres => return Err(target::by_psql()),
    };
    languages.iter().map(|language| one(&client, &Load::read(export, language)?)).collect()
}
