//! Texts that ship with the program, each compressed by itself and under a name.
//!
//! They hold what is the same for all sites, so that no build works it out again: stems that are ready to be looked up. A text
//! is unpacked once, when it is first asked for, and read as it lies: its words are slices of it.

use std::io::Read as _;
use std::sync::OnceLock;

use flate2::read::GzDecoder;

use crate::archive::bytes::Bytes;

/// One text.
struct Text {
    packed: &'static [u8],
    text: OnceLock<String>,
}

/// Several texts, as one file holds them: before each its name, both with their lengths.
pub(super) struct Shipped {
    texts: Vec<(&'static str, Text)>,
}

impl Shipped {
    /// The texts of a file; what follows after a fault is not read.
    pub(super) fn read(file: &'static [u8]) -> Self {
        let mut bytes = Bytes::new(file);
        let mut next = || Some((bytes.text()?, Text { packed: bytes.bytes()?, text: OnceLock::new() }));
        Self { texts: std::iter::from_fn(&mut next).collect() }
    }

    /// The text of this name.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let (_, text) = self.texts.iter().find(|(known, _)| *known == name)?;
        Some(text.text.get_or_init(|| String::from_utf8(unpacked(text.packed)).unwrap_or_default()))
    }
}

/// What gzip made of some bytes; nothing of what isn't its work.
pub(super) fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    match GzDecoder::new(packed).read_to_end(&mut bytes) {
        Ok(_) => bytes,
        Err(_) => Vec::new(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write as _;
    use std::path::Path;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;
    use crate::archive::bytes::put_bytes;

    /// A file of texts. The same texts give the same bytes: no time is in it.
    fn packed(texts: &[(&str, String)]) -> Vec<u8> {
        let mut file = Vec::new();
        for (name, text) in texts {
            let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
            gzip.write_all(text.as_bytes()).unwrap();
            put_bytes(&mut file, name.as_bytes());
            put_bytes(&mut file, &gzip.finish().unwrap());
        }
        file
    }

    /// Says that a file of `data` holds these texts, or writes it anew where `UPDATE_DATA` is set. Texts are compared, not bytes:
    /// a newer compressor may pack them otherwise.
    pub(in crate::build) fn assert_up_to_date(file: &str, shipped: &Shipped, texts: &[(&str, String)]) {
        if std::env::var_os("UPDATE_DATA").is_some() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(file);
            std::fs::write(path, packed(texts)).unwrap();
            return;
        }
        let names: Vec<&str> = shipped.texts.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, texts.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "{file}");
        for (name, text) in texts {
            let is_same = shipped.text(name) == Some(text);
            assert!(is_same, "{file}, {name}: made of other lists or analyzers. Run this test with UPDATE_DATA=1");
        }
    }

    #[test]
    fn texts_come_back_by_their_names() {
        let file = packed(&[("one", "first\n".to_owned()), ("two", String::new())]);
        let shipped = Shipped::read(file.leak());
        assert_eq!((shipped.text("one"), shipped.text("two")), (Some("first\n"), Some("")));
        assert_eq!(shipped.text("three"), None);
    }

    #[test]
    fn what_is_cut_off_or_not_compressed_is_no_text() {
        let file = packed(&[("one", "first\n".to_owned()), ("two", "second\n".to_owned())]);
        let cut = Shipped::read(file[..file.len() - 3].to_vec().leak());
        assert_eq!((cut.text("one"), cut.text("two")), (Some("first\n"), None));
        assert_eq!(Shipped::read(&[1, b'x', 2, 7, 7]).text("x"), Some(""));
    }
}
