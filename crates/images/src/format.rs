//! The formats that files beside a picture can have.

use serde::{Deserialize, Serialize};

/// A format that browsers choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// The smallest for photographs. Encoding takes long.
    Avif,
    /// Known by every browser of today.
    Webp,
}

impl Format {
    /// All of them, in the order in which browsers are to choose.
    pub const ALL: [Self; 2] = [Self::Avif, Self::Webp];

    /// The word for it in settings, and the ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Avif => "avif",
            Self::Webp => "webp",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Avif => "image/avif",
            Self::Webp => "image/webp",
        }
    }

    /// Whether this program was built with an encoder of it.
    pub fn is_built_in(self) -> bool {
        match self {
            Self::Avif => cfg!(feature = "avif"),
            Self::Webp => cfg!(feature = "encode"),
        }
    }
}
