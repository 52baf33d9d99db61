//! Checklists for reviews.

use std::sync::Arc;

use super::applies::Applies;
use super::wording::Wording;
use crate::config::LanguageId;
use crate::diagnostic::SourceText;
use crate::markdown::Rendered;
use crate::source::Entry;

/// A checklist: what a good answer holds to.
#[derive(Debug)]
pub struct Standard {
    /// Its file's name without the ending.
    pub name: String,
    /// The same as URLs have it.
    pub slug: String,
    /// Its file.
    pub file: Arc<SourceText>,
    /// What it is called; nothing where the file doesn't say.
    pub title: Option<Wording>,
    /// What it is for, in a sentence.
    pub summary: Option<Wording>,
    /// To which articles and macros it applies.
    pub applies: Applies,
    /// What a reviewer may come upon, and what to do about it.
    pub cases: Vec<Case>,
}

/// A case, and the steps that an agent takes.
#[derive(Debug)]
pub struct Case {
    /// What it is about; nothing where the file doesn't say.
    pub title: Option<Wording>,
    /// The steps.
    pub steps: Vec<Step>,
}

/// A step.
#[derive(Debug)]
pub struct Step {
    /// As written, in Markdown.
    pub wording: Wording,
    /// The same rendered, text by text.
    pub(super) bodies: Vec<Rendered>,
}

/// All checklists of a site, by the names of their files.
#[derive(Debug, Default)]
pub struct Standards {
    pub(super) list: Vec<Standard>,
}

impl Standard {
    /// What it is called for readers of a language, and in which language that is.
    pub fn title(&self, language: LanguageId) -> (LanguageId, &str) {
        let title = self.title.as_ref().and_then(|title| title.get(language));
        title.unwrap_or((LanguageId::DEFAULT, &self.name))
    }

    /// How many steps it has.
    pub fn count(&self) -> usize {
        self.cases.iter().map(|case| case.steps.len()).sum()
    }

    /// All of its texts.
    pub fn wordings(&self) -> impl Iterator<Item = &Wording> {
        let cases = self.cases.iter().flat_map(|case| {
            let steps = case.steps.iter().map(|step| &step.wording);
            case.title.iter().chain(steps)
        });
        self.title.iter().chain(&self.summary).chain(cases)
    }
}

impl Case {
    /// The name of its place in a page: its number from 1.
    pub fn anchor(number: usize) -> String {
        format!("case-{number}")
    }
}

impl Step {
    /// What it says to readers of a language, and in which language it says so.
    pub fn body(&self, language: LanguageId) -> Option<(LanguageId, &Rendered)> {
        let (own, _) = self.wording.get(language)?;
        Some((own, self.bodies.get(self.wording.place(language))?))
    }

    /// Each of its texts, rendered.
    pub fn bodies(&self) -> impl Iterator<Item = &Rendered> {
        self.bodies.iter()
    }

    /// Its text for readers of a language on one line, without marks.
    pub fn plain(&self, language: LanguageId) -> String {
        let texts = self.body(language).map(|(_, body)| body.texts()).unwrap_or_default();
        let texts = texts.sections.iter().map(|section| section.text.trim());
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ").replace('\n', " ")
    }
}

impl Standards {
    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Standard> {
        self.list.iter()
    }

    /// One by its place.
    pub fn get(&self, number: usize) -> Option<&Standard> {
        self.list.get(number)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether they come from the same texts.
    pub fn are_of_same_files(&self, other: &Self) -> bool {
        let files =
            |standards: &Self| standards.list.iter().map(|standard| Arc::as_ptr(&standard.file)).collect::<Vec<_>>();
        files(self) == files(other)
    }

    /// Those that apply to an article or macro, with their places.
    pub fn of<'s>(&'s self, entry: &'s Entry) -> impl Iterator<Item = (usize, &'s Standard)> {
        self.list.iter().enumerate().filter(|(_, standard)| standard.applies.fits(entry))
    }
}
