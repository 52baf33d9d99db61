//! Rules about help inside of a product.

use super::rule::{Rule, Run};
use helpdex_content::config::{CONFIG_FILE, Level};
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::incidents::{Affected, affected};
use helpdex_content::site::Site;

pub(super) const RULES: &[Rule] = &[Rule {
    code: "widget-topic",
    level: Level::Error,
    what: "the widget suggests what isn't there, or what no list shows",
    why: "Customers on that page of the product are offered less than was meant, or nothing.",
    how: "Correct the name, or publish the article. The hint tells the nearest name.",
    run: Run::Site(topics),
}];

fn topics(site: &Site, found: &mut Vec<Diagnostic>) {
    for (topic, place) in site.config.widget.suggestions.iter().flat_map(|suggestion| &suggestion.topics) {
        let (message, help) = match site.affected(topic) {
            None | Some(Affected::Everything) => {
                let near =
                    affected::near(&site.config, &site.routes, topic).filter(|near| *near != affected::EVERYTHING);
                let help = near.map_or_else(
                    || "write the folder of a category, the path of an article, or a tag".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                (format!("nothing is called `{topic}`"), help)
            }
            Some(known) if !is_listed(site, &known) => {
                let help = "publish an article there, or take the name out".to_owned();
                (format!("`{topic}` has no article that a list shows"), help)
            }
            Some(_) => continue,
        };
        found.push(Diagnostic::error("widget-topic", CONFIG_FILE, message).at(place.clone()).help(help));
    }
}

/// Whether a list in any language shows an article of it.
fn is_listed(site: &Site, known: &Affected) -> bool {
    site.config.languages.ids().any(|language| match known {
        Affected::Everything => true,
        Affected::Category(key) => site.tree.count(key, language) > 0,
        Affected::Article(key) => site.listed(key, language).is_some(),
        Affected::Tag(slug) => site.tags(language).iter().any(|tag| tag.slug == *slug),
    })
}
