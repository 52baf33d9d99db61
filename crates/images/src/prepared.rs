//! What is made of a picture.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::format::Format;

/// What was made of a picture, with the bytes.
pub type Made = Prepared<Vec<u8>>;

/// What was made of a picture, in the files that it is kept in.
pub type Kept = Prepared<KeptFile>;

/// A file that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// Where it lies.
    pub location: PathBuf,
    /// How many bytes it has.
    pub bytes: u64,
    /// A name made of what is in it.
    pub hash: String,
}

/// What was made of a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prepared<File> {
    /// Its width and height as browsers show it; none where that is not known, and of drawings.
    pub size: Option<(u32, u32)>,
    /// The colour that stands for it until it is there; none for what lets the page shine through.
    pub tint: Option<[u8; 3]>,
    /// What is published in its place; none where it is as it should be.
    pub original: Option<File>,
    /// The files that stand beside it, in the order in which browsers are to choose.
    pub sets: Vec<Set<File>>,
    /// Why it has none, where somebody could do something about it.
    pub refusal: Option<String>,
}

/// The files of one format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Set<File> {
    /// The format.
    pub format: Format,
    /// The files, the narrowest first.
    pub variants: Vec<Variant<File>>,
}

/// A file beside a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant<File> {
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// What is in it, or where it is.
    pub file: File,
}

impl<File> Prepared<File> {
    /// The same with other files; the first fault ends it.
    pub(crate) fn try_map<Other, Fault>(
        self,
        map: &mut dyn FnMut(File, &str) -> Result<Other, Fault>,
    ) -> Result<Prepared<Other>, Fault> {
        let original = self.original.map(|file| map(file, "original")).transpose()?;
        let mut sets = Vec::with_capacity(self.sets.len());
        for Set { format, variants } in self.sets {
            let variants = variants
                .into_iter()
                .map(|Variant { width, height, file }| Ok(Variant { width, height, file: map(file, format.name())? }));
            sets.push(Set { format, variants: variants.collect::<Result<_, Fault>>()? });
        }
        Ok(Prepared { size: self.size, tint: self.tint, original, sets, refusal: self.refusal })
    }
}
