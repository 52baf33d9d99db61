//! Rules about variables and snippets.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use rayon::prelude::*;

use super::rule::{Rule, Run, Subject};
use helpdex_content::config::{CONFIG_FILE, LanguageId, Level};
use helpdex_content::diagnostic::{Diagnostic, SourceText};
use helpdex_content::site::Site;
use helpdex_content::source::{Entry, Snippet};
use helpdex_content::suggestion::did_you_mean;
use helpdex_content::variables::placeholder;
use helpdex_content::variables::{Substitutions, desk, in_prose};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "unknown-variable",
        level: Level::Warning,
        what: "nothing is called by the name in `{{ … }}`",
        why: "Customers would read the braces.",
        how: "Correct the name, add it to `variables` in `helpdex.yaml`, or write `content/_snippets/NAME.md`. \
              Braces to be shown belong in backticks.",
        run: Run::Entry(unknown),
    },
    Rule {
        code: "unused-variable",
        level: Level::Warning,
        what: "no article uses a variable or snippet",
        why: "Somebody will change it one day and believe that customers read the new text.",
        how: "Use it, or remove it.",
        run: Run::Site(unused),
    },
    Rule {
        code: "duplicate-variable",
        level: Level::Error,
        what: "a variable and a snippet have the same name",
        why: "Only the variable is ever inserted.",
        how: "Rename one of the two.",
        run: Run::Site(duplicates),
    },
    Rule {
        code: "literal-value",
        level: Level::Warning,
        what: "a figure is written out that exists as a variable",
        why: "When the figure changes, this place will be forgotten.",
        how: "Write the variable's name in braces, as the hint shows.",
        run: Run::Text(literal),
    },
];

/// Where a name is used.
pub struct Use {
    /// The name between the braces.
    pub name: String,
    /// `path:line:column`.
    pub place: String,
}

/// Every placeholder of a file, its front matter included, by range and name.
fn placeholders(file: &SourceText, body: Range<usize>, math: bool) -> Vec<(Range<usize>, String)> {
    let text = file.text();
    let mut found = Vec::new();
    let text = &*text;
    let mut add = |part: Range<usize>, list: Vec<placeholder::Placeholder>| {
        for one in list {
            let at = |range: Range<usize>| part.start + range.start..part.start + range.end;
            if let Some(name) = text.get(at(one.name)) {
                found.push((at(one.range), name.to_owned()));
            }
        }
    };
    let head = 0..body.start;
    add(head.clone(), placeholder::find(text.get(head).unwrap_or_default()));
    add(body.clone(), in_prose(text.get(body).unwrap_or_default(), math));
    found
}

fn unknown(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Subject { site, entry, .. } = subject;
    if !subject.has_body() {
        return;
    }
    tell_unknown(site, (&entry.file, entry.body.clone()), entry.language, entry.is_macro(), found);
}

fn tell_unknown(
    site: &Site,
    (file, body): (&SourceText, Range<usize>),
    language: LanguageId,
    is_macro: bool,
    found: &mut Vec<Diagnostic>,
) {
    let substitutions = Substitutions::of(&site.config, &site.sources);
    let of_desk: Vec<&str> = if is_macro { desk::DESK.iter().map(|(name, _)| *name).collect() } else { Vec::new() };
    for (range, name) in placeholders(file, body, site.config.math) {
        // What the desk fills in stays in a macro as it is.
        if substitutions.get(&name, language).is_some() || of_desk.contains(&name.as_str()) {
            continue;
        }
        let warning = file.warning("unknown-variable", range, format!("nothing is called `{name}`"));
        found.push(warning.label("shown as it is").help(
            match did_you_mean(&name, substitutions.names().chain(of_desk.iter().copied())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "add it to `variables` in helpdex.yaml, or put braces to be shown in backticks".to_owned(),
            },
        ));
    }
}

/// Every use of every variable and snippet, in the order of files.
pub fn uses(site: &Site) -> Vec<Use> {
    let math = site.config.math;
    let in_entry = |entry: &Entry| in_file(&entry.file, entry.body.clone(), math);
    // What is used for agents alone is used.
    let mut uses: Vec<Use> = site.whole.entries.par_iter().flat_map_iter(|entry| in_entry(entry)).collect();
    let in_snippet = |snippet: &Snippet| in_file(&snippet.file, 0..snippet.file.len(), math);
    uses.extend(site.whole.snippets.iter().flat_map(in_snippet));
    uses
}

