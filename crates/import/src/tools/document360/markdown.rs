//! Document360's Markdown as ours: boxes of colons with words in brackets, sizes behind images, names in double braces.

use crate::dialect::block;
use crate::dialect::code::outside;
use crate::dialect::colons;
use crate::source::{Notes, what};

/// The text in our dialect. `origin` is what problems are told of.
pub(super) fn translate(text: &str, origin: &str, notes: &mut Notes) -> String {
    let lines: Vec<usize> = (1..=text.split('\n').count()).collect();
    let text = colons::translate(&text.replace("\r\n", "\n"), &lines, origin, notes);
    outside(&text, |piece| names(&without_sizes(piece), false, origin, notes))
}

/// Names in double braces, which the project gives a meaning elsewhere: a term of the glossary is its own word, and of
/// variables and snippets only the name is known here.
pub(super) fn names(text: &str, is_html: bool, origin: &str, notes: &mut Notes) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("{{") {
        let after = rest.get(at + 2..).unwrap_or_default();
        let end = after.find("}}").filter(|end| !after.get(..*end).unwrap_or_default().contains('\n'));
        let named = end.and_then(|end| after.get(..end)).and_then(|inner| inner.trim().split_once('.'));
        let named = named.filter(|(kind, _)| matches!(*kind, "variable" | "snippet" | "glossary"));
        let (Some((kind, name)), Some(end)) = (named, end) else {
            out.push_str(rest.get(..at + 2).unwrap_or_default());
            rest = after;
            continue;
        };
        out.push_str(rest.get(..at).unwrap_or_default());
        if kind == "glossary" {
            out.push_str(name);
        } else {
            let message = format!("the {kind} `{name}` was left out: the dump does not say what is in it");
            notes.problem(what::INCLUDE, origin, None, message);
            if !is_html {
                out.push_str(&block::comment(&format!("{kind} {name}")));
            }
        }
        rest = after.get(end + 2..).unwrap_or_default();
    }
    out + rest
}

/// Images without `{height="" width="300"}` behind them.
fn without_sizes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("){") {
        let after = rest.get(at + 2..).unwrap_or_default();
        let inner = after.split(['}', '\n']).next().unwrap_or_default();
        let is_sizes = !inner.trim().is_empty()
            && inner.split_whitespace().all(|word| word.contains('='))
            && after.get(inner.len()..).is_some_and(|rest| rest.starts_with('}'));
        out.push_str(rest.get(..=at).unwrap_or_default());
        if is_sizes {
            rest = after.get(inner.len() + 1..).unwrap_or_default();
        } else {
            out.push('{');
            rest = after;
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_sizes_and_names() {
        let mut notes = Notes::default();
        let text = ":::(Info) (Good to know)\nThe {{glossary.Lamp}}.\n:::\n\n![a](b.png){height=\"\" width=\"50%\"} f(){x}\n\n\
                    {{variable.version}} `{{snippet.x}}` {{other}}\n";
        assert_eq!(
            translate(text, "articles/1", &mut notes),
            ":::info Good to know\nThe Lamp.\n:::\n\n![a](b.png) f(){x}\n\n\
             <!-- import: variable version --> `{{snippet.x}}` {{other}}\n"
        );
        assert_eq!(notes.problems.len(), 1);
        assert_eq!(names("<p>{{snippet.end}}</p>", true, "articles/1", &mut notes), "<p></p>");
    }
}
