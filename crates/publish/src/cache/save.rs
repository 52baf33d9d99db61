//! Writing down what a build made, for the next one.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::kept::pack_diagnostics;
use helpdex_render::search::LanguageFiles;
use rayon::prelude::*;

use super::edited::Edited;
use super::record::{Bytes, Edits, FileRecord, Record, Stamp};
use super::{Cache, Noted, store};
use crate::output::Lying;
use crate::verify::{Names, Seen, used_names};

/// Of so many addresses that no page uses any more none is left out: to look for them means to read what all pages refer to.
const SPARE_NAMES: usize = 1_000;

impl Cache {
    /// Writes down what this build made, once it is in its place. That a cache can't be written is no fault of a build: the
    /// next one makes everything.
    ///
    /// `verified` is what a look at the pages told, and `html` how many of these are HTML.
    pub(crate) fn save(self, program: &str, indexes: Vec<LanguageFiles>, (verified, html): (&[Diagnostic], usize)) {
        if self.is_as_before(&indexes, verified, html) {
            return drop_later(self);
        }
        let now = std::mem::take(&mut *self.now.lock().unwrap_or_else(PoisonError::into_inner));
        let keeps_others = self.keeps_others.load(Ordering::Relaxed);
        let others = self.before.all().iter();
        let others = others.filter(|(path, file)| keeps_others && file.is_page && !now.contains_key(path));
        let mut all: Vec<(&str, FileRecord, Option<&[u8]>)> =
            others.map(|(path, file)| (path.as_str(), *file, None)).collect();
        all.extend(now.iter().map(|(path, Noted { file, seen })| (path.as_str(), *file, seen.as_deref())));
        all.par_sort_unstable_by_key(|(path, ..)| *path);
        let edits = self.outside.clone().zip(pack_diagnostics(verified));
        let edits = edits.map(|((outside, texts), verified)| Edits { outside, texts, verified, html });
        let mut files: Vec<(&str, FileRecord)> = Vec::with_capacity(all.len());
        let mut seen: Vec<&[u8]> = Vec::with_capacity(all.len());
        for (path, file, own) in all {
            let stamp = match file.stamp {
                unknown if unknown == Stamp::default() => Lying::at(&self.out.join(path)).ok().and_then(Stamp::of),
                known => Some(known),
            };
            let before = file.seen.and_then(|(start, end)| self.seen.get(start as usize..end as usize));
            seen.extend(own.or(before));
            // Whether it has any; where that stands is known once all are told.
            let has_seen = (own.is_some() || before.is_some()).then_some((0, 0));
            files.push((path, FileRecord { stamp: stamp.unwrap_or_default(), seen: has_seen, ..file }));
        }
        let names = self.names.all();
        // All that the first build finds is of use.
        let useful_names = if self.before.all().is_empty() { names.len() as u32 } else { self.useful_names };
        let (names, renumbered) = if names.len() > 2 * useful_names as usize + SPARE_NAMES {
            renumbered(&self.names, &seen)
        } else {
            (names, Vec::new())
        };
        let mut whole = Vec::with_capacity(self.seen.len());
        let mut pieces =
            if renumbered.is_empty() { seen } else { renumbered.iter().map(Vec::as_slice).collect() }.into_iter();
        for place in files.iter_mut().filter_map(|(_, file)| file.seen.as_mut()) {
            let start = whole.len();
            whole.extend_from_slice(pieces.next().unwrap_or_default());
            let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(whole.len())) else { return };
            *place = (start, end);
        }
        let useful_names = if renumbered.is_empty() { useful_names } else { names.len() as u32 };
        let names = names.iter().map(AsRef::as_ref).collect();
        let _ = store::write(
            &self.place,
            program,
            &Record { files, names, useful_names, indexes, edits, seen: Bytes(&whole) },
        );
        drop(now);
        drop_later(self);
    }

    /// Whether what this build would write down is what the build before did.
    fn is_as_before(&self, indexes: &[LanguageFiles], verified: &[Diagnostic], html: usize) -> bool {
        let is_known = |edited: &Edited| {
            let is_empty = edited.entries.is_empty() && edited.languages.is_empty();
            is_empty && edited.verified == verified && edited.html == html
        };
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        // All pages are as they were; the files of the index are noted one by one.
        self.keeps_others.load(Ordering::Relaxed)
            && self.edited.as_ref().is_some_and(is_known)
            && self.indexes == indexes
            && self.names.len() == self.names_before
            && self.before.all().iter().filter(|(_, file)| !file.is_page).count() == now.len()
            && now.iter().all(|(path, noted)| noted.seen.is_none() && self.is_noted(path, noted.file))
    }

    /// Whether a file is noted as it was before. What was written and is the same was taken over from the old output.
    fn is_noted(&self, path: &str, file: FileRecord) -> bool {
        let stamp = match file.stamp {
            unknown if unknown == Stamp::default() => self.lying.get(path).and_then(Stamp::of).unwrap_or_default(),
            known => known,
        };
        self.before.get(path) == Some(&FileRecord { stamp, ..file })
    }
}

/// Takes a cache apart while others work: it is of ten thousands of small pieces, and nobody needs to wait for that.
fn drop_later(cache: Cache) {
    rayon::spawn(move || drop(cache));
}

/// The addresses that pages use, and what these pages refer to with their new numbers.
fn renumbered(names: &Names, seen: &[&[u8]]) -> (Vec<Arc<str>>, Vec<Vec<u8>>) {
    let mut read: Vec<Option<Seen>> = seen.iter().map(|bytes| Seen::from_bytes(bytes)).collect();
    let names = used_names(names, read.iter_mut().flatten());
    // What can't be read is made anew by the next build.
    let bytes = |seen: &Option<Seen>| seen.as_ref().and_then(Seen::to_bytes).unwrap_or_default();
    (names, read.iter().map(bytes).collect())
}
