//! What a checker says.

/// What a checker says.
pub(super) struct Verdict {
    /// A table in Markdown.
    pub(super) table: String,
    /// What is wrong, one text each; nothing when every bound is held.
    pub(super) faults: Vec<String>,
}
