//! Words that a site does not want to read.

use aho_corasick::{AhoCorasick, MatchKind};

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
    run: Run::Entry(banned),
}];

/// Finds the banned words of a language, in whatever case they are written.
pub(crate) struct Banned {
    finder: AhoCorasick,
    /// For each pattern its word.
    words: Vec<BannedWord>,
}

impl Banned {
    /// Nothing for a language without such words.
    pub(super) fn of(words: &[BannedWord]) -> Option<Self> {
        let mut patterns = Vec::new();
        let mut of_pattern = Vec::new();
        for word in words {
            let plain = word.word.trim_end_matches('*');
            let mut forms = vec![plain.to_owned(), plain.to_lowercase(), capitalised(plain), plain.to_uppercase()];
            forms.dedup();
            of_pattern.extend(forms.iter().map(|_| word.clone()));
            patterns.append(&mut forms);
        }
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns).ok()?;
        (!patterns.is_empty()).then_some(Self { finder, words: of_pattern })
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn banned(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(banned) = subject.tools.banned(subject.site, subject.entry.language) else { return };
    let Some(prose) = subject.prose() else { return };
    let file = &subject.entry.file;
    let front = [&subject.entry.front.title, &subject.entry.front.summary];
    for text in front.into_iter().flatten() {
        for (_, word) in matches(banned, &text.value) {
            found.push(fault(file.warning("banned-word", text.range.clone(), message(word)), word));
        }
    }
    for block in &prose.blocks {
        for (range, word) in matches(banned, &block.text) {
            let place = prose.in_file(block, &range);
            if !block.is_code(&range) && !prose.is_snippet(&place) {
                found.push(fault(file.warning("banned-word", place, message(word)), word));
            }
        }
    }
}

/// Whole words only.
fn matches<'b>(banned: &'b Banned, text: &str) -> Vec<(std::ops::Range<usize>, &'b BannedWord)> {
    let whole = banned.finder.find_iter(text).filter_map(|found| {
        let word = banned.words.get(found.pattern().as_usize())?;
        let before = text.get(..found.start())?.chars().next_back();
        let after = text.get(found.end()..)?.chars().next();
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        (apart(before) && (word.word.ends_with('*') || apart(after))).then_some((found.range(), word))
    });
    whole.collect()
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
