//! Changing authors' files: only the bytes that have to change, and each file as a whole or not at all.

mod front_matter;
mod plan;
mod write;

pub(crate) use front_matter::{add_to_list, set_key};
pub(crate) use plan::{Change, plan};
pub(crate) use write::replace_file;
