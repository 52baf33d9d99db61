//! What each page shows.

mod articles;
mod contact;
mod curves;
mod languages;
mod missing;
mod overview;
mod searches;
mod surveys;
mod todo;
mod volume;

use super::Report;
use super::view::View;
use crate::tally::Part;

/// The names of all views, in the order in which they are shown.
pub const NAMES: [&str; 9] =
    ["overview", "todo", "articles", "searches", "contact", "surveys", "volume", "languages", "missing"];

/// The headings of all views, in the same order.
pub(super) const TITLES: [&str; 9] =
    ["Overview", "To do", "Articles", "Searches", "Contact form", "Surveys", "Volume", "Languages", "Not found"];

/// A view by its name.
#[must_use]
pub fn view(name: &str, report: &Report<'_>) -> Option<View> {
    let figures = report.figures;
    Some(match name {
        "overview" => overview::view(report),
        "todo" => todo::view(report.todo),
        "articles" => articles::view(figures),
        "searches" => searches::view(figures),
        "contact" => contact::view(&figures.contact),
        "surveys" => surveys::view(figures),
        "volume" => volume::view(&figures.volume),
        "languages" => languages::view(&figures.languages),
        "missing" => missing::view(&figures.missing),
        _ => return None,
    })
}

/// What a view is made of, besides the hours.
pub(super) fn parts(name: &str) -> &'static [Part] {
    use Part::{Articles, Comments, Forms, Languages, Missing, Queries, Surveys, Votes};
    match name {
        // What is to be done first stands there, too.
        "overview" => &[Articles, Queries, Forms, Missing, Surveys],
        "todo" => &[Articles, Queries, Forms, Missing],
        "articles" => &[Articles, Votes, Comments],
        "searches" => &[Queries],
        "contact" => &[Forms, Articles],
        "surveys" => &[Surveys, Comments],
        "volume" => &[],
        "languages" => &[Languages],
        "missing" => &[Missing],
        _ => &Part::ALL,
    }
}

/// All views, as chapters of one report: what is to be done stands in one of them.
#[must_use]
pub fn all(report: &Report<'_>) -> Vec<View> {
    let mut views: Vec<View> = NAMES.iter().filter_map(|name| view(name, report)).collect();
    if let Some(overview) = views.first_mut() {
        overview.sections.retain(|section| section.name != "todo");
    }
    views
}
