//! Anchors of headings as other tools make them, kept as `{#id}` where Helpdex would make another one.

use std::collections::{HashMap, HashSet};

use helpdex_content::markdown::heading_id;
use helpdex_content::slug::slugify;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::source::{Notes, Text};

/// How a tool makes an anchor of a heading's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// As GitHub does: Docusaurus, Starlight, Nextra, Hugo, Jekyll.
    Github,
    /// GitBook: `rocket.chat` keeps its point, and whatever stands between words is one dash.
    GitBook,
    /// Python-Markdown: ASCII only, `_1` for the second.
    Python,
    /// The same with letters of any script.
    PythonUnicode,
    /// VitePress.
    VitePress,
    /// mdBook.
    MdBook,
    /// Zola: transliterated.
    Zola,
    /// Hexo: capitals stay.
    Hexo,
}

/// What stands between two special signs in VitePress and Hexo.
const SPECIAL: &str = "~`!@#$%^&*()-_+=[]{}|\\;:\"'“”‘’<>,.?/";

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_FOOTNOTES);

/// Keeps the anchors of a page's body, as a tool makes them, and counts them.
pub(crate) fn keep_in(body: &mut Text, style: Style, notes: &mut Notes) {
    body.rewrite(|text, _| {
        let (text, kept) = keep(text, style);
        notes.count("anchors kept", kept);
        text
    });
}

