//! Every page of a site, rendered and read for what it refers to.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::loaded::Loaded;
use super::picture_cache::PictureCache;
use super::verification;
use crate::cache::Cache;
use crate::output::Staging;
use crate::verify::{self, PageFacts, Plan};
use helpdex_content::diagnostic::{Diagnostic, tidy};
use helpdex_content::error::Result;
use helpdex_content::site::Site;
use helpdex_render::pages::{self, Key, Made, Page, Rendering, SearchSource};
use helpdex_render::search::Written;

/// Hears how far a build is.
pub trait Progress: Sync {
    /// A stretch of work begins; `total` is the number of steps, zero where it is not known.
    fn begin(&self, what: &'static str, total: usize);
    /// One step is done.
    fn step(&self);
}

/// For work that nobody watches.
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
}

/// Who gets the bytes of pages.
pub(crate) enum Sink<'a> {
    /// Somebody who only looks at them.
    Reader(&'a (dyn Fn(&str, &[u8]) -> Result<()> + Sync)),
    /// An output. With a cache those that it knows are not made.
    Output(&'a Staging, Option<&'a Cache>),
}

/// All pages, rendered.
pub(crate) struct Rendered {
    plan: Plan,
    facts: Vec<PageFacts>,
    sitemap: String,
    /// What is wrong with them as a whole, where that is known.
    verified: Option<Vec<Diagnostic>>,
    /// How many of them are HTML.
    pub(crate) html: usize,
}

impl Rendered {
    /// Those of a site whose pages say of each other what those of before did, of which this was told.
    pub(super) fn as_before(verified: Vec<Diagnostic>, html: usize) -> Self {
        let verified = Some(verified);
        Self { plan: Plan::new("", ""), facts: Vec::new(), sitemap: String::new(), verified, html }
    }

    /// The same with the files of the index, which was made meanwhile.
    pub(crate) fn with_index(mut self, site: &Site, files: &[Written]) -> Self {
        verification::plan_index(&mut self.plan, site, files);
        self
    }

    /// What is wrong with them as a whole.
    pub(crate) fn verify(self, loaded: &Loaded) -> Vec<Diagnostic> {
        if let Some(verified) = self.verified {
            return verified;
        }
        let findings = verify::conclude(&self.plan, self.facts, &self.sitemap);
        verification::faults(loaded, &self.plan, findings)
    }
}

/// Renders every page, reads what it refers to and hands it on. The inner `Err` holds faults of templates. Without a cache of
/// pictures nothing is drawn: they say nothing that could be wrong.
pub(crate) fn render(
    loaded: &Loaded,
    mut plan: Plan,
    search: &SearchSource,
    pictures: Option<&PictureCache>,
    progress: &dyn Progress,
    sink: &Sink<'_>,
) -> Result<Result<Rendered, Vec<Diagnostic>>> {
    let site = &loaded.site;
    let planned = |page: Page| {
        let path = page.output(site)?;
        Some((plan.add(path, page.url(site), None), page))
    };
    let (drawn, pages): (Vec<_>, Vec<_>) =
        pages::list(site).into_iter().filter_map(planned).partition(|(_, page)| page.is_picture());
    progress.begin("pages", pages.len());
    let rendering = Rendering::new(site, &loaded.theme, search);
    let pass = Pass { rendering, plan: &plan, sink, html: AtomicUsize::new(0), sitemap: Mutex::default() };
    let one = |(file, page): &(usize, Page)| {
        let outcome = pass.page(*file, page);
        progress.step();
        outcome
    };
    let outcomes: Vec<Result<Option<PageFacts>, Box<Diagnostic>>> = pages.par_iter().map(one).collect::<Result<_>>()?;
    if let Some(pictures) = pictures {
        draw(&pass.rendering, pictures, (&plan, &drawn), progress, sink)?;
    }
    let html = pass.html.into_inner();
    let sitemap = pass.sitemap.into_inner().unwrap_or_else(PoisonError::into_inner);
    let (mut facts, mut faults) = (Vec::with_capacity(outcomes.len()), Vec::new());
    for outcome in outcomes {
        match outcome {
            Ok(found) => facts.extend(found),
            Err(fault) => faults.push(*fault),
        }
    }
    if !faults.is_empty() {
        // A fault in a template shows up on every page that uses it.
        tidy(&mut faults);
        return Ok(Err(faults));
    }
    Ok(Ok(Rendered { facts, sitemap, html, plan, verified: None }))
}

