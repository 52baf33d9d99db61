//! The names in pages that links lead to.

use std::collections::BTreeSet;

use helpdex_content::html::{TokenKind, Tokens};
use helpdex_content::markdown::decode_entities;
use percent_encoding::percent_decode_str;

/// Adds what stands behind `#` in the links of a piece of HTML.
pub(crate) fn collect(html: &str, into: &mut BTreeSet<String>) {
    for token in Tokens::new(html) {
        let TokenKind::Start(tag) = token.kind else { continue };
        let Some(href) = tag.attribute("href").filter(|href| href.value.contains('#')) else { continue };
        let href = decode_entities(href.value).into_owned();
        let fragment = href.split_once('#').map_or("", |(_, fragment)| fragment);
        if !fragment.is_empty() {
            into.insert(percent_decode_str(fragment).decode_utf8_lossy().into_owned());
        }
    }
}
