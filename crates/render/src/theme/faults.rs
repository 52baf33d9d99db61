//! Faults that tera reports, as diagnostics that point into the template.

use std::collections::BTreeMap;
use std::ops::Range;

use tera::{Error, ErrorKind};

use helpdex_content::diagnostic::{Diagnostic, SourceText};

use super::files::DEFAULT_PREFIX;

/// The texts of all templates, to point into.
#[derive(Debug, Default)]
pub(super) struct Sources {
    by_name: BTreeMap<String, SourceText>,
}

impl Sources {
    /// Keeps a template's text under the name it has for tera.
    pub(super) fn add(&mut self, name: &str, source: &SourceText) {
        self.by_name.insert(name.to_owned(), SourceText::new(source.path(), source.text()));
    }

    /// Everything an error tells: the template's name for tera, and the diagnostic.
    pub(super) fn all(&self, error: &Error) -> Vec<(String, Diagnostic)> {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                vec![self.at(report.filename(), report.span().range.clone(), report.message())]
            }
            ErrorKind::MissingParent { current, parent } => {
                let message = format!("it extends `{parent}`, which doesn't exist");
                let name = self.full_name(current);
                let text = self.by_name.get(&name).map(SourceText::text).unwrap_or_default();
                match text.find(parent.as_str()) {
                    Some(start) => vec![self.at(current, start..start + parent.len(), &message)],
                    None => vec![self.whole(current, &message)],
                }
            }
            ErrorKind::CircularExtend { tpl, inheritance_chain: chain } => {
                vec![self.whole(tpl, &format!("it extends itself, by way of {}", list(chain)))]
            }
            ErrorKind::CircularInclude { tpl, include_chain: chain } => {
                vec![self.whole(tpl, &format!("it includes itself, by way of {}", list(chain)))]
            }
            ErrorKind::TemplateNotFound(name) => {
                vec![(name.clone(), Diagnostic::error("template", name, format!("there is no template `{name}`")))]
            }
            kind => self.reported(&kind.to_string()),
        }
    }

    /// What is wrong first; `template` is named where the error names none.
    pub(super) fn first(&self, error: &Error, template: &str) -> Diagnostic {
        let found = self.all(error).into_iter().next();
        found.map_or_else(|| self.whole(template, &error.to_string()).1, |(_, diagnostic)| diagnostic)
    }

    fn full_name(&self, name: &str) -> String {
        let embedded = format!("{DEFAULT_PREFIX}{name}");
        if !self.by_name.contains_key(name) && self.by_name.contains_key(&embedded) {
            embedded
        } else {
            name.to_owned()
        }
    }

    fn at(&self, name: &str, range: Range<usize>, message: &str) -> (String, Diagnostic) {
        let name = self.full_name(name);
        let message = plain(message);
        let diagnostic = match self.by_name.get(&name) {
            Some(source) => source.error("template", range, message),
            None => Diagnostic::error("template", &name, message),
        };
        (name, diagnostic)
    }

    fn whole(&self, name: &str, message: &str) -> (String, Diagnostic) {
        let name = self.full_name(name);
        let path = self.by_name.get(&name).map_or(name.as_str(), |source| source.path());
        let diagnostic = Diagnostic::error("template", path, plain(message));
        (name, diagnostic)
    }

    /// Faults found when all templates are linked come as one text of several reports:
    /// `error: MESSAGE`, then `--> NAME:LINE:COLUMN`, then the line, then carets.
    fn reported(&self, text: &str) -> Vec<(String, Diagnostic)> {
        let mut found = Vec::new();
        let mut lines = text.lines().peekable();
        let mut message = "";
        while let Some(line) = lines.next() {
            if let Some(rest) = line.strip_prefix("error: ") {
                message = rest;
            } else if let Some((name, at)) = line.trim_start().strip_prefix("--> ").and_then(location) {
                let carets = lines.by_ref().nth(2).map_or(1, |line| line.matches('^').count());
                let name = self.full_name(name);
                let range = self.by_name.get(&name).map_or(0..0, |source| range_of(&source.text(), at, carets));
                found.push(self.at(&name, range, message));
            }
        }
        if found.is_empty() {
            // Such as a component defined twice: the message names the files.
            let name = self.by_name.keys().find(|name| text.contains(&format!("`{name}`")));
            found.push(match name {
                Some(name) => self.whole(name, text),
                None => (String::new(), Diagnostic::error("template", "themes", plain(text))),
            });
        }
        found
    }
}

/// `a/b.html:3:14` taken apart.
fn location(text: &str) -> Option<(&str, (usize, usize))> {
    let mut parts = text.rsplitn(3, ':');
    let column = parts.next()?.trim().parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    Some((parts.next()?, (line, column)))
}

/// Bytes of a place given by line and column, both from 1, the column in characters.
fn range_of(text: &str, (line, column): (usize, usize), width: usize) -> Range<usize> {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    let at = |chars: usize| rest.char_indices().nth(chars).map_or(rest.len(), |(byte, _)| byte);
    start + at(column.saturating_sub(1))..start + at(column.saturating_sub(1) + width.max(1))
}

/// Tera's sentence in the manner of our own: lower case, without a full stop.
fn plain(message: &str) -> String {
    let message = message.lines().next().unwrap_or_default().trim().trim_end_matches('.');
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => "the template has a fault".to_owned(),
    }
}

fn list(chain: &[String]) -> String {
    let names: Vec<String> = chain.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
