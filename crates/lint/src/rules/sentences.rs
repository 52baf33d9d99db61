//! Rules about how an article is written.

use super::prose::sentences;
use super::rule::{Rule, Run, Subject};
use helpdex_content::config::Level;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::markdown::BlockKind;
use helpdex_content::source::{EntryKind, Status};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "long-sentence",
        level: Level::Warning,
        what: "a sentence has more than 25 words",
        why: "Customers in a hurry lose its beginning before they reach its end, above all in a foreign language.",
        how: "Make two of it, or a list. `limits: { sentence_words: 25 }` under `checks` sets the limit.",
        run: Run::Text(long_sentences),
    },
    Rule {
        code: "long-article",
        level: Level::Warning,
        what: "an article has more than 1,200 words",
        why: "On a phone that is some fifteen screens, and the answer is on one of them.",
        how: "Make an article of each question it answers. `limits: { article_words: 1200 }` under `checks` sets the limit.",
        run: Run::Text(long_article),
    },
    Rule {
        code: "late-answer",
        level: Level::Warning,
        what: "an article does not begin with an answer",
        why: "Most customers read the first paragraph only. Search results and AI assistants quote it.",
        how: "Answer the title's question in the first two sentences; reasons and steps come after. \
              `limits: { answer_words: 70 }` under `checks` sets how long the first paragraph may be.",
        run: Run::Text(late_answer),
    },
];

fn is_article(subject: &Subject<'_>) -> bool {
    subject.entry.kind == EntryKind::Article && subject.entry.front.status != Status::Archived
}

fn long_sentences(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(prose) = subject.prose() else { return };
    let most = subject.site.config.levels.limits.sentence_words;
    for (block, range, words) in prose.sentences_beyond(most) {
        let place = prose.in_file(block, &range);
        if !prose.is_snippet(&place) {
            let message = format!("a sentence of {words} words; up to {most} read well");
            let warning = subject.entry.file.warning("long-sentence", place, message);
            found.push(warning.help("make two sentences of it, or a list"));
        }
    }
}

fn long_article(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(prose) = subject.prose().filter(|_| is_article(subject)) else { return };
    let most = subject.site.config.levels.limits.article_words;
    let words: usize = prose.counted().map(|(_, count)| count.words).sum();
    if words > most {
        let title = subject.entry.front.title.given().map_or(0..0, |title| title.range.clone());
        let message = format!("the article has {words} words; customers look for one answer");
        let warning = subject.entry.file.warning("long-article", title, message);
        found.push(warning.help("make an article of each question that it answers"));
    }
}

/// Beginnings that promise an answer instead of giving it, in lower case.
const PROMISES: [&str; 26] = [
    "in this article",
    "this article",
    "this guide",
    "this page",
    "this document",
    "this tutorial",
    "this section",
    "the following article",
    "learn how",
    "learn about",
    "learn more",
    "read on",
    "below you will find",
    "here you will find",
    "welcome to",
    "в этой статье",
    "в данной статье",
    "эта статья",
    "данная статья",
    "из этой статьи",
    "это руководство",
    "узнайте,",
    "ниже вы найдёте",
    "у гэтым артыкуле",
    "гэты артыкул",
    "з гэтага артыкула",
];

/// Whether a paragraph consists of questions. One that ends with a question, such as the title of a further article, may
/// have answered before.
fn asks_only(text: &str) -> bool {
    let asks = |range| {
        text.get(range).is_some_and(|sentence: &str| sentence.trim_end_matches(['"', '»', '”', ')']).ends_with('?'))
    };
    text.trim_end().ends_with('?') && sentences(text).into_iter().all(asks)
}

fn late_answer(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(prose) = subject.prose().filter(|_| is_article(subject)) else { return };
    let (file, limits) = (&subject.entry.file, &subject.site.config.levels.limits);
    // A note before the answer is no answer, but may have to stand there; an H1 is the title in other words.
    let before = [BlockKind::Quote, BlockKind::Title];
    let Some((first, count)) = prose.counted().find(|(block, _)| !before.contains(&block.kind)) else { return };
    let range = prose.in_file(first, &(0..first.text.len()));
    let help = "answer the title's question in the first two sentences";
    let message = match first.kind {
        BlockKind::Heading => "the article begins with a heading".to_owned(),
        BlockKind::Figure => "the article begins with a picture or code".to_owned(),
        BlockKind::Cell => "the article begins with a table".to_owned(),
        // Steps are an answer.
        BlockKind::Item | BlockKind::Quote | BlockKind::Title => return,
        BlockKind::Paragraph => {
            let words = count.words;
            let start = first.text.get(..first.text.floor_char_boundary(60)).unwrap_or_default().to_lowercase();
            if words > limits.answer_words {
                format!("the first paragraph has {words} words; an answer needs up to {}", limits.answer_words)
            } else if PROMISES.iter().any(|promise| start.starts_with(promise)) {
                "the first paragraph promises an answer instead of giving it".to_owned()
            } else if asks_only(&first.text) {
                "the first paragraph asks instead of answering".to_owned()
            } else {
                return;
            }
        }
    };
    let range =
        if first.text.is_empty() { subject.entry.front.title.given().map_or(0..0, |t| t.range.clone()) } else { range };
    found.push(file.warning("late-answer", range, message).help(help));
}
