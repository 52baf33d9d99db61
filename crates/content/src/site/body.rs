//! The body of an entry until the next build: what it is made of, and what is kept of it.
//!
//! A body is as it was when its file is, all that is inserted in it, and where its links lead. The latter are looked at
//! again when anything of that is another than before anywhere in the site.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::kept::{self, Later, MadeOf, Parts, Recalled};
use crate::markdown::{Composed, Rendered};
use crate::routes::{Asked, Dependencies, Links, Tracked, answers_again};
use crate::source::{Entry, EntryKind};
use crate::text_store::{Bytes, TextStore};
use crate::variables::in_prose;

/// The body of an entry.
#[derive(Debug)]
pub(super) struct Body {
    rendered: Rendering,
    /// A number that changes with anything that it was made from.
    pub(super) identity: [u8; 16],
    /// A number of what others see of it, where it was asked for.
    pub(super) outside: MadeOf,
    /// What of the site it depends on.
    pub(super) dependencies: Dependencies,
}

/// What a body was rendered to. One that was kept is opened when somebody asks for it: of most nobody does.
#[derive(Debug)]
enum Rendering {
    Made(Box<Rendered>),
    Kept { kept: Kept, store: Option<Arc<TextStore>>, opened: OnceLock<Box<Rendered>>, is_lost: AtomicBool },
}

/// Where the bytes of a body are.
#[derive(Debug)]
enum Kept {
    Read(Bytes),
    Lying(Box<dyn Later>),
}

impl Kept {
    fn open(&self, store: Option<&Arc<TextStore>>) -> Option<Rendered> {
        match self {
            Self::Read(bytes) => Rendered::from_bytes(&bytes.get(), store),
            Self::Lying(later) => Rendered::from_bytes(&later.read()?, store),
        }
    }
}

impl Body {
    pub(super) fn new(rendered: Rendered, made_of: &Inserted, tracked: Tracked) -> Self {
        let identity = identity(made_of, &tracked.answers);
        let rendered = Rendering::Made(Box::new(rendered));
        Self { rendered, identity, outside: MadeOf::default(), dependencies: tracked.dependencies }
    }

    /// What it was rendered to.
    pub(super) fn rendered(&self) -> &Rendered {
        match &self.rendered {
            Rendering::Made(rendered) => rendered,
            Rendering::Kept { kept, store, opened, is_lost } => opened.get_or_init(|| {
                let rendered = kept.open(store.as_ref());
                is_lost.fetch_or(rendered.is_none(), Ordering::Relaxed);
                Box::new(rendered.unwrap_or_default())
            }),
        }
    }

    /// Lets go of what only rules and pages look at.
    pub(super) fn keep_texts(&mut self) {
        self.dependencies = Dependencies::default();
        if let Rendering::Made(rendered) = &mut self.rendered {
            **rendered = std::mem::take(&mut **rendered).texts_alone();
        }
    }

    /// Whether what was kept could not be read after all: nothing that is made of it may be published.
    pub(super) fn is_lost(&self) -> bool {
        match &self.rendered {
            Rendering::Made(_) => false,
            Rendering::Kept { is_lost, .. } => is_lost.load(Ordering::Relaxed),
        }
    }
}

/// What is kept of a body besides what it was rendered to. Bytes within are opened when they are asked for.
#[derive(Serialize, Deserialize)]
struct Head<'r> {
    inserted: MadeOf,
    answers: [u8; 32],
    outside: MadeOf,
    asked: &'r [u8],
    names: &'r [u8],
}

/// What its links and images ask for; an image is marked.
#[derive(Serialize, Deserialize)]
struct AskedRecord<'r>(#[serde(borrow)] Vec<(bool, &'r str)>);

/// The names that it depends on.
#[derive(Serialize, Deserialize)]
struct NamesRecord<'r>(Vec<u32>, #[serde(borrow)] Vec<&'r str>);

