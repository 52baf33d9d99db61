//! What is indexed, as the site hands it over.

/// One article of one language, as plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The article's file, relative to the site's root.
    pub source: String,
    /// Its URL, ready for an attribute.
    pub url: String,
    /// Its heading.
    pub title: String,
    /// One or two sentences that answer it.
    pub summary: String,
    /// Other ways in which customers put the question.
    pub asks: Vec<String>,
    /// Words for search, shown nowhere.
    pub keywords: Vec<String>,
    /// Queries by which customers found it: words that its author has not written.
    pub typed: Vec<String>,
    /// Title of its category.
    pub category: String,
    /// URL of its category.
    pub category_url: String,
    /// Whether the home page shows it.
    pub featured: bool,
    /// The text, cut at its headings.
    pub sections: Vec<DocumentSection>,
}

/// A piece of an article: what stands under one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentSection {
    /// The heading; none for the text before the first one.
    pub title: Option<String>,
    /// The heading's id, without `#`.
    pub anchor: Option<String>,
    /// The text under it.
    pub text: String,
}

/// Words that an author gave for search: `content/synonyms.yaml` of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Groups of words or phrases that mean the same.
    pub equal: Vec<Vec<String>>,
    /// Words that also mean others, but not the other way round: (`paypal`, [`payout`]).
    pub one_way: Vec<(String, Vec<String>)>,
    /// Queries whose answer is known.
    pub pins: Vec<Pin>,
    /// Whether words that no article has find nothing, rather than what is near them in meaning.
    pub literal: bool,
}

/// An article put first for a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pin {
    /// The query; inflection, case and the order of its words don't matter.
    pub query: String,
    /// `source` of the articles, best first.
    pub sources: Vec<String>,
}
