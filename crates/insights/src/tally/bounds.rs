//! How much a tally keeps at most.

/// How many rows of each kind are kept while events come in. What has no place is counted among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Articles by language and revision.
    pub articles: usize,
    /// Days on which somebody judged an article.
    pub votes: usize,
    /// Normal forms of queries.
    pub queries: usize,
    /// Addresses where nothing was.
    pub missing: usize,
    /// Articles that people came from to the form.
    pub forms: usize,
    /// What people wrote.
    pub comments: usize,
    /// Marks of events, to know one that was sent twice.
    pub marks: usize,
    /// Hours.
    pub hours: usize,
    /// Languages.
    pub languages: usize,
    /// Days with answers to a survey, by language and score.
    pub surveys: usize,
}

impl Default for Bounds {
    /// What fits into 150 MB however long the texts are, and leaves out nothing of a site with 10,000 articles in three
    /// languages.
    fn default() -> Self {
        Self {
            articles: 100_000,
            votes: 400_000,
            queries: 60_000,
            missing: 20_000,
            forms: 20_000,
            comments: 300,
            marks: 500_000,
            // Ten years.
            hours: 88_000,
            languages: 200,
            surveys: 100_000,
        }
    }
}
