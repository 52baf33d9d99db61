//! What becomes of a link: it leads to a part of the import, to what stays at the source, or nowhere.

use std::collections::HashSet;
use std::ops::Range;

use super::dead::{self, Edit};
use super::document::{Document, index_rank};
use super::elsewhere::Elsewhere;
use super::existing::Existing;
use super::links;
use super::lookup::{Lookup, Target};
use super::pictures::Pictures;
use super::reference::{Form, Reference};
use super::report::Summary;
use super::survey::Survey;
use crate::source::what;
use helpdex_content::markdown::{SCHEMES, scheme};
use helpdex_content::routes::is_published_kind;
use helpdex_content::source::svg_runs_code;

/// A link of a document whose target is part of the import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link<'a> {
    /// The bytes of the body to replace.
    pub(super) range: Range<usize>,
    /// What it leads to.
    pub(super) target: Target<'a>,
    /// Nothing, or a place in the target with its `#`.
    pub(super) fragment: String,
}

/// What is to be done to the links and images of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Links<'a> {
    /// Those whose targets move.
    pub(super) live: Vec<Link<'a>>,
    /// Pieces of those that lead nowhere, and what stands there instead.
    pub(super) dead: Vec<Edit>,
}

impl<'a> Links<'a> {
    /// The files that have to be copied for them.
    pub(super) fn files(&self) -> impl Iterator<Item = &'a str> {
        self.live.iter().filter_map(|link| match link.target {
            Target::File(path) => Some(path),
            _ => None,
        })
    }
}

/// What becomes of the links of an import.
pub(super) struct Targets<'a> {
    survey: &'a Survey,
    existing: &'a Existing,
    all: &'a [Document],
    lookup: Lookup<'a>,
    /// What stays at the source.
    elsewhere: Elsewhere<'a>,
    /// Folder and name of everything that is no draft.
    published: HashSet<(&'a str, &'a str)>,
}

impl<'a> Targets<'a> {
    /// Takes in the files of an import.
    pub(super) fn new(survey: &'a Survey, documents: &'a [Document], existing: &'a Existing) -> Self {
        let published = documents.iter().filter(|document| !document.meta.is_draft());
        Self {
            survey,
            existing,
            all: documents,
            lookup: Lookup::new(survey, documents),
            elsewhere: Elsewhere::new(survey),
            published: published.map(|document| (document.folder(), document.stem.as_str())).collect(),
        }
    }

