//! Free names in the folder that receives an import.

use helpdex_content::config::LanguageId;
use std::collections::{BTreeSet, HashMap};

use super::job::Job;
use helpdex_content::path::join;

/// Pages that Helpdex itself puts at the top of a site.
const RESERVED: [&str; 3] = ["search", "tags", "assets"];

/// What a name stands for already.
#[derive(Default)]
struct Use {
    is_category: bool,
    is_folder: bool,
    /// Languages of the article of that name.
    languages: BTreeSet<LanguageId>,
}

/// Gives out names, each only once: an article and a category of one name would be one URL.
pub(super) struct Names<'a> {
    job: &'a Job<'a>,
    /// Paths at which the content has another file.
    taken: &'a BTreeSet<String>,
    uses: HashMap<String, Use>,
    files: BTreeSet<String>,
    /// Paths that articles had after an earlier import and take again.
    reserved: BTreeSet<String>,
}

impl<'a> Names<'a> {
    /// Starts with what the content has.
    pub(super) fn new(job: &'a Job<'a>, taken: &'a BTreeSet<String>) -> Self {
        Self { job, taken, uses: HashMap::new(), files: BTreeSet::new(), reserved: BTreeSet::new() }
    }

    /// Whether the content has no other file at a path.
    pub(super) fn is_free(&self, path: &str) -> bool {
        !self.taken.contains(path)
    }

    /// The path of a folder with articles, and whether it had to be renamed.
    pub(super) fn category(&mut self, parent: &str, slug: &str) -> (String, bool) {
        let (path, renamed) = numbered(parent, slug, "", |path| {
            let used = self.uses.get(path).is_some_and(|u| u.is_category || u.is_folder || !u.languages.is_empty());
            let reserved = self.job.at_top && parent.is_empty() && self.is_reserved(path);
            used || reserved || self.is_article_in_content(path) || self.job.into.join(path).is_file()
        });
        self.uses.entry(path.clone()).or_default().is_category = true;
        (path, renamed)
    }

    /// The path of a folder with images only.
    pub(super) fn folder(&mut self, parent: &str, slug: &str) -> (String, bool) {
        let (path, renamed) = numbered(parent, slug, "", |path| {
            let used = self.uses.get(path).is_some_and(|u| u.is_category || u.is_folder);
            used || self.job.into.join(path).is_file()
        });
        self.uses.entry(path.clone()).or_default().is_folder = true;
        (path, renamed)
    }

    /// The path of an article's file.
    pub(super) fn article(&mut self, folder: &str, slug: &str, language: LanguageId) -> (String, bool) {
        let suffix = self.job.suffix(language);
        let (path, renamed) = numbered(folder, slug, "", |path| {
            let used = self.uses.get(path).is_some_and(|u| u.is_category || u.languages.contains(&language));
            let file = format!("{path}{suffix}.md");
            used || self.taken.contains(&file) || self.reserved.contains(&file) || self.is_category_in_content(path)
        });
        self.uses.entry(path.clone()).or_default().languages.insert(language);
        (format!("{path}{suffix}.md"), renamed)
    }

    /// Keeps paths for the articles that had them after an earlier import.
    pub(super) fn reserve<'p>(&mut self, paths: impl Iterator<Item = &'p str>) {
        self.reserved.extend(paths.map(str::to_owned));
    }

    /// Takes the path that an article had after an earlier import; false when something else has it.
    pub(super) fn claim(&mut self, path: &str, language: LanguageId) -> bool {
        let suffix = format!("{}.md", self.job.suffix(language));
        let Some(stem) = path.strip_suffix(&suffix) else { return false };
        let used = self.uses.get(stem).is_some_and(|u| u.is_category || u.languages.contains(&language));
        if used || self.taken.contains(path) {
            return false;
        }
        self.uses.entry(stem.to_owned()).or_default().languages.insert(language);
        true
    }

    /// The path of a file that is copied. Capitals don't tell names apart: they don't on every machine.
    pub(super) fn file(&mut self, folder: &str, name: &str) -> (String, bool) {
        let (stem, extension) = match name.rfind('.') {
            Some(at) => name.split_at(at),
            None => (name, ""),
        };
        let (path, renamed) = numbered(folder, stem, extension, |path| {
            self.taken.contains(path) || self.files.contains(&path.to_lowercase())
        });
        self.files.insert(path.to_lowercase());
        (path, renamed)
    }

    fn is_reserved(&self, slug: &str) -> bool {
        let languages = &self.job.config.languages;
        RESERVED.contains(&slug)
            || slug == "languages" && languages.are_many()
            || self.job.config.language_id(slug).is_some()
    }

    fn is_article_in_content(&self, path: &str) -> bool {
        let suffixes = self.job.config.languages.ids().map(|language| self.job.suffix(language));
        suffixes.into_iter().any(|suffix| self.job.into.join(format!("{path}{suffix}.md")).is_file())
    }

    fn is_category_in_content(&self, path: &str) -> bool {
        let Ok(inside) = std::fs::read_dir(self.job.into.join(path)) else { return false };
        inside.flatten().any(|entry| entry.path().extension().is_some_and(|extension| extension == "md"))
    }
}

/// The first of `x`, `x-2`, `x-3`, … that is not in use, and whether it is another one than the first.
fn numbered(folder: &str, stem: &str, extension: &str, in_use: impl Fn(&str) -> bool) -> (String, bool) {
    let mut path = join(folder, &format!("{stem}{extension}"));
    let mut number = 1_usize;
    while in_use(&path) {
        number += 1;
        path = join(folder, &format!("{stem}-{number}{extension}"));
    }
    (path, number > 1)
}
