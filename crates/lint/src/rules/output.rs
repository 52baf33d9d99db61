//! Rules about the output: publishing reports them, most of them before the new site replaces the old one.

use super::descriptors::phase;
use super::rule::Rule;
use helpdex_content::config::Level;

pub(super) const RULES: &[Rule] = &[
    phase(
        "budget",
        Level::Error,
        "something is more than `budgets` in `helpdex.yaml` allows",
        "Customers on phones pay for each byte, and warnings that nobody reads hide the next one.",
        "Make what the message names smaller, or raise the budget on purpose.",
    ),
    phase(
        "dead-anchor",
        Level::Warning,
        "a link in a written page leads to a place that the page does not have",
        "The right page opens, but at its top.",
        "Correct the template or the link that the message names.",
    ),
    phase(
        "dead-link",
        Level::Error,
        "a link in a written page leads to where nothing is published",
        "Customers who follow it see that there is nothing.",
        "Correct the template or the path in `helpdex.yaml`; write the full address of what another site serves.",
    ),
    phase(
        "leak",
        Level::Error,
        "a file of the site for everyone holds what only agents are to read",
        "Customers, competitors and search engines would read it, and nobody can take it back.",
        "Take the words out of the theme, the file or the setting that they come from. Words that a public article has as well \
         are no leak.",
    ),
    phase(
        "search-test",
        Level::Error,
        "a query of `queries.yaml` does not find its article, or a group of them finds too few",
        "Customers who ask that no longer get their answer.",
        "Put the words of the query into the article's title, `asks` or `keywords`, or into `synonyms.yaml`.",
    ),
    phase(
        "sitemap",
        Level::Error,
        "the sitemap names other pages than those to be listed",
        "Search engines miss pages, or list some that say they should not be.",
        "Correct the theme's `sitemap.xml`.",
    ),
    phase(
        "unignored-lock",
        Level::Warning,
        "git does not ignore what a build leaves beside the output",
        "It would go into the next commit, and to everyone who works on the site.",
        "Add the line that the hint names to `.gitignore`; `helpdex init` writes it into a new site's.",
    ),
    phase(
        "unnamed-page",
        Level::Error,
        "a written page has an empty heading or title",
        "Customers and search engines can't tell what the page is about, and screen readers say nothing.",
        "Give the page a title, or correct the template.",
    ),
];
