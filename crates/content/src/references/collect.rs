//! Every place of a site that names something.

use std::ops::Range;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use super::keys::{By, Holder, KEYS, texts};
use crate::config::{CONFIG_FILE, Config};
use crate::diagnostic::SourceText;
use crate::markdown::{Notation, destinations};
use crate::source::{Entry, INCIDENTS, SNIPPETS, STANDARDS, Sources, front_matter_range};
use crate::yaml;

/// How a place names something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As the destination of a link or image.
    Link(Notation),
    /// As a text of YAML.
    Key(By),
}

/// A place that names something.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The file that it stands in.
    pub file: Arc<SourceText>,
    /// Its bytes there; a text of YAML with its quotation marks.
    pub range: Range<usize>,
    /// What it says, without quotation marks.
    pub text: String,
    /// The folder below the content folder that relative paths count from.
    pub(super) folder: String,
    pub(super) form: Form,
    related: bool,
}

impl Reference {
    /// The place for people: `path:line:column`.
    pub fn location(&self) -> String {
        let place = self.file.place(self.range.clone());
        format!("{}:{}:{}", self.file.path(), place.line, place.column)
    }

    /// The path in it, without signs that stand for others, and without what follows it.
    pub fn path(&self) -> String {
        let path = self.text.split(['?', '#']).next().unwrap_or_default();
        percent_decode_str(path).decode_utf8().map_or_else(|_| path.to_owned(), Into::into)
    }

    /// Whether it stands in the list of related articles.
    pub fn is_related(&self) -> bool {
        self.related
    }
}

/// All of them, file by file. Drafts count as well: one day they are published.
pub fn all(config: &Config, sources: &Sources) -> Vec<Reference> {
    let mut found = Vec::new();
    for entry in &sources.entries {
        of_entry(entry, &mut found);
    }
    for snippet in &sources.snippets {
        of_body(&snippet.file, 0..snippet.file.len(), SNIPPETS, &mut found);
    }
    for incident in &sources.incidents {
        let yaml = front_matter_range(&incident.file);
        let body = yaml.as_ref().map_or(0, |yaml| body_start(&incident.file.text(), yaml.end))..incident.file.len();
        if let Some(yaml) = yaml {
            of_yaml(&incident.file, yaml, Holder::Incident, "", &mut found);
        }
        of_body(&incident.file, body, INCIDENTS, &mut found);
    }
    for standard in &sources.standards {
        of_standard(&standard.file, &mut found);
    }
    for (file, holder) in [(&sources.queries, Holder::Queries), (&sources.synonyms, Holder::Synonyms)] {
        if let Some(file) = file {
            of_yaml(file, 0..file.len(), holder, "", &mut found);
        }
    }
    // It was read when the settings were: whoever can't read it any more has no site.
    if let Ok(text) = std::fs::read_to_string(config.root.join(CONFIG_FILE)) {
        let file = Arc::new(SourceText::new(CONFIG_FILE, text.strip_prefix('\u{feff}').unwrap_or(&text)));
        of_yaml(&file, 0..file.len(), Holder::Settings, "", &mut found);
    }
    found
}

/// The steps of a checklist are Markdown inside of YAML: a link stands on one line there, however the text is written.
fn of_standard(file: &Arc<SourceText>, found: &mut Vec<Reference>) {
    let text = &*file.text();
    of_yaml(file, 0..text.len(), Holder::Standard, "", found);
    let Ok(root) = yaml::parse(text) else { return };
    for key in ["cases.[].steps", "cases.[].steps.*", "cases.[].steps.[].*"] {
        for node in texts(&root, text, key) {
            let mut start = node.range.start;
            for line in text.get(node.range.clone()).unwrap_or_default().split_inclusive('\n') {
                let indent = line.len() - line.trim_start().len();
                of_body(file, start + indent..start + line.trim_end().len().max(indent), STANDARDS, found);
                start += line.len();
            }
        }
    }
}

/// Where a text goes on after the line that ends its front matter.
fn body_start(text: &str, yaml_end: usize) -> usize {
    text.get(yaml_end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| yaml_end + end + 1)
}

fn of_entry(entry: &Entry, found: &mut Vec<Reference>) {
    let file = Arc::new(SourceText::new(entry.file.path(), entry.file.text()));
    if let Some(yaml) = front_matter_range(&file) {
        of_yaml(&file, yaml, Holder::FrontMatter, entry.folder(), found);
    }
    of_body(&file, entry.body.clone(), entry.folder(), found);
}

fn of_body(file: &Arc<SourceText>, body: Range<usize>, folder: &str, found: &mut Vec<Reference>) {
    let text = &*file.slice(body.clone()).unwrap_or_default();
    for destination in destinations(text) {
        let range = body.start + destination.range.start..body.start + destination.range.end;
        let written = &*file.slice(range.clone()).unwrap_or_default();
        let text = match destination.notation {
            Notation::Html => crate::markdown::decode_entities(written).into_owned(),
            _ => written.to_owned(),
        };
        let form = Form::Link(destination.notation);
        found.push(Reference { file: Arc::clone(file), range, text, folder: folder.to_owned(), form, related: false });
    }
}

fn of_yaml(file: &Arc<SourceText>, part: Range<usize>, holder: Holder, folder: &str, found: &mut Vec<Reference>) {
    let text = &*file.slice(part.clone()).unwrap_or_default();
    let Ok(root) = yaml::parse(text) else { return };
    for key in KEYS.iter().filter(|key| key.holder == holder) {
        for node in texts(&root, text, key.key) {
            let Some(said) = node.as_text(text) else { continue };
            found.push(Reference {
                file: Arc::clone(file),
                range: part.start + node.range.start..part.start + node.range.end,
                text: said.trim().to_owned(),
                folder: folder.to_owned(),
                form: Form::Key(key.by),
                related: key.key == "related",
            });
        }
    }
}
