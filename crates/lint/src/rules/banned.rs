//! Words that a site does not want to read.

use super::rule::{Rule, Run, Subject};
use helpdex_content::config::{BannedWord, Level};
use helpdex_content::diagnostic::Diagnostic;

pub(super) const RULES: &[Rule] = &[Rule {
    code: "banned-word",
    level: Level::Warning,
    what: "an article uses a word that `banned_words` in `helpdex.yaml` lists",
    why: "Two names for one thing look like two things; and some words belittle the customer's problem.",
    how: "Write what the hint says. `banned_words: { en: { cash out: withdraw, simply: } }` lists words per language, each \
          with what to write instead; `payout*` stands for all words that begin so.",
    run: Run::Text(banned),
}];

fn banned(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(banned) = subject.tools.banned(subject.site, subject.entry.language) else { return };
    let Some(prose) = subject.prose() else { return };
    let file = &subject.entry.file;
    let front = [subject.entry.front.title.given(), subject.entry.front.summary.given()];
    for text in front.into_iter().flatten() {
        for (_, word) in banned.matches(&text.value) {
            found.push(fault(file.warning("banned-word", text.range.clone(), message(word)), word));
        }
    }
    for block in &prose.blocks {
        for (range, word) in banned.matches(&block.text) {
            let place = prose.in_file(block, &range);
            if !block.is_code(&range) && !prose.is_snippet(&place) {
                found.push(fault(file.warning("banned-word", place, message(word)), word));
            }
        }
    }
}

fn message(word: &BannedWord) -> String {
    format!("`{}` is not used here", word.word)
}

fn fault(found: Diagnostic, word: &BannedWord) -> Diagnostic {
    match &word.instead {
        Some(instead) => found.help(format!("write `{instead}`")),
        None => found.help("say it without the word"),
    }
}
