//! What a hit shows: the passage that answers, with the words marked, and the headings it stands under.

use super::matcher::QueryMatcher;
use crate::analysis::is_in_word;
use crate::analyzed::{AnalyzedArticle, Text, TextToken, TokenStream};
use crate::results::{Section, Snippet};

/// A snippet is about two lines long.
const LENGTH: usize = 180;
/// It begins at a sentence, where one begins so close before its first word.
const LEAD: usize = 60;
/// Headings listed for a hit.
const MOST_SECTIONS: usize = 3;

/// A passage of one text: its bytes, and how well it answers.
struct Passage {
    text: Text,
    first: usize,
    worth: f32,
}

/// The best passage. Without any word of the query in the text it is the summary, or how the text begins.
pub(crate) fn snippet(matcher: &QueryMatcher, analyzed: &AnalyzedArticle) -> Snippet {
    let mut best: Option<Passage> = None;
    for stream in &analyzed.streams {
        if !matches!(stream.text, Text::Summary | Text::Body(_)) {
            continue;
        }
        if let Some(passage) = passage(matcher, stream)
            && best.as_ref().is_none_or(|best| passage.worth > best.worth)
        {
            best = Some(passage);
        }
    }
    let (text, first) = match best {
        Some(passage) => (passage.text, passage.first),
        None if analyzed.article.summary.is_empty() => (Text::Body(0), 0),
        None => (Text::Summary, 0),
    };
    let content = analyzed.text(text);
    let start = beginning(content, first);
    let end = ending(content, start);
    let tokens = analyzed.streams.iter().find(|stream| stream.text == text).map_or(&[][..], |stream| &stream.tokens);
    cut(matcher, content, start, end, tokens)
}

/// The run of about [`LENGTH`] bytes that holds most of what was asked; every word of the query counts once, a second
/// time it counts a little.
fn passage(matcher: &QueryMatcher, stream: &TokenStream) -> Option<Passage> {
    let found: Vec<(usize, &TextToken)> =
        stream.tokens.iter().filter_map(|token| Some((matcher.clause(token)?, token))).collect();
    let mut best: Option<Passage> = None;
    let mut counts = vec![0u32; matcher.weights.len()];
    let mut first = 0;
    for at in 0..found.len() {
        let (clause, token) = found[at];
        counts[clause] += 1;
        while token.end.saturating_sub(found[first].1.start) as usize > LENGTH && first < at {
            counts[found[first].0] -= 1;
            first += 1;
        }
        let worth: f32 = counts
            .iter()
            .zip(&matcher.weights)
            .map(|(&count, weight)| if count == 0 { 0.0 } else { weight * (1.0 + 0.05 * (count - 1).min(3) as f32) })
            .sum();
        if best.as_ref().is_none_or(|best| worth > best.worth) {
            best = Some(Passage { text: stream.text, first: found[first].1.start as usize, worth });
        }
    }
    best
}

