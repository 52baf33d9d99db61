//! The checklists of reviews as Markdown: a list of all, and one file each with its steps as tasks.

use helpdex_content::config::LanguageId;
use helpdex_content::standards::{Case, Standard, Step};

use super::address::address;
use super::markdown::{Front, add, internal_note, line, one_line};
use super::page::Page;
use super::rendering::Rendering;

/// The list of checklists, or one of them.
pub(super) fn page(rendering: &Rendering<'_>, page: &Page) -> String {
    match page {
        Page::Standards(language) => list(rendering, page, *language),
        Page::Standard(language, number) => one(rendering, page, *language, *number),
        _ => String::new(),
    }
}

fn list(rendering: &Rendering<'_>, page: &Page, language: LanguageId) -> String {
    let site = rendering.site;
    let title = site.standards_label(language);
    let mut front = Front::of(rendering, page, title, language);
    front.key("description", &rendering.theme.text(language, "standards_text"));
    front.key("audience", "agents");
    let mut text = internal_note(rendering, language);
    let lines = site.standards.iter().enumerate().map(|(number, standard)| {
        let url = Page::Standard(language, number).url(site);
        line(rendering, standard.title(language).1, &url, summary(standard, language))
    });
    add(&mut text, &lines.collect::<String>());
    front.end(title, &text)
}

fn one(rendering: &Rendering<'_>, page: &Page, language: LanguageId, number: usize) -> String {
    let Some(standard) = rendering.site.standards.get(number) else { return String::new() };
    let (_, title) = standard.title(language);
    let mut front = Front::of(rendering, page, title, language);
    front.key("description", summary(standard, language));
    front.key("audience", "agents");
    let mut text = internal_note(rendering, language);
    for case in &standard.cases {
        if let Some((_, title)) = case.title.as_ref().and_then(|title| title.get(language)) {
            add(&mut text, &format!("## {}\n", one_line(title)));
        }
        add(&mut text, &steps(rendering, standard, case, language));
    }
    front.end(title, &text)
}

/// The steps of a case, as tasks.
fn steps(rendering: &Rendering<'_>, standard: &Standard, case: &Case, language: LanguageId) -> String {
    let site = rendering.site;
    let step = |step: &Step| {
        let (own, _) = step.body(language)?;
        let labels = rendering.theme.labels(own);
        site.step_markdown((standard, step), own, &labels, &|url| address(site, url))
    };
    case.steps.iter().filter_map(step).map(|text| format!("- [ ] {text}\n")).collect()
}

fn summary(standard: &Standard, language: LanguageId) -> &str {
    standard.summary.as_ref().and_then(|summary| summary.get(language)).map_or("", |(_, text)| text)
}
