//! What was told of a site, as bytes, and back.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{MadeOf, pack_diagnostics, unpack_diagnostics};
use crate::diagnostic::Diagnostic;

/// What rules said of a site.
#[derive(Debug, Default)]
pub struct Told {
    /// What those said that look at what is seen of all files from outside, and at nothing else.
    pub seen: Vec<Diagnostic>,
    /// A number of the list of published URLs of which there was nothing to tell.
    pub urls: Option<MadeOf>,
    /// Each entry in its order: a number of its text, and what was told of it.
    pub entries: Vec<(MadeOf, Vec<Diagnostic>)>,
}

#[derive(Serialize, Deserialize)]
struct Record<'r> {
    seen: &'r [u8],
    urls: Option<MadeOf>,
    #[serde(borrow)]
    entries: Vec<(MadeOf, &'r [u8])>,
}

impl Told {
    /// All of it as bytes: the parts of one, with the numbers of texts and what was told of them side by side. Nothing where it
    /// can't be written, which no site brings about.
    pub fn to_bytes(
        seen: &[Diagnostic],
        urls: Option<MadeOf>,
        texts: &[MadeOf],
        entries: &[Vec<Diagnostic>],
    ) -> Option<Vec<u8>> {
        let pack = |found: &[Diagnostic]| if found.is_empty() { Some(Vec::new()) } else { pack_diagnostics(found) };
        let told: Vec<Vec<u8>> = entries.par_iter().map(|found| pack(found)).collect::<Option<_>>()?;
        let entries = texts.iter().zip(&told).map(|(text, told)| (*text, told.as_slice())).collect();
        postcard::to_allocvec(&Record { seen: &pack(seen)?, urls, entries }).ok()
    }

    /// The same again; nothing for bytes that are not such.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let record: Record<'_> = postcard::from_bytes(bytes).ok()?;
        let unpack = |bytes: &[u8]| if bytes.is_empty() { Some(Vec::new()) } else { unpack_diagnostics(bytes) };
        let entries = record.entries.par_iter().map(|(text, told)| Some((*text, unpack(told)?)));
        Some(Self { seen: unpack(record.seen)?, urls: record.urls, entries: entries.collect::<Option<_>>()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_is_the_same_again() {
        let found = |code| vec![Diagnostic::warning(code, "content/a.md", "something")];
        let told = Told {
            seen: found("unused-image"),
            urls: Some([7; 16]),
            entries: vec![([1; 16], Vec::new()), ([2; 16], found("missing-alt"))],
        };
        let (texts, entries): (Vec<MadeOf>, Vec<Vec<Diagnostic>>) = told.entries.iter().cloned().unzip();
        let bytes = Told::to_bytes(&told.seen, told.urls, &texts, &entries).expect("written");
        assert_eq!(format!("{:?}", Told::from_bytes(&bytes).expect("read")), format!("{told:?}"));
        assert!(Told::from_bytes(&bytes[..bytes.len() - 1]).is_none());
    }
}
