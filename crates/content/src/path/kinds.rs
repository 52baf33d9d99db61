//! The kinds of paths that a site has, each a type of its own: they begin at different places, and a path of one kind is
//! never looked up among those of another.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// A type for a kind of path: text with forward slashes that is cheap to share.
macro_rules! kind {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The path as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        // Lookups take text; it is hashed and compared as the path is.
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, f)
            }
        }

        impl From<&str> for $name {
            fn from(path: &str) -> Self {
                Self(path.into())
            }
        }

        impl From<String> for $name {
            fn from(path: String) -> Self {
                Self(path.into())
            }
        }

        impl From<&$name> for $name {
            fn from(path: &$name) -> Self {
                path.clone()
            }
        }

        impl From<$name> for String {
            fn from(path: $name) -> Self {
                path.as_str().to_owned()
            }
        }

        impl From<&$name> for String {
            fn from(path: &$name) -> Self {
                path.as_str().to_owned()
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                *self.0 == *other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                *self.0 == **other
            }
        }
    };
}

kind! {
    /// A file or folder counted from the site's root, where `helpdex.yaml` lies: `content/payouts/when-do-i-get-paid.ru.md`.
    /// Diagnostics and edits name files by it.
    SitePath
}

kind! {
    /// A file or folder counted from the folder of the content: `payouts/img/threshold.png`. Articles name files by it.
    ContentPath
}

kind! {
    /// What the versions of one article or category in several languages share: its path below the folder of the content
    /// without language and extension, `payouts/when-do-i-get-paid`. A category's is its folder; the home page's is empty.
    ArticleKey
}

impl SitePath {
    /// Where it lies on this machine, in the site at `root`.
    pub fn under(&self, root: &Path) -> PathBuf {
        root.join(&*self.0)
    }
}

impl ContentPath {
    /// The folder it lies in, empty at the top.
    pub fn folder(&self) -> &str {
        super::split(&self.0).0
    }

    /// The path that a reference in this file leads to; nothing when it climbs out of the content.
    pub fn resolve(&self, reference: &str) -> Option<Self> {
        super::resolve(self.folder(), reference).map(Self::from)
    }
}

impl ArticleKey {
    /// The folder of an article, or the one that a category's folder lies in; empty at the top.
    pub fn folder(&self) -> &str {
        super::split(&self.0).0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap};

    use super::*;

    #[test]
    fn paths_are_looked_up_as_text() {
        let sorted = BTreeMap::from([(ContentPath::from("a/b.png"), 1)]);
        let hashed = HashMap::from([(ArticleKey::from("a/b"), 2)]);
        assert_eq!((sorted.get("a/b.png"), hashed.get("a/b")), (Some(&1), Some(&2)));
    }

    #[test]
    fn references_count_from_the_folder_of_a_file() {
        let file = ContentPath::from("payouts/fees.md");
        assert_eq!(file.resolve("../img/a.png").as_deref(), Some("img/a.png"));
        assert_eq!(file.resolve("../../a.png"), None);
        assert_eq!((file.folder(), ArticleKey::from("top").folder()), ("payouts", ""));
    }
}
