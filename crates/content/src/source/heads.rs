//! Front matter that was read before: to take its YAML apart costs more than all else about reading a file.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::front_matter::FrontMatter;
use super::kind::EntryKind;
use crate::kept::{MadeOf, Memory, What, made_of};

/// By which name they are kept, all together: each for itself is too small.
const NAME: &str = "heads";
/// There is one such list for a site.
const ALL: MadeOf = [0; 16];

/// What front matters of before were read to, and those of now.
pub(super) struct Heads<'m> {
    memory: &'m dyn Memory,
    /// Where in the bytes each is.
    before: HashMap<MadeOf, (u32, u32)>,
    bytes: Vec<u8>,
    now: Mutex<Now>,
}

#[derive(Default)]
struct Now {
    used: HashSet<MadeOf>,
    added: HashMap<MadeOf, Vec<u8>>,
}

#[derive(Serialize, Deserialize)]
struct Record<'r> {
    places: Vec<(MadeOf, u32, u32)>,
    bytes: &'r [u8],
}

impl<'m> Heads<'m> {
    /// Those that are remembered.
    pub(super) fn of(memory: &'m dyn Memory) -> Self {
        let kept = memory.recall(What::Site, NAME, &ALL).unwrap_or_default();
        let record: Option<Record<'_>> = postcard::from_bytes(&kept).ok();
        let (places, bytes) = record.map(|record| (record.places, record.bytes.to_vec())).unwrap_or_default();
        let before = places.into_iter().map(|(number, start, end)| (number, (start, end))).collect();
        Self { memory, before, bytes, now: Mutex::default() }
    }

    /// A number of all that a front matter is read from.
    pub(super) fn number(kind: EntryKind, code: &str, text: &str) -> MadeOf {
        made_of([&[kind as u8][..], code.as_bytes(), text.as_bytes()])
    }

    /// The front matter of a number, if it was read before and nothing was wrong with it.
    pub(super) fn recall(&self, number: &MadeOf) -> Option<FrontMatter> {
        let (start, end) = self.before.get(number)?;
        let front = postcard::from_bytes(self.bytes.get(*start as usize..*end as usize)?).ok()?;
        self.now.lock().unwrap_or_else(PoisonError::into_inner).used.insert(*number);
        Some(front)
    }

    /// Takes one in which nothing is wrong.
    pub(super) fn add(&self, number: MadeOf, front: &FrontMatter) {
        if let Ok(bytes) = postcard::to_allocvec(front) {
            self.now.lock().unwrap_or_else(PoisonError::into_inner).added.insert(number, bytes);
        }
    }

    /// Keeps those of now, if they are others than before.
    pub(super) fn keep(self) {
        let Now { used, added } = self.now.into_inner().unwrap_or_else(PoisonError::into_inner);
        if added.is_empty() && used.len() == self.before.len() {
            return;
        }
        let old = |number: &MadeOf| {
            let (start, end) = self.before.get(number)?;
            self.bytes.get(*start as usize..*end as usize)
        };
        let all = used.iter().filter_map(|number| Some((*number, old(number)?)));
        let mut all: Vec<(MadeOf, &[u8])> =
            all.chain(added.iter().map(|(number, bytes)| (*number, bytes.as_slice()))).collect();
        all.sort_unstable();
        let (mut places, mut bytes) = (Vec::with_capacity(all.len()), Vec::new());
        for (number, front) in all {
            let start = bytes.len();
            bytes.extend_from_slice(front);
            let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(bytes.len())) else { return };
            places.push((number, start, end));
        }
        if let Ok(kept) = postcard::to_allocvec(&Record { places, bytes: &bytes }) {
            self.memory.keep(What::Site, NAME, &ALL, &kept);
        }
    }
}

/// A value of JSON as its text: the form of the rest can't say what comes next.
pub(super) mod json {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};
    use serde_json::Value;

    pub(in crate::source) fn serialize<S: Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
        let text = if value.is_null() { String::new() } else { value.to_string() };
        serializer.serialize_str(&text)
    }

    pub(in crate::source) fn deserialize<'d, D: Deserializer<'d>>(deserializer: D) -> Result<Value, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        if text.is_empty() { Ok(Value::Null) } else { serde_json::from_str(text).map_err(D::Error::custom) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceText;
    use crate::source::front_matter;

    #[test]
    fn front_matter_is_the_same_again() {
        let text = "---\ntitle: Как?\nsummary: S\nasks: [a, б]\nkeywords: [k]\ntags: [t]\norder: -3\nfeatured: true\nowner: o\n\
            reviewed: 2026-11-29\nreview_every: 6m\nstatus: archived\naliases: [/x/]\nrelated: [a/b.md]\nimage: a.png\n\
            source_revision: 0123456789ab\ncontact: [chat]\nchecks: { missing-alt: off }\nextra: { a: [1, null, x] }\n---\n";
        let source = SourceText::new("content/a.md", text);
        let mut found = Vec::new();
        let parts = front_matter::split(&source, &mut found);
        for kind in [EntryKind::Article, EntryKind::Category] {
            let front = front_matter::read(&source, &parts, kind, &mut found);
            let bytes = postcard::to_allocvec(&front).expect("written");
            let again: FrontMatter = postcard::from_bytes(&bytes).expect("read");
            assert_eq!(format!("{again:?}"), format!("{front:?}"));
        }
    }
}
