//! What a new site says outside of its articles, in the languages that a new site is written in.

use std::fmt::Write;

use super::front_matter::scalar;

/// The texts of a language. Other languages begin with the English ones.
#[derive(Debug)]
pub(super) struct Words {
    code: &'static str,
    title: &'static str,
    description: &'static str,
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
        title: "Help center",
        description: "Answers to the questions our customers ask most.",
        equal: ["sign in, log in", "photo, picture"],
        queries: [("change my email address", EMAIL), ("write an article", HELP)],
    },
    Words {
        code: "ru",
        title: "Центр помощи",
        description: "Ответы на вопросы, которые наши клиенты задают чаще всего.",
        equal: ["вход, авторизация", "фото, снимок"],
        queries: [("поменять адрес почты", EMAIL), ("написать статью", HELP)],
    },
    Words {
        code: "be",
        title: "Цэнтр дапамогі",
        description: "Адказы на пытанні, якія нашы кліенты задаюць часцей за ўсё.",
        equal: ["уваход, аўтарызацыя", "фота, здымак"],
        queries: [("памяняць адрас пошты", EMAIL), ("напісаць артыкул", HELP)],
    },
];

impl Words {
    /// The texts for a language: its own, else the English ones.
    pub(super) fn of(code: &str) -> &'static Self {
        let primary = code.split('-').next().unwrap_or(code);
        let [english, ..] = &WORDS;
        WORDS.iter().find(|words| words.code == primary).unwrap_or(english)
    }

    /// The language of the texts.
    pub(super) fn code(&self) -> &'static str {
        self.code
    }
}

/// The value of a setting: one text for a site of one language, else one for each.
fn setting(languages: &[String], text: impl Fn(&Words) -> &'static str) -> String {
    if let [only] = languages {
        return format!(" {}", scalar(text(Words::of(only))));
    }
    languages.iter().fold(String::new(), |mut lines, code| {
        let _ = write!(lines, "\n  {code}: {}", scalar(text(Words::of(code))));
        lines
    })
}

/// Fills in what a template asks for in double braces.
pub(super) fn fill(template: &str, languages: &[String], today: &str) -> String {
    template
        .replace("{{today}}", today)
        .replace(" {{title}}", &setting(languages, |words| words.title))
        .replace(" {{description}}", &setting(languages, |words| words.description))
        .replace("{{languages}}", &languages.join(", "))
        .replace("{{synonyms}}\n", &synonyms(languages))
        .replace("{{queries}}\n", &queries(languages))
}

fn synonyms(languages: &[String]) -> String {
    let mut text = String::new();
    for (index, code) in languages.iter().enumerate() {
        let [one, two] = Words::of(code).equal;
        let _ = write!(text, "\n{code}:\n  equal:\n    - [{one}]\n    - [{two}]\n");
        // Once is enough to show how.
        if index == 0 {
            text.push_str("  # one_way:\n  #   paypal: [payout]\n  # pins:\n  #   - query: new address\n");
            let _ = writeln!(text, "  #     articles: [{EMAIL}]");
        }
    }
    text
}

fn queries(languages: &[String]) -> String {
    let mut text = String::new();
    for (index, code) in languages.iter().enumerate() {
        for (query, expect) in Words::of(code).queries {
            let _ = writeln!(text, "- query: {query}");
            if index > 0 {
                let _ = writeln!(text, "  lang: {code}");
            }
            let _ = writeln!(text, "  expect: {expect}");
        }
    }
    text
}
