//! The lists that rows are.

/// A list of [`super::Rows`] that not everybody needs: summing it up costs something. The hours are always there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Articles.
    Articles,
    /// Yes and no over time.
    Votes,
    /// Languages.
    Languages,
    /// Queries, with what was opened then.
    Queries,
    /// How the contact form ended.
    Forms,
    /// Addresses where nothing was.
    Missing,
    /// Answers to surveys.
    Surveys,
    /// What people wrote.
    Comments,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Articles,
        Self::Votes,
        Self::Languages,
        Self::Queries,
        Self::Forms,
        Self::Missing,
        Self::Surveys,
        Self::Comments,
    ];
}
