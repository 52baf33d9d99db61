//! The page with all ways to reach a person, and what follows its form.

use helpdex_content::config::LanguageId;
use serde::Serialize;

use super::cards;
use super::contact;
use super::context::{PageContext, PanelContext};
use super::form::{self, FormContext};
use super::head::{About, frame};
use super::page::Page;
use super::rendering::Rendering;

#[derive(Debug, Serialize)]
pub(super) struct ContactPage {
    page: PageContext,
    contact: PanelContext,
    form: Option<FormContext>,
}

#[derive(Debug, Serialize)]
pub(super) struct SentPage {
    page: PageContext,
}

/// The page with all channels and their hours.
pub(super) fn page(rendering: &Rendering<'_>, page: &Page, language: LanguageId) -> ContactPage {
    let site = rendering.site;
    let about = About {
        kind: "contact",
        title: rendering.theme.text(language, "contact_page"),
        description: rendering.theme.text(language, "contact_intro"),
        breadcrumbs: vec![cards::home_crumb(site, language)],
        ..About::default()
    };
    let contact = contact::context(rendering, &site.usual_channels(), false, language);
    let form = form::context(rendering, language);
    ContactPage { page: frame(rendering, page, language, about), contact, form }
}

/// What a browser without scripts shows when the form has been sent.
pub(super) fn sent(rendering: &Rendering<'_>, page: &Page, language: LanguageId) -> SentPage {
    let site = rendering.site;
    let title = rendering.theme.text(language, "form_sent");
    let breadcrumbs = vec![cards::home_crumb(site, language)];
    let about = About { kind: "sent", title, noindex: true, breadcrumbs, ..About::default() };
    SentPage { page: frame(rendering, page, language, about) }
}
