//! Which page answered at a URL of the source.

use std::collections::HashMap;

use helpdex_content::path::resolve_url;
use percent_encoding::percent_decode_str;

use super::document::Document;

/// Pages by the URL paths that they had.
#[derive(Debug, Default)]
pub(super) struct Addresses(HashMap<String, usize>);

impl Addresses {
    /// Takes in the addresses of all documents; the first of two that share one has it, and one's own address goes
    /// before those that only led there.
    pub(super) fn new(documents: &[Document]) -> Self {
        let pairs = || documents.iter().enumerate();
        let own = pairs().flat_map(|(index, document)| document.address.iter().map(move |address| (address, index)));
        let all = pairs().flat_map(|(index, document)| document.addresses.iter().map(move |address| (address, index)));
        let mut found = HashMap::new();
        for (address, index) in own.chain(all) {
            found.entry(plain(address)).or_insert(index);
        }
        Self(found)
    }

    /// The page that a path means, written on the page with the address `here`: as a browser reads it, and as it was
    /// meant when the tool puts a slash behind addresses or leaves it out.
    pub(super) fn find(&self, here: Option<&str>, path: &str) -> Option<usize> {
        if path.starts_with('/') {
            return self.0.get(&plain(path)).copied();
        }
        let here = here?;
        let other = here.strip_suffix('/').map_or_else(|| format!("{here}/"), str::to_owned);
        [here, &other].iter().find_map(|here| self.0.get(&plain(&resolve_url(here, path))).copied())
    }
}

/// An address as all its spellings share it.
fn plain(address: &str) -> String {
    let decoded = percent_decode_str(address).decode_utf8_lossy().into_owned();
    let file = decoded.strip_suffix(".html").or_else(|| decoded.strip_suffix(".htm")).unwrap_or(&decoded);
    let page = file.strip_suffix("/index").unwrap_or(file);
    page.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_found_from_where_the_link_stands() {
        let known = Addresses(HashMap::from([("/docs/a/b".to_owned(), 1), ("/docs/a".to_owned(), 0)]));
        assert_eq!(known.find(Some("/docs/a/"), "b"), Some(1));
        assert_eq!(known.find(Some("/docs/a/c"), "b/"), Some(1));
        assert_eq!(known.find(Some("/docs/a/c/"), "./b.html"), Some(1), "the slash was the server's");
        assert_eq!(known.find(None, "/docs/a/index.html"), Some(0));
        assert_eq!((known.find(None, "b"), known.find(Some("/x"), "/b")), (None, None));
    }
}
