//! Which file of the imported folder a link means.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::addresses::Addresses;
use super::dead::{self, Edit};
use super::document::{Document, index_rank};
use super::elsewhere::Elsewhere;
use super::existing::Existing;
use super::links;
use super::lists::Lists;
use super::pictures::Pictures;
use super::reference::{Form, Reference};
use super::report::Summary;
use super::survey::Survey;
use crate::source::tree::has_extension;
use crate::source::what;
use helpdex_content::markdown::{SCHEMES, scheme};
use helpdex_content::path;
use helpdex_content::path::{join, split};
use helpdex_content::routes::{is_published_kind, slug_path};
use helpdex_content::source::svg_runs_code;

/// What a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// A Markdown file, by its index.
    Document(usize),
    /// Another file, by its path.
    File(&'a str),
    /// A folder of articles, by its path.
    Folder(&'a str),
    /// An image that stood in the text, by its index.
    Picture(usize),
}

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

/// Finds files by what authors write in links.
pub(super) struct Targets<'a> {
    survey: &'a Survey,
    existing: &'a Existing,
    all: &'a [Document],
    documents: HashMap<&'a str, usize>,
    /// Documents by their URLs at the source.
    addresses: Addresses,
    /// Folders by the URLs of their lists.
    lists: Lists<'a>,
    /// What stays at the source.
    elsewhere: Elsewhere<'a>,
    /// Documents by the old URLs that they name, without slashes at the end.
    aliases: HashMap<&'a str, usize>,
    /// Documents by what their paths look like in a URL.
    slugs: HashMap<String, usize>,
    /// The document that is a folder's page, and its rank.
    pages: HashMap<&'a str, (usize, usize)>,
    /// Folders with articles in or below them.
    folders: BTreeSet<&'a str>,
    /// Folder and name of everything that is no draft.
    published: HashSet<(&'a str, &'a str)>,
}

impl<'a> Targets<'a> {
    /// Takes in the files of an import.
    pub(super) fn new(survey: &'a Survey, documents: &'a [Document], existing: &'a Existing) -> Self {
        let mut targets = Self {
            survey,
            existing,
            all: documents,
            documents: HashMap::new(),
            addresses: Addresses::new(documents),
            lists: Lists::new(survey),
            elsewhere: Elsewhere::new(survey),
            aliases: HashMap::new(),
            slugs: HashMap::new(),
            pages: HashMap::new(),
            folders: BTreeSet::new(),
            published: HashSet::new(),
        };
        for (index, document) in documents.iter().enumerate() {
            targets.documents.entry(&document.origin).or_insert(index);
            targets.slugs.entry(slug_path(&join(document.folder(), &document.stem))).or_insert(index);
            for alias in &document.meta.aliases {
                targets.aliases.entry(alias.trim_end_matches('/')).or_insert(index);
            }
            if !document.meta.is_draft() {
                targets.published.insert((document.folder(), &document.stem));
            }
            if let Some(rank) = index_rank(&document.stem) {
                let page = targets.pages.entry(document.folder()).or_insert((rank, index));
                *page = (*page).min((rank, index));
            }
            let mut folder = document.folder();
            while !folder.is_empty() && targets.folders.insert(folder) {
                folder = split(folder).0;
            }
        }
        targets
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
                let own = self.at_host(path).filter(|target| self.refusal(document, *target, path, is_image).is_none());
                return match own {
                    Some(target) => Answer::Here(target, fragment.to_owned()),
                    // The new site takes the place of the old one.
                    None if self.is_own_host(path) && self.existing.misses(path, is_image) => {
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
        match self.find(document, path) {
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
        let at_top = || self.by_file(&self.survey.addresses.roots, path);
        let found = self.find(document, path).or_else(at_top)?;
        match found {
            Target::Document(index) if self.refusal(document, found, path, false).is_none() => Some(index),
            _ => None,
        }
    }

    /// The target of a path written in a document.
    fn find(&self, document: &Document, path: &str) -> Option<Target<'a>> {
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        let without_query = decoded.split('?').next().unwrap_or_default();
        let forward = without_query.replace('\\', "/");
        [decoded.as_ref(), path, without_query, &forward].iter().find_map(|path| self.find_plain(document, path))
    }

    fn find_plain(&self, document: &Document, path: &str) -> Option<Target<'a>> {
        // The name of a file means that file, whatever it is called in a URL.
        let names_file = has_extension(path, &["md", "mdx", "markdown"]);
        let address = document.address.as_deref();
        // Some tools put the base path before what counts from the top.
        let base = self.survey.addresses.base.as_str();
        let in_base = || self.addresses.find(None, &format!("{base}{path}"));
        let by_address = || {
            let found = self.addresses.find(address, path);
            found.or_else(|| in_base().filter(|_| path.starts_with('/') && !base.is_empty())).map(Target::Document)
        };
        let first = if names_file { None } else { by_address() };
        let found = first.or_else(|| self.by_file(&document.bases, path)).or_else(by_address);
        found.or_else(|| self.by_list(path)).or_else(|| {
            // As a browser reads it: from the page's address, and no further up than the top.
            let whole = path::resolve_url(address.filter(|_| !path.starts_with('/'))?, path);
            self.by_file(&[], &whole).or_else(|| self.by_list(&whole))
        })
    }

    /// The folder whose list answered at a URL path.
    fn by_list(&self, path: &str) -> Option<Target<'a>> {
        let place = self.lists.place(&self.survey.addresses.base, path)?;
        let page = self.pages.get(place).map(|(_, index)| Target::Document(*index));
        page.or_else(|| self.folders.get(place).map(|folder| Target::Folder(folder)))
    }

