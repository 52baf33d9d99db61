//! Changing authors' files: only the bytes that have to change, and each file as a whole or not at all.

mod front_matter;
mod lists;
pub mod plan;
pub mod texts;
mod value;
mod write;

pub(crate) use front_matter::scalar;
pub use front_matter::set_key;
pub use lists::{add_to_list, remove_from_list};
pub use plan::{Change, plan};
pub use texts::Texts;
pub use value::{Value, remove_key, set_value, value_of};
pub use write::{replace_file, replace_file_soon};
