//! What is analysed in the background, and what comes of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::path::ArticleKey;
use helpdex_content::site::Site;
use helpdex_render::search::Live;
use helpdex_render::theme::Theme;

/// A site to look at.
pub(super) struct Job {
    /// Its number; jobs are counted.
    pub(super) number: u64,
    pub(super) site: Arc<Site>,
    pub(super) theme: Arc<Theme>,
    /// What loading the theme found.
    pub(super) theme_faults: Arc<Vec<Diagnostic>>,
}

/// What came out.
pub(super) enum Analysis {
    /// What files and settings tell of the site of the job with this number.
    Sources(u64, Vec<Diagnostic>),
    /// What its rendered pages and the search tests tell besides.
    Output(u64, Vec<Diagnostic>),
    /// The articles nearest to each other in a site.
    Near(Arc<Site>, BTreeMap<ArticleKey, Vec<ArticleKey>>),
    /// An index of each language.
    Indexed(Arc<Vec<Live>>),
    /// An index could not be made.
    Failed(String),
}
