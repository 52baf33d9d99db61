//! The passage that answers a question.

use helpdex_search::{Hit, Results};
use serde::Serialize;

/// A passage has to hold so much of a question, with what names it, to be an answer. Of two words that tell something one is
/// not enough: it may be there for a typo alone. On xquad-en 79 of 100 passages then hold the answer, and 2 of 300 questions
/// about something else are answered; with 0.6 it is 73 and none, with 0.5 it is 82 and 2.
const ENOUGH: f32 = 0.55;

/// A passage of an article that answers, word for word.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// The passage; a line per paragraph, item or row.
    pub passage: String,
    /// The title of the article.
    pub title: String,
    /// The heading that the passage stands under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// The full address, with the place in the page.
    pub url: String,
    /// The language of the article.
    pub language: String,
    /// The title of its category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The day of its last change, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// The file of the article.
    pub source: String,
    /// The share of the question that the passage and what names it hold, from 0 to 1.
    pub coverage: f32,
}

/// The best passage of some results; nothing where they are only near what was asked. `absolute` gives a full address, and
/// `updated` the day on which an article changed, both by its URL path.
pub(super) fn of_results(
    results: &Results,
    absolute: &dyn Fn(&str) -> String,
    updated: &dyn Fn(&str) -> Option<String>,
) -> Option<Answer> {
    let is_near = results.read_as.as_ref().is_some_and(|read_as| read_as.why == "nearest");
    if is_near || !results.unknown.is_empty() {
        return None;
    }
    let hit = results.hits.first()?;
    of_hit(hit, absolute, updated).filter(|answer| answer.coverage >= ENOUGH)
}

/// The passage of a hit.
pub(super) fn of_hit(
    hit: &Hit,
    absolute: &dyn Fn(&str) -> String,
    updated: &dyn Fn(&str) -> Option<String>,
) -> Option<Answer> {
    let explanation = hit.explanation.as_ref()?;
    let passage = explanation.passage.as_ref()?;
    let place = if passage.anchor.is_empty() { String::new() } else { format!("#{}", passage.anchor) };
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    Some(Answer {
        passage: passage.text.clone(),
        title: hit.title.clone(),
        heading: some(&passage.heading),
        url: format!("{}{place}", absolute(&hit.url)),
        language: hit.lang.clone(),
        category: some(&hit.category),
        updated: updated(&hit.url),
        source: hit.source.clone(),
        // What an author pinned answers, whatever its words are.
        coverage: if explanation.pinned { 1.0 } else { (passage.coverage * 100.0).round() / 100.0 },
    })
}
