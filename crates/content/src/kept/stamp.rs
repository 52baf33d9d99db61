//! What the system says of a file without reading it.

use std::fs::{File, Metadata};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// The times of some file systems are no finer than this.
const GRAIN: Duration = Duration::from_secs(2);

/// What tells a file from what it was before, and from any other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    device: u64,
    inode: u64,
    bytes: u64,
    /// Seconds and nanoseconds since 1970.
    written: (i64, i64),
    /// Nobody sets this time by hand.
    changed: (i64, i64),
}

impl Stamp {
    /// That of an open file; nothing where the system does not tell enough.
    pub fn of(file: &File) -> Option<Self> {
        Self::of_metadata(&file.metadata().ok()?)
    }

    /// That of the file at a place.
    pub fn at(place: &Path) -> Option<Self> {
        Self::of_metadata(&std::fs::metadata(place).ok()?)
    }

    /// That of a file of which the system told this.
    #[cfg(unix)]
    pub fn of_metadata(found: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        Some(Self {
            device: found.dev(),
            inode: found.ino(),
            bytes: found.len(),
            written: (found.mtime(), found.mtime_nsec()),
            changed: (found.ctime(), found.ctime_nsec()),
        })
    }

    /// That of a file of which the system told this.
    #[cfg(not(unix))]
    pub fn of_metadata(_: &Metadata) -> Option<Self> {
        None
    }

    /// Whether a file that is changed after a moment can't have this stamp, however coarse the times of its system are.
    pub fn is_older_than(&self, moment: SystemTime) -> bool {
        let Some(last) = moment.checked_sub(GRAIN).and_then(|last| last.duration_since(UNIX_EPOCH).ok()) else {
            return false;
        };
        let last = (i64::try_from(last.as_secs()).unwrap_or_default(), i64::from(last.subsec_nanos()));
        self.written < last && self.changed < last
    }

    /// All of it as bytes.
    pub(crate) fn to_bytes(self) -> [u8; 56] {
        let Self { device, inode, bytes, written, changed } = self;
        let mut all = [0; 56];
        let times = [written.0, written.1, changed.0, changed.1].map(i64::to_le_bytes);
        let parts = [device, inode, bytes].map(u64::to_le_bytes).into_iter().chain(times);
        for (place, part) in all.as_chunks_mut::<8>().0.iter_mut().zip(parts) {
            *place = part;
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_of_now_may_be_that_of_another_text_soon() {
        let now = SystemTime::now();
        let since = now.duration_since(UNIX_EPOCH).expect("after 1970");
        let at = |seconds: u64| (i64::try_from(since.as_secs() - seconds).expect("small"), 0);
        let stamp = |written, changed| Stamp { device: 1, inode: 1, bytes: 1, written, changed };
        assert!(stamp(at(9), at(9)).is_older_than(now));
        assert!(!stamp(at(9), at(0)).is_older_than(now), "its name or its time was changed");
        assert!(!stamp(at(0), at(9)).is_older_than(now), "from the future of another clock");
        assert!(!stamp(at(9), at(9)).is_older_than(UNIX_EPOCH));
    }

    #[test]
    fn each_part_counts() {
        let stamp = |at: usize| {
            let part = |own: usize| u64::from(own == at);
            let time = |own: usize| i64::from(own == at);
            let (written, changed) = ((time(3), time(4)), (time(5), time(6)));
            Stamp { device: part(0), inode: part(1), bytes: part(2), written, changed }.to_bytes()
        };
        let all: std::collections::BTreeSet<[u8; 56]> = (0..8).map(stamp).collect();
        assert_eq!(all.len(), 8);
    }
}
