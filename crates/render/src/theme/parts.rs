//! Which of the theme's files only sites with certain parts need.

use helpdex_content::config::{Config, Offline};
use helpdex_content::source::Audience;

/// How the paths of those files begin that only sites with channels need.
const CONTACT_FILES: [&str; 2] = ["assets/contact.", "assets/form."];

/// The same of sites on which readers may tell the team something.
const FEEDBACK_FILES: [&str; 5] =
    ["assets/events.", "assets/feedback.", "assets/helped.", "assets/send.", "assets/survey."];

/// The same of the site for agents.
const AGENTS_FILES: [&str; 1] = ["assets/agents."];

/// The same of sites that keep pages for times without a network.
const OFFLINE_FILES: [&str; 2] = ["assets/keep.", "assets/offline-worker."];

/// The same of sites that help inside of a product.
const WIDGET_FILES: [&str; 6] =
    ["assets/alone.", "assets/articles.", "assets/clean.", "assets/frame.", "assets/pane.", "assets/widget."];

/// How the paths of all files begin that no page of a site asks for.
pub(super) fn idle(config: &Config) -> Vec<&'static str> {
    let parts: [(bool, &[&'static str]); 5] = [
        (config.contact.has_page(), &CONTACT_FILES),
        (config.feedback.is_on(), &FEEDBACK_FILES),
        (config.offline == Offline::On, &OFFLINE_FILES),
        (config.widget.is_on, &WIDGET_FILES),
        (config.audience == Audience::Agents, &AGENTS_FILES),
    ];
    parts.into_iter().filter(|(is_on, _)| !is_on).flat_map(|(_, files)| files).copied().collect()
}