/// Where to begin to show: at a sentence just before, else a few words before.
fn beginning(text: &str, first: usize) -> usize {
    let lead = text.floor_char_boundary(first.saturating_sub(LEAD));
    if lead == 0 {
        return 0;
    }
    let before = text.get(lead..first).unwrap_or_default();
    let sentence =
        before.rfind(['.', '!', '?', '…', '\n']).map(|at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    match sentence {
        Some(at) if before[at..].starts_with(char::is_whitespace) => lead + at,
        _ => lead + before.find(char::is_whitespace).unwrap_or(before.len()),
    }
}

fn ending(text: &str, start: usize) -> usize {
    let end = text.floor_char_boundary(start + LENGTH);
    if end == text.len() {
        return end;
    }
    let shown = text.get(start..end).unwrap_or_default();
    shown.rfind(char::is_whitespace).filter(|&at| at > LENGTH / 2).map_or(end, |at| start + at)
}

/// Copies a passage: white space becomes single spaces, what is left out is "…", and marks are counted in UTF-16. Items
/// of lists and rows of tables, which have lines of their own and often no full stop, are held apart by "·".
fn cut(matcher: &QueryMatcher, text: &str, start: usize, end: usize, tokens: &[TextToken]) -> Snippet {
    let mut snippet = Snippet::default();
    let mut units = 0u32;
    let mut gap = "";
    let mut push = |snippet: &mut Snippet, letter: char| {
        snippet.text.push(letter);
        units += letter.len_utf16() as u32;
        units
    };
    if start > 0 {
        push(&mut snippet, '…');
    }
    let mut marked = tokens.iter().filter(|token| token.start as usize >= start && matcher.is_marked(token)).peekable();
    let mut open = false;
    for (at, letter) in text.get(start..end).unwrap_or_default().char_indices().map(|(at, c)| (start + at, c)) {
        if let Some(token) = marked.peek().filter(|_| open)
            && at >= token.end as usize
        {
            open = false;
            let until = token.end;
            close(&mut snippet);
            while marked.peek().is_some_and(|token| token.start < until) {
                marked.next();
            }
        }
        if letter.is_whitespace() || letter.is_control() {
            if letter == '\n' && snippet.text.ends_with(is_in_word) {
                gap = " · ";
            } else if gap.is_empty() && !snippet.text.is_empty() {
                gap = " ";
            }
            continue;
        }
        let between = std::mem::take(&mut gap);
        if snippet.text != "…" {
            between.chars().for_each(|letter| {
                push(&mut snippet, letter);
            });
        }
        if let Some(token) = marked.peek()
            && !open
            && at >= token.start as usize
        {
            open = true;
            let from = utf16(&snippet.text);
            snippet.marks.push((from, from));
        }
        push(&mut snippet, letter);
    }
    if open {
        close(&mut snippet);
    }
    if end < text.len() {
        push(&mut snippet, '…');
    }
    snippet
}

fn close(snippet: &mut Snippet) {
    let end = utf16(&snippet.text);
    if let Some(mark) = snippet.marks.last_mut() {
        mark.1 = end;
    }
}

fn utf16(text: &str) -> u32 {
    text.chars().map(|letter| letter.len_utf16() as u32).sum()
}

/// Marks of a whole text, such as a title.
pub(crate) fn marks(matcher: &QueryMatcher, analyzed: &AnalyzedArticle, text: Text) -> Vec<(u32, u32)> {
    let content = analyzed.text(text);
    let Some(stream) = analyzed.streams.iter().find(|stream| stream.text == text) else { return Vec::new() };
    let mut marks: Vec<(u32, u32)> = Vec::new();
    let mut end = 0;
    for token in stream.tokens.iter().filter(|token| matcher.is_marked(token)) {
        if token.start < end {
            continue;
        }
        end = token.end;
        let units = |at: u32| utf16(content.get(..at as usize).unwrap_or_default());
        marks.push((units(token.start), units(token.end)));
    }
    marks
}

/// The headings under which the query is answered, in the order of the article: those whose text has nearly as much of
/// it as the best.
pub(crate) fn sections(matcher: &QueryMatcher, analyzed: &AnalyzedArticle) -> Vec<Section> {
    let mut worths: Vec<f32> = Vec::new();
    for at in 0..analyzed.article.sections.len() {
        let mut found = vec![0.0f32; matcher.weights.len()];
        for stream in &analyzed.streams {
            let factor = match stream.text {
                Text::Heading(number) if number == at => 1.5,
                Text::Body(number) if number == at => 1.0,
                _ => continue,
            };
            for clause in stream.tokens.iter().filter_map(|token| matcher.clause(token)) {
                found[clause] = found[clause].max(factor * matcher.weights[clause]);
            }
        }
        worths.push(found.iter().sum());
    }
    let best = worths.iter().copied().fold(0.0, f32::max);
    let mut ranked: Vec<usize> = (0..worths.len())
        .filter(|&at| best > 0.0 && worths[at] >= 0.7 * best && !analyzed.article.sections[at].anchor.is_empty())
        .collect();
    ranked.sort_by(|&a, &b| worths[b].total_cmp(&worths[a]).then(a.cmp(&b)));
    ranked.truncate(MOST_SECTIONS);
    ranked.sort_unstable();
    let section = |at: usize| {
        let section = &analyzed.article.sections[at];
        let url = [analyzed.article.url.as_str(), "#", section.anchor.as_str()].concat();
        Section { title: section.title.clone(), url }
    };
    ranked.into_iter().map(section).collect()
}