    fn by_file(&self, bases: &[String], path: &str) -> Option<Target<'a>> {
        let Some(rooted) = path.strip_prefix('/') else {
            return bases.iter().find_map(|base| self.at(&path::resolve(base, path)?));
        };
        // An absolute path counts from the top of the old site: the folder itself, or what it lies in.
        let below = rooted.strip_prefix(self.survey.name.as_str()).and_then(|rest| rest.strip_prefix('/'));
        let base = self.survey.addresses.base.as_str();
        let in_base = path.strip_prefix(base).and_then(|rest| rest.strip_prefix('/')).filter(|_| !base.is_empty());
        let roots = &self.survey.addresses.roots;
        let in_roots = |path: &str| roots.iter().find_map(|root| self.at(&path::resolve("", &join(root, path))?));
        let plain = in_base.and_then(in_roots).or_else(|| in_roots(rooted)).or_else(|| in_roots(below?));
        plain.or_else(|| self.by_url(path))
    }

    /// The document that has had a URL, or whose file would get it.
    fn by_url(&self, url: &str) -> Option<Target<'a>> {
        let url = url.trim_end_matches('/');
        let index = self.aliases.get(url).or_else(|| self.slugs.get(url.strip_prefix('/')?))?;
        Some(Target::Document(*index))
    }

    /// Whether an address is at one of the source's own hosts.
    fn is_own_host(&self, href: &str) -> bool {
        let host = href.split_once("://").and_then(|(_, rest)| rest.split('/').next()).unwrap_or_default();
        self.survey.addresses.hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
    }

    /// The target of an address at one of the source's own hosts.
    fn at_host(&self, href: &str) -> Option<Target<'a>> {
        let (_, rest) = href.split_once("://")?;
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if !self.survey.addresses.hosts.iter().any(|known| known.eq_ignore_ascii_case(host)) {
            return None;
        }
        let path = path.split('?').next().unwrap_or_default();
        let path = percent_decode_str(path).decode_utf8_lossy();
        let document = self.addresses.find(None, if path.is_empty() { "/" } else { &path }).map(Target::Document);
        document.or_else(|| self.by_file(&[], &path).filter(|_| path.len() > 1))
    }

    fn at(&self, path: &str) -> Option<Target<'a>> {
        let without_html = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm"));
        let with = |end: &str| Some(format!("{path}{end}"));
        let candidates = [Some(path.to_owned()), with(".md"), with(".markdown"), with(".mdx")];
        let from_html = [without_html.map(|stem| format!("{stem}.md")), without_html.map(str::to_owned)];
        candidates.into_iter().chain(from_html).flatten().find_map(|path| self.exactly(&path))
    }

    fn exactly(&self, path: &str) -> Option<Target<'a>> {
        if let Some(index) = self.documents.get(path) {
            return Some(Target::Document(*index));
        }
        let path = self.survey.exact(path).unwrap_or(path);
        if let Some(index) = self.documents.get(path) {
            return Some(Target::Document(*index));
        }
        if let Some((file, _)) = self.survey.files.get_key_value(path) {
            return Some(Target::File(file));
        }
        let place = self.survey.place(path)?;
        if let Some((_, index)) = self.pages.get(place) {
            return Some(Target::Document(*index));
        }
        self.folders.get(place).map(|folder| Target::Folder(folder))
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
