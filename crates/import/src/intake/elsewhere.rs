//! Pages of the source that are no part of the import and go on answering there: a blog, a page of contacts.

use std::collections::BTreeSet;

use super::survey::Survey;

/// What is known of them.
pub(super) struct Elsewhere<'a> {
    /// Their URL paths; one that ends in a slash is all that lies below it.
    paths: &'a BTreeSet<String>,
    /// The host of the source.
    host: Option<&'a str>,
    base: &'a str,
}

impl<'a> Elsewhere<'a> {
    pub(super) fn new(survey: &'a Survey) -> Self {
        let addresses = &survey.addresses;
        Self { paths: &survey.elsewhere, host: addresses.hosts.first().map(String::as_str), base: &addresses.base }
    }

    /// The whole address of a path from the top, if a page is there.
    pub(super) fn url(&self, path: &str) -> Option<String> {
        let host = self.host.filter(|_| path.starts_with('/'))?;
        let (plain, query) = path.find('?').map_or((path, ""), |at| path.split_at(at));
        let plain = plain.trim_end_matches('/');
        let is_there = |path: &str| {
            let is_below = |known: &String| {
                known.strip_suffix('/').is_some_and(|top| path == top || path.starts_with(known.as_str()))
            };
            self.paths.contains(path) || self.paths.iter().any(is_below)
        };
        // Some tools put the base path before what counts from the top.
        let found = [plain.to_owned(), format!("{}{plain}", self.base)].into_iter().find(|path| is_there(path))?;
        Some(format!("https://{host}{found}{query}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_what_lies_below_some() {
        let paths = BTreeSet::from(["/kb/contact".to_owned(), "/kb/blog/".to_owned()]);
        let elsewhere = Elsewhere { paths: &paths, host: Some("a.example"), base: "/kb" };
        let url = |path| elsewhere.url(path);
        assert_eq!(url("/contact/?a=b").as_deref(), Some("https://a.example/kb/contact?a=b"));
        assert_eq!(url("/kb/blog").as_deref(), Some("https://a.example/kb/blog"));
        assert_eq!(url("/blog/2024/x").as_deref(), Some("https://a.example/kb/blog/2024/x"));
        assert_eq!((url("contact"), url("/contacts"), url("/blogs/x")), (None, None, None));
        assert_eq!(Elsewhere { host: None, ..elsewhere }.url("/contact"), None);
    }
}
