//! Rules about articles that were published before they were written.

use std::ops::Range;

use super::rule::{Rule, Run, Subject};
use helpdex_content::config::Level;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::markdown::{BlockKind, Rendered};
use helpdex_content::source::{EntryKind, Status};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "empty-article",
        level: Level::Error,
        what: "a published article has nothing to read",
        why: "Customers follow the question, and find an empty page below it.",
        how: "Write the answer, or make a draft of it: `status: draft`. The summary is shown in lists, and not on the page.",
        run: Run::Text(empty),
    },
    Rule {
        code: "only-headings",
        level: Level::Warning,
        what: "an article has headings and no text",
        why: "Customers see what will be answered one day, and no answer.",
        how: "Write what belongs below the headings, or make a draft of it: `status: draft`.",
        run: Run::Text(only_headings),
    },
    Rule {
        code: "only-images",
        level: Level::Warning,
        what: "an article has images and no text",
        why: "Customers who can't see them get nothing, search finds nothing, and a phone shows them too small to read.",
        how: "Say in words what the images show.",
        run: Run::Text(only_images),
    },
    Rule {
        code: "placeholder-text",
        level: Level::Warning,
        what: "a text was left to be written later",
        why: "Customers read “TODO” where they look for an answer.",
        how: "Write the text, or take the placeholder out. One that is to be shown belongs in backticks.",
        run: Run::Text(placeholders),
    },
];

/// Whether it shows something that is no text.
fn shows(body: &Rendered) -> bool {
    let elements = ["<video", "<audio", "<pre"];
    !body.images.is_empty()
        || !body.players.is_empty()
        || !body.media.is_empty()
        || elements.iter().any(|element| body.texts().html.contains(element))
}

/// The body of an article that customers see, without a word to read in it.
fn wordless<'s>(subject: &Subject<'s>) -> Option<&'s Rendered> {
    let entry = subject.entry;
    let seen = entry.kind == EntryKind::Article && entry.front.status != Status::Draft && !entry.front.unreadable;
    subject.body().filter(|body| seen && !body.has_words)
}

fn has_headings(body: &Rendered) -> bool {
    let written = |text: &str| text.contains(char::is_alphanumeric);
    body.h1.as_deref().is_some_and(written) || body.headings.iter().any(|heading| written(&heading.text))
}

/// Where a fault of the whole article is shown.
fn title(subject: &Subject<'_>) -> Range<usize> {
    subject.entry.front.title.given().map_or(0..0, |title| title.range.clone())
}

fn empty(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(body) = wordless(subject) else { return };
    if shows(body) || has_headings(body) {
        return;
    }
    let error = subject.entry.file.error("empty-article", title(subject), "there is nothing to read in this article");
    found.push(error.help("write the answer, or make a draft of it: `status: draft`"));
}

fn only_headings(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(body) = wordless(subject) else { return };
    if shows(body) || !has_headings(body) {
        return;
    }
    let at = body.headings.first().map_or_else(|| title(subject), |heading| heading.range.clone());
    let warning = subject.entry.file.warning("only-headings", at, "the article has headings and no text");
    found.push(warning.help("write what belongs below them, or make a draft of it: `status: draft`"));
}

fn only_images(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(body) = wordless(subject) else { return };
    let Some(image) = body.images.first() else { return };
    let warning = subject.entry.file.warning("only-images", image.range.clone(), "the article has images and no text");
    found.push(warning.help("say in words what they show"));
}

/// Marks of whoever writes on tomorrow: nobody means them for readers, wherever they stand.
const MARKS: [&str; 4] = ["TODO", "TBD", "FIXME", "TBA"];
/// The beginning of the text that fills layouts.
const FILLER: &str = "lorem ipsum dolor";
/// Requests to whoever is to write the text: they are nobody's answer, as a paragraph of their own.
const REQUESTS: [&str; 24] = [
    "to be written",
    "to be done",
    "to be determined",
    "to be defined",
    "write me",
    "your text here",
    "text goes here",
    "insert text here",
    "add text here",
    "fill me in",
    "lorem ipsum",
    "заполнить",
    "дописать",
    "дополнить",
    "написать",
    "написать текст",
    "здесь будет текст",
    "текст статьи",
    "заполнить позже",
    "запоўніць",
    "дапісаць",
    "напісаць",
    "тут будзе тэкст",
    "заповнити",
];
/// A text of more bytes is no request, with whatever signs and spaces there are around its words.
const LONGEST_REQUEST: usize = 200;
/// The words of the longest of them.
const MOST_WORDS: usize = 3;
/// What only says that a page is not ready. Beside other text it may be the answer ("PayPal: coming soon"), and "soon" is
/// one on its own.
const NOT_READY: [&str; 12] = [
    "coming soon",
    "work in progress",
    "under construction",
    "wip",
    "todo",
    "tbd",
    "placeholder",
    "в разработке",
    "страница в разработке",
    "статья в разработке",
    "у распрацоўцы",
    "старонка ў распрацоўцы",
];

