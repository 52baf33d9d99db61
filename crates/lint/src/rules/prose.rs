//! The running text of an article for the rules about words. It is read once, and only when a rule asks for it.

use std::cell::OnceCell;
use std::ops::Range;

use super::count::{Count, count};
use helpdex_content::markdown::{self, Block, BlockKind, Composed};
use helpdex_content::site::Site;
use helpdex_content::source::Entry;
use helpdex_content::variables::Substitutions;

/// An article's text, block by block.
pub(crate) struct Prose<'s> {
    composed: Composed<'s>,
    pub(super) blocks: Vec<Block>,
    /// The words of each block, counted when the first rule asks.
    counts: OnceCell<Vec<Count>>,
}

impl<'s> Prose<'s> {
    pub(super) fn of(site: &'s Site, entry: &'s Entry) -> Self {
        let substitutions = Substitutions::of(&site.config, &site.sources);
        let composed = substitutions.fill(&entry.file, entry.body.clone(), entry.language);
        let blocks = markdown::prose(composed.text(), composed.math());
        Self { composed, blocks, counts: OnceCell::new() }
    }

    /// A range of a block's text as one of the file.
    pub(super) fn in_file(&self, block: &Block, range: &Range<usize>) -> Range<usize> {
        self.composed.in_file(block.in_body(range))
    }

    /// Whether a range of the file is the placeholder of a snippet.
    pub(super) fn is_snippet(&self, range: &Range<usize>) -> bool {
        self.composed.is_snippet(range)
    }

    /// Each block with its words.
    pub(super) fn counted(&self) -> impl Iterator<Item = (&Block, Count)> {
        let counts = self.counts.get_or_init(|| self.blocks.iter().map(count_block).collect());
        self.blocks.iter().zip(counts.iter().copied())
    }

    /// Sentences of more than so many words in paragraphs, lists and quotes: each with its block and its words.
    pub(super) fn sentences_beyond(&self, most: usize) -> impl Iterator<Item = (&Block, Range<usize>, usize)> {
        let running = |block: &Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Quote);
        let blocks = self.counted().filter(move |(block, count)| count.words > most && running(block));
        blocks.flat_map(move |(block, _)| {
            let counted = sentences_with(&block.text, &block.code).into_iter().map(move |range| {
                let words = words_in(block, &range);
                (block, range, words)
            });
            counted.filter(move |(_, _, words)| *words > most)
        })
    }
}

/// Words after which a full stop ends no sentence, whatever follows.
const ABBREVIATIONS: [&str; 23] = [
    "e.g",
    "i.e",
    "vs",
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "inc",
    "ltd",
    "st",
    "т.е",
    "т.к",
    "т.н",
    "напр",
    "см",
    "ул",
    "им",
    "ср",
    "св",
    "г.зн",
    "напрыклад",
    "гл",
];
/// Words after which it ends none when a figure follows: `No. 5`, but "The answer is no."
const BEFORE_FIGURES: [&str; 9] = ["no", "approx", "min", "max", "fig", "стр", "рис", "пр", "с"];
/// Bytes of the longest of them.
const LONGEST: usize = 18;

/// Whether a character that may end a sentence begins with this byte.
const fn may_end(byte: u8) -> bool {
    // Those of more than one byte are `…`, `。`, `！`, `？`, the Indic `।`, the Arabic `؟` and `۔`, and the Armenian `։`.
    matches!(byte, b'\n' | b'.' | b'!' | b'?' | 0xd6 | 0xd8 | 0xdb | 0xe0 | 0xe2 | 0xe3 | 0xef)
}

/// Where the sentences of a text stand, without white space around them.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    sentences_with(text, &[])
}

