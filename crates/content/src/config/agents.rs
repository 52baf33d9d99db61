//! `agents`: the site for the team that answers customers.

use super::base_url::BaseUrl;
use crate::typed_yaml::MapReader;

/// The site for the team that answers customers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agents {
    /// Where it is published; at the same address as the site for customers where nothing is said.
    pub base_url: Option<BaseUrl>,
    /// Where customers find theirs, while these are the settings of the agents' one.
    pub(super) customers: Option<BaseUrl>,
}

/// Reads the map under `agents`.
pub(super) fn read(fields: &mut MapReader<'_>) -> Agents {
    let Some(text) = fields.text("base_url") else { return Agents::default() };
    let base_url = BaseUrl::parse(&text.value);
    if base_url.is_none() {
        let message = format!("`{}` is not the address of a site", text.value);
        fields.at("bad-value", text.range.clone(), message, "write a full address: `https://agents.example.com`");
    }
    Agents { base_url, customers: None }
}
