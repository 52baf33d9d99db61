//! The files that an output is to have, and which of them a link leads to.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::RandomState;
use helpdex_content::path::resolve_url;
use percent_encoding::percent_decode_str;

/// Every file that an output is to have, known before any page is written.
#[derive(Debug)]
pub(crate) struct Plan {
    /// Scheme and host.
    origin: String,
    /// What stands before every path: empty, or with a slash before and none after it.
    base: String,
    files: Vec<Planned>,
    /// Decoded URL path → file.
    by_url: HashMap<String, usize, RandomState>,
}

/// One file of the output.
#[derive(Debug)]
pub(crate) struct Planned {
    /// Its path in the output folder.
    pub(crate) path: String,
    /// Its URL path, base path included, as pages write it.
    pub(crate) url: String,
    /// Its bytes, where they are known before it is written.
    pub(crate) bytes: Option<u64>,
}

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target<'l> {
    /// To a file of the output and a fragment in it, decoded, or the empty one.
    File(usize, Cow<'l, str>),
    /// To another host, a mail address, or another site of this host.
    Elsewhere,
    /// To a path of this site where nothing is.
    Nowhere,
}

impl Plan {
    /// A plan without files for a site at an origin and a base path.
    pub(crate) fn new(origin: &str, base: &str) -> Self {
        Self { origin: origin.to_owned(), base: base.to_owned(), files: Vec::new(), by_url: HashMap::default() }
    }

    /// Adds a file; its index comes back.
    pub(crate) fn add(&mut self, path: String, url: String, bytes: Option<u64>) -> usize {
        let index = self.files.len();
        self.by_url.insert(decoded(&url).into_owned(), index);
        self.files.push(Planned { path, url, bytes });
        index
    }

    /// Says how long a file is, which is added where it is not planned yet.
    pub(crate) fn put(&mut self, path: String, url: String, bytes: u64) {
        let known = self.by_url.get(decoded(&url).as_ref()).and_then(|index| self.files.get_mut(*index));
        match known {
            Some(known) => known.bytes = Some(bytes),
            None => {
                self.add(path, url, Some(bytes));
            }
        }
    }

    /// A file by its index.
    pub(crate) fn file(&self, index: usize) -> Option<&Planned> {
        self.files.get(index)
    }

    /// All files.
    pub(crate) fn files(&self) -> &[Planned] {
        &self.files
    }

    /// The full address of a file.
    pub(super) fn absolute(&self, index: usize) -> String {
        format!("{}{}", self.origin, self.file(index).map_or("", |file| &file.url))
    }

    /// Where a link of the page with the index `from` leads.
    pub(super) fn resolve<'l>(&self, from: usize, link: &'l str) -> Target<'l> {
        let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        let to = |file: usize| Target::File(file, decoded(fragment));
        if path.is_empty() {
            return to(from);
        }
        let path = match path.strip_prefix(&self.origin) {
            Some("") => "/",
            Some(rest) if rest.starts_with('/') => rest,
            _ => path,
        };
        // Nearly all links are written so, and cost one look into a map.
        if let Some(file) = self.by_url.get(path) {
            return to(*file);
        }
        if path.starts_with("//") || path.split('/').next().is_some_and(|start| start.contains(':')) {
            return Target::Elsewhere;
        }
        let here = self.file(from).map_or("/", |file| &file.url);
        let path = resolve_url(here, &decoded(path));
        let below = path.strip_prefix(&self.base).is_some_and(|rest| rest.starts_with('/'));
        if !below && path != self.base {
            return Target::Elsewhere;
        }
        let candidates = [Some(path.as_str()), path.strip_suffix("index.html")];
        // Hosts lead from a folder's name without a slash to the folder.
        let folder = format!("{path}/");
        let found = candidates.into_iter().flatten().chain([folder.as_str()]).find_map(|url| self.by_url.get(url));
        found.map_or(Target::Nowhere, |file| to(*file))
    }
}

fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    percent_decode_str(text).decode_utf8().unwrap_or(Cow::Borrowed(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(base: &str, link: &str) -> String {
        let mut plan = Plan::new("https://x.example", base);
        for (path, url) in [
            ("index.html", "/"),
            ("pay/index.html", "/pay/"),
            ("pay/a b.png", "/pay/a%20b.png"),
            ("404.html", "/404.html"),
        ] {
            plan.add(path.to_owned(), format!("{base}{url}"), None);
        }
        match plan.resolve(1, link) {
            Target::File(file, fragment) => format!("{} {fragment}", plan.files()[file].path).trim_end().to_owned(),
            Target::Elsewhere => "elsewhere".to_owned(),
            Target::Nowhere => "nowhere".to_owned(),
        }
    }

    #[test]
    fn where_links_lead() {
        for (link, wanted) in [
            ("", "pay/index.html"),
            ("?q=1", "pay/index.html"),
            ("#%D1%8F", "pay/index.html я"),
            ("/", "index.html"),
            ("https://x.example", "index.html"),
            ("https://x.example/pay/?q#a", "pay/index.html a"),
            ("https://x.example.evil/pay/", "elsewhere"),
            ("//y.example/pay/", "elsewhere"),
            ("mailto:a@x.example", "elsewhere"),
            ("/pay", "pay/index.html"),
            ("/pay/index.html", "pay/index.html"),
            ("a%20b.png", "pay/a b.png"),
            ("../404.html", "404.html"),
            ("..", "index.html"),
            ("../../../pay/", "pay/index.html"),
            ("/gone/", "nowhere"),
            ("gone.png", "nowhere"),
            ("/%ff", "nowhere"),
        ] {
            assert_eq!(target("", link), wanted, "{link}");
        }
    }

    #[test]
    fn below_a_base_path() {
        for (link, wanted) in [
            ("/help/pay/", "pay/index.html"),
            ("/help", "index.html"),
            ("/help/gone/", "nowhere"),
            ("../gone/", "nowhere"),
            ("/shop/", "elsewhere"),
            ("/helpful/", "elsewhere"),
        ] {
            assert_eq!(target("/help", link), wanted, "{link}");
        }
    }
}