/// What all pages of a build share while they are rendered side by side.
struct Pass<'a> {
    rendering: Rendering<'a>,
    plan: &'a Plan,
    sink: &'a Sink<'a>,
    html: AtomicUsize,
    sitemap: Mutex<String>,
}

impl Pass<'_> {
    /// One page: what it refers to, if it is one that links.
    fn page(&self, file: usize, page: &Page) -> Result<Result<Option<PageFacts>, Box<Diagnostic>>> {
        let path = self.plan.file(file).map_or("", |file| &file.path);
        self.html.fetch_add(usize::from(path.ends_with(".html")), Ordering::Relaxed);
        let Sink::Output(staging, Some(cache)) = self.sink else {
            return match pages::make(&self.rendering, page, None) {
                Ok(made) => self.made(file, page, path, made).map(Ok),
                Err(fault) => Ok(Err(fault)),
            };
        };
        let is_known = |key: Key| cache.has(path, key);
        let mut made = match pages::make(&self.rendering, page, Some(cache.question(&is_known))) {
            Ok(made) => made,
            Err(fault) => return Ok(Err(fault)),
        };
        if matches!(made, Made::Known) {
            if let Some(seen) = cache.take_over(path, staging)? {
                return Ok(Ok(seen.map(|seen| verify::recall_page(self.plan, file, &seen, &cache.names))));
            }
            // It went away meanwhile, or the file system links no files.
            made = match pages::make(&self.rendering, page, Some(cache.question(&|_| false))) {
                Ok(made) => made,
                Err(fault) => return Ok(Err(fault)),
            };
        }
        self.made(file, page, path, made).map(Ok)
    }

    /// Hands on what was made of a page, and reads it.
    fn made(&self, file: usize, page: &Page, path: &str, made: Made) -> Result<Option<PageFacts>> {
        let Made::Anew(bytes, key) = made else { return Ok(None) };
        if pages::lists_pages(self.rendering.site(), page) {
            // The links between versions, which are most of it, say nothing new.
            let text = String::from_utf8_lossy(&bytes);
            let lines: String = text.lines().filter(|line| line.contains("<loc>")).collect();
            self.sitemap.lock().unwrap_or_else(PoisonError::into_inner).push_str(&lines);
        }
        // Other files say nothing about each other.
        let links = path.ends_with(".html") || path.ends_with(".xml");
        let text = if links { std::str::from_utf8(&bytes).ok() } else { None };
        match self.sink {
            Sink::Reader(read) => read(path, &bytes)?,
            Sink::Output(staging, None) => staging.write(path, &bytes)?,
            Sink::Output(staging, Some(cache)) => {
                staging.write(path, &bytes)?;
                let found = text.map(|text| verify::read_page_for_later(self.plan, file, text, &cache.names));
                let (facts, seen) = found.unzip();
                cache.wrote(path, &bytes, key, seen);
                return Ok(facts);
            }
        }
        Ok(text.map(|text| verify::read_page(self.plan, file, text)))
    }
}

/// Draws the pictures that are not there yet, and hands all of them on.
fn draw(
    rendering: &Rendering<'_>,
    cache: &PictureCache,
    (plan, pages): (&Plan, &[(usize, Page)]),
    progress: &dyn Progress,
    sink: &Sink<'_>,
) -> Result<()> {
    if pages.is_empty() {
        return Ok(());
    }
    progress.begin("pictures", pages.len());
    pages.par_iter().try_for_each(|(file, page)| {
        let draw = || pages::render(rendering, page).unwrap_or_default();
        let bytes = pages::picture_key(rendering, page).map_or_else(Vec::new, |key| cache.get(&key, draw));
        progress.step();
        let path = plan.file(*file).map_or("", |file| &file.path);
        match sink {
            Sink::Reader(read) => read(path, &bytes),
            Sink::Output(staging, cache) => {
                staging.write(path, &bytes)?;
                cache.inspect(|cache| cache.drew(path));
                Ok(())
            }
        }
    })?;
    cache.clean();
    Ok(())
}
