//! `opensearch.xml`, by which browsers search the site from their address bar.

use helpdex_content::config::LanguageId;
use serde::Serialize;

use super::cards;
use super::page::Page;
use super::rendering::Rendering;

/// The standard's limits for names.
const SHORT: usize = 16;
const LONG: usize = 48;

/// What the template is filled with.
#[derive(Debug, Serialize)]
pub(super) struct OpenSearchPage {
    search: OpenSearch,
}

#[derive(Debug, Serialize)]
struct OpenSearch {
    short_name: String,
    long_name: String,
    description: String,
    /// The address of results, with a place for the words.
    template: String,
    self_url: String,
    icon: String,
}

/// The description of the search of a language.
pub(super) fn description(rendering: &Rendering<'_>, page: &Page, language: LanguageId) -> OpenSearchPage {
    let site = rendering.site;
    let absolute = |url: &str| site.config.base_url.absolute(url);
    let code = cards::code(site, language);
    let title = site.config.title.get(&code);
    let description = site.config.description.get(&code);
    let logo = site
        .config
        .appearance
        .logo
        .as_ref()
        .and_then(|path| Some(site.routes.files().get(path.as_str())?.url.as_str()));
    let favicon = || {
        rendering.theme.assets().iter().find(|asset| asset.path.contains("/favicon.")).map(|asset| asset.url.as_str())
    };
    OpenSearchPage {
        search: OpenSearch {
            short_name: cut(title, SHORT),
            long_name: cut(title, LONG),
            description: cut(if description.is_empty() { title } else { description }, 1024),
            template: format!("{}?q={{searchTerms}}", absolute(&Page::Search(language).url(site))),
            self_url: absolute(&page.url(site)),
            icon: logo.or_else(favicon).map(absolute).unwrap_or_default(),
        },
    }
}

/// The beginning of a text, up to the end of a word.
fn cut(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((limit, _)) = text.char_indices().nth(most) else { return text };
    let start = text.get(..limit).unwrap_or_default();
    let after = text.get(limit..).unwrap_or_default();
    let end = if after.starts_with(' ') { limit } else { start.rfind(' ').unwrap_or(limit) };
    start.get(..end).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn names_end_with_a_word() {
        assert_eq!(cut("Driftnet Help", 16), "Driftnet Help");
        assert_eq!(cut("The Help of Driftnet", 16), "The Help of");
        assert_eq!(cut("The Help of Driftnet", 11), "The Help of");
        assert_eq!(cut("Помощь-Driftnet-и-ещё", 16), "Помощь-Driftnet-");
    }
}