/// The same for a text with code in it, which may begin a sentence with a small letter.
fn sentences_with(text: &str, code: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(step) = text.as_bytes().get(at..).and_then(|rest| rest.iter().position(|byte| may_end(*byte))) {
        at += step;
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let mut end = at + c.len_utf8();
        let ends = match c {
            '\n' | '。' | '！' | '？' | '।' | '؟' | '۔' | '։' => true,
            '.' | '!' | '?' | '…' => {
                // A bracket or quote after the stop belongs to the sentence.
                let rest = text.get(end..).unwrap_or_default();
                let after = rest.trim_start_matches([')', ']', '"', '»', '”', '’', '.', '!', '?']);
                end += rest.len() - after.len();
                let next = after.trim_start();
                let begins = next.chars().next();
                let apart = after.is_empty() || after.starts_with(char::is_whitespace);
                let at_code = || code.iter().any(|code| code.start == text.len() - next.len());
                let whole = begins.is_none_or(|c| !c.is_lowercase() || at_code());
                apart && whole && !(c == '.' && is_abbreviated(text.get(start..at).unwrap_or_default(), begins))
            }
            _ => false,
        };
        if ends {
            push(text, start..end, &mut sentences);
            start = end;
        }
        at = end;
    }
    push(text, start..text.len(), &mut sentences);
    sentences
}

/// Whether a text before a full stop ends with an abbreviation, an initial, or the number of a step.
fn is_abbreviated(before: &str, next: Option<char>) -> bool {
    let start = before.rfind(|c: char| c.is_whitespace() || "(«\"“".contains(c));
    let (rest, word) = start.map_or(("", before), |at| before.split_at(at));
    let word = word.trim_start_matches(|c: char| c.is_whitespace() || "(«\"“".contains(c));
    if word.len() > LONGEST {
        return false;
    }
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let number = before.trim().len() <= 2 && !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    let word: String = word.chars().flat_map(char::to_lowercase).collect();
    // `г. Минск` is a town, `2026 г.` a year.
    let town = word == "г" && !rest.trim_end().ends_with(|c: char| c.is_ascii_digit());
    let figure = next.is_some_and(|c| c.is_ascii_digit());
    let known = |list: &[&str]| list.contains(&word.as_str());
    initial || number || town || known(&ABBREVIATIONS) || figure && known(&BEFORE_FIGURES)
}

fn push(text: &str, range: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let Some(sentence) = text.get(range.clone()) else { return };
    let start = range.start + (sentence.len() - sentence.trim_start().len());
    let end = start + sentence.trim().len();
    if start < end {
        sentences.push(start..end);
    }
}

fn count_block(block: &Block) -> Count {
    let Count { words, capitals } = count(&block.text);
    Count { words: words - more_than_one(block, &(0..block.text.len())), capitals }
}

fn words_in(block: &Block, range: &Range<usize>) -> usize {
    count(block.text.get(range.clone()).unwrap_or_default()).words - more_than_one(block, range)
}

/// Code counts as one word, however long it is: how many words too many a range of a block has by it.
fn more_than_one(block: &Block, range: &Range<usize>) -> usize {
    let inside = block.code.iter().filter(|code| range.start <= code.start && code.end <= range.end);
    let words = inside.map(|code| count(block.text.get(code.clone()).unwrap_or_default()).words);
    words.map(|words| words.saturating_sub(1)).sum()
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
        assert_eq!(
            split("Таких как A, B и др. Если нет. Wait 5 min. Then go. Say no. Stop."),
            ["Таких как A, B и др.", "Если нет.", "Wait 5 min.", "Then go.", "Say no.", "Stop."]
        );
        assert_eq!(
            split("В 2026 г. Выплата в г. Минск, рис. 3, No. 5"),
            ["В 2026 г.", "Выплата в г. Минск, рис. 3, No. 5"]
        );
        let with_code = "Run it. helpdex builds. then";
        let parts: Vec<&str> = sentences_with(with_code, std::slice::from_ref(&(8..15)))
            .into_iter()
            .map(|range| &with_code[range])
            .collect();
        assert_eq!(parts, ["Run it.", "helpdex builds. then"]);
        assert_eq!(split("..."), ["..."]);
        assert!(split("  ").is_empty());
    }
}
