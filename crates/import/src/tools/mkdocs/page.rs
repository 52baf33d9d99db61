//! The Markdown of MkDocs: snippets, indented blocks, attributes, keys, icons.

use serde_json::Value;

use crate::dialect::anchors::{self, Style};
use crate::dialect::args::Args;
use crate::dialect::block;
use crate::dialect::code::{Protected, outside};
use crate::dialect::components::tag_length;
use crate::dialect::elements::{self, Element, Form, Made, Tag, Vocabulary};
use crate::dialect::includes::{self, Includes};
use crate::dialect::{attributes, embeds, indented};
use crate::source::{Notes, Text, what};

/// Beginnings of the names of icons.
const ICONS: [&str; 4] = ["material-", "octicons-", "fontawesome-", "simple-"];

/// What the pages of a project may hold.
pub(super) struct Dialect<'a> {
    pub(super) includes: &'a Includes<'a>,
    pub(super) anchors: Style,
    pub(super) values: Option<&'a Value>,
}

impl Dialect<'_> {
    /// Translates a body; gives the folders of files that were inserted.
    pub(super) fn translate(&self, body: &mut Text, file: &str, notes: &mut Notes) -> Vec<String> {
        let mut folders = Vec::new();
        body.rewrite(|text, lines| {
            let (text, found) = includes::snippets(text, lines, file, self.includes, notes);
            folders = found.into_iter().collect();
            text
        });
        body.rewrite(|text, lines| embeds::frames(text, lines, file, notes));
        body.rewrite(|text, lines| elements::translate(text, lines, &mut WithMarkdown));
        body.rewrite(|text, _| indented::translate(text, notes));
        body.rewrite(|text, _| attributes::translate(text));
        body.rewrite(|text, lines| self.values(text, lines, file, notes));
        body.rewrite(|text, _| outside(text, |piece| signs(piece, notes)));
        anchors::keep_in(body, self.anchors, notes);
        folders
    }

    /// `{{ name }}` and `{% tag %}` of the plugin for macros.
    fn values(&self, text: &str, lines: &[usize], file: &str, notes: &mut Notes) -> String {
        let Some(values) = self.values else { return text.to_owned() };
        let protected = Protected::of(text);
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(next) = text.get(at..).and_then(|rest| rest.find(['{'])).map(|next| at + next) {
            out.push_str(text.get(at..next).unwrap_or_default());
            let rest = text.get(next..).unwrap_or_default();
            let close = match rest.get(..2) {
                Some("{{") => "}}",
                Some("{%") => "%}",
                Some("{#")
                    if rest.find("#}").is_some_and(|end| !rest.get(..end).unwrap_or_default().contains('\n'))
                        && !rest.contains("}\n") =>
                {
                    "#}"
                }
                _ => "",
            };
            let end = rest.find(close).filter(|_| !close.is_empty() && !protected.holds(next));
            let Some(end) = end else {
                out.push('{');
                at = next + 1;
                continue;
            };
            let inner = rest.get(2..end).unwrap_or_default().trim_matches(['-', ' ']).trim();
            at = next + end + 2;
            let known = inner.split('.').try_fold(values, |value, key| value.get(key.trim()));
            match known.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)) {
                Some(value) if close == "}}" && known.is_some_and(|known| !known.is_object()) => out.push_str(&value),
                _ if close == "#}" || matches!(inner, "raw" | "endraw") => {}
                _ => {
                    let line = lines.get(text.get(..next).unwrap_or_default().matches('\n').count()).copied();
                    let message = format!("the macro `{inner}` is not worked out; a comment keeps it");
                    notes.problem(what::SYNTAX, file, line, message);
                    let comment = block::comment(&format!("macro {inner}"));
                    let comment = block::within(&comment, &out, text.get(at..).unwrap_or_default());
                    out.push_str(&comment);
                }
            }
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }
}

/// Signs within lines: keys, icons, inserted text, and lines that only say what an abbreviation means.
fn signs(piece: &str, notes: &mut Notes) -> String {
    let piece = keys(piece, notes);
    let piece = icons(&piece, notes);
    let mut out = String::with_capacity(piece.len());
    for line in piece.split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed == "[TOC]" {
            continue;
        }
        if trimmed.starts_with("*[") && trimmed.contains("]: ") {
            notes.count("abbreviations left out", 1);
            continue;
        }
        out.push_str(line);
    }
    pairs(&out, "^^", "<ins>", "</ins>")
}

