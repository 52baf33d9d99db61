//! Every page of a site, rendered and read for what it refers to.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::loaded::Loaded;
use super::picture_cache::PictureCache;
use super::verification;
use crate::verify::{self, PageFacts, Plan};
use helpdex_content::diagnostic::{Diagnostic, tidy};
use helpdex_content::error::Result;
use helpdex_render::pages::{self, Page, Rendering, SearchSource};

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

/// All pages, rendered.
pub(crate) struct Rendered {
    plan: Plan,
    facts: Vec<PageFacts>,
    sitemap: String,
    /// How many of them are HTML.
    pub(crate) html: usize,
}

impl Rendered {
    /// What is wrong with them as a whole.
    pub(crate) fn verify(self, loaded: &Loaded) -> Vec<Diagnostic> {
        let findings = verify::conclude(&self.plan, self.facts, &self.sitemap);
        verification::faults(loaded, &self.plan, findings)
    }
}

/// Renders every page, reads what it refers to and hands it to `write`. The inner `Err` holds faults of templates. Without a
/// cache nothing is drawn: pictures say nothing that could be wrong.
pub(crate) fn render(
    loaded: &Loaded,
    mut plan: Plan,
    search: &SearchSource,
    pictures: Option<&PictureCache>,
    progress: &dyn Progress,
    write: &(dyn Fn(&str, &[u8]) -> Result<()> + Sync),
) -> Result<Result<Rendered, Vec<Diagnostic>>> {
    let site = &loaded.site;
    let rendering = Rendering::new(site, &loaded.theme, search);
    let planned = |page: Page| {
        let path = page.output(site)?;
        Some((plan.add(path, page.url(site), None), page))
    };
    let (drawn, pages): (Vec<_>, Vec<_>) =
        pages::list(site).into_iter().filter_map(planned).partition(|(_, page)| page.is_picture());
    progress.begin("pages", pages.len());
    let (html, sitemap) = (AtomicUsize::new(0), Mutex::new(String::new()));
    let one = |(file, page): &(usize, Page)| -> Result<Result<Option<PageFacts>, Box<Diagnostic>>> {
        let path = plan.file(*file).map_or("", |file| &file.path);
        let outcome = match pages::render(&rendering, page) {
            Ok(bytes) => {
                html.fetch_add(usize::from(path.ends_with(".html")), Ordering::Relaxed);
                if pages::lists_pages(site, page) {
                    // The links between versions, which are most of it, say nothing new.
                    let text = String::from_utf8_lossy(&bytes);
                    let lines: String = text.lines().filter(|line| line.contains("<loc>")).collect();
                    sitemap.lock().unwrap_or_else(PoisonError::into_inner).push_str(&lines);
                }
                write(path, &bytes).map(|()| Ok(read(&plan, *file, path, &bytes)))
            }
            Err(fault) => Ok(Err(fault)),
        };
        progress.step();
        outcome
    };
    let outcomes: Vec<Result<Option<PageFacts>, Box<Diagnostic>>> = pages.par_iter().map(one).collect::<Result<_>>()?;
    if let Some(cache) = pictures {
        draw(&rendering, cache, (&plan, &drawn), progress, write)?;
    }
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
    let sitemap = sitemap.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(Ok(Rendered { facts, sitemap, html: html.into_inner(), plan }))
}

/// Draws the pictures that are not there yet, and hands all of them to `write`.
fn draw(
    rendering: &Rendering<'_>,
    cache: &PictureCache,
    (plan, pages): (&Plan, &[(usize, Page)]),
    progress: &dyn Progress,
    write: &(dyn Fn(&str, &[u8]) -> Result<()> + Sync),
) -> Result<()> {
    if pages.is_empty() {
        return Ok(());
    }
    progress.begin("pictures", pages.len());
    pages.par_iter().try_for_each(|(file, page)| {
        let draw = || pages::render(rendering, page).unwrap_or_default();
        let bytes = pages::picture_key(rendering, page).map_or_else(Vec::new, |key| cache.get(&key, draw));
        progress.step();
        write(plan.file(*file).map_or("", |file| &file.path), &bytes)
    })?;
    cache.clean();
    Ok(())
}

/// Reads what links; other files say nothing about each other.
fn read(plan: &Plan, file: usize, path: &str, bytes: &[u8]) -> Option<PageFacts> {
    let text =
        if path.ends_with(".html") || path.ends_with(".xml") { std::str::from_utf8(bytes).ok()? } else { return None };
    Some(verify::read_page(plan, file, text))
}
