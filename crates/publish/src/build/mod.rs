//! The phases in their order: what `build`, `check` and the preview share.

mod edited;
mod images;
mod index_shelf;
mod loaded;
mod picture_cache;
pub(crate) mod render;
pub(crate) mod verification;
mod write;

use std::path::Path;
use std::sync::{Arc, Mutex};

use helpdex_content::config::{Config, PerLanguage};
use helpdex_content::diagnostic::{Diagnostic, tidy};
use helpdex_content::error::Result;
use helpdex_content::kept::Memory;
use helpdex_content::markdown::Labels;
use helpdex_content::site::{Options, Site};
use helpdex_lint::rules;
use helpdex_render::theme::Theme;

use crate::cache::{self, Remains, Texts};
use crate::faults;
use crate::output::{self, Holds, SpareLook, check_output};

pub use crate::cache::{Ledger, program};
use loaded::Before;
pub use loaded::Loaded;
pub use render::{Progress, Silent};
pub use write::{Request, stops, write};

/// Reads a site and its theme and runs every rule.
///
/// # Errors
/// When a folder can't be read.
pub fn load(config: Arc<Config>, options: Options) -> Result<Loaded> {
    load_with(config, options, Site::load, faults::of_sources)
}

/// The same for whoever takes texts alone: the articles nearest to each other are left out, which take memory while they are
/// found, and so are faults unless a build would stop, and all of bodies that only rules and pages look at.
///
/// # Errors
/// When a folder can't be read.
pub fn load_texts(config: Arc<Config>, options: Options) -> Result<Loaded> {
    let Loaded { site, theme, diagnostics, .. } = load_with(config, options, Site::read, faults::that_stop)?;
    let site = Arc::try_unwrap(site).map_or_else(|shared| shared, |site| Arc::new(site.texts_alone()));
    Ok(Loaded::of(site, theme, diagnostics))
}

fn load_with(
    config: Arc<Config>,
    options: Options,
    read: impl FnOnce(Arc<Config>, Options, &PerLanguage<Labels>) -> Result<Site>,
    faults: impl FnOnce(&Site, &Theme, Vec<Diagnostic>) -> Vec<Diagnostic>,
) -> Result<Loaded> {
    let (theme, theme_faults) = Theme::of(&config)?;
    let labels = theme.all_labels(&config.languages);
    let site = read(config, options, &labels)?;
    let diagnostics = faults(&site, &theme, theme_faults);
    Ok(Loaded::of(Arc::new(site), Arc::new(theme), diagnostics))
}

/// Into which folder a site will be built, and by which program: what was made of its texts for the build before is taken
/// over.
#[derive(Clone, Copy, Debug)]
pub struct Remembered<'a> {
    /// The output; the configured one without it.
    pub out: Option<&'a Path>,
    /// A name of the program that builds.
    pub program: &'a str,
}

/// The same for whoever publishes it: with files of several sizes and formats beside its images.
///
/// # Errors
/// When a folder can't be read, or what is made of images not be kept.
pub fn load_to_publish(
    config: Arc<Config>,
    options: Options,
    remembered: Option<Remembered<'_>>,
    progress: &dyn Progress,
) -> Result<Loaded> {
    let mut before = Before::default();
    let mut listed = None;
    let remembered = remembered.map(|Remembered { out, program }| {
        let out = out.map_or_else(|| config.out_dir(), Path::to_owned);
        (out, program)
    });
    if let Some((out, _)) = &remembered {
        let place = output::place(out)?;
        // Where nothing will be written, nothing is kept either.
        if place.join(output::MANIFEST).is_file() {
            listed = Some(place);
        } else {
            before.lying = Some(check_output(&place, &config, Holds::Site)?);
        }
    }
    let (mut told, mut images) = (Vec::new(), None);
    let looked_at = Arc::clone(&config);
    // A large output takes as long to be looked at as the articles to be read.
    let (found, read) = rayon::join(
        || listed.zip(remembered.as_ref()).map(|(place, (_, program))| left(&looked_at, &place, program)).transpose(),
        || -> Result<_> {
            let (theme, theme_faults) = Theme::of(&config)?;
            let labels = theme.all_labels(&config.languages);
            let known = remembered.as_ref();
            let texts = known.and_then(|(out, program)| cache::texts(&config, options, &theme, out, program));
            let memory = texts.as_ref().map(|texts| texts as &dyn Memory);
            let site = Site::load_with(config, options, &labels, memory, |config, sources| {
                let prepared = images::prepare(config, sources, progress)?;
                (told, images) = (prepared.diagnostics, prepared.cache);
                Ok(prepared.sources)
            })?;
            Ok((theme, theme_faults, texts, site))
        },
    );
    before = found?.unwrap_or(before);
    let (theme, theme_faults, texts, site) = read?;
    let memory = texts.as_ref().map(|texts| texts as &dyn Memory);
    let mut diagnostics = faults::of_sources_with(&site, &theme, theme_faults, memory);
    rules::apply_levels(&site, &mut told);
    if !told.is_empty() {
        diagnostics.extend(told);
        tidy(&mut diagnostics);
    }
    if let Err(fault) = site.has_its_texts() {
        // Something was told of texts that could not be read.
        texts.inspect(Texts::forget);
        return Err(fault);
    }
    // A build that fails leaves all as it was.
    if let Some(texts) = texts.filter(|_| !stops(&diagnostics, false)) {
        texts.close();
    }
    let before = Mutex::new(before);
    Ok(Loaded { site: Arc::new(site), theme: Arc::new(theme), diagnostics, before, _images: images })
}

/// What the build before left of an output.
fn left(config: &Config, place: &Path, program: &str) -> Result<Before> {
    let lying = Some(check_output(place, config, Holds::Site)?);
    let (spare, remains) = rayon::join(|| SpareLook::at(place), || Remains::read(config, place, program));
    Ok(Before { lying, spare, remains: Some(remains) })
}
