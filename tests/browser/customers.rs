//! A site in every language that the interface speaks, asked as its customers do.
//!
//! The site is what `helpdex init` writes: two articles in each language. `tests/languages/queries.tsv` asks for them by their
//! titles, by other forms of their words, by beginnings of words, with typos, with accents left out or typed wrong, in Latin
//! letters, and with the wrong keyboard.

use std::collections::BTreeMap;

use crate::chromium::Visit;
use crate::preview::Preview;
use crate::replay;
use crate::support::Site;

const QUERIES: &str = include_str!("../languages/queries.tsv");

/// A line of the file.
struct Question {
    kind: &'static str,
    text: &'static str,
    article: &'static str,
    /// Whether it is known not to be found.
    missed: bool,
}

/// The questions of each language.
fn questions() -> BTreeMap<&'static str, Vec<Question>> {
    let mut questions: BTreeMap<&str, Vec<Question>> = BTreeMap::new();
    for line in QUERIES.lines().skip(1).filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let missed = line.starts_with('!');
        let mut fields = line.trim_start_matches('!').split('\t');
        let mut field = || fields.next().unwrap_or_else(|| panic!("{line}"));
        let (lang, kind, text) = (field(), field(), field());
        let article = match field() {
            "email" => "account/how-do-i-change-my-email",
            "help" => "getting-started/how-does-this-help-center-work",
            other => panic!("no article is called {other}: {line}"),
        };
        questions.entry(lang).or_default().push(Question { kind, text, article, missed });
    }
    questions
}

/// A site of all languages that are asked in.
pub(crate) fn site() -> Site {
    let languages: Vec<&str> = questions().into_keys().filter(|lang| *lang != "en").collect();
    let site = Site::empty();
    site.run(["init", "--lang", &format!("en,{}", languages.join(",")), "."]).status(0);
    site
}

/// Every question finds its article first, on the command line, in the preview, and in the browser.
pub(crate) fn every_language(site: &Site, visit: &Visit<'_>) {
    let preview = Preview::start(site, &[]);
    let (mut asked, mut missed) = (0, Vec::new());
    for (lang, questions) in questions() {
        let texts: Vec<String> = questions.iter().map(|question| question.text.to_owned()).collect();
        for (question, answer) in questions.iter().zip(replay::ask(site, visit, &preview, lang, &texts)) {
            let first = answer["hits"][0]["source"].as_str().unwrap_or_default();
            let Question { kind, text, article, missed: known } = question;
            let found = first.contains(article) && answer["hits"][0]["lang"] == lang;
            if found == *known {
                missed.push(format!("{lang} {kind} `{text}`: {first:?} instead of {article}"));
            }
            asked += 1;
        }
    }
    assert!(asked > 400, "{asked}");
    assert!(missed.is_empty(), "{} of {asked}:\n{}", missed.len(), missed.join("\n"));
}
