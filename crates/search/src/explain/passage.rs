//! The passage of an article that answers a query: some sentences that stand together and have most of what was asked.

use crate::analyzed::{AnalyzedArticle, Text, TextToken};
use crate::query::matcher::QueryMatcher;

/// A passage has about so many characters: a paragraph of a help article, or its first steps.
const LENGTH: usize = 480;
/// A sentence is cut where it has more.
const LONGEST: usize = 2 * LENGTH;
/// What a word counts that stands in the heading above the passage, beside one in it.
const IN_HEADING: f32 = 0.8;
/// A sentence is no shorter: after `e.g.` and `No.` it goes on.
const LEAST: usize = 12;

/// A passage that answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passage {
    /// Whole sentences, as the article has them; a line per paragraph, item or row.
    pub text: String,
    /// The heading that it stands under; empty at the beginning of an article.
    pub heading: String,
    /// The heading's id, without `#`.
    pub anchor: String,
    /// The share of the query that is in it, or in what names it: headings, title and `asks`.
    pub coverage: f32,
}

/// Sentences that stand together, by their numbers, and what they are worth.
struct Window {
    section: usize,
    first: usize,
    last: usize,
    worth: f32,
    length: usize,
}

/// What of a query a passage is judged by.
pub(super) struct Wanted<'q> {
    pub(super) matcher: &'q QueryMatcher,
    /// What each word or phrase is worth: nothing where it says little beside the others.
    pub(super) weights: Vec<f32>,
    /// What the words are worth that no article has, or none but by their meaning.
    pub(super) missing: f32,
}

/// The passage of an article that answers.
pub(super) fn passage(wanted: &Wanted<'_>, analyzed: &AnalyzedArticle) -> Option<Passage> {
    let sections = &analyzed.article.sections;
    let sentences: Vec<Vec<(usize, usize)>> = sections.iter().map(|section| sentences(&section.text)).collect();
    let windows = (0..sections.len()).filter_map(|at| best(wanted, analyzed, at, sentences.get(at)?));
    let found = windows.fold(None, |best: Option<Window>, window| match best {
        Some(best) if best.worth >= window.worth => Some(best),
        _ => Some(window),
    });
    // Whoever asks what the article's title asks is answered at its beginning.
    let questions = analyzed.streams.iter().filter(|stream| stream.text.is_question());
    let question = questions.map(|stream| wanted.worth(&wanted.found(&stream.tokens))).fold(0.0, f32::max);
    let window = match found.filter(|window| window.worth > question) {
        Some(window) => window,
        None => {
            let section = sentences.iter().position(|sentences| !sentences.is_empty())?;
            Window { section, first: 0, last: 0, worth: 0.0, length: 0 }
        }
    };
    let section = sections.get(window.section)?;
    let (start, end) = grown(&section.text, sentences.get(window.section)?, &window)?;
    Some(Passage {
        text: cut(section.text.get(start..end)?),
        heading: section.title.clone(),
        anchor: section.anchor.clone(),
        coverage: wanted.coverage(analyzed, (window.section, start, end)),
    })
}

impl Wanted<'_> {
    /// Which words or phrases of the query some tokens answer.
    fn found(&self, tokens: &[TextToken]) -> Vec<bool> {
        let mut found = vec![false; self.weights.len()];
        for clause in tokens.iter().filter_map(|token| self.matcher.clause(token)) {
            if let Some(found) = found.get_mut(clause) {
                *found = true;
            }
        }
        found
    }

    /// What those that were found are worth.
    fn worth(&self, found: &[bool]) -> f32 {
        self.weights.iter().zip(found).filter(|(_, found)| **found).map(|(weight, _)| weight).sum()
    }

    /// The share of the query that a passage has, with what names it.
    fn coverage(&self, analyzed: &AnalyzedArticle, (section, start, end): (usize, usize, usize)) -> f32 {
        let mut here = self.found(inside(tokens(analyzed, Text::Body(section)), (start, end)));
        for stream in &analyzed.streams {
            if stream.text.is_question() || stream.text == Text::Heading(section) {
                here.iter_mut().zip(self.found(&stream.tokens)).for_each(|(here, found)| *here |= found);
            }
        }
        let all = self.weights.iter().sum::<f32>() + self.missing;
        if all > 0.0 { self.worth(&here) / all } else { 0.0 }
    }
}

