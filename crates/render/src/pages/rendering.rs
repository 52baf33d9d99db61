//! What the bytes of all pages are made from.

use std::sync::{Arc, OnceLock};

use helpdex_content::config::LanguageId;
use serde::Serialize;

use super::common::{SearchSource, Shared};
use super::pictures::Style;
use crate::theme::Theme;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::site::Site;

/// What the bytes of all pages are made from.
#[derive(Clone, Debug)]
pub struct Rendering<'a> {
    pub(super) site: &'a Site,
    pub(super) theme: &'a Theme,
    common: Shared,
    /// What pictures share: made when the first one is asked for.
    style: OnceLock<Arc<Style>>,
}

impl<'a> Rendering<'a> {
    /// Gets ready to render pages of a site.
    pub fn new(site: &'a Site, theme: &'a Theme, search: &SearchSource) -> Self {
        Self { site, theme, common: Shared::of(site, search), style: OnceLock::new() }
    }

    /// The same with the shared part at hand.
    pub fn with(site: &'a Site, theme: &'a Theme, shared: &Shared) -> Self {
        Self { site, theme, common: shared.clone(), style: OnceLock::new() }
    }

    pub(super) fn style(&self) -> Arc<Style> {
        Arc::clone(self.style.get_or_init(|| Arc::new(Style::of(self.site, self.theme))))
    }

    pub(super) fn fill(
        &self,
        template: &str,
        language: LanguageId,
        context: &impl Serialize,
    ) -> Result<String, Box<Diagnostic>> {
        let common = self.common.0.get(language);
        self.theme.render_over(template, common, context)
    }
}
