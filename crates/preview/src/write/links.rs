//! Articles to link to, by words of their titles.

use std::cmp::Reverse;

use serde_json::json;

use helpdex_content::config::LanguageId;
use helpdex_content::path;
use helpdex_content::path::ArticleKey;
use helpdex_content::routes::Routes;
use helpdex_content::site::Site;
use helpdex_content::source::{EntryId, Status};
use helpdex_render::search::search_live;
use helpdex_search::Query;

use super::asked::Asked;
use super::refusal::{Answer, fine};

/// More than anybody reads through.
const MOST: usize = 20;

/// `GET links`
pub(super) fn links(asked: &Asked) -> Answer {
    let site = &asked.state.site;
    // The page that everything begins at asks from no file.
    let place = asked.optional("from").map(|path| asked.place(path)).transpose()?;
    let own = place.as_ref().and_then(|place| site.entry(site.id_of(&place.path)?));
    let language = own.map_or(LanguageId::DEFAULT, |entry| entry.language);
    let query = asked.optional("q").unwrap_or_default().to_lowercase();
    let words: Vec<&str> = query.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut found: Vec<(Reverse<usize>, usize, &ArticleKey)> = Vec::new();
    for (number, (key, twins)) in site.routes.articles().iter().enumerate() {
        let Some(shown) = Routes::best(twins, language) else { continue };
        let title = site.title(shown).to_lowercase();
        if let Some(score) = score(&title, key, &words) {
            found.push((Reverse(score), number, key));
        }
    }
    found.sort_unstable();
    let all = found.len();
    let mut keys: Vec<ArticleKey> = found.into_iter().take(MOST).map(|(_, _, key)| key.clone()).collect();
    // What the title doesn't say the text may.
    if let Some(indexes) = asked.state.search.as_deref().filter(|_| keys.len() < MOST && !words.is_empty()) {
        let query = Query { text: query.clone(), limit: MOST, ..Query::default() };
        let hits = search_live(indexes, language, &query)?.hits;
        for entry in hits.iter().filter_map(|hit| site.entry(site.id_of(&hit.source)?)) {
            if !keys.contains(&entry.key) {
                keys.push(entry.key.clone());
            }
        }
    }
    let folder = place.as_ref().and_then(|place| site.config.content_path(place.folder())).unwrap_or_default();
    let hits = keys.iter().take(MOST).filter_map(|key| {
        let twins = site.routes.articles().get(key)?;
        let (shown, first) = (Routes::best(twins, language)?, Routes::best(twins, LanguageId::DEFAULT)?);
        let (entry, source) = (site.entry(shown)?, site.entry(first)?);
        let below = site.config.content_path(source.file.path())?;
        Some(json!({
            "title": site.title(shown),
            "path": source.file.path(),
            "key_path": below,
            "target": path::relative(folder, below),
            "category": category(site, key, shown),
            "language": site.config.code(entry.language),
            "status": match entry.front.status {
                Status::Draft => "draft",
                Status::Published => "published",
                Status::Archived => "archived",
            },
        }))
    });
    let hits = hits.collect::<Vec<_>>();
    fine(json!({ "total": all.max(hits.len()), "hits": hits }))
}

/// How well a title goes with words, all of which have to begin one in it; without words every title does. What the name of
/// the file says counts less.
fn score(title: &str, key: &str, words: &[&str]) -> Option<usize> {
    let begins = |text: &str, word: &str| text.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(word));
    let of_title = words.iter().filter(|word| begins(title, word)).count();
    let all = words.iter().all(|word| begins(title, word) || begins(key, word));
    all.then(|| of_title * 2 + usize::from(words.first().is_some_and(|word| title.starts_with(word))))
}

/// The title of the category that an article lies in.
fn category(site: &Site, key: &str, shown: EntryId) -> String {
    let folder = path::split(key).0;
    let language = site.entry(shown).map_or(LanguageId::DEFAULT, |entry| entry.language);
    let own = site.routes.categories().get(folder).and_then(|twins| Routes::best(twins, language));
    own.map_or_else(|| helpdex_content::site::humanised(folder), |id| site.title(id))
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn words_begin_those_of_the_title() {
        assert_eq!(score("when do i get paid?", "payouts/when", &["get", "pa"]), Some(4));
        assert!(score("when do i get paid?", "payouts/when", &["when"]) > score("paid when?", "payouts/x", &["when"]));
        assert_eq!(score("when do i get paid?", "payouts/when", &["payout", "get"]), Some(2));
        assert_eq!(score("when do i get paid?", "payouts/when", &["aid"]), None);
        assert_eq!(score("anything", "x", &[]), Some(0));
    }
}
