//! Everything that answers are made from, at one moment.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::faults::Faults;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::site::Site;
use helpdex_render::pages::{Page, Rendering, SearchSource, Shared, content_security_policy, render};
use helpdex_render::search::Live;
use helpdex_render::theme::Theme;

/// One state of the preview: immutable, so that no answer mixes two of them.
#[derive(Clone)]
pub(crate) struct State {
    /// Rises when pages may have changed.
    pub(super) pages: u64,
    /// Rises when images or other files of the content changed, which no page's text tells.
    pub(super) files: u64,
    /// Rises when nothing but stylesheets changed.
    pub(super) styles: u64,
    pub(super) site: Arc<Site>,
    pub(super) theme: Arc<Theme>,
    /// What takes over on a page on which the site's own theme fails.
    pub(super) spare_theme: Option<Arc<Theme>>,
    pub(super) shared: Shared,
    /// The index of each language, as soon as there is one.
    pub(super) search: Option<Arc<Vec<Live>>>,
    pub(super) faults: Arc<Faults>,
    /// The policy that published pages run under.
    pub(super) policy: Arc<str>,
}

/// A page as it is sent.
pub(super) struct Rendered {
    pub(super) bytes: Vec<u8>,
    /// Stands for the bytes: the same as long as they are.
    pub(super) version: String,
    /// What is wrong with the site's own theme, where the spare one had to take over.
    pub(super) fault: Option<Box<Diagnostic>>,
}

impl State {
    /// The bytes of a page, the same as a build writes.
    ///
    /// # Errors
    /// When no theme can show it.
    pub(super) fn render(&self, page: &Page) -> Result<Rendered, Box<Diagnostic>> {
        let with = |theme: &Theme| render(&Rendering::with(&self.site, theme, &self.shared), page);
        let (bytes, fault) = match (with(&self.theme), &self.spare_theme) {
            (Ok(bytes), _) => (bytes, None),
            (Err(fault), Some(spare)) => (with(spare)?, Some(fault)),
            (Err(fault), None) => return Err(fault),
        };
        Ok(Rendered { version: version(&bytes), bytes, fault })
    }
}

/// Where pages of the preview ask their questions.
pub(super) fn search_source(base: &str) -> SearchSource {
    SearchSource { api: Some(format!("{base}/api/search")), ..SearchSource::default() }
}

/// The policy of published pages; it names the preview's own connections too, so that it stays clear they are meant.
pub(super) fn policy(site: &Site) -> Arc<str> {
    let policy = content_security_policy(site);
    // Of two directives with one name browsers take the first, and complain of the second.
    if policy.contains("connect-src") { policy.into() } else { format!("{policy}; connect-src 'self'").into() }
}

/// A short name for bytes: the same for the same ones.
pub(super) fn version(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
