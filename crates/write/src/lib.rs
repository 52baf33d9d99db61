//! Authors' files, changed by an editor in a browser.
//!
//! Takes a site's settings and what an author does: opens a file, saves a text, drops an image, begins a translation,
//! proposes what has changed. Gives files that hold what was meant and are otherwise, byte for byte, what they were. What
//! somebody else did meanwhile is never lost, and neither is what stood there before.
//!
//! ```text
//! place         a path from outside → a file that may be written, or a refusal
//! document      a file's bytes ↔ front matter and body with one kind of line end
//! fields        front matter ↔ the fields of a form
//! desk          saves, conflicts, undo: the one thing that writes articles
//! saves         .helpdex/write/: the texts before each save of the day, and before the first one
//! diff          differences of lines
//! merge         two versions of a text that grew out of one
//! image         bytes that somebody dropped → a file beside the article
//! missed        what a translation has not followed
//! git           what has changed since the last commit; a branch of it; the address to propose it at
//! ```
//!
//! It must never know a server, pages or a command line.

mod desk;
mod diff;
mod document;
mod fault;
mod fields;
pub mod git;
mod image;
mod merge;
mod missed;
mod place;
mod proposed;
mod saves;

pub use desk::{Conflict, Desk, Outcome, Version, revision_of};
pub use document::{Document, plain, revision};
pub use fault::Fault;
pub use fields::{Applied, Field, Given, Kind as FieldKind, Texts, apply, fields};
pub use image::Image;
pub use missed::{Missed, MissedKind, Part, missed};
pub use place::{Kind, Place};
pub use saves::Saved;
