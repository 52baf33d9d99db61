//! Where a link or an image leads.

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