fn in_file(file: &SourceText, body: Range<usize>, math: bool) -> Vec<Use> {
    let at = |range| {
        let place = file.place(range);
        format!("{}:{}:{}", file.path(), place.line, place.column)
    };
    let found = placeholders(file, body, math);
    found.into_iter().map(|(range, name)| Use { name, place: at(range) }).collect()
}

fn unused(site: &Site, found: &mut Vec<Diagnostic>) {
    if site.config.variables.is_empty() && site.sources.snippets.is_empty() {
        return;
    }
    let used: HashSet<String> = uses(site).into_iter().map(|used| used.name).collect();
    for variable in site.config.variables.iter().filter(|variable| !used.contains(&variable.name)) {
        let message = format!("no article uses `{}`", variable.name);
        let warning = Diagnostic::warning("unused-variable", CONFIG_FILE, message).at(variable.place.clone());
        found.push(warning.help(format!("write `{{{{ {} }}}}` in an article, or remove it", variable.name)));
    }
    for snippet in site.sources.snippets.iter().filter(|snippet| !used.contains(&snippet.name)) {
        let message = format!("no article uses `{}`", snippet.name);
        let warning = Diagnostic::warning("unused-variable", snippet.file.path(), message);
        found.push(warning.help(format!("write `{{{{ {} }}}}` in an article, or remove it", snippet.name)));
    }
    // Names that snippets use have no entry of their own to be looked at.
    for snippet in &site.sources.snippets {
        tell_unknown(site, (&snippet.file, 0..snippet.file.len()), snippet.language, false, found);
    }
}

fn duplicates(site: &Site, found: &mut Vec<Diagnostic>) {
    for snippet in &site.sources.snippets {
        let Some(variable) = site.config.variables.iter().find(|variable| variable.name == snippet.name) else {
            continue;
        };
        let message = format!("a variable is called `{}`, too", snippet.name);
        let error = Diagnostic::error("duplicate-variable", snippet.file.path(), message);
        found.push(
            error.also(CONFIG_FILE, Some(variable.place.clone()), "this one is inserted").help("rename one of the two"),
        );
    }
}

/// Values that are worth looking for: figures of two characters or more, by language.
fn figures<'s>(site: &'s Site, language: &str) -> BTreeMap<&'s str, &'s str> {
    let values = site.config.variables.iter().map(|variable| (variable.value.get(language), variable.name.as_str()));
    values.filter(|(value, _)| value.chars().nth(1).is_some() && value.contains(|c: char| c.is_ascii_digit())).collect()
}

fn literal(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let figures = figures(subject.site, subject.language());
    let Some(prose) = subject.prose().filter(|_| !figures.is_empty()) else { return };
    let file = &subject.entry.file;
    for block in &prose.blocks {
        for (value, name) in &figures {
            for (at, _) in block.text.match_indices(value) {
                let range = at..at + value.len();
                let place = prose.in_file(block, &range);
                // What came out of a variable is not written out.
                let written = file.slice(place.clone()).as_deref() == Some(*value);
                if written && is_whole(&block.text, &range) && !block.is_code(&range) {
                    let warning = file.warning("literal-value", place, format!("`{value}` exists as a variable"));
                    found.push(warning.help(format!("write `{{{{ {name} }}}}`")));
                }
            }
        }
    }
}

/// Whether a figure is not a part of a longer one: `$5` of `$5.50`, `24 h` of `124 h`.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (text.get(..range.start).unwrap_or_default(), text.get(range.end..).unwrap_or_default());
    let value = text.get(range.clone()).unwrap_or_default();
    let joins = |outer: Option<char>, inner: Option<char>| {
        inner.is_some_and(char::is_alphanumeric) && outer.is_some_and(char::is_alphanumeric)
    };
    let decimals = after.strip_prefix(['.', ',']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let thousands = before.strip_suffix(['.', ',']).is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    !joins(before.chars().next_back(), value.chars().next())
        && !joins(after.chars().next(), value.chars().next_back())
        && !decimals
        && !thousands
}