/// A number of a file's name and text: by this one the head of its body is kept.
pub(super) fn number(path: &str, file: &MadeOf) -> MadeOf {
    kept::made_of([path.as_bytes(), file])
}

/// Two numbers of what a body is made from besides where its links lead: of its own file, and of what stands in its text in
/// the places of variables and snippets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inserted {
    pub(super) file: MadeOf,
    composed: MadeOf,
}

impl Inserted {
    pub(super) fn of(file: MadeOf, body: &Composed<'_>, title: &str) -> Self {
        let snippets: Vec<u8> = body.snippets().flat_map(|range| range.start.to_le_bytes()).collect();
        let parts = body.parts().map(str::as_bytes);
        Self { file, composed: kept::made_of([title.as_bytes(), &snippets].into_iter().chain(parts)) }
    }
}

fn identity(made_of: &Inserted, answers: &[u8; 32]) -> [u8; 16] {
    kept::made_of([&made_of.file[..], &made_of.composed, answers])
}

/// A number of what others see of an entry with a body: lists, other pages, rules that look at more than one file.
pub(super) fn outside(entry: &Entry, body: &Body, math: bool) -> MadeOf {
    let rendered = body.rendered();
    if entry.kind != EntryKind::Article || entry.is_macro() || rendered.is_quoted() {
        return body.identity;
    }
    let mut parts = Parts::default();
    rendered.outside(&mut parts);
    // Which variables and snippets are of use is told of all texts together.
    let text = entry.file.slice(entry.body.clone()).unwrap_or_default();
    let names = in_prose(&text, math);
    parts.number(names.len());
    names.iter().for_each(|found| parts.add(text.get(found.name.clone()).unwrap_or_default()));
    parts.made_of()
}

/// What is kept of a body: its head and what it was rendered to, as bytes.
pub(super) fn kept(
    body: &Body,
    made_of: &Inserted,
    (answers, asked): (&[u8; 32], &[Asked]),
) -> Option<(Vec<u8>, Vec<u8>)> {
    let (names, missing) = body.dependencies.names();
    let asked = asked.iter().map(|Asked { image, destination }| (*image, destination.as_str()));
    let head = Head {
        inserted: made_of.composed,
        answers: *answers,
        outside: body.outside,
        asked: &postcard::to_allocvec(&AskedRecord(asked.collect())).ok()?,
        names: &postcard::to_allocvec(&NamesRecord(names.to_vec(), missing.iter().map(String::as_str).collect()))
            .ok()?,
    };
    Some((postcard::to_allocvec(&head).ok()?, body.rendered().to_bytes()?))
}

/// The same body, if the same is inserted in it, and its links are answered as they were. `again` has both where they may be
/// others.
pub(super) fn recalled(
    (head, rendered): (&[u8], Recalled),
    file: MadeOf,
    again: Option<(&Links<'_>, &dyn Fn() -> Inserted)>,
    store: Option<&Arc<TextStore>>,
) -> Option<Body> {
    let head: Head<'_> = postcard::from_bytes(head).ok()?;
    if let Some((links, made_of)) = again {
        let AskedRecord(asked) = postcard::from_bytes(head.asked).ok()?;
        if made_of().composed != head.inserted || answers_again(asked.into_iter(), links) != head.answers {
            return None;
        }
    }
    let NamesRecord(names, missing) = postcard::from_bytes(head.names).ok()?;
    let missing = missing.into_iter().map(str::to_owned).collect();
    let identity = identity(&Inserted { file, composed: head.inserted }, &head.answers);
    let (outside, dependencies) = (head.outside, Dependencies::of_names(names, missing));
    let kept = match rendered {
        Recalled::Now(bytes) => Kept::Read(Bytes::of(bytes, store)),
        Recalled::Later(later) => Kept::Lying(later),
    };
    let (store, opened, is_lost) = (store.cloned(), OnceLock::new(), AtomicBool::new(false));
    Some(Body { rendered: Rendering::Kept { kept, store, opened, is_lost }, identity, outside, dependencies })
}
