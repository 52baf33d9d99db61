//! The phases in their order: what `build`, `check` and the preview share.

mod index_shelf;
mod loaded;
pub(crate) mod render;
pub(crate) mod verification;
mod write;

use std::sync::Arc;

use helpdex_content::config::Config;
use helpdex_content::error::Result;
use helpdex_content::site::{Options, Site};
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
    let (theme, theme_faults) = Theme::of(&config)?;
    let labels = theme.all_labels(&config.languages);
    let site = Site::load(config, options, &labels)?;
    let diagnostics = faults::of_sources(&site, &theme, theme_faults);
    Ok(Loaded { site: Arc::new(site), theme: Arc::new(theme), diagnostics })
}
