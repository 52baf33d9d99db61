//! Texts that are written once and inserted in many places: the variables of `helpdex.yaml` and the snippets of
//! `content/_snippets/`. They take the place of their `{{ name }}` before Markdown is read.

pub mod desk;
pub mod placeholder;

use std::ops::Range;

use crate::config::{Config, LanguageId};
use crate::diagnostic::SourceText;
use crate::markdown::{self, Composed};
use crate::source::{Snippet, Sources};
use placeholder::Placeholder;

/// Everything of a site that can be inserted.
#[derive(Clone, Copy)]
pub struct Substitutions<'s> {
    config: &'s Config,
    snippets: &'s [Snippet],
}

/// What a name stands for.
#[derive(Clone, Copy)]
pub enum Substitution<'s> {
    /// A variable's text.
    Variable(&'s str),
    /// A file below `content/_snippets/`.
    Snippet(&'s Snippet),
}

impl<'s> Substitutions<'s> {
    /// The variables and snippets of a site.
    pub fn of(config: &'s Config, sources: &'s Sources) -> Self {
        Self { config, snippets: &sources.snippets }
    }

    /// Every name, variables first.
    pub fn names(&self) -> impl Iterator<Item = &'s str> {
        let (variables, snippets) = (&self.config.variables, self.snippets);
        let promises = self.config.promises.iter();
        let named = variables.iter().chain(promises).map(|v| v.name.as_str());
        named.chain(snippets.iter().map(|snippet| snippet.name.as_str()))
    }

    /// What a name stands for in a language. A snippet that is not translated is that of the default language.
    pub fn get(&self, name: &str, language: LanguageId) -> Option<Substitution<'s>> {
        if let Some(value) = self.variable(name, language) {
            return Some(Substitution::Variable(value));
        }
        let in_language = |wanted: LanguageId| self.snippets.iter().find(|s| s.name == name && s.language == wanted);
        in_language(language).or_else(|| in_language(LanguageId::DEFAULT)).map(Substitution::Snippet)
    }

    fn variable(&self, name: &str, language: LanguageId) -> Option<&'s str> {
        let code = self.config.code(language);
        self.config.variable(name).map(|variable| variable.value.get(code))
    }

    /// A body with all that is inserted in it.
    pub fn fill<'t>(&self, source: &'t SourceText, body: Range<usize>, language: LanguageId) -> Composed<'t> {
        let text = &*source.slice(body.clone()).unwrap_or_default();
        let math = self.config.math;
        let found: Vec<_> = in_prose(text, math)
            .into_iter()
            .filter_map(|found| Some((self.get(text.get(found.name.clone())?, language)?, found)))
            .collect();
        if found.is_empty() {
            return self.equipped(Composed::plain(source, body), language);
        }
        let mut composed = self.equipped(Composed::growing(body.start), language);
        let mut done = 0;
        for (insert, Placeholder { range, .. }) in found {
            composed.own(text.get(done..range.start).unwrap_or_default());
            let file = body.start + range.start..body.start + range.end;
            match insert {
                Substitution::Variable(value) => composed.insert(value, file, false),
                Substitution::Snippet(snippet) => {
                    let indent = indentation(text.get(..range.start).unwrap_or_default());
                    composed.insert(&self.lines(snippet, language, &indent), file, true);
                }
            }
            done = range.end;
        }
        composed.own(text.get(done..).unwrap_or_default());
        composed
    }

    /// A text with what the settings of the site let it use.
    fn equipped<'t>(&self, text: Composed<'t>, language: LanguageId) -> Composed<'t> {
        let config = self.config;
        let code = config.code(language);
        let terms = config.glossary.iter().filter(|_| config.explains_glossary);
        let terms = terms.map(|(word, meaning)| (word.clone(), meaning.get(code).to_owned())).collect();
        text.with_math(config.math).with_terms(terms).with_embeds(&config.embeds)
    }

    /// A snippet's text with its variables. All lines after the first are indented as the place needs it that it is
    /// inserted at, so that they stay in the list or quote.
    fn lines(&self, snippet: &Snippet, language: LanguageId, indent: &str) -> String {
        let text = snippet.file.text();
        let filled = placeholder::fill(text.trim(), |name| self.variable(name, language));
        if indent.is_empty() { filled } else { filled.replace('\n', &format!("\n{indent}")) }
    }
}

/// The placeholders of a text outside of code; with `math` also outside of formulas, which are full of braces.
pub fn in_prose(text: &str, math: bool) -> Vec<Placeholder> {
    let mut found = placeholder::find(text);
    let may_hold_code = || text.contains(['`', '\t']) || text.contains("    ") || text.contains("~~~") || math;
    if !found.is_empty() && may_hold_code() {
        let code = markdown::code(text, math);
        found.retain(|found| !code.iter().any(|code| code.start < found.range.end && found.range.start < code.end));
    }
    found
}

/// What further lines need before them to stand below the end of `before`: its white space, a quote's mark, and spaces
/// in the place of a list's mark.
fn indentation(before: &str) -> String {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let marks = line.trim_start_matches(|c: char| c.is_ascii_digit() || " \t>-*+.)".contains(c));
    if !marks.is_empty() {
        return String::new();
    }
    line.chars().map(|c| if matches!(c, ' ' | '\t' | '>') { c } else { ' ' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_shows_braces_as_they_are() {
        let text = "a {{ x }} `{{ x }}` \\{{ x }}\n\n    {{ x }}\n\n```\n{{ x }}\n```\n{{y}}\n";
        let names: Vec<&str> = in_prose(text, false).into_iter().map(|found| &text[found.name]).collect();
        assert_eq!(names, ["x", "y"]);
    }

    #[test]
    fn lines_stay_in_their_list_or_quote() {
        assert_eq!(indentation("x\n1. "), "   ");
        assert_eq!(indentation("> - "), ">   ");
        assert_eq!(indentation("x\n"), "");
        assert_eq!(indentation("1. See "), "");
    }
}
