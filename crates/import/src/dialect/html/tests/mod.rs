//! Conversions of what editors write, and of anything at all.

mod blocks;
mod property;

use std::collections::BTreeSet;

use super::{Options, convert};

/// The Markdown of a piece of HTML, in an article called "Title" where links lead to `#kept`.
fn markdown(html: &str) -> String {
    converted(html).markdown
}

fn converted(html: &str) -> super::Converted {
    let anchors = BTreeSet::from(["kept".to_owned()]);
    convert(
        html,
        &Options {
            title: "Title",
            anchors: &anchors,
            is_page: false,
            draws_formulas: false,
            resolve: &|href| href.to_owned(),
        },
    )
}
