//! Questions to customers whose ticket is closed: satisfaction, recommendation, expectation.

use helpdex_content::config::LanguageId;
use helpdex_content::feedback::SurveyKind;
use serde::Serialize;

use super::cards;
use super::context::{PageContext, SendContext};
use super::feedback;
use super::head::{About, frame};
use super::page::Page;
use super::rendering::Rendering;

#[derive(Debug, Serialize)]
pub(super) struct SurveyPage {
    page: PageContext,
    survey: SurveyContext,
}

#[derive(Debug, Serialize)]
struct SurveyContext {
    /// `csat`, `nps` or `voice`.
    kind: &'static str,
    question: String,
    /// Whether the team wrote the question itself: it is not among the theme's texts then.
    own: bool,
    /// The scores, the lowest first.
    scores: Vec<u8>,
    send: SendContext,
}

/// The page of a survey.
pub(super) fn page(rendering: &Rendering<'_>, page: &Page, (language, kind): (LanguageId, SurveyKind)) -> SurveyPage {
    let site = rendering.site;
    let code = cards::code(site, language);
    let own = site.config.feedback.survey(kind).and_then(|survey| survey.question.as_ref());
    let own = own.map(|question| question.get(&code)).filter(|question| !question.is_empty());
    let question = match own {
        Some(question) => question.to_owned(),
        None => rendering.theme.text(language, &format!("survey_{}", kind.name())),
    };
    let (least, most) = kind.scale();
    let survey = SurveyContext {
        kind: kind.name(),
        question: question.clone(),
        own: own.is_some(),
        scores: (least..=most).collect(),
        send: feedback::send(site, "survey", &page.url(site)),
    };
    let about = About {
        kind: "survey",
        title: question,
        noindex: true,
        breadcrumbs: vec![cards::home_crumb(site, language)],
        ..About::default()
    };
    SurveyPage { page: frame(rendering, page, language, about), survey }
}
