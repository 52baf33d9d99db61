//! From a loaded site to an output: rendered, written beside the old one, verified, swapped in.

use std::path::PathBuf;
use std::sync::PoisonError;

use super::edited;
use super::index_shelf::IndexShelf;
use super::loaded::{Before, Loaded};
use super::picture_cache::PictureCache;
use super::render::{Progress, Rendered, Sink, render};
use super::verification;
use crate::cache::Cache;
use crate::faults;
use crate::leaks::LeakCheck;
use crate::output::{self, Holds, Staging, check_output};
use crate::verify::Plan;
use helpdex_content::config::LanguageId;
use helpdex_content::diagnostic::{Diagnostic, Severity};
use helpdex_content::error::Result;
use helpdex_render::search::{self, Files};

/// What a build is to do.
pub struct Request<'a> {
    /// Where the output goes; the configured folder without it.
    pub out: Option<PathBuf>,
    /// Whether warnings stop it too.
    pub strict: bool,
    /// Write although there are faults: to compare two states, never to publish one.
    pub anyway: bool,
    /// A name of the program that builds, if what this build makes is to be remembered for the next one.
    pub cache: Option<&'a str>,
    /// Told how far it is.
    pub progress: &'a dyn Progress,
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

/// Writes a site. The inner `Err` holds what stopped it besides the diagnostics of `loaded`; the old output is then untouched.
///
/// # Errors
/// When the output folder is refused or can't be written.
pub fn write(loaded: &Loaded, request: &Request<'_>) -> Result<Result<Built, Vec<Diagnostic>>> {
    let site = &loaded.site;
    let out = request.out.clone().unwrap_or_else(|| site.config.out_dir());
    let out = output::place(&out)?;
    let Before { lying, spare, remains } =
        std::mem::take(&mut *loaded.before.lock().unwrap_or_else(PoisonError::into_inner));
    let lying = match lying {
        Some(lying) => lying,
        None => check_output(&out, &site.config, Holds::Site)?,
    };
    if !request.anyway && stops(&loaded.diagnostics, request.strict) {
        // Whoever mends what stops it wants to know the rest, too.
        return faults::of_output(loaded).map(Err);
    }
    let staging = match request.cache {
        Some(_) => Staging::start_again(&out, Holds::Site, lying, spare)?,
        None => Staging::start(&out, Holds::Site)?,
    };
    let mut plan = verification::plan(loaded);
    let mut built = Built { out, ..Built::default() };
    request.progress.begin("index", site.config.languages.len());
    let known = request.cache.zip(staging.before());
    let cache = known.map(|(program, lying)| Cache::open(site, &loaded.theme, (&built.out, lying), (program, remains)));
    verification::plan_entrances(&mut plan, site);
    // Pages name the index and know nothing of what is in it: both are made side by side.
    let (index, rendered) = rayon::join(
        || search::build(site, &IndexShelf::new(&staging, cache.as_ref())),
        || write_rest(loaded, plan, (&staging, cache.as_ref()), request.progress),
    );
    let index = index?;
    let rendered = rendered?.map(|rendered| rendered.with_index(site, &index.files));
    built.index_bytes = index.files.iter().map(|file| file.bytes).sum();
    built.pages = rendered.as_ref().map_or(0, |rendered| rendered.html);
    let verified = rendered.map(|rendered| rendered.verify(loaded));
    let told = verified.as_ref().ok().filter(|_| cache.is_some()).cloned().unwrap_or_default();
    let unfinished = verified.is_err();
    let leaks = LeakCheck::of(loaded);
    if let Some(leaks) = &leaks {
        request.progress.begin("leaks", 0);
        leaks.read_folder(staging.folder())?;
    }
    // What customers will ask is what was written.
    let files = Files::written(staging.folder());
    let indexes = verification::indexes(site, &files)?;
    let answer = |language: LanguageId, query: &_| search::search(&indexes, language, query);
    built.warnings = faults::of_rendered(loaded, (verified, leaks), Some(&files), &answer)?;
    if unfinished || !request.anyway && stops(&built.warnings, request.strict) {
        return Ok(Err(built.warnings));
    }
    if let Err(fault) = site.has_its_texts() {
        cache.inspect(Cache::forget_texts);
        return Err(fault);
    }
    let _finished = staging.finish()?;
    if let (Some(cache), Some(program)) = (cache, request.cache) {
        cache.save(program, index.languages, (&told, built.pages));
    }
    Ok(Ok(built))
}

/// Everything but the index: files of the theme and the content, pages, pictures.
fn write_rest(
    loaded: &Loaded,
    plan: Plan,
    (staging, cache): (&Staging, Option<&Cache>),
    progress: &dyn Progress,
) -> Result<std::result::Result<Rendered, Vec<Diagnostic>>> {
    let site = &loaded.site;
    for asset in loaded.theme.assets() {
        staging.write(&asset.path, &asset.bytes)?;
    }
    for file in site.routes.files().values() {
        staging.copy(&file.output, file.location())?;
    }
    for (output, variant) in site.routes.variants() {
        staging.copy(output, &variant.location)?;
    }
    if let Some(cache) = cache
        && let Some(rendered) = edited::render(loaded, (staging, cache), progress)?
    {
        return Ok(Ok(rendered));
    }
    let pictures = PictureCache::of(&site.config.root);
    render(loaded, plan, &search::source(site), Some(&pictures), progress, &Sink::Output(staging, cache))
}
