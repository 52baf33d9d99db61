//! From a query to its hits: *plan* (which stems may be meant), *score*, and a *second look* at the best with their text.

pub(crate) mod dictionary;
pub(crate) mod plan;
pub(crate) mod score;
pub(crate) mod second_look;
pub(crate) mod snippet;
pub(crate) mod synonyms;
pub(crate) mod typos;
pub(crate) mod words;
