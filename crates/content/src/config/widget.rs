//! `widget`: help inside the pages of a product.

use super::endpoint::{is_collector, origin};
use crate::diagnostic::Place;
use crate::typed_yaml::{At, MapReader};
use crate::yaml::NodeKind;

/// Help inside the pages of a product: whether a build writes it, and what it offers there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Widget {
    /// Whether a build writes it, and lets pages of other hosts read the site.
    pub is_on: bool,
    /// What is offered on which pages, in the order of the settings.
    pub suggestions: Vec<Suggestion>,
    /// Scheme and host of each product that may show pages of the site in a frame.
    pub frames: Vec<String>,
}

/// What is offered on some pages of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Patterns of the pages' addresses, in which `*` stands for anything: paths, or whole addresses.
    pub urls: Vec<String>,
    /// Paths of categories or articles, or tags, each with its place in the settings.
    pub topics: Vec<(String, Place)>,
}

const PATTERN: &str =
    "write a path such as `/billing/*`, or a whole address such as `https://app.example.com/billing/*`";
const FRAME: &str = "write scheme and host alone, such as `https://app.example.com` or `https://*.example.com`";

/// Reads `widget`: `true`, `false`, or a map of what it offers.
pub(super) fn read(fields: &mut MapReader<'_>) -> Widget {
    let Some(node) = fields.node("widget") else { return Widget::default() };
    match &node.kind {
        NodeKind::Bool(is_on) => Widget { is_on: *is_on, ..Widget::default() },
        NodeKind::Map(entries) => {
            let mut inner = fields.inside(entries);
            let read = Widget { is_on: true, suggestions: suggestions(&mut inner), frames: frames(&mut inner) };
            inner.finish();
            read
        }
        _ => {
            fields.wrong_type("widget", node, "`true`, `false` or a map of keys");
            Widget::default()
        }
    }
}

fn suggestions(fields: &mut MapReader<'_>) -> Vec<Suggestion> {
    let Some(node) = fields.node("suggest") else { return Vec::new() };
    let NodeKind::List(items) = &node.kind else {
        let help = "write a list: `- { url: /billing/*, topics: [payouts] }`";
        fields.fault("wrong-type", node, "`suggest` has to be a list".to_owned(), help);
        return Vec::new();
    };
    let mut all = Vec::with_capacity(items.len());
    for item in items {
        let Some(entries) = item.as_map() else {
            let message = "an entry of `suggest` has a `url` and `topics`".to_owned();
            fields.fault("wrong-type", item, message, "");
            continue;
        };
        let mut inner = fields.inside(entries);
        let urls = inner.texts("url");
        let topics = inner.texts("topics");
        for url in urls.iter().filter(|url| !is_pattern(&url.value)) {
            let message = format!("`{}` is no pattern of addresses", url.value);
            inner.at("bad-value", url.range.clone(), message, PATTERN);
        }
        if urls.is_empty() || topics.is_empty() {
            let (key, help) =
                if urls.is_empty() { ("url", PATTERN) } else { ("topics", "name categories or articles") };
            inner.at_start("missing-key", format!("this entry of `suggest` has no `{key}`"), help);
        }
        inner.finish();
        let source = fields.source();
        let topic = |topic: At<String>| (topic.value, source.place(topic.range));
        all.push(Suggestion {
            urls: urls.into_iter().map(|url| url.value).collect(),
            topics: topics.into_iter().map(topic).collect(),
        });
    }
    all
}

/// Whether something is a path, or an address with a host, in one piece.
fn is_pattern(text: &str) -> bool {
    let in_one_piece = !text.chars().any(|c| c.is_whitespace() || c.is_control());
    let address = |scheme: &str| {
        let host = text.strip_prefix(scheme).and_then(|rest| rest.split(['/', '?', '#']).next());
        host.is_some_and(|host| !host.is_empty())
    };
    let is_path = text.starts_with('/') && !text.starts_with("//");
    in_one_piece && (is_path || address("https://") || address("http://"))
}

fn frames(fields: &mut MapReader<'_>) -> Vec<String> {
    let mut hosts = Vec::new();
    for text in fields.texts("frames") {
        // A policy takes a star in the place of the first part of a name.
        let named = text.value.replacen("://*.", "://", 1);
        let bare = named.strip_suffix('/').unwrap_or(&named);
        if !bare.starts_with('/') && is_collector(bare) && origin(bare) == Some(bare) {
            hosts.push(text.value.strip_suffix('/').unwrap_or(&text.value).to_owned());
        } else {
            let message = format!("`{}` is no host that may show the site", text.value);
            fields.at("bad-value", text.range, message, FRAME);
        }
    }
    hosts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_addresses() {
        for pattern in ["/", "/*", "/billing/*", "/a?b=*#c", "https://app.example.com/*", "http://localhost:3000/x"] {
            assert!(is_pattern(pattern), "{pattern}");
        }
        for pattern in ["", "*", "billing/*", "//app.example.com", "/a b", "https://", "https:///x", "ftp://x/"] {
            assert!(!is_pattern(pattern), "{pattern}");
        }
    }
}
