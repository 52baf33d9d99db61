//! What tools are asked, and what they answer.

use helpdex_export::assistants::{Answer, Entry};
use rmcp::schemars;
use serde::{Deserialize, Serialize};

/// A question.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
pub(crate) struct SearchRequest {
    /// What the customer asks, in their words.
    pub(crate) query: String,
    /// Code of the language to answer in, such as `en`; the site's first one otherwise.
    #[serde(default)]
    pub(crate) language: Option<String>,
    /// How many articles to give, 1 to 20; 5 otherwise.
    #[serde(default)]
    pub(crate) limit: Option<usize>,
}

/// An article to read.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
pub(crate) struct ReadRequest {
    /// The address of an article, as `search` and `list` give it.
    pub(crate) url: String,
}

/// Which articles to list.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
pub(crate) struct ListRequest {
    /// Code of the only language to list.
    #[serde(default)]
    pub(crate) language: Option<String>,
    /// Title of the only category to list.
    #[serde(default)]
    pub(crate) category: Option<String>,
    /// How many to leave out, as `next` of the list before says.
    #[serde(default)]
    pub(crate) skip: Option<usize>,
}

/// From when on changes count.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
pub(crate) struct ChangesRequest {
    /// The day, such as `2026-11-01`; changes of that day count.
    pub(crate) date: String,
    /// Code of the only language to list.
    #[serde(default)]
    pub(crate) language: Option<String>,
    /// How many to leave out, as `next` of the list before says.
    #[serde(default)]
    pub(crate) skip: Option<usize>,
}

/// What was found.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
pub(crate) struct Found {
    /// The passage that answers, word for word; null where nothing does.
    pub(crate) answer: Option<Passage>,
    /// Articles that have something of the question, best first.
    pub(crate) articles: Vec<Passage>,
    /// What there is to know of this answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
}

/// A passage of an article, with its source.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
pub(crate) struct Passage {
    pub(crate) title: String,
    /// The heading that it stands under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) heading: Option<String>,
    pub(crate) passage: String,
    /// What to cite.
    pub(crate) url: String,
    pub(crate) language: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) category: Option<String>,
    /// The day of the article's last change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) updated: Option<String>,
}

impl From<Answer> for Passage {
    fn from(answer: Answer) -> Self {
        let Answer { passage, title, heading, url, language, category, updated, .. } = answer;
        Self { title, heading, passage, url, language, category, updated }
    }
}

/// An article.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
pub(crate) struct Article {
    pub(crate) title: String,
    /// What to cite.
    pub(crate) url: String,
    pub(crate) language: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) category: Option<String>,
    /// The day of its last change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) updated: Option<String>,
    /// Its text.
    pub(crate) markdown: String,
}

/// A list of articles.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
pub(crate) struct Listed {
    /// How many there are in all.
    pub(crate) total: usize,
    pub(crate) articles: Vec<ListedArticle>,
    /// What to give as `skip` for those that follow; null at the end.
    pub(crate) next: Option<usize>,
}

/// An article in a list.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
pub(crate) struct ListedArticle {
    pub(crate) title: String,
    /// A sentence or two that answer it.
    pub(crate) summary: String,
    pub(crate) url: String,
    pub(crate) language: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) category: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) updated: Option<String>,
}

impl From<&Entry> for ListedArticle {
    fn from(entry: &Entry) -> Self {
        let Entry { question, answer, url, language, category, updated, .. } = entry.clone();
        Self { title: question, summary: answer, url, language, category, updated }
    }
}
