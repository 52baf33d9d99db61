//! How well `helpdex answer` answers: whether it does, from which article, and whether the answer is in the passage.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::Fault;

/// What became of the questions of a set, as shares of all of them.
#[derive(Default)]
pub(crate) struct Answered {
    pub(crate) questions: usize,
    /// With an answer.
    pub(crate) answered: f64,
    /// With one from an article that is right.
    pub(crate) right: f64,
    /// With a passage that holds the answer, where the set has answers.
    pub(crate) held: Option<f64>,
}

/// Reads what `helpdex answer --queries` printed. `right` has the articles that answer each question, `answers` the words.
pub(crate) fn measure(
    printed: &str,
    right: &BTreeMap<String, BTreeSet<String>>,
    answers: &BTreeMap<String, Vec<String>>,
) -> Result<Answered, Fault> {
    let (mut asked, mut answered, mut from_right, mut held) = (0, 0, 0, 0);
    for line in printed.lines() {
        let told: Value = serde_json::from_str(line)?;
        asked += 1;
        let (Some(id), Some(passage)) = (told["id"].as_str(), told["answer"]["passage"].as_str()) else { continue };
        answered += 1;
        let source = told["answer"]["source"].as_str().unwrap_or_default();
        let name = source.rsplit('/').next().and_then(|name| name.strip_suffix(".md")).unwrap_or_default();
        from_right += usize::from(right.get(id).is_some_and(|articles| articles.contains(name)));
        let passage = plain(passage);
        let holds = |answer: &String| format!(" {passage} ").contains(&format!(" {} ", plain(answer)));
        held += usize::from(answers.get(id).is_some_and(|answers| answers.iter().any(holds)));
    }
    let share = |count: usize| if asked == 0 { 0.0 } else { count as f64 / asked as f64 };
    Ok(Answered {
        questions: asked,
        answered: share(answered),
        right: share(from_right),
        held: (!answers.is_empty()).then(|| share(held)),
    })
}

/// The words of a text, in small letters: what an answer is compared by.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_all_questions() {
        let printed = concat!(
            "{\"id\":\"1\",\"answer\":{\"passage\":\"It has 308 points.\",\"source\":\"content/all/a.md\"}}\n",
            "{\"id\":\"2\",\"answer\":{\"passage\":\"It has 3080 points.\",\"source\":\"content/all/b.md\"}}\n",
            "{\"id\":\"3\",\"answer\":null}\n{\"id\":\"4\",\"answer\":null}\n",
        );
        let right = BTreeMap::from([("1".to_owned(), BTreeSet::from(["a".to_owned()]))]);
        let answers = ["1", "2"].map(|id| (id.to_owned(), vec!["308".to_owned()])).into();
        let told = measure(printed, &right, &answers).expect("JSON");
        assert_eq!((told.questions, told.answered, told.right, told.held), (4, 0.5, 0.25, Some(0.25)));
        assert_eq!(measure(printed, &right, &BTreeMap::new()).expect("JSON").held, None);
    }
}
