//! A macro: a reply for agents to send.

use serde::Serialize;

use super::agents::for_customers;
use super::rendering::Rendering;
use helpdex_content::config::LanguageId;
use helpdex_content::source::{Entry, EntryId};
use helpdex_content::variables::desk;

/// A reply for agents to send.
#[derive(Debug, Serialize)]
pub(super) struct MacroContext {
    /// Its text in Markdown, with addresses that customers can open.
    markdown: String,
}

/// An article as a reply, where it is one.
pub(super) fn context(rendering: &Rendering<'_>, entry: &Entry, id: EntryId) -> Option<MacroContext> {
    entry.is_macro().then(|| MacroContext { markdown: markdown(rendering, id) })
}

/// The text of a reply in Markdown, with addresses that customers can open.
fn markdown(rendering: &Rendering<'_>, id: EntryId) -> String {
    let site = rendering.site;
    let language = site.entry(id).map_or(LanguageId::DEFAULT, |entry| entry.language);
    let labels = || rendering.theme.labels(language);
    let text = site.markdown(id, labels, &|url| for_customers(site, url)).unwrap_or_default();
    desk::named(&text, |_| None)
}
