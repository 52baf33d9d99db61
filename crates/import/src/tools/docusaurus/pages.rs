//! Which documents there are, where they lie and at which addresses they answer.

use helpdex_content::path::{join, split};
use serde_json::Value;

use crate::source::Entries;
use crate::source::tree::has_extension;

/// A document, apart from its language.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Doc {
    /// Its path in the folder of documents.
    pub(super) path: String,
    /// What sidebars call it.
    pub(super) id: String,
    /// Where it is to lie.
    pub(super) place: String,
    /// Its address below the route, with a slash before it.
    pub(super) slug: String,
    /// The number at the start of its name.
    pub(super) number: Option<f64>,
}

/// Whether a file is a document: parts to be inserted begin with `_`.
pub(super) fn is_doc(path: &str) -> bool {
    let hidden = path.split('/').any(|part| part.starts_with('_') || part.starts_with('.') || part == "__tests__");
    has_extension(path, &["md", "mdx"]) && !hidden && !path.contains(".test.")
}

impl Doc {
    /// What a file is, by its path and front matter.
    pub(super) fn new(path: &str, head: &Entries, keeps_numbers: bool) -> Self {
        let text = |key: &str| {
            head.iter().find(|(known, _)| known == key).and_then(|(_, value)| match value {
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            })
        };
        let (folder, file) = split(path);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let plain_folder = if keeps_numbers { folder.to_owned() } else { plain_path(folder) };
        let (number, plain) = if keeps_numbers { (None, stem) } else { number(stem) };
        let id = text("id").unwrap_or_else(|| plain.to_owned());
        let parent = split(folder).1;
        let is_index = ["index", "readme"].iter().any(|name| plain.eq_ignore_ascii_case(name))
            || !parent.is_empty()
                && (plain.eq_ignore_ascii_case(parent) || plain.eq_ignore_ascii_case(self::number(parent).1));
        let own = if is_index { format!("/{plain_folder}/") } else { format!("/{}", join(&plain_folder, &id)) };
        let slug = match text("slug") {
            Some(slug) if slug.starts_with('/') => slug,
            Some(slug) => helpdex_content::path::resolve_url(&format!("/{plain_folder}/").replace("//", "/"), &slug),
            None => own.replace("//", "/"),
        };
        let is_home = slug == "/" && folder.is_empty();
        let place = if is_index || is_home {
            join(&plain_folder, "_index.md")
        } else {
            join(&plain_folder, &format!("{plain}.md"))
        };
        Self { path: path.to_owned(), id: join(&plain_folder, &id), place, slug, number }
    }
}

/// The number at the start of a name, and the name without it; dates and versions are no numbers.
pub(super) fn number(name: &str) -> (Option<f64>, &str) {
    let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = name.get(digits..).unwrap_or_default();
    let signs = rest.len() - rest.trim_start_matches([' ', '-', '_', '.']).len();
    let plain = rest.get(signs..).unwrap_or_default();
    let is_date = digits > 0 && signs > 0 && plain.starts_with(|c: char| c.is_ascii_digit());
    match name.get(..digits).unwrap_or_default().parse::<f64>() {
        Ok(number) if signs > 0 && !plain.is_empty() && !is_date => (Some(number), plain),
        _ => (None, name),
    }
}

/// A path of folders without the numbers at the start of their names.
pub(super) fn plain_path(path: &str) -> String {
    path.split('/').map(|part| number(part).1).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doc(path: &str, head: &[(&str, &str)]) -> (String, String, String) {
        let head: Entries = head.iter().map(|(key, value)| ((*key).to_owned(), (*value).into())).collect();
        let doc = Doc::new(path, &head, false);
        (doc.id, doc.place, doc.slug)
    }

    fn of(id: &str, place: &str, slug: &str) -> (String, String, String) {
        (id.to_owned(), place.to_owned(), slug.to_owned())
    }

    #[test]
    fn ids_places_and_addresses() {
        assert_eq!(doc("01-guide/02-intro.md", &[]), of("guide/intro", "guide/intro.md", "/guide/intro"));
        assert_eq!(doc("guide/guide.mdx", &[]), of("guide/guide", "guide/_index.md", "/guide/"));
        assert_eq!(doc("guide/README.md", &[]), of("guide/README", "guide/_index.md", "/guide/"));
        assert_eq!(doc("a/x.md", &[("id", "y")]), of("a/y", "a/x.md", "/a/y"));
        assert_eq!(doc("a/x.md", &[("slug", "z")]), of("a/x", "a/x.md", "/a/z"));
        assert_eq!(doc("a/x.md", &[("slug", "/z/")]), of("a/x", "a/x.md", "/z/"));
        assert_eq!(doc("intro.md", &[("slug", "/")]), of("intro", "_index.md", "/"));
        assert_eq!(doc("index.md", &[]), of("index", "_index.md", "/"));
        assert_eq!(doc("2020-01-02-x.md", &[]).0, "2020-01-02-x");
        assert_eq!(doc("7.0-x.md", &[]).0, "7.0-x");
        assert!(is_doc("a/x.md") && !is_doc("a/_x.mdx") && !is_doc("_p/x.md") && !is_doc("a.txt"));
    }
}
