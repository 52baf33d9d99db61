//! From the files below `content/` to [`Entry`]s: front matter, body, and where they came from.

mod audience;
mod change;
mod entry;
mod entry_id;
mod front_matter;
mod heads;
mod internal;
mod kind;
mod known;
mod name;
mod offer;
mod order;
mod own_folders;
mod read;
mod sources;
mod standard_file;
mod static_file;
mod withhold;

pub use audience::Audience;
pub use change::Reread;
pub use entry::Entry;
pub use entry_id::EntryId;
pub(crate) use front_matter::split as split_front_matter;
pub use front_matter::{FrontMatter, Status, body_range, front_matter_range};
pub use internal::{Internal, MACROS, Noted};
pub use kind::EntryKind;
pub use name::{FileName, split_name};
pub use offer::Offer;
pub(crate) use read::read_with;
pub use read::{entry_from_text, read};
pub use sources::{INCIDENTS, IncidentFile, SNIPPETS, Snippet, Sources};
pub use standard_file::{STANDARDS, StandardFile};
pub use static_file::{StaticFile, extension, svg_runs_code};
