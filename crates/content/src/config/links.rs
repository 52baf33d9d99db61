//! Lists of links in the settings.

use super::localized::{NamedLink, localized};
use crate::typed_yaml::MapReader;
use crate::yaml::NodeKind;

/// A list of links, each with a `label` and a `url`.
pub(crate) fn links(fields: &mut MapReader<'_>, key: &'static str) -> Vec<NamedLink> {
    let Some(node) = fields.node(key) else { return Vec::new() };
    let NodeKind::List(items) = &node.kind else {
        fields.fault("wrong-type", node, format!("`{key}` has to be a list of `label` and `url`"), "");
        return Vec::new();
    };
    let mut links = Vec::new();
    for item in items {
        let Some(entries) = item.as_map() else {
            fields.fault("wrong-type", item, format!("an entry of `{key}` has a `label` and a `url`"), "");
            continue;
        };
        let mut inner = fields.inside(entries);
        let label = localized(&mut inner, "label");
        let url = inner.text("url");
        inner.finish();
        match (label, url) {
            (Some(label), Some(url)) if is_safe_url(&url.value) => links.push(NamedLink { label, url: url.value }),
            (_, Some(url)) if !is_safe_url(&url.value) => {
                let message = format!("`{}` is not a link that a page may hold", url.value);
                fields.at("bad-value", url.range, message, "use https:, mailto:, tel: or a path that starts with `/`");
            }
            _ => fields.fault("wrong-type", item, format!("an entry of `{key}` has a `label` and a `url`"), ""),
        }
    }
    links
}

fn is_safe_url(url: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| url.starts_with(scheme))
        || (url.starts_with('/') && !url.starts_with("//"))
}
