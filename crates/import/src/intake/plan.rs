//! Where every imported file goes.

use helpdex_content::config::LanguageId;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::document::{Document, index_rank, readable};
use super::job::Job;
use super::keys::Settled;
use super::names::Names;
use super::pictures::Picture;
use super::state::Previous;
use super::survey::Survey;
use helpdex_content::path::{join, split};
use helpdex_content::slug::slugify;

/// The new places of an import's files; paths count from the folder that receives them.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Folders, by their old paths.
    pub(super) folders: HashMap<String, String>,
    /// The new path of each document.
    pub(super) documents: Vec<String>,
    /// Whether the document is the page of a category, or the home page.
    pub(super) is_page: Vec<bool>,
    /// Files that documents use, by their old paths.
    pub(super) files: BTreeMap<String, String>,
    /// The new paths of images that stood in the texts.
    pub(super) pictures: Vec<String>,
    /// Of each document, the old URLs that may lead to it.
    pub(super) aliases: Vec<Settled>,
    /// Categories without a page of their own.
    pub(super) categories: Vec<Category>,
    /// Of each of those, the old URLs that may lead to it.
    pub(super) category_aliases: Vec<Vec<String>>,
    /// Old and new path of what could not keep its name.
    pub(super) renamed: Vec<(String, String)>,
}

impl Plan {
    /// Plans an import. No file gets a name that is among `taken`.
    pub(super) fn new(
        job: &Job<'_>,
        survey: &Survey,
        documents: &[Document],
        used: &BTreeSet<&str>,
        pictures: &[Picture],
        taken: &BTreeSet<String>,
        previous: &Previous,
    ) -> Self {
        let shape = Shape::of(documents);
        let mut planner =
            Planner { job, survey, documents, shape, names: Names::new(job, taken), previous, plan: Plan::default() };
        planner.pages(taken);
        let stray = planner.stray_home();
        planner.folders();
        planner.articles(stray.as_deref());
        planner.categories(stray.as_deref());
        planner.files(used);
        planner.pictures(pictures);
        planner.plan
    }
}

/// What the folders of the import are.
struct Shape<'d> {
    /// Folders with articles in or below them.
    categories: BTreeSet<&'d str>,
    /// Folders around a single article and its images: `how-to/index.md`.
    bundles: BTreeSet<&'d str>,
}

impl<'d> Shape<'d> {
    fn of(documents: &'d [Document]) -> Self {
        let mut stems: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        let mut parents = BTreeSet::new();
        for document in documents {
            let folder = document.folder();
            stems.entry(folder).or_default().insert(document.stem.to_lowercase());
            let mut at = folder;
            while !at.is_empty() {
                at = split(at).0;
                parents.insert(at);
            }
        }
        let single = |stems: &BTreeSet<String>| stems.len() == 1 && stems.iter().all(|s| index_rank(s) > Some(0));
        let bundles: BTreeSet<&str> = stems
            .iter()
            .filter(|(folder, stems)| !folder.is_empty() && !parents.contains(*folder) && single(stems))
            .map(|(folder, _)| *folder)
            .collect();
        let categories = stems.keys().copied().filter(|folder| !bundles.contains(folder)).chain(parents);
        Self { categories: categories.filter(|folder| !folder.is_empty()).collect(), bundles }
    }
}

struct Planner<'a> {
    job: &'a Job<'a>,
    survey: &'a Survey,
    documents: &'a [Document],
    shape: Shape<'a>,
    names: Names<'a>,
    previous: &'a Previous,
    plan: Plan,
}

/// The page of a category that is made from what is known of its folder.
#[derive(Clone, Debug)]
pub(super) struct Category {
    /// Where it goes.
    pub(super) path: String,
    /// The folder's place.
    pub(super) folder: String,
    /// Its language.
    pub(super) language: LanguageId,
    /// Its title.
    pub(super) title: String,
}

