//! What a new site says outside of its articles, in the languages that a new site is written in.

use std::fmt::Write;

use super::front_matter::scalar;
use super::texts::{description, title};

/// Words of customers in a language, to show how synonyms and search tests are written.
#[derive(Debug)]
pub(super) struct Words {
    code: &'static str,
    /// Groups of words that mean the same.
    equal: [&'static str; 2],
    /// What customers type, and the article that it must find.
    queries: [(&'static str, &'static str); 2],
}

const EMAIL: &str = "account/how-do-i-change-my-email.md";
const HELP: &str = "getting-started/how-does-this-help-center-work.md";

const WORDS: [Words; 3] = [
    Words {
        code: "en",
        equal: ["sign in, log in", "photo, picture"],
        queries: [("change my email address", EMAIL), ("write an article", HELP)],
    },
    Words {
        code: "ru",
        equal: ["вход, авторизация", "фото, снимок"],
        queries: [("поменять адрес почты", EMAIL), ("написать статью", HELP)],
    },
    Words {
        code: "be",
        equal: ["уваход, аўтарызацыя", "фота, здымак"],
        queries: [("памяняць адрас пошты", EMAIL), ("напісаць артыкул", HELP)],
    },
];

/// The words of the language that a site's texts in `code` are written in; most have articles and no words yet.
fn words(code: &str) -> Option<&'static Words> {
    let text = super::texts::written_in(code);
    WORDS.iter().find(|words| words.code == text)
}

/// The value of a setting: one text for a site of one language, else one for each.
fn setting(languages: &[String], text: impl Fn(&str) -> &'static str) -> String {
    if let [only] = languages {
        return format!(" {}", scalar(text(only)));
    }
    languages.iter().fold(String::new(), |mut lines, code| {
        let _ = write!(lines, "\n  {code}: {}", scalar(text(code)));
        lines
    })
}

/// Fills in what a template asks for in double braces.
pub(super) fn fill(template: &str, languages: &[String], today: &str) -> String {
    template
        .replace("{{today}}", today)
        .replace(" {{title}}", &setting(languages, title))
        .replace(" {{description}}", &setting(languages, description))
        .replace("{{languages}}", &languages.join(", "))
        .replace("{{synonyms}}\n", &synonyms(languages))
        .replace("{{queries}}\n", &queries(languages))
}

fn synonyms(languages: &[String]) -> String {
    let mut text = String::new();
    for (index, code) in languages.iter().enumerate() {
        match words(code) {
            Some(Words { equal: [one, two], .. }) => {
                let _ = write!(text, "\n{code}:\n  equal:\n    - [{one}]\n    - [{two}]\n");
            }
            None => {}
        }
        // Once is enough to show how.
        if index == 0 && words(code).is_none() {
            let _ = write!(
                text,
                "\n# {code}:\n#   equal:\n#     - [photo, picture]\n#   one_way:\n#     paypal: [payout]\n"
            );
        } else if index == 0 {
            text.push_str("  # one_way:\n  #   paypal: [payout]\n  # pins:\n  #   - query: new address\n");
            let _ = writeln!(text, "  #     articles: [{EMAIL}]");
        }
    }
    text
}

fn queries(languages: &[String]) -> String {
    let mut text = String::new();
    for (index, code) in languages.iter().enumerate() {
        let Some(words) = words(code) else { continue };
        for (query, expect) in words.queries {
            let _ = writeln!(text, "- query: {query}");
            if index > 0 {
                let _ = writeln!(text, "  lang: {code}");
            }
            let _ = writeln!(text, "  expect: {expect}");
        }
    }
    if text.is_empty() {
        let _ = writeln!(text, "# - query: change my email address\n#   expect: {EMAIL}");
    }
    text
}
