//! Changing authors' files: only the bytes that have to change, and each file as a whole or not at all.

mod front_matter;
pub mod plan;
mod write;

pub use front_matter::{add_to_list, set_key};
pub use plan::{Change, plan};
pub use write::replace_file;