/// A text in lower case, without the signs around it.
fn bare(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The bytes of a text that are a placeholder; nothing for a text that says something.
fn placeholder(text: &str) -> Option<Range<usize>> {
    let start = text.len() - text.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let rest = text.get(start..)?;
    for mark in MARKS {
        let Some(after) = rest.strip_prefix(mark) else { continue };
        let alone = bare(after).is_empty();
        // `TODO: prices`, and no sentence about a list that is called TODO.
        if alone || after.starts_with(':') {
            return Some(start..start + mark.len());
        }
    }
    if rest.get(..FILLER.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(FILLER)) {
        return Some(start..start + FILLER.len());
    }
    // Most texts of a site are longer than any request, and need no copy in lower case.
    let said = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
    if text.len() > LONGEST_REQUEST || said.split_whitespace().nth(MOST_WORDS).is_some() {
        return None;
    }
    let words = bare(text);
    REQUESTS.contains(&words.as_str()).then(|| start..start + text.trim_end().len().saturating_sub(start))
}

fn placeholders(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let entry = subject.entry;
    if !subject.has_body() || entry.front.status == Status::Draft {
        return;
    }
    let tell = |range: Range<usize>, written: &str| {
        let message = format!("`{written}` is left to be written");
        entry.file.warning("placeholder-text", range, message).help("write the text, or take the placeholder out")
    };
    let keys = entry.front.title.given().into_iter().chain(entry.front.summary.given()).chain(entry.front.asks.items());
    for key in keys {
        if let Some(range) = placeholder(&key.value) {
            found.push(tell(key.range.clone(), key.value.get(range).unwrap_or_default()));
        }
    }
    let Some(prose) = subject.prose() else { return };
    let before = found.len();
    for block in &prose.blocks {
        let Some(range) = placeholder(&block.text).filter(|range| !block.is_code(range)) else { continue };
        let place = prose.in_file(block, &range);
        found.push(tell(place, block.text.get(range).unwrap_or_default()));
    }
    let read = |kind| !matches!(kind, BlockKind::Title | BlockKind::Heading);
    let mut blocks = prose.blocks.iter().filter(|block| read(block.kind));
    if let (Some(only), None) = (blocks.next(), blocks.next())
        && found.len() == before
        && entry.kind == EntryKind::Article
        && NOT_READY.contains(&bare(&only.text).as_str())
        && !only.is_code(&(0..only.text.len()))
    {
        found.push(tell(prose.in_file(only, &(0..only.text.len())), only.text.trim()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_request_has_more_words() {
        assert_eq!(REQUESTS.iter().map(|request| request.split_whitespace().count()).max(), Some(MOST_WORDS));
    }

    #[test]
    fn placeholders_are_told_from_what_is_meant_for_readers() {
        for text in [
            "TODO",
            "[TODO]",
            "TODO: prices of 2026",
            "TBD.",
            "« заполнить »",
            "<заполнить>",
            "Lorem ipsum",
            "Lorem ipsum dolor sit amet",
            "(to be written)",
            "Запоўніць…",
        ] {
            assert!(placeholder(text).is_some(), "{text}");
        }
        for text in [
            "TODO lists help you to plan",
            "Todo",
            "Your TODO list",
            "What is Lorem ipsum?",
            "Заполнить форму",
            "Coming soon",
            "",
            "…",
            "TODOS",
        ] {
            assert_eq!(placeholder(text), None, "{text}");
        }
        assert_eq!(placeholder("**TODO**"), Some(2..6));
    }
}
