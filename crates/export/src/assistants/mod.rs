//! What bots and assistants ask of a built site: the passage that answers a question, and what there is.
//!
//! [`Published`] is an output folder that is asked, not the sources: what it says is what customers can read.

mod answer;
mod entry;
mod published;

pub use answer::Answer;
pub use entry::Entry;
pub use published::Published;
