//! Where a link or an image leads.

use std::sync::Arc;

use crate::path::SitePath;

/// Knows what a link or an image of one article leads to.
pub trait Resolve: Sync {
    /// A link's destination as written in the article: `../payouts/x.md#a`, `https://…`, `#a`, `mailto:…`, `img/file.pdf`.
    fn link(&self, href: &str) -> Target;
    /// An image's source as written.
    fn image(&self, src: &str) -> Target;
}

/// Where a link or an image leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To an article, a file of the site or an anchor of this page. The URL is percent-encoded already.
    Internal {
        /// What the page says.
        url: String,
        /// The article behind it, when it is one.
        article: Option<ArticleLink>,
    },
    /// An image of the site, with its size in pixels when it is known.
    Image {
        /// What the page says, percent-encoded already.
        url: String,
        /// Width and height.
        size: Option<(u32, u32)>,
        /// What browsers may show in its place.
        alternatives: Alternatives,
    },
    /// Out of the site.
    External(String),
    /// Nothing is there. The link is rendered as its text, the image as its alternative text.
    Broken {
        /// Name of the diagnostic.
        code: &'static str,
        /// Its sentence.
        message: String,
        /// Words under the caret.
        label: String,
        /// What to do.
        help: Option<String>,
    },
}

/// What browsers may show in the place of an image.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alternatives {
    /// The same picture in other formats and sizes, in the order in which browsers choose.
    pub sources: Arc<[PictureSource]>,
    /// The colour that stands for it until it is there.
    pub tint: Option<[u8; 3]>,
    /// The width in pixels at which pages show an image at most.
    pub column: u32,
    /// What is shown on dark screens.
    pub dark: Option<DarkImage>,
}

/// A picture in one format and several sizes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSource {
    /// The format's media type.
    pub media_type: &'static str,
    /// Its files, each with its width, as `srcset` has them.
    pub srcset: String,
}

/// The version of an image for dark screens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DarkImage {
    /// What the page says, percent-encoded already.
    pub url: String,
    /// Width and height.
    pub size: Option<(u32, u32)>,
    /// The same picture in other formats and sizes.
    pub sources: Arc<[PictureSource]>,
}

/// A link to another article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleLink {
    /// The file linked to, from the site's root: it stays the same when others come and go.
    pub file: SitePath,
    /// The part after `#`, decoded.
    pub fragment: Option<String>,
    /// Whether it takes an old URL, which redirects.
    pub redirected: bool,
}
