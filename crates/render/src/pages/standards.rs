//! The checklists of reviews: a page with all of them, and one for each, with boxes to tick.

use helpdex_content::config::LanguageId;
use helpdex_content::markdown::Rendered;
use helpdex_content::site::Site;
use helpdex_content::standards::{Applies, Case, Kind, Standard, Step, Wording};
use serde::Serialize;

use super::cards;
use super::context::PageContext;
use super::head::{About, frame};
use super::incident_context::Said;
use super::incidents::said;
use super::named_link::NamedLink;
use super::page::Page;
use super::rendering::Rendering;
use helpdex_content::incidents::affected;
use helpdex_content::slug::slugify;
use helpdex_content::source::Entry;

#[derive(Debug, Serialize)]
pub(super) struct StandardsPage {
    page: PageContext,
    standards: Vec<Listed>,
}

#[derive(Debug, Serialize)]
pub(super) struct StandardPage {
    page: PageContext,
    standard: Option<Checklist>,
}

/// A checklist as lists show it.
#[derive(Debug, Serialize)]
pub(super) struct Listed {
    title: Said,
    summary: Option<Said>,
    url: String,
}

/// A checklist with its cases.
#[derive(Debug, Serialize)]
struct Checklist {
    title: Said,
    summary: Option<Said>,
    /// The string of the interface that says which kind it applies to.
    kind: &'static str,
    applies: Vec<NamedLink>,
    cases: Vec<CaseContext>,
}

#[derive(Debug, Serialize)]
struct CaseContext {
    id: String,
    title: Option<Said>,
    steps: Vec<Said>,
}

/// The page that lists them.
pub(super) fn list(rendering: &Rendering<'_>, page: &Page, language: LanguageId) -> StandardsPage {
    let site = rendering.site;
    let title = site.standards_label(language).to_owned();
    let breadcrumbs =
        vec![cards::home_crumb(site, language), cards::crumb(site, language, title.clone(), page.url(site))];
    let description = rendering.theme.text(language, "standards_text");
    let about = About { kind: "standards", title, description, breadcrumbs, ..About::default() };
    let standards = site.standards.iter().enumerate();
    StandardsPage {
        page: frame(rendering, page, language, about),
        standards: standards.map(|(number, standard)| listed(site, number, standard, language)).collect(),
    }
}

/// The page of one.
pub(super) fn one(rendering: &Rendering<'_>, page: &Page, language: LanguageId, number: usize) -> StandardPage {
    let site = rendering.site;
    let standard = site.standards.get(number);
    let checklist = standard.map(|standard| checklist(rendering, standard, language));
    let title = standard.map(|standard| standard.title(language).1.to_owned()).unwrap_or_default();
    let summary = checklist.as_ref().and_then(|checklist| checklist.summary.as_ref());
    let description = summary.map(|summary| summary.text.clone()).unwrap_or_default();
    let all =
        cards::crumb(site, language, site.standards_label(language).to_owned(), Page::Standards(language).url(site));
    let breadcrumbs =
        vec![cards::home_crumb(site, language), all, cards::crumb(site, language, title.clone(), page.url(site))];
    let about = About { kind: "standard", title, description, breadcrumbs, ..About::default() };
    let mut page = frame(rendering, page, language, about);
    let steps = standard.into_iter().flat_map(|standard| &standard.cases).flat_map(|case| &case.steps);
    page.parts = steps.flat_map(Step::bodies).flat_map(|body| body.parts.iter().copied()).collect();
    page.parts.sort_unstable();
    page.parts.dedup();
    StandardPage { page, standard: checklist }
}

fn checklist(rendering: &Rendering<'_>, standard: &Standard, language: LanguageId) -> Checklist {
    let site = rendering.site;
    let cases = standard.cases.iter().zip(1..).map(|(case, number)| case_context(rendering, case, number, language));
    Checklist {
        title: title(site, standard, language),
        summary: words(site, standard.summary.as_ref(), language),
        kind: match standard.applies.kind {
            Some(Kind::Article) => "standards_articles",
            Some(Kind::Macro) => "standards_macros",
            None => "standards_all",
        },
        applies: applies(site, &standard.applies, language),
        cases: cases.collect(),
    }
}

/// Those that apply to an article or macro.
pub(super) fn of_entry(site: &Site, entry: &Entry, language: LanguageId) -> Vec<Listed> {
    site.standards.of(entry).map(|(number, standard)| listed(site, number, standard, language)).collect()
}

fn listed(site: &Site, number: usize, standard: &Standard, language: LanguageId) -> Listed {
    Listed {
        title: title(site, standard, language),
        summary: words(site, standard.summary.as_ref(), language),
        url: Page::Standard(language, number).url(site),
    }
}

fn case_context(rendering: &Rendering<'_>, case: &Case, number: usize, language: LanguageId) -> CaseContext {
    let site = rendering.site;
    let html = |(own, body): (LanguageId, &Rendered)| {
        said(site, rendering.theme.complete(&body.texts().html, language), own, language)
    };
    CaseContext {
        id: Case::anchor(number),
        title: words(site, case.title.as_ref(), language),
        steps: case.steps.iter().filter_map(|step| step.body(language)).map(html).collect(),
    }
}

fn title(site: &Site, standard: &Standard, language: LanguageId) -> Said {
    let (own, title) = standard.title(language);
    said(site, title.to_owned(), own, language)
}

fn words(site: &Site, wording: Option<&Wording>, language: LanguageId) -> Option<Said> {
    let (own, text) = wording?.get(language)?;
    Some(said(site, text.to_owned(), own, language))
}

/// Categories, tags and articles by name. A wrong name is told of by a rule, and stands in no list.
fn applies(site: &Site, applies: &Applies, language: LanguageId) -> Vec<NamedLink> {
    let key = |name: &str| affected::key_of(&site.config, &site.routes, name).to_owned();
    let categories = applies.categories.iter().filter_map(|name| {
        let key = key(&name.value);
        let key = key.strip_suffix("/_index").unwrap_or(&key).trim_end_matches('/');
        site.routes.categories().get(key)?;
        Some(NamedLink::category(site, key, language))
    });
    // With a sign, as people write tags: a category may be called like one.
    let tags = applies.tags.iter().filter_map(|name| NamedLink::tag(site, &slugify(&name.value), language));
    let tags = tags.map(|link| link.after('#'));
    let articles = applies.articles.iter().filter_map(|name| NamedLink::article(site, &key(&name.value), language));
    categories.chain(tags).chain(articles).collect()
}
