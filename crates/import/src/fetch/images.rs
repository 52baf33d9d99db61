//! The images that articles show, as far as the desk itself keeps them.

use std::collections::BTreeSet;

use helpdex_content::html::{TokenKind, Tokens};
use helpdex_content::markdown::decode_entities;

/// More images than this are none of one help center.
const MAX_IMAGES: usize = 50_000;

/// The images of a desk's own hosts.
pub(super) struct Images<'a> {
    /// The host that is asked, and hosts that everything below belongs to.
    hosts: (&'a str, &'a [&'a str]),
    found: BTreeSet<String>,
}

impl<'a> Images<'a> {
    pub(super) fn new(own: &'a str, others: &'a [&'a str]) -> Self {
        Self { hosts: (own, others), found: BTreeSet::new() }
    }

    /// Collects the images of a piece of HTML. One whose address has no host is the desk's own.
    pub(super) fn collect(&mut self, html: &str) {
        for token in Tokens::new(html) {
            let TokenKind::Start(tag) = token.kind else { continue };
            let Some(src) = tag.attribute("src").filter(|_| tag.is("img")) else { continue };
            let src = decode_entities(src.value.trim()).into_owned();
            if self.found.len() < MAX_IMAGES
                && let Some(url) = self.whole(&src)
            {
                self.found.insert(url);
            }
        }
    }

    /// An address with scheme and host, when the desk keeps the image.
    fn whole(&self, src: &str) -> Option<String> {
        let (own, others) = self.hosts;
        if src.starts_with('/') && !src.starts_with("//") {
            return Some(format!("{own}{src}"));
        }
        if src.strip_prefix(own).is_some_and(|rest| rest.starts_with('/')) {
            return Some(src.to_owned());
        }
        let rest = src.strip_prefix("https://").or_else(|| src.strip_prefix("//"))?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let is_one = others.iter().any(|known| host == *known || host.ends_with(&format!(".{known}")));
        is_one.then(|| format!("https://{rest}"))
    }

    /// Their addresses, and the path of each on its host.
    pub(super) fn found(&self) -> impl Iterator<Item = (&str, &str)> {
        self.found.iter().filter_map(|url| {
            let (_, rest) = url.split_once("://")?;
            let path = rest.split(['?', '#']).next()?.split_once('/')?.1;
            (!path.is_empty()).then_some((url.as_str(), path))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_desk_keeps() {
        let mut images = Images::new("https://acme.example", &["zdassets.com"]);
        images.collect(
            "<img src='/hc/user_images/a.png?x=1&amp;y'><img src=\"https://acme.example.evil/b.png\"> <img src=//p1.zdassets.com/c.png> \
             <img src=https://notzdassets.com/d.png><img src='data:image/png;base64,AA'><img src='https://acme.example/e.png'> \
             <img src='http://p1.zdassets.com/f.png'>",
        );
        let found: Vec<_> = images.found().collect();
        assert_eq!(
            found,
            [
                ("https://acme.example/e.png", "e.png"),
                ("https://acme.example/hc/user_images/a.png?x=1&y", "hc/user_images/a.png"),
                ("https://p1.zdassets.com/c.png", "c.png"),
            ]
        );
    }
}
