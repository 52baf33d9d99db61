//! From a loaded site to an output: rendered, written beside the old one, verified, swapped in.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{Loaded, verification};
use crate::output::{Protected, Staging, check_output};
use crate::verify::{self, PageFacts, Plan};
use helpdex_content::config::Config;
use helpdex_content::diagnostic::{Diagnostic, Severity, tidy};
use helpdex_content::error::{Error, Result};
use helpdex_lint::rules;
use helpdex_render::pages::{self, Page, Rendering, SearchSource};
use helpdex_render::search;

/// What a build is to do.
pub struct Request<'a> {
    /// Where the output goes; the configured folder without it.
    pub out: Option<PathBuf>,
    /// Whether warnings stop it too.
    pub strict: bool,
    /// Write although there are faults: to compare two states, never to publish one.
    pub anyway: bool,
    /// Told how far it is.
    pub progress: &'a dyn Progress,
}

/// Hears how far a build is.
pub trait Progress: Sync {
    /// A stretch of work begins; `total` is the number of steps, zero where it is not known.
    fn begin(&self, what: &'static str, total: usize);
    /// One step is done.
    fn step(&self);
}

/// What a build did.
#[derive(Debug, Default)]
pub struct Built {
    /// Pages written.
    pub pages: usize,
    /// Bytes of the search index of all languages.
    pub index_bytes: u64,
    /// The output folder.
    pub out: PathBuf,
    /// What verifying the output found and what does not stop it.
    pub warnings: Vec<Diagnostic>,
}

/// Whether diagnostics stop a build.
pub fn stops(diagnostics: &[Diagnostic], strict: bool) -> bool {
    diagnostics.iter().any(|found| strict || found.severity == Severity::Error)
}

/// Writes a site. The inner `Err` holds the faults of the content that stopped it; the old output is then untouched.
///
/// # Errors
/// When the output folder is refused or can't be written.
pub fn write(loaded: &Loaded, request: &Request<'_>) -> Result<Result<Built, Vec<Diagnostic>>> {
    let site = &loaded.site;
    let out = request.out.clone().unwrap_or_else(|| site.config.out_dir());
    let mut out = std::path::absolute(&out).map_err(Error::io("find", &out))?;
    if out.is_symlink() {
        // Its target is what is served: the new site is staged beside that, and the link stays.
        out = out.canonicalize().map_err(Error::io("follow", &out))?;
    }
    check_output(&out, &protected(&site.config))?;
    if !request.anyway && stops(&loaded.diagnostics, request.strict) {
        return Ok(Err(Vec::new()));
    }
    let staging = Staging::start(&out)?;
    let mut plan = verification::plan(loaded);
    let mut built = Built { out, ..Built::default() };
    request.progress.begin("index", site.config.languages.len());
    let index = search::build(site)?;
    for file in &index.files {
        let bytes = file.bytes.len() as u64;
        built.index_bytes += bytes;
        staging.write(&file.path, &file.bytes)?;
        plan.add(file.path.clone(), format!("{}/{}", site.routes.base(), file.path), Some(bytes));
    }
    for asset in loaded.theme.assets() {
        staging.write(&asset.path, &asset.bytes)?;
    }
    for file in site.routes.files().values() {
        staging.copy(&file.output, file.location())?;
    }
    let write = |path: &str, bytes: &[u8]| staging.write(path, bytes);
    let rendered = match render(loaded, plan, &index.source, request.progress, &write)? {
        Ok(rendered) => rendered,
        Err(faults) => return Ok(Err(faults)),
    };
    built.pages = rendered.html;
    let mut faults = rendered.verify(loaded);
    faults.extend(verification::search_faults(site, staging.folder())?);
    built.warnings = level(loaded, faults);
    if !request.anyway && stops(&built.warnings, request.strict) {
        return Ok(Err(built.warnings));
    }
    staging.finish()?;
    Ok(Ok(built))
}

/// Renders and verifies every page without writing any: for `check`.
pub fn page_faults(loaded: &Loaded) -> Vec<Diagnostic> {
    let nothing = |_: &str, _: &[u8]| Ok(());
    match render(loaded, verification::plan(loaded), &SearchSource::default(), &Silent, &nothing) {
        Ok(Ok(rendered)) => level(loaded, rendered.verify(loaded)),
        Ok(Err(faults)) => faults,
        // Nothing is written, so no machine can fail.
        Err(_) => Vec::new(),
    }
}

/// The site's own levels for what was found, and whether there are too many warnings in all.
fn level(loaded: &Loaded, mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    rules::apply_levels(&loaded.site, &mut faults);
    let mut more: Vec<Diagnostic> =
        verification::too_many_warnings(&loaded.site, &loaded.diagnostics, &faults).into_iter().collect();
    rules::apply_levels(&loaded.site, &mut more);
    faults.append(&mut more);
    tidy(&mut faults);
    faults
}

/// All pages, rendered.
struct Rendered {
    plan: Plan,
    facts: Vec<PageFacts>,
    sitemap: String,
    /// How many of them are HTML.
    pub html: usize,
}

impl Rendered {
    fn verify(self, loaded: &Loaded) -> Vec<Diagnostic> {
        let findings = verify::conclude(&self.plan, self.facts, &self.sitemap);
        verification::faults(loaded, &self.plan, findings)
    }
}

/// Renders every page, reads what it refers to and hands it to `write`. The inner `Err` holds faults of templates.
fn render(
    loaded: &Loaded,
    mut plan: Plan,
    search: &SearchSource,
    progress: &dyn Progress,
    write: &(dyn Fn(&str, &[u8]) -> Result<()> + Sync),
) -> Result<Result<Rendered, Vec<Diagnostic>>> {
    let site = &loaded.site;
    let rendering = Rendering::new(site, &loaded.theme, search);
    let planned = |page: Page| {
        let path = page.output(site)?;
        Some((plan.add(path, page.url(site), None), page))
    };
    let pages: Vec<(usize, Page)> = pages::list(site).into_iter().filter_map(planned).collect();
    progress.begin("pages", pages.len());
    let (html, sitemap) = (AtomicUsize::new(0), OnceLock::new());
    let one = |(file, page): &(usize, Page)| -> Result<Result<Option<PageFacts>, Box<Diagnostic>>> {
        let path = plan.file(*file).map_or("", |file| &file.path);
        let outcome = match pages::render(&rendering, page) {
            Ok(bytes) => {
                html.fetch_add(usize::from(path.ends_with(".html")), Ordering::Relaxed);
                if *page == Page::Sitemap {
                    sitemap.get_or_init(|| String::from_utf8_lossy(&bytes).into_owned());
                }
                write(path, &bytes).map(|()| Ok(read(&plan, *file, path, &bytes)))
            }
            Err(fault) => Ok(Err(fault)),
        };
        progress.step();
        outcome
    };
    let outcomes: Vec<Result<Option<PageFacts>, Box<Diagnostic>>> = pages.par_iter().map(one).collect::<Result<_>>()?;
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
    let sitemap = sitemap.into_inner().unwrap_or_default();
    Ok(Ok(Rendered { facts, sitemap, html: html.into_inner(), plan }))
}

/// Reads what links; other files say nothing about each other.
fn read(plan: &Plan, file: usize, path: &str, bytes: &[u8]) -> Option<PageFacts> {
    let text =
        if path.ends_with(".html") || path.ends_with(".xml") { std::str::from_utf8(bytes).ok()? } else { return None };
    Some(verify::read_page(plan, file, text))
}

/// For work that nobody watches.
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
}

fn protected(config: &Config) -> Protected {
    Protected {
        root: config.root.clone(),
        content: config.content_dir(),
        themes: config.root.join(Path::new("themes")),
    }
}
