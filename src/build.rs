//! The phases in their order: what `build`, `check` and the preview share.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::check;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Severity, tidy};
use crate::error::Result;
use crate::fields::{did_you_mean, list};
use crate::markdown::Labels;
use crate::pages::{self, Page, Rendering, SearchSource};
use crate::publish::{Protected, Staging, check_output};
use crate::search;
use crate::site::{Options, Site};
use crate::theme::{self, Theme};

/// A site and its theme, read and checked.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) site: Site,
    pub(crate) theme: Theme,
    /// Everything found, sorted, with the site's own levels.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads a site and its theme and runs every rule.
///
/// # Errors
/// When a folder can't be read.
pub(crate) fn load(config: Arc<Config>, options: Options) -> Result<Loaded> {
    let (theme, faults) = load_theme(&config)?;
    let labels = labels(&config, &theme);
    let site = Site::load(config, options, &labels)?;
    Ok(finish_loading(site, theme, faults))
}

/// Runs every rule over a site.
pub(crate) fn finish_loading(site: Site, theme: Theme, theme_faults: Vec<Diagnostic>) -> Loaded {
    let mut diagnostics = check::run(&site);
    diagnostics.extend(theme_faults);
    diagnostics.extend(unknown_icons(&site, &theme));
    check::apply_levels(&site, &mut diagnostics);
    tidy(&mut diagnostics);
    Loaded { site, theme, diagnostics }
}

/// Icons that the theme does not draw.
fn unknown_icons(site: &Site, theme: &Theme) -> Vec<Diagnostic> {
    let icons = site.sources.entries.iter().filter_map(|entry| Some((entry, entry.front.icon.as_ref()?)));
    let unknown = icons.filter(|(_, icon)| !theme.has_icon(&icon.value));
    unknown
        .map(|(entry, icon)| {
            let message = format!("the theme has no icon `{}`", icon.value);
            let warning = entry.file.warning("unknown-icon", icon.range.clone(), message);
            let help = match did_you_mean(&icon.value, theme.icon_names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("choose one of {}", list(&theme.icon_names().collect::<Vec<_>>())),
            };
            warning.help(help)
        })
        .collect()
}

/// Loads the theme that a site names.
///
/// # Errors
/// When its folder can't be read.
pub(crate) fn load_theme(config: &Config) -> Result<(Theme, Vec<Diagnostic>)> {
    let languages: Vec<String> = config.languages.iter().map(|language| language.code.clone()).collect();
    let dir = config.theme_dir();
    Theme::load(&theme::Options {
        dir: dir.as_deref(),
        languages: &languages,
        appearance: &config.appearance,
        base_path: &config.base_url.path,
    })
}

/// The theme's words for articles, per language.
pub(crate) fn labels(config: &Config, theme: &Theme) -> Vec<Labels> {
    (0..config.languages.len()).map(|language| theme.labels(language)).collect()
}

/// What a build is to do.
pub(crate) struct Request<'a> {
    /// Where the output goes; the configured folder without it.
    pub(crate) out: Option<PathBuf>,
    /// Whether warnings stop it too.
    pub(crate) strict: bool,
    /// Told how far it is.
    pub(crate) progress: &'a dyn Progress,
}

/// Hears how far a build is.
pub(crate) trait Progress: Sync {
    /// A stretch of work begins; `total` is the number of steps, zero where it is not known.
    fn begin(&self, what: &'static str, total: usize);
    /// One step is done.
    fn step(&self);
}

/// What a build did.
#[derive(Debug, Default)]
pub(crate) struct Built {
    /// Pages written.
    pub(crate) pages: usize,
    /// Bytes of the search index of all languages.
    pub(crate) index_bytes: u64,
    /// The output folder.
    pub(crate) out: PathBuf,
}

/// Whether diagnostics stop a build.
pub(crate) fn stops(diagnostics: &[Diagnostic], strict: bool) -> bool {
    diagnostics.iter().any(|found| strict || found.severity == Severity::Error)
}

/// Writes a site. The inner `Err` holds the faults of the content that stopped it; the old output is then untouched.
///
/// # Errors
/// When the output folder is refused or can't be written.
pub(crate) fn write(loaded: &Loaded, request: &Request<'_>) -> Result<Result<Built, Vec<Diagnostic>>> {
    let site = &loaded.site;
    let out = request.out.clone().unwrap_or_else(|| site.config.out_dir());
    let out = std::path::absolute(&out).map_err(crate::error::Error::io("find", &out))?;
    check_output(&out, &protected(&site.config))?;
    if stops(&loaded.diagnostics, request.strict) {
        return Ok(Err(Vec::new()));
    }
    let staging = Staging::start(&out)?;
    request.progress.begin("index", site.config.languages.len());
    let index = search::build(site)?;
    let mut built = Built { out, ..Built::default() };
    for file in &index.files {
        built.index_bytes += file.bytes.len() as u64;
        staging.write(&file.path, &file.bytes)?;
    }
    for asset in loaded.theme.assets() {
        let path = asset.url.strip_prefix(site.routes.base()).unwrap_or(&asset.url).trim_start_matches('/');
        staging.write(path, &asset.bytes)?;
    }
    for file in site.routes.files().values() {
        staging.copy(&file.output, &file.location)?;
    }
    match write_pages(loaded, &staging, &index.source, request.progress)? {
        Ok(pages) => built.pages = pages,
        Err(faults) => return Ok(Err(faults)),
    }
    staging.finish()?;
    Ok(Ok(built))
}

fn write_pages(
    loaded: &Loaded,
    staging: &Staging,
    search: &SearchSource,
    progress: &dyn Progress,
) -> Result<Result<usize, Vec<Diagnostic>>> {
    let rendering = Rendering::new(&loaded.site, &loaded.theme, search);
    let pages = pages::list(&loaded.site);
    progress.begin("pages", pages.len());
    let html = AtomicUsize::new(0);
    let write = |page: &Page| -> Result<Option<Diagnostic>> {
        let Some(path) = page.output(&loaded.site) else { return Ok(None) };
        let outcome = match pages::render(&rendering, page) {
            Ok(bytes) => {
                if path.ends_with(".html") {
                    html.fetch_add(1, Ordering::Relaxed);
                }
                staging.write(&path, &bytes).map(|()| None)
            }
            Err(fault) => Ok(Some(*fault)),
        };
        progress.step();
        outcome
    };
    let outcomes: Vec<Option<Diagnostic>> = pages.par_iter().map(write).collect::<Result<_>>()?;
    let mut faults: Vec<Diagnostic> = outcomes.into_iter().flatten().collect();
    if faults.is_empty() {
        return Ok(Ok(html.into_inner()));
    }
    // A fault in a template shows up on every page that uses it.
    tidy(&mut faults);
    Ok(Err(faults))
}

/// Renders every page and drops the result: for `check`, so that faults in templates are found too.
pub(crate) fn template_faults(loaded: &Loaded) -> Vec<Diagnostic> {
    let search = SearchSource::default();
    let rendering = Rendering::new(&loaded.site, &loaded.theme, &search);
    let pages = pages::list(&loaded.site);
    let mut faults: Vec<Diagnostic> =
        pages.par_iter().filter_map(|page| pages::render(&rendering, page).err()).map(|fault| *fault).collect();
    tidy(&mut faults);
    faults
}

fn protected(config: &Config) -> Protected {
    Protected {
        root: config.root.clone(),
        content: config.content_dir(),
        themes: config.root.join(Path::new("themes")),
    }
}
