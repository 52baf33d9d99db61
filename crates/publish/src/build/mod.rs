//! The phases in their order: what `build`, `check` and the preview share.

mod images;
mod index_shelf;
mod loaded;
mod picture_cache;
pub(crate) mod render;
pub(crate) mod verification;
mod write;

use std::sync::Arc;

use helpdex_content::config::{Config, PerLanguage};
use helpdex_content::diagnostic::tidy;
use helpdex_content::error::Result;
use helpdex_content::markdown::Labels;
use helpdex_content::site::{Options, Site};
use helpdex_lint::rules;
use helpdex_render::theme::Theme;

use crate::faults;

pub use crate::cache::program;
pub use loaded::Loaded;
pub use render::{Progress, Silent};
pub use write::{Request, stops, write};

/// Reads a site and its theme and runs every rule.
///
/// # Errors
/// When a folder can't be read.
pub fn load(config: Arc<Config>, options: Options) -> Result<Loaded> {
    load_with(config, options, Site::load)
}

/// The same for whoever takes texts alone: the articles nearest to each other are left out, which take memory while they are
/// found.
///
/// # Errors
/// When a folder can't be read.
pub fn load_texts(config: Arc<Config>, options: Options) -> Result<Loaded> {
    load_with(config, options, Site::read)
}

fn load_with(
    config: Arc<Config>,
    options: Options,
    read: impl FnOnce(Arc<Config>, Options, &PerLanguage<Labels>) -> Result<Site>,
) -> Result<Loaded> {
    let (theme, theme_faults) = Theme::of(&config)?;
    let labels = theme.all_labels(&config.languages);
    let site = read(config, options, &labels)?;
    let diagnostics = faults::of_sources(&site, &theme, theme_faults);
    Ok(Loaded::of(Arc::new(site), Arc::new(theme), diagnostics))
}

/// The same for whoever publishes it: with files of several sizes and formats beside its images.
///
/// # Errors
/// When a folder can't be read, or what is made of images not be kept.
pub fn load_to_publish(config: Arc<Config>, options: Options, progress: &dyn Progress) -> Result<Loaded> {
    let (theme, theme_faults) = Theme::of(&config)?;
    let labels = theme.all_labels(&config.languages);
    let (mut told, mut images) = (Vec::new(), None);
    let site = Site::load_with(config, options, &labels, |config, sources| {
        let prepared = images::prepare(config, sources, progress)?;
        (told, images) = (prepared.diagnostics, prepared.cache);
        Ok(prepared.sources)
    })?;
    let mut diagnostics = faults::of_sources(&site, &theme, theme_faults);
    rules::apply_levels(&site, &mut told);
    diagnostics.extend(told);
    tidy(&mut diagnostics);
    Ok(Loaded { site: Arc::new(site), theme: Arc::new(theme), diagnostics, _images: images })
}