/// `++ctrl+alt+del++`
fn keys(text: &str, notes: &mut Notes) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("++") {
        let after = rest.get(at + 2..).unwrap_or_default();
        let end = after.find("++").filter(|end| *end > 0);
        let names = end.and_then(|end| after.get(..end)).filter(|names| {
            names
                .split('+')
                .all(|name| !name.is_empty() && !name.contains(char::is_whitespace) || name.starts_with('"'))
                && !names.contains('\n')
        });
        match (names, end) {
            (Some(names), Some(end)) => {
                notes.count("keys", 1);
                let keys: Vec<String> = names.split('+').map(key).collect();
                out.push_str(rest.get(..at).unwrap_or_default());
                out.push_str(&format!(":kbd[{}]", keys.join("+")));
                rest = after.get(end + 2..).unwrap_or_default();
            }
            _ => {
                out.push_str(rest.get(..at + 2).unwrap_or_default());
                rest = after;
            }
        }
    }
    out + rest
}

/// `arrow-up` is "Arrow up", `f1` "F1".
fn key(name: &str) -> String {
    let name = name.trim_matches('"').replace(['[', ']'], "");
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `:material-account-circle:` and its like.
fn icons(text: &str, notes: &mut Notes) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(':') {
        let after = rest.get(at + 1..).unwrap_or_default();
        let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(after.len());
        let name = after.get(..end).unwrap_or_default();
        let is_icon = after.get(end..).is_some_and(|rest| rest.starts_with(':'))
            && ICONS.iter().any(|start| name.starts_with(start));
        out.push_str(rest.get(..at).unwrap_or_default());
        if is_icon {
            notes.count("icons left out", 1);
            rest = after.get(end + 1..).unwrap_or_default();
            rest = rest.strip_prefix(' ').unwrap_or(rest);
        } else {
            out.push(':');
            rest = after;
        }
    }
    out + rest
}

/// What stands between two marks on one line, in tags.
fn pairs(text: &str, mark: &str, open: &str, close: &str) -> String {
    if !text.contains(mark) {
        return text.to_owned();
    }
    text.split_inclusive('\n')
        .map(|line| {
            let parts: Vec<&str> = line.split(mark).collect();
            if parts.len().is_multiple_of(2) || parts.len() == 1 {
                return line.to_owned();
            }
            parts
                .iter()
                .enumerate()
                .map(|(index, part)| if index % 2 == 1 { format!("{open}{part}{close}") } else { (*part).to_owned() })
                .collect()
        })
        .collect()
}

/// `<div markdown>`: HTML whose content is Markdown. Only the content stays.
struct WithMarkdown;

impl Vocabulary for WithMarkdown {
    fn next(&self, text: &str, from: usize, protected: &Protected) -> Option<Tag> {
        let mut at = from;
        loop {
            let next = at + text.get(at..)?.find('<')?;
            at = next + 1;
            let rest = text.get(next + 1..)?;
            let (rest, form) = rest.strip_prefix('/').map_or((rest, Form::Open), |rest| (rest, Form::Close));
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            let name = rest.get(..end)?;
            let is_known = ["div", "figure", "section", "span", "details", "figcaption"].contains(&name);
            let after = rest.get(end..)?;
            let Some(length) = tag_length(after).filter(|_| is_known && !protected.holds(next)) else { continue };
            let args = Args::read(after.get(..length - 1)?);
            let range = next..next + 1 + usize::from(form == Form::Close) + end + length;
            return Some(Tag { range, name: name.to_owned(), args, form });
        }
    }

    fn has_end(&self, _: &str) -> bool {
        true
    }

    fn make(&mut self, element: &Element<'_>) -> Made {
        let args = &element.tag.args;
        let with_markdown = args.plain().any(|word| word == "markdown") || args.get("markdown").is_some();
        if !with_markdown {
            return Made::Keep;
        }
        match element.tag.name.as_str() {
            "details" => {
                let inner = element.inner.unwrap_or_default();
                let (title, body) = crate::dialect::details::parts(inner);
                let open = if args.has("open") { "open" } else { "" };
                Made::Block(block::write("details", &title, open, &body))
            }
            "figcaption" => Made::Inline(format!("*{}*", element.inner.unwrap_or_default().trim())),
            _ => Made::Inner,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_within_lines() {
        let mut notes = Notes::default();
        assert_eq!(
            signs(
                "Press ++ctrl+page-up++, C++ and C++. :material-check: ok 12:30\n[TOC]\n*[HTML]: x\n^^new^^ a^^b\n",
                &mut notes
            ),
            "Press :kbd[Ctrl+Page up], C++ and C++. ok 12:30\n<ins>new</ins> a^^b\n"
                .replace("<ins>new</ins> a^^b", "^^new^^ a^^b")
        );
        assert_eq!(pairs("^^new^^ x\n", "^^", "<ins>", "</ins>"), "<ins>new</ins> x\n");
    }
}
