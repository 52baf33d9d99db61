//! What a file says under a key, and where.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A value and the bytes of the file it came from.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the file.
    pub range: Range<usize>,
}

/// What a file says under a key: nothing, something that can't be read, or a value.
///
/// Whoever asks for a key that is missing must not ask for one that is there and wrong: the author has been told of that.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Key<T> {
    /// The key is not there, or empty.
    #[default]
    Absent,
    /// What stands here can't be read, and a diagnostic says so.
    Wrong(Range<usize>),
    /// The value.
    Given(T),
}

impl<T> Key<T> {
    /// The value, if there is one.
    pub fn given(&self) -> Option<&T> {
        match self {
            Self::Given(value) => Some(value),
            Self::Absent | Self::Wrong(_) => None,
        }
    }

    /// The same, to change it.
    pub(crate) fn given_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Given(value) => Some(value),
            Self::Absent | Self::Wrong(_) => None,
        }
    }

    /// Whether there is a value.
    pub fn is_given(&self) -> bool {
        self.given().is_some()
    }

    /// Whether there is nothing: neither a value nor something wrong.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// A value that says nothing counts as absent.
    #[must_use]
    pub(crate) fn filter(self, says_something: impl FnOnce(&T) -> bool) -> Self {
        match self {
            Self::Given(value) if !says_something(&value) => Self::Absent,
            key => key,
        }
    }
}

impl<T> Key<Vec<T>> {
    /// The items of a list; none where it is absent or wrong.
    pub fn items(&self) -> &[T] {
        self.given().map_or(&[], Vec::as_slice)
    }
}
