//! What only pages of the site for agents have: addresses that customers can open.

use serde::Serialize;

use helpdex_content::site::Site;

/// The site for agents.
#[derive(Debug, Serialize)]
pub(crate) struct AgentsContext {
    /// What stands before every path of this site: empty, or such as `/help`.
    from: String,
    /// What stands before the same paths where customers find them: `https://help.example.com/help`.
    to: String,
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
