//! A site and its theme, ready to be rendered.

use std::sync::{Arc, Mutex};

use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::site::Site;
use helpdex_images::Cache;
use helpdex_render::theme::Theme;

use crate::cache::Remains;
use crate::output::{Listing, SpareLook};

/// What the build before left.
#[derive(Debug, Default)]
pub(crate) struct Before {
    /// What lies in its output.
    pub(crate) lying: Option<Listing>,
    /// What lies in the output of the build before that.
    pub(crate) spare: Option<SpareLook>,
    /// What is remembered of it.
    pub(crate) remains: Option<Remains>,
}

/// A site and its theme, read and checked.
#[derive(Debug)]
pub struct Loaded {
    /// The site.
    pub site: Arc<Site>,
    /// What its pages are made with.
    pub theme: Arc<Theme>,
    /// What can be told before a page is rendered, sorted, with the site's own levels.
    pub diagnostics: Vec<Diagnostic>,
    /// What was found of the build before, where that was looked for.
    pub(crate) before: Mutex<Before>,
    /// What was made of its images, where it lies in a folder that goes with this value.
    pub(crate) _images: Option<Cache>,
}

impl Loaded {
    /// A site and its theme as an author sees them: with images as they are.
    pub fn of(site: Arc<Site>, theme: Arc<Theme>, diagnostics: Vec<Diagnostic>) -> Self {
        Self { site, theme, diagnostics, before: Mutex::default(), _images: None }
    }
}
