//! What has changed since the last commit, and a branch of what was changed here.
//!
//! The working tree, the index and the branch that somebody is on stay as they are: a proposal is a commit beside them. It
//! holds what was changed here and nothing else, even where somebody else has changed the same file.

mod changes;
mod command;
mod propose;
mod remote;

pub use changes::{Change, Changes, Status, changes};
pub use propose::{Proposal, Proposed, Prospect, propose, prospect};
