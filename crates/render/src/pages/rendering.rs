//! What the bytes of all pages are made from.

use std::sync::Arc;
#[cfg(feature = "pictures")]
use std::sync::OnceLock;

use helpdex_content::config::LanguageId;
use serde::Serialize;

use super::common::{SearchSource, Shared};
use super::key::{Key, Made, Question};
#[cfg(feature = "pictures")]
use super::picture_style::Style;
use super::versions::Known;
use crate::theme::Theme;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::site::Site;

/// What the bytes of all pages are made from.
#[derive(Clone, Debug)]
pub struct Rendering<'a> {
    pub(super) site: &'a Site,
    pub(super) theme: &'a Theme,
    common: Shared,
    /// What sitemaps share.
    pub(super) versions: Arc<Known>,
    /// What pictures share: made when the first one is asked for.
    #[cfg(feature = "pictures")]
    style: OnceLock<Arc<Style>>,
}

impl<'a> Rendering<'a> {
    /// Gets ready to render pages of a site.
    pub fn new(site: &'a Site, theme: &'a Theme, search: &SearchSource) -> Self {
        Self::with(site, theme, &Shared::of(site, search))
    }

    /// The same with the shared part at hand.
    pub fn with(site: &'a Site, theme: &'a Theme, shared: &Shared) -> Self {
        Self {
            site,
            theme,
            common: shared.clone(),
            versions: Arc::default(),
            #[cfg(feature = "pictures")]
            style: OnceLock::new(),
        }
    }

    #[cfg(feature = "pictures")]
    pub(super) fn style(&self) -> Arc<Style> {
        Arc::clone(self.style.get_or_init(|| Arc::new(Style::of(self.site, self.theme))))
    }

    /// The site whose pages are made.
    pub fn site(&self) -> &'a Site {
        self.site
    }

    /// Fills a template, unless a page of the same number is at hand.
    pub(super) fn fill(
        &self,
        asked: Option<Question<'_>>,
        template: &str,
        language: LanguageId,
        context: &impl Serialize,
    ) -> Result<Made, Box<Diagnostic>> {
        let key = asked.and_then(|asked| self.key(asked, template, language, context));
        self.fill_keyed(asked, key, template, language, || context)
    }

    /// The number of a page that a template makes from a context.
    pub(super) fn key(
        &self,
        asked: Question<'_>,
        template: &str,
        language: LanguageId,
        context: &impl Serialize,
    ) -> Option<Key> {
        let common = self.common.0.get(language)?.identity()?;
        asked.basis.key(&[template, self.site.config.code(language), common], context)
    }

    /// Fills a template, unless a page with this number is at hand. The context is made only where it is not.
    pub(super) fn fill_keyed<C: Serialize>(
        &self,
        asked: Option<Question<'_>>,
        key: Option<Key>,
        template: &str,
        language: LanguageId,
        context: impl FnOnce() -> C,
    ) -> Result<Made, Box<Diagnostic>> {
        if let (Some(asked), Some(key)) = (asked, key)
            && (asked.is_known)(key)
        {
            return Ok(Made::Known);
        }
        let text = self.theme.render_over(template, self.common.0.get(language), &context())?;
        Ok(Made::Anew(text.into_bytes(), key))
    }
}