/// Where the sentences of a text begin and end. The end of a line ends a sentence, too.
fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let after = letters.peek().map(|(_, after)| *after);
        let is_long = text.get(start..at).is_some_and(|text| text.trim_start().chars().count() >= LEAST);
        let ends = match letter {
            '\n' => true,
            '.' | '!' | '?' | '…' | '؟' | '।' => is_long && after.is_none_or(char::is_whitespace),
            '。' | '！' | '？' => true,
            _ => false,
        };
        if ends || after.is_none() {
            let end = at + letter.len_utf8();
            let sentence = text.get(start..end).unwrap_or_default();
            if !sentence.trim().is_empty() {
                let lead = sentence.len() - sentence.trim_start().len();
                found.push((start + lead, start + sentence.trim_end().len()));
            }
            start = end;
        }
    }
    found
}

fn characters(text: &str, from: usize, to: usize) -> usize {
    text.get(from..to).map_or(0, |text| text.chars().count())
}

/// The fewest sentences of a section that have most of the query.
fn best(
    wanted: &Wanted<'_>,
    analyzed: &AnalyzedArticle,
    section: usize,
    sentences: &[(usize, usize)],
) -> Option<Window> {
    let text = &analyzed.article.sections.get(section)?.text;
    let heading = wanted.found(tokens(analyzed, Text::Heading(section)));
    let tokens = tokens(analyzed, Text::Body(section));
    let clauses: Vec<Vec<bool>> = sentences.iter().map(|place| wanted.found(inside(tokens, *place))).collect();
    let mut best: Option<Window> = None;
    for (first, (start, _)) in sentences.iter().enumerate() {
        let mut here = vec![false; wanted.weights.len()];
        for (last, ((_, end), of_last)) in sentences.iter().zip(&clauses).enumerate().skip(first) {
            let length = characters(text, *start, *end);
            if length > LENGTH && last > first {
                break;
            }
            here.iter_mut().zip(of_last).for_each(|(here, found)| *here |= found);
            let each = wanted.weights.iter().zip(&here).zip(&heading);
            let worth = each.map(|((weight, here), above)| match (here, above) {
                (true, _) => *weight,
                (false, true) => IN_HEADING * weight,
                (false, false) => 0.0,
            });
            let worth: f32 = worth.sum();
            let is_better = |best: &Window| worth > best.worth || worth == best.worth && length < best.length;
            if best.as_ref().is_none_or(is_better) {
                best = Some(Window { section, first, last, worth, length });
            }
        }
    }
    best
}

/// The window with as many of its neighbours as a passage has room for: what follows first, then what stands before.
fn grown(text: &str, sentences: &[(usize, usize)], window: &Window) -> Option<(usize, usize)> {
    let (mut first, mut last) = (window.first, window.last);
    loop {
        let before = first;
        let after = last;
        let fits = |first: usize, last: usize| {
            let (Some((start, _)), Some((_, end))) = (sentences.get(first), sentences.get(last)) else { return false };
            characters(text, *start, *end) <= LENGTH
        };
        if fits(first, last + 1) {
            last += 1;
        }
        if first > 0 && fits(first - 1, last) {
            first -= 1;
        }
        if (first, last) == (before, after) {
            return Some((sentences.get(first)?.0, sentences.get(last)?.1));
        }
    }
}

/// A text without the end of a sentence that has none.
fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((limit, _)) => {
            let start = text.get(..limit).unwrap_or_default();
            let end = start.rfind(char::is_whitespace).filter(|end| *end > limit / 2).unwrap_or(limit);
            format!("{}…", start.get(..end).unwrap_or_default().trim_end())
        }
    }
}

fn tokens(analyzed: &AnalyzedArticle, text: Text) -> &[TextToken] {
    analyzed.streams.iter().find(|stream| stream.text == text).map_or(&[], |stream| &stream.tokens)
}

/// The tokens in a piece of a text.
fn inside(tokens: &[TextToken], (start, end): (usize, usize)) -> &[TextToken] {
    let from = tokens.partition_point(|token| (token.start as usize) < start);
    let to = tokens.partition_point(|token| (token.start as usize) < end);
    tokens.get(from..to).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{cut, sentences};

    #[test]
    fn sentences_end_where_they_do() {
        let text = "Once a month, e.g. on the first. Twice?\nStep one\nНе раньше пятницы! 一句。二句。 ";
        let found: Vec<&str> = sentences(text).into_iter().filter_map(|(start, end)| text.get(start..end)).collect();
        assert_eq!(
            found,
            ["Once a month, e.g.", "on the first.", "Twice?", "Step one", "Не раньше пятницы!", "一句。", "二句。"]
        );
        assert_eq!(sentences(""), []);
    }

    #[test]
    fn what_has_no_end_is_cut() {
        let long = "word ".repeat(400);
        assert!(cut(&long).chars().count() <= super::LONGEST + 1 && cut(&long).ends_with("word…"));
        assert_eq!(cut("short"), "short");
    }
}
