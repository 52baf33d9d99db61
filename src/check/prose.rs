//! The running text of an article for the rules about words. It is read once, and only when a rule asks for it.

use std::ops::Range;

use crate::inserts::Inserts;
use crate::markdown::{self, Block, BlockKind, Composed};
use crate::site::Site;
use crate::source::Entry;

/// An article's text, block by block.
pub(crate) struct Prose<'s> {
    composed: Composed<'s>,
    pub(super) blocks: Vec<Block>,
}

impl<'s> Prose<'s> {
    pub(super) fn of(site: &'s Site, entry: &'s Entry) -> Self {
        let inserts = Inserts::of(&site.config, &site.sources);
        let composed = inserts.fill(&entry.file, entry.body.clone(), entry.language);
        let blocks = markdown::prose(composed.text());
        Self { composed, blocks }
    }

    /// A range of a block's text as one of the file.
    pub(super) fn in_file(&self, block: &Block, range: &Range<usize>) -> Range<usize> {
        self.composed.in_file(block.in_body(range))
    }

    /// Whether a range of the file is the placeholder of a snippet.
    pub(super) fn is_snippet(&self, range: &Range<usize>) -> bool {
        self.composed.is_snippet(range)
    }

    /// Sentences of paragraphs, lists and quotes, each with its block.
    pub(super) fn sentences(&self) -> impl Iterator<Item = (&Block, Range<usize>)> {
        let running = |block: &&Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Quote);
        let blocks = self.blocks.iter().filter(running);
        blocks.flat_map(|block| sentences(&block.text).into_iter().map(move |range| (block, range)))
    }
}

/// Words after which a full stop ends no sentence.
const ABBREVIATIONS: [&str; 40] = [
    "e.g", "i.e", "etc", "vs", "no", "mr", "mrs", "ms", "dr", "prof", "approx", "min", "max", "fig", "inc", "ltd",
    "st", "т.е", "т.к", "т.д", "т.п", "т.н", "напр", "см", "стр", "рис", "руб", "коп", "тыс", "млн", "млрд", "г", "гг",
    "ул", "им", "др", "пр", "гл", "гл", "г.зн",
];

/// Where the sentences of a text stand, without white space around them.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let end = at + c.len_utf8();
        let ends = match c {
            '\n' | '。' | '！' | '？' => true,
            '.' | '!' | '?' | '…' => {
                // A bracket or quote after the stop belongs to the sentence.
                while let Some((_, ')' | ']' | '"' | '»' | '”' | '’' | '.' | '!' | '?')) = rest.peek() {
                    rest.next();
                }
                let next = rest.peek().map_or(text.len(), |(at, _)| *at);
                let after = text.get(next..).unwrap_or_default();
                let begins = after.trim_start().chars().next();
                let apart = after.is_empty() || after.starts_with(char::is_whitespace);
                let whole = begins.is_none_or(|c| !c.is_lowercase());
                if apart && whole && !(c == '.' && is_abbreviated(text.get(start..at).unwrap_or_default())) {
                    push(text, start..next, &mut sentences);
                    start = next;
                }
                false
            }
            _ => false,
        };
        if ends {
            push(text, start..end, &mut sentences);
            start = end;
        }
    }
    push(text, start..text.len(), &mut sentences);
    sentences
}

/// Whether a text before a full stop ends with an abbreviation, an initial, or the number of a step.
fn is_abbreviated(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || "(«\"“".contains(c)).next().unwrap_or_default();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let number = before.trim().len() <= 2 && !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    initial || number || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

fn push(text: &str, range: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let Some(sentence) = text.get(range.clone()) else { return };
    let start = range.start + (sentence.len() - sentence.trim_start().len());
    let end = start + sentence.trim().len();
    if start < end {
        sentences.push(start..end);
    }
}

/// How many words a range of a block has. Code counts as one word, however long it is.
pub(super) fn count_words(block: &Block, range: &Range<usize>) -> usize {
    let text = block.text.get(range.clone()).unwrap_or_default();
    let mut words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    for code in block.code.iter().filter(|code| range.start <= code.start && code.end <= range.end) {
        let inside = block.text.get(code.clone()).unwrap_or_default();
        words -=
            inside.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count().saturating_sub(1);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        assert_eq!(split("One. Two! (Three?) Four"), ["One.", "Two!", "(Three?)", "Four"]);
        assert_eq!(split("Use e.g. a card, i.e. Visa. Done."), ["Use e.g. a card, i.e. Visa.", "Done."]);
        assert_eq!(
            split("Выплата т. е. перевод от $5.50 придёт в 2026 г. и позже."),
            ["Выплата т. е. перевод от $5.50 придёт в 2026 г. и позже."]
        );
        assert_eq!(split("Пишет А. Иванов. «Да!» Он прав…"), ["Пишет А. Иванов.", "«Да!»", "Он прав…"]);
        assert_eq!(split("First line\nsecond. 3. Step"), ["First line", "second.", "3. Step"]);
        assert_eq!(split("..."), ["..."]);
        assert!(split("  ").is_empty());
    }
}