    /// What is to be done to the links of the document with this index; what leads nowhere is told.
    pub(super) fn links(&self, index: usize, pictures: &mut Pictures, summary: &mut Summary) -> Links<'a> {
        let Some(document) = self.all.get(index) else { return Links::default() };
        let (mut live, mut dead, mut abroad) = (Vec::new(), Vec::new(), Vec::new());
        for reference in links::references(&document.body) {
            let line = document.line(reference.range.start);
            match self.answer(document, &reference, &mut |data| pictures.take(data, index)) {
                Answer::Elsewhere => {}
                // What stands between `<` and `>` is a whole address: it can't become a path.
                Answer::Here(..) if reference.is_use() || reference.form == Form::Autolink => {}
                Answer::Here(target, fragment) => {
                    if matches!(target, Target::Picture(_)) {
                        summary.pictures += 1;
                    }
                    live.push(Link { range: reference.range, target, fragment });
                }
                Answer::AtSource(_) if reference.is_use() || reference.form == Form::Autolink => {}
                Answer::AtSource(url) => abroad.push((reference.range, url)),
                Answer::Nowhere(why) => match reference.form {
                    Form::Guess | Form::Definition => {}
                    Form::Other => summary.problem(what::DEAD, &document.origin, Some(line), why),
                    _ => {
                        let what = if reference.is_image() { "the image" } else { "the link" };
                        summary.unlinked += 1;
                        summary.problem(
                            what::DEAD,
                            &document.origin,
                            Some(line),
                            format!("{why}; {what} is only its text now"),
                        );
                        dead.push(reference);
                    }
                },
            }
        }
        let mut dead = dead::edits(&document.body, &dead);
        dead.extend(abroad);
        Links { live, dead }
    }

    fn answer(
        &self,
        document: &Document,
        reference: &Reference,
        picture: &mut dyn FnMut(&str) -> Option<usize>,
    ) -> Answer<'a> {
        let href = reference.href.as_str();
        let (path, fragment) = match href.find('#') {
            Some(at) => href.split_at(at),
            None => (href, ""),
        };
        let is_image = reference.is_image();
        if path.starts_with("//") || path.is_empty() && !is_image {
            return Answer::Elsewhere;
        }
        if path.is_empty() && matches!(reference.form, Form::Img { .. }) {
            return Answer::Nowhere("an image names no file".to_owned());
        }
        match scheme(href) {
            Some(scheme) if scheme == "http" || scheme == "https" => {
                let own = self
                    .lookup
                    .at_host(path)
                    .filter(|target| self.refusal(document, *target, path, is_image).is_none());
                return match own {
                    Some(target) => Answer::Here(target, fragment.to_owned()),
                    // The new site takes the place of the old one.
                    None if self.lookup.is_own_host(path) && self.existing.misses(path, is_image) => {
                        Answer::Nowhere(format!("`{path}` is an address of this site, and nothing is there"))
                    }
                    None => Answer::Elsewhere,
                };
            }
            Some(scheme) if scheme == "data" && (is_image || reference.form == Form::Definition) => {
                return match picture(href) {
                    Some(index) => Answer::Here(Target::Picture(index), String::new()),
                    None => Answer::Nowhere("the image in the text can't be read".to_owned()),
                };
            }
            Some(scheme) if !is_image && SCHEMES.contains(&scheme.as_str()) => return Answer::Elsewhere,
            Some(scheme) => {
                let shown: String = href.chars().take(80).collect();
                let what = if is_image { "images" } else { "links" };
                return Answer::Nowhere(format!("`{shown}`: Helpdex publishes no {what} with `{scheme}:`"));
            }
            None => {}
        }
        match self.lookup.find(document, path) {
            Some(target) => match self.refusal(document, target, path, is_image) {
                Some(why) => Answer::Nowhere(why),
                None => Answer::Here(target, fragment.to_owned()),
            },
            None if self.existing.answers(href, is_image) => Answer::Elsewhere,
            None => match self.elsewhere.url(path).filter(|url| !is_image && !self.existing.misses(url, false)) {
                Some(url) => Answer::AtSource(format!("{url}{fragment}")),
                None => Answer::Nowhere(format!("`{path}` is not in the imported folder")),
            },
        }
    }

    /// Why a file of the import can't be linked to, if so.
    fn refusal(&self, document: &Document, target: Target<'_>, path: &str, is_image: bool) -> Option<String> {
        match target {
            Target::Document(_) | Target::Folder(_) if is_image => Some(format!("`{path}` is not an image")),
            Target::Document(index) => {
                let other = self.all.get(index)?;
                let is_hidden = !self.published.contains(&(other.folder(), other.stem.as_str()))
                    && index_rank(&other.stem).is_none()
                    && !document.meta.is_draft();
                is_hidden.then(|| format!("`{path}` is a draft"))
            }
            Target::File(file) if !is_published_kind(file) => {
                Some(format!("`{path}` is of a kind that Helpdex does not publish"))
            }
            Target::File(file) if file.to_ascii_lowercase().ends_with(".svg") => {
                let drawing =
                    self.survey.files.get(file).and_then(|asset| asset.content.read().ok()).unwrap_or_default();
                svg_runs_code(&String::from_utf8_lossy(&drawing)).then(|| format!("`{path}` holds code that would run"))
            }
            Target::File(_) | Target::Folder(_) | Target::Picture(_) => None,
        }
    }

    /// The article that `related` names, and that is shown wherever `document` is.
    pub(super) fn related(&self, document: &Document, path: &str) -> Option<usize> {
        let path = path.split('#').next().unwrap_or(path);
        let at_top = || self.lookup.at_top(path);
        let found = self.lookup.find(document, path).or_else(at_top)?;
        match found {
            Target::Document(index) if self.refusal(document, found, path, false).is_none() => Some(index),
            _ => None,
        }
    }
}

/// Where a reference leads.
enum Answer<'a> {
    /// To something that the import leaves alone.
    Elsewhere,
    /// To a part of the import, and a place in it.
    Here(Target<'a>, String),
    /// To a page that stays at the source, by this address.
    AtSource(String),
    /// Nowhere, and why.
    Nowhere(String),
}