impl Planner<'_> {
    /// Chooses the documents that are the pages of their folders.
    fn pages(&mut self, taken: &BTreeSet<String>) {
        let mut best: BTreeMap<(&str, LanguageId), (usize, usize)> = BTreeMap::new();
        for (index, document) in self.documents.iter().enumerate() {
            let folder = document.folder();
            if let Some(rank) = index_rank(&document.stem).filter(|_| !self.shape.bundles.contains(folder)) {
                let page = best.entry((folder, document.language)).or_insert((rank, index));
                *page = (*page).min((rank, index));
            }
        }
        self.plan.is_page = vec![false; self.documents.len()];
        for ((folder, language), (_, index)) in best {
            // A folder's new name is not known yet; of the pages only the top one is ever in the way before that.
            let at_top = folder.is_empty() && taken.contains(&self.page_path("", language));
            if let Some(slot) = self.plan.is_page.get_mut(index).filter(|_| !at_top) {
                *slot = true;
            }
        }
    }

    fn page_path(&self, folder: &str, language: LanguageId) -> String {
        join(folder, &format!("_index{}.md", self.job.suffix(language)))
    }

    /// The category for articles that lie in no folder, if there are any and the content folder receives them.
    fn stray_home(&mut self) -> Option<String> {
        let is_stray = |(index, document): (usize, &Document)| {
            let parent = if self.shape.bundles.contains(document.folder()) {
                split(document.folder()).0
            } else {
                document.folder()
            };
            parent.is_empty() && !self.plan.is_page.get(index).copied().unwrap_or_default()
        };
        let needed = self.job.at_top && self.documents.iter().enumerate().any(is_stray);
        needed.then(|| self.names.category("", &slug_or(&self.survey.name, "articles")).0)
    }

    fn folders(&mut self) {
        self.plan.folders.insert(String::new(), String::new());
        for folder in self.survey.folders.iter().filter(|folder| !folder.is_empty()) {
            let (parent, name) = split(folder);
            let parent = self.plan.folders.get(parent).cloned().unwrap_or_default();
            let slug = slug_or(name, "folder");
            let is_category = self.shape.categories.contains(folder.as_str());
            let (place, renamed) =
                if is_category { self.names.category(&parent, &slug) } else { self.names.folder(&parent, &slug) };
            if renamed && is_category {
                self.plan.renamed.push((folder.clone(), place.clone()));
            }
            self.plan.folders.insert(folder.clone(), place);
        }
    }

    fn place_of(&self, folder: &str) -> String {
        self.plan.folders.get(folder).cloned().unwrap_or_default()
    }

    fn articles(&mut self, stray: Option<&str>) {
        let (config, previous) = (self.job.config, self.previous);
        self.names.reserve(self.documents.iter().filter_map(|document| previous.page(&document.key(config))));
        for (index, document) in self.documents.iter().enumerate() {
            let folder = document.folder();
            if self.plan.is_page.get(index).copied().unwrap_or_default() {
                let path = self.page_path(&self.place_of(folder), document.language);
                if self.names.is_free(&path) {
                    self.plan.documents.push(path);
                    continue;
                }
                // The content has another page for this category: this one becomes an article in it.
                if let Some(slot) = self.plan.is_page.get_mut(index) {
                    *slot = false;
                }
            }
            let is_bundle = self.shape.bundles.contains(folder);
            let (home, name) = if is_bundle { split(folder) } else { (folder, document.stem.as_str()) };
            let place = if home.is_empty() { stray.unwrap_or_default().to_owned() } else { self.place_of(home) };
            if let Some(path) = self.previous.page(&document.key(self.job.config)) {
                // It keeps the name that an earlier import gave it, whatever files came in between.
                if split(path).0 == place && self.names.claim(path, document.language) {
                    self.plan.documents.push(path.to_owned());
                    continue;
                }
            }
            let slug = document.meta.slug.as_deref().map(slugify).filter(|slug| !slug.is_empty());
            let slug = slug.unwrap_or_else(|| slug_or(name, &slug_or(&document.title, "article")));
            let (path, renamed) = self.names.article(&place, &slug, document.language);
            if renamed {
                self.plan.renamed.push((document.origin.clone(), path.clone()));
            }
            self.plan.documents.push(path);
        }
    }

    fn categories(&mut self, stray: Option<&str>) {
        let folders = self.shape.categories.iter().map(|folder| ((*folder).to_owned(), self.place_of(folder)));
        let mut wanted: Vec<(String, String, String)> = folders
            .map(|(folder, place)| {
                let title = readable(split(&folder).1);
                (folder, place, title)
            })
            .chain(stray.map(|place| (String::new(), place.to_owned(), readable(&self.survey.name))))
            .collect();
        if !self.job.at_top {
            wanted.push((String::new(), String::new(), readable(&self.survey.name)));
        }
        let written: BTreeSet<&String> = self.plan.documents.iter().collect();
        for (folder, place, title) in wanted {
            let known = self.survey.known.get(&folder);
            let titles = known.map(|known| &known.titles).into_iter().flatten();
            let mut in_languages: BTreeMap<LanguageId, String> =
                titles.map(|(language, title)| (*language, title.clone())).collect();
            in_languages.entry(self.job.language).or_insert(title);
            for (language, title) in in_languages {
                let path = self.page_path(&place, language);
                if !written.contains(&path) {
                    self.plan.categories.push(Category { path, folder: folder.clone(), language, title });
                }
            }
        }
    }

    fn files(&mut self, used: &BTreeSet<&str>) {
        for file in used {
            let Some(asset) = self.survey.files.get(*file) else { continue };
            let (folder, name) = split(&asset.place);
            let (path, renamed) = self.names.file(&self.place_of(folder), &plain_name(name));
            if renamed {
                self.plan.renamed.push(((*file).to_owned(), path.clone()));
            }
            self.plan.files.insert((*file).to_owned(), path);
        }
    }

    /// Names images of the text after the article that shows them first: `img/ARTICLE-1.png` beside it.
    fn pictures(&mut self, pictures: &[Picture]) {
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        for picture in pictures {
            let article = self.plan.documents.get(picture.document).cloned().unwrap_or_default();
            let number = numbers.entry(picture.document).or_default();
            *number += 1;
            let stem = stem(&article).trim_start_matches('_');
            let name = format!("{stem}-{number}.{}", picture.extension);
            let (path, _) = self.names.file(&join(split(&article).0, "img"), &name);
            self.plan.pictures.push(path);
        }
    }
}

/// The stem of an article's new name, without its language.
fn stem(path: &str) -> &str {
    let (_, name) = split(path);
    name.split('.').next().unwrap_or(name)
}

fn slug_or(name: &str, other: &str) -> String {
    let slug = slugify(name);
    if slug.is_empty() { other.to_owned() } else { slug }
}

/// A file's name that needs no escapes in links and URLs and is not hidden.
fn plain_name(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if name.chars().all(plain) && name.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return name.to_owned();
    }
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{}.{}", slug_or(stem, "file"), slug_or(extension, "file")),
        None => slug_or(name, "file"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files() {
        assert_eq!(plain_name("Pic_1.PNG"), "Pic_1.PNG");
        assert_eq!(plain_name("image (1) & b.png"), "image-1-b.png");
        assert_eq!(plain_name("Снимок экрана.png"), "snimok-ekrana.png");
        assert_eq!(plain_name("_x~.png"), "x.png");
    }
}
