//! What only pages of the site for agents have: marks of what is internal, and what is copied from them.

use serde::Serialize;

use super::rendering::Rendering;
use helpdex_content::config::LanguageId;
use helpdex_content::site::Site;
use helpdex_content::source::{Entry, EntryId};
use helpdex_content::variables::desk;

/// The site for agents.
#[derive(Debug, Serialize)]
pub(crate) struct AgentsContext {
    /// What stands before every path of this site: empty, or such as `/help`.
    from: String,
    /// What stands before the same paths where customers find them: `https://help.example.com/help`.
    to: String,
}

/// A reply for agents to send.
#[derive(Debug, Serialize)]
pub(super) struct MacroContext {
    /// Its text in Markdown, with addresses that customers can open.
    markdown: String,
}

/// The site for agents; nothing on the one for customers.
pub(super) fn context(site: &Site) -> Option<AgentsContext> {
    let customers = site.config.customers_url();
    site.is_for_agents().then(|| AgentsContext {
        from: site.routes.base().to_owned(),
        to: format!("{}{}", customers.origin, customers.path),
    })
}

/// What customers open in the place of a URL of this site; addresses elsewhere stay as they are.
pub fn for_customers(site: &Site, url: &str) -> String {
    let customers = site.config.customers_url();
    match url.strip_prefix(site.routes.base()).filter(|rest| rest.starts_with('/') && !url.starts_with("//")) {
        Some(path) => format!("{}{}{path}", customers.origin, customers.path),
        None => url.to_owned(),
    }
}

/// An article as a reply, where it is one.
pub(super) fn reply(rendering: &Rendering<'_>, entry: &Entry, id: EntryId) -> Option<MacroContext> {
    entry.is_macro().then(|| MacroContext { markdown: markdown(rendering, id) })
}

/// The text of a reply in Markdown, with addresses that customers can open.
fn markdown(rendering: &Rendering<'_>, id: EntryId) -> String {
    let site = rendering.site;
    let language = site.entry(id).map_or(LanguageId::DEFAULT, |entry| entry.language);
    let labels = rendering.theme.labels(language);
    let text = site.markdown(id, &labels, &|url| for_customers(site, url)).unwrap_or_default();
    desk::named(&text, |_| None)
}
