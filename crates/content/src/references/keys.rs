//! The keys that name articles, categories or files.

use crate::yaml::{Node, NodeKind};

/// The files that hold such keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// The front matter of articles and categories.
    FrontMatter,
    /// The front matter of incidents.
    Incident,
    /// A checklist of reviews.
    Standard,
    /// `content/queries.yaml`.
    Queries,
    /// `content/synonyms.yaml`.
    Synonyms,
    /// `helpdex.yaml`.
    Settings,
}

/// How a key names something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// The path of an article below the content folder; in front matter also from the article's own folder.
    Path,
    /// The path of a category or an article below the content folder; anything else names nothing of them.
    Name,
    /// The path of a file below the content folder.
    File,
    /// A URL path of the site; anything else leads elsewhere.
    Url,
    /// A pattern of paths from the site's root.
    Pattern,
}

/// A key that names something.
pub(super) struct NamingKey {
    pub(super) holder: Holder,
    /// Keys with dots between them: `[]` stands for each item of a list, `*` for any key, `**` for any number of keys
    /// and items.
    pub(super) key: &'static str,
    pub(super) by: By,
}

/// **All keys that name an article, a category or a file.** A single text and a list of texts count alike.
pub(super) const KEYS: &[NamingKey] = &[
    NamingKey { holder: Holder::FrontMatter, key: "related", by: By::Path },
    NamingKey { holder: Holder::FrontMatter, key: "image", by: By::File },
    NamingKey { holder: Holder::Incident, key: "affects", by: By::Name },
    NamingKey { holder: Holder::Incident, key: "instead", by: By::Path },
    NamingKey { holder: Holder::Standard, key: "applies_to.categories", by: By::Name },
    NamingKey { holder: Holder::Standard, key: "applies_to.articles", by: By::Path },
    NamingKey { holder: Holder::Queries, key: "[].expect", by: By::Path },
    NamingKey { holder: Holder::Queries, key: "[].tests.[].expect", by: By::Path },
    NamingKey { holder: Holder::Synonyms, key: "*.pins.[].articles", by: By::Path },
    // Of the footer and of the ways to reach support.
    NamingKey { holder: Holder::Settings, key: "**.url", by: By::Url },
    NamingKey { holder: Holder::Settings, key: "contact.priority", by: By::Name },
    NamingKey { holder: Holder::Settings, key: "contact.form.topics.[].category", by: By::Name },
    NamingKey { holder: Holder::Settings, key: "appearance.logo", by: By::File },
    NamingKey { holder: Holder::Settings, key: "checks.overrides.[].paths", by: By::Pattern },
];

/// The texts under a key.
pub(super) fn texts<'n>(root: &'n Node, yaml: &str, key: &str) -> Vec<&'n Node> {
    let parts: Vec<&str> = key.split('.').collect();
    let mut found = Vec::new();
    walk(root, yaml, &parts, &mut found);
    found
}

fn walk<'n>(node: &'n Node, yaml: &str, parts: &[&str], found: &mut Vec<&'n Node>) {
    let Some((part, rest)) = parts.split_first() else {
        match &node.kind {
            NodeKind::List(items) => found.extend(items.iter().filter(|item| item.as_text(yaml).is_some())),
            _ if node.as_text(yaml).is_some() => found.push(node),
            _ => {}
        }
        return;
    };
    let children: Vec<(Option<&str>, &Node)> = match &node.kind {
        NodeKind::List(items) => items.iter().map(|item| (None, item)).collect(),
        NodeKind::Map(entries) => entries.iter().map(|(key, value)| (key.as_text(yaml), value)).collect(),
        _ => Vec::new(),
    };
    if *part == "**" {
        walk(node, yaml, rest, found);
        children.iter().for_each(|(_, child)| walk(child, yaml, parts, found));
        return;
    }
    for (name, child) in children {
        let fits = match *part {
            "[]" => name.is_none(),
            "*" => name.is_some(),
            part => name == Some(part),
        };
        if fits {
            walk(child, yaml, rest, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_at_any_depth() {
        let yaml =
            "footer:\n  links:\n  - {label: a, url: /b/}\nurl: /c/\ncontact: [{url: /d/}]\nx: {url: [/e/, {}]}\n";
        let root = crate::yaml::parse(yaml).expect("yaml");
        let read = |key| texts(&root, yaml, key).into_iter().filter_map(|node| node.as_text(yaml)).collect::<Vec<_>>();
        assert_eq!(read("**.url"), ["/c/", "/b/", "/d/", "/e/"]);
        assert_eq!(read("footer.links.[].url"), ["/b/"]);
        assert_eq!(read("*.[].url"), ["/d/"]);
        assert_eq!(read("nothing"), [""; 0]);
    }
}