/// Adds `{#id}` to the headings whose anchors would change. The heading that is the page's title gets none.
fn keep(text: &str, style: Style) -> (String, usize) {
    let mut old = Old { style, taken: HashSet::new(), numbers: HashMap::new() };
    let mut ours: HashMap<String, usize> = HashMap::new();
    let mut inserts = Vec::new();
    for (index, heading) in headings(text).into_iter().enumerate() {
        if let Some(id) = heading.id {
            old.taken.insert(id);
            continue;
        }
        let before = old.id(&heading.text);
        let slug = heading_id(&heading.text);
        let number = ours.entry(slug.clone()).or_default();
        *number += 1;
        let now = if *number == 1 { slug } else { format!("{slug}-{number}") };
        let is_title = index == 0 && heading.level == HeadingLevel::H1;
        if before != now && !is_title && is_id(&before) {
            inserts.push((heading.end..heading.until, format!(" {{#{before}}}")));
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (place, insert) in &inserts {
        out.push_str(text.get(at..place.start).unwrap_or_default());
        out.push_str(insert);
        at = place.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    (out, inserts.len())
}

/// Whether an anchor can be written as an attribute.
fn is_id(id: &str) -> bool {
    !id.is_empty() && !id.chars().any(|c| c.is_whitespace() || matches!(c, '{' | '}' | '#' | '"'))
}

struct Heading {
    level: HeadingLevel,
    text: String,
    id: Option<String>,
    /// Where its text ends.
    end: usize,
    /// Where its line ends: what stands between, `##`, says nothing, and behind an attribute it would be shown.
    until: usize,
}

fn headings(text: &str) -> Vec<Heading> {
    let mut found = Vec::new();
    let mut open: Option<Heading> = None;
    let shown = without_colons(text);
    for (event, range) in Parser::new_ext(&shown, OPTIONS).into_offset_iter() {
        match (event, &mut open) {
            (Event::Start(Tag::Heading { level, id, .. }), _) => {
                let id = id.map(|id| id.to_string());
                open = Some(Heading { level, text: String::new(), id, end: range.start, until: range.start });
            }
            (Event::End(TagEnd::Heading(_)), Some(_)) => {
                let Some(mut heading) = open.take() else { continue };
                // Of a heading with an underline the first line counts, of others what is before `###` at the end.
                let whole = text.get(range.clone()).unwrap_or_default();
                let (end, until) = end_of_text(whole);
                (heading.end, heading.until) = (range.start + end, range.start + until);
                found.push(heading);
            }
            (Event::Text(piece) | Event::Code(piece), Some(heading)) => heading.text.push_str(&piece),
            (Event::SoftBreak | Event::HardBreak, Some(heading)) => heading.text.push(' '),
            _ => {}
        }
    }
    found
}

/// A text with blanks for the lines of colons around blocks, as long as before: a rule below such a line makes no heading
/// of it.
fn without_colons(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let marks = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        let (lead, rest) = line.split_at(marks);
        let words = rest.trim_end_matches(['\n', '\r']);
        if rest.starts_with(":::") {
            out.push_str(lead);
            out.push_str(&" ".repeat(words.len()));
            out.push_str(rest.get(words.len()..).unwrap_or_default());
        } else {
            out.push_str(line);
        }
    }
    out
}

/// Where the text of a heading ends, and where the line does that it ends on.
fn end_of_text(heading: &str) -> (usize, usize) {
    let heading = heading.trim_end();
    let is_underlined = heading.contains('\n')
        && heading.lines().last().is_some_and(|line| {
            let line = line.trim_matches([' ', '>']);
            line.chars().all(|c| c == '=') || line.chars().all(|c| c == '-')
        });
    let first = if is_underlined { heading.rsplit_once('\n').map_or(heading, |(before, _)| before) } else { heading };
    let first = first.trim_end();
    let bare = first.trim_end_matches('#');
    // `C#` keeps its sign.
    let is_closed = bare.len() < first.len() && bare.ends_with(' ');
    (if is_closed { bare.trim_end().len() } else { first.len() }, first.len())
}

/// Anchors as another tool gives them out.
struct Old {
    style: Style,
    taken: HashSet<String>,
    numbers: HashMap<String, usize>,
}

impl Old {
    fn id(&mut self, text: &str) -> String {
        let slug = plain(self.style, text);
        let is_python = matches!(self.style, Style::Python | Style::PythonUnicode);
        let is_one = !slug.is_empty() || !is_python;
        if is_one && !self.taken.contains(&slug) {
            self.taken.insert(slug.clone());
            return slug;
        }
        let number = self.numbers.entry(slug.clone()).or_default();
        loop {
            *number += 1;
            let id = if is_python { format!("{slug}_{number}") } else { format!("{slug}-{number}") };
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// The anchor of a text that no other heading has.
fn plain(style: Style, text: &str) -> String {
    match style {
        Style::Github => {
            let kept = |c: &char| c.is_alphanumeric() || is_combining_mark(*c) || matches!(c, '_' | '-' | ' ');
            text.trim()
                .chars()
                .flat_map(char::to_lowercase)
                .filter(kept)
                .map(|c| if c == ' ' { '-' } else { c })
                .collect()
        }
        Style::GitBook => gitbook(text),
        Style::Python => python(&text.nfkd().filter(char::is_ascii).collect::<String>()),
        Style::PythonUnicode => python(text),
        Style::VitePress => {
            let slug = special(&text.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>()).to_lowercase();
            if slug.starts_with(|c: char| c.is_ascii_digit()) { format!("_{slug}") } else { slug }
        }
        Style::MdBook => {
            let one = |c: char| match c {
                c if c.is_alphanumeric() || matches!(c, '_' | '-') => Some(c.to_ascii_lowercase()),
                c if c.is_whitespace() => Some('-'),
                _ => None,
            };
            text.chars().filter_map(one).collect()
        }
        Style::Zola => slugify(text),
        Style::Hexo => special(text),
    }
}

fn gitbook(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '_' | '.') => slug.push(c),
            '\'' | '’' | '‘' => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_end_matches('-').to_owned()
}

fn python(text: &str) -> String {
    let kept: String =
        text.chars().filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-') || c.is_whitespace()).collect();
    let lower = kept.trim().to_lowercase();
    lower.split(|c: char| c.is_whitespace() || c == '-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

fn special(text: &str) -> String {
    let is_special = |c: char| c.is_whitespace() || c.is_control() || SPECIAL.contains(c);
    text.split(is_special).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_anchors_that_would_change_are_written() {
        let text = "# Title\n\n## How do I?\n\n## How do I?\n\n## 1. Über & so ##\n\n### Own {#own}\n\nUnder `x`\n---\n\n## How do I?\n";
        assert_eq!(
            keep(text, Style::Github).0,
            "# Title\n\n## How do I?\n\n## How do I? {#how-do-i-1}\n\n## 1. Über & so ##\n\n### Own {#own}\n\nUnder `x`\n---\n\n## How do I? {#how-do-i-2}\n"
        );
        let (python, added) = keep(text, Style::Python);
        assert!(
            python.contains("## How do I? {#how-do-i_1}") && python.contains("## 1. Über & so {#1-uber-so}\n"),
            "{python}"
        );
        assert_eq!(added, 3);
        assert!(keep(text, Style::VitePress).0.contains("so {#_1-uber-so}\n"));
        assert_eq!(keep("## Ключ\n", Style::Python).0, "## Ключ {#_1}\n");
        assert_eq!(
            keep("## 1. Rocket.Chat 6.x (1:M) & what's new\n", Style::GitBook).0,
            "## 1. Rocket.Chat 6.x (1:M) & what's new {#1.-rocket.chat-6.x-1-m-whats-new}\n"
        );
        assert_eq!(keep("## Über C#\n", Style::Hexo).0, "## Über C# {#Über-C}\n");
        assert_eq!(keep("A B!\n===\n\n## x\n\nA_B\n---\n", Style::Zola).0, "A B!\n===\n\n## x\n\nA_B {#a-b-1}\n---\n");
    }
}
