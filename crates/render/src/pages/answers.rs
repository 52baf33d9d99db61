//! `answers.json`: the questions of a language with their short answers, for bots and other programs. Its schema lies in
//! `docs/content/integrators/answers.schema.json`.

use helpdex_content::config::LanguageId;
use helpdex_content::markdown::Rendered;
use helpdex_content::site::Site;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::address::address;
use super::cards;
use super::llms::articles;
use super::page::Page;

/// What is not part of a fragment as URIs have it, letters of other scripts above all.
const FRAGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// Another number means that readers of this form can't read it.
const FORMAT: u32 = 1;

#[derive(Debug, Serialize)]
struct Answers {
    format: u32,
    title: String,
    url: String,
    language: String,
    answers: Vec<Answer>,
}

#[derive(Debug, Serialize)]
struct Answer {
    question: String,
    answer: String,
    url: String,
    /// The article in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<String>,
    language: String,
    /// The day it last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<String>,
}

/// All answers of a language: an article each, and each question of a list of questions in it.
pub(super) fn answers(site: &Site, language: LanguageId) -> String {
    let code = cards::code(site, language);
    let mut answers = Vec::new();
    for (_, shown) in articles(site, "", language) {
        let (Some(body), Some(path)) = (site.body(shown.id), site.routes.url(shown.id)) else { continue };
        let url = site.config.base_url.absolute(path);
        let folder = Some(shown.entry.folder()).filter(|folder| !folder.is_empty());
        let whole = Answer {
            question: site.title(shown.id),
            answer: site.summary(shown.id).split_whitespace().collect::<Vec<_>>().join(" "),
            markdown: site.config.programs.markdown.then(|| address(site, path)),
            url,
            language: code.clone(),
            updated: cards::updated(site, &shown),
            category: folder.map(|folder| cards::category_title(site, folder, language)),
        };
        let inner = questions(body).into_iter().map(|(question, answer, id)| Answer {
            question,
            answer,
            url: format!("{}#{}", whole.url, utf8_percent_encode(id, FRAGMENT)),
            markdown: whole.markdown.clone(),
            language: code.clone(),
            updated: whole.updated.clone(),
            category: whole.category.clone(),
        });
        let inner: Vec<Answer> = inner.collect();
        // One without a text answers nothing.
        answers.extend(Some(whole).filter(|whole| !whole.answer.is_empty()));
        answers.extend(inner);
    }
    let all = Answers {
        format: FORMAT,
        title: site.config.title.get(&code).to_owned(),
        url: site.config.base_url.absolute(&Page::Home(language).url(site)),
        language: code,
        answers,
    };
    // It holds nothing but texts, numbers and lists of them, which JSON takes.
    let mut json = serde_json::to_string_pretty(&all).unwrap_or_default();
    json.push('\n');
    json
}

/// The questions of the lists of questions in an article, with how each is answered, and where.
fn questions(body: &Rendered) -> Vec<(String, String, &str)> {
    let sections = if body.questions.is_empty() { Vec::new() } else { body.texts().into_owned().sections };
    let one = |number: &usize| {
        let heading = body.headings.get(*number)?;
        let sections = sections.iter().filter(|section| section.heading == Some(*number));
        let words: Vec<&str> = sections.flat_map(|section| section.text.split_whitespace()).collect();
        let answer = helpdex_content::markdown::summary(&words.join(" "));
        (!answer.is_empty()).then(|| (heading.text.clone(), answer, heading.id.as_str()))
    };
    body.questions.iter().filter_map(one).collect()
}
