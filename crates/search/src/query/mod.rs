//! From a query to its hits: *plan* (which stems may be meant), *score*, and *rescore* the best with their text.

mod candidates;
pub(crate) mod codes;
pub(crate) mod dictionary;
pub(crate) mod looked;
pub(crate) mod matcher;
pub(crate) mod plan;
pub(crate) mod planner;
pub(crate) mod rescore;
pub(crate) mod score;
pub(crate) mod snippet;
pub(crate) mod synonyms;
pub(crate) mod typos;
pub(crate) mod words;
