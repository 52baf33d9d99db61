//! The body of an entry until the next build: what it is made of, and what is kept of it.
//!
//! Where its links lead is asked again each time: a body is as it was when its text is, and all of its links are answered
//! as they were.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::model::Body;
use crate::diagnostic::SourceText;
use crate::kept::{self, MadeOf};
use crate::markdown::{Composed, Rendered};
use crate::routes::{Asked, Dependencies, Links, Tracked, answers_again};
use crate::text_store::TextStore;

#[derive(Serialize, Deserialize)]
struct Record<'r> {
    /// What its links and images ask for; an image is marked.
    #[serde(borrow)]
    asked: Vec<(bool, &'r str)>,
    answers: [u8; 32],
    names: Vec<u32>,
    #[serde(borrow)]
    missing: Vec<&'r str>,
    rendered: &'r [u8],
}

/// A number of what a body is made from, besides where its links lead. The whole file is in it: faults have places in that.
pub(super) fn made_of(file: &SourceText, body: &Composed<'_>, title: &str) -> MadeOf {
    let text = file.text();
    let snippets: Vec<u8> = body.snippets().flat_map(|range| range.start.to_le_bytes()).collect();
    let own: [&[u8]; 3] = [text.as_bytes(), title.as_bytes(), &snippets];
    kept::made_of(own.into_iter().chain(body.parts().map(str::as_bytes)))
}

/// A number that changes with anything that a body is made from.
pub(super) fn identity(made_of: &MadeOf, answers: &[u8; 32]) -> [u8; 16] {
    kept::made_of([&made_of[..], &answers[..]])
}

/// A body as bytes.
pub(super) fn kept(rendered: &Rendered, tracked: &Tracked) -> Option<Vec<u8>> {
    let (names, missing) = tracked.dependencies.names();
    let asked = tracked.asked.iter().map(|Asked { image, destination }| (*image, destination.as_str()));
    let record = Record {
        asked: asked.collect(),
        answers: tracked.answers,
        names: names.to_vec(),
        missing: missing.iter().map(String::as_str).collect(),
        rendered: &rendered.to_bytes()?,
    };
    postcard::to_allocvec(&record).ok()
}

/// The same body, if its links are answered as they were.
pub(super) fn recalled(
    bytes: &[u8],
    made_of: &MadeOf,
    links: &Links<'_>,
    store: Option<&Arc<TextStore>>,
) -> Option<Body> {
    let record: Record<'_> = postcard::from_bytes(bytes).ok()?;
    if answers_again(record.asked.into_iter(), links) != record.answers {
        return None;
    }
    let missing = record.missing.into_iter().map(str::to_owned).collect();
    Some(Body {
        rendered: Rendered::from_bytes(record.rendered, store)?,
        identity: identity(made_of, &record.answers),
        dependencies: Dependencies::of_names(record.names, missing),
    })
}
