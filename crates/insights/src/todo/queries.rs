//! Queries without a good answer.

use super::item::{Answer, Answers, Cause, Item, Limits};
use super::quote::quoted;
use crate::catalog::Catalog;
use crate::figures::{Group, Searches};

/// So many of the queries asked most in vain are looked at.
const LOOKED_AT: usize = 500;
/// What stands in a command where nobody knows the category.
const CATEGORY: &str = "CATEGORY";

pub(super) fn unanswered(searches: &Searches, catalog: &Catalog, answers: &dyn Answers, limits: &Limits) -> Vec<Item> {
    let in_vain = |group: &&Group| group.in_vain() >= limits.least && group.in_vain() * 2 >= group.counts.asked;
    let mut groups: Vec<&Group> = searches.groups.iter().filter(in_vain).collect();
    groups.sort_by(|a, b| b.in_vain().cmp(&a.in_vain()).then_with(|| a.query.cmp(&b.query)));
    groups.into_iter().take(LOOKED_AT).filter_map(|group| item(group, catalog, answers)).collect()
}

fn item(group: &Group, catalog: &Catalog, answers: &dyn Answers) -> Option<Item> {
    let answer = answers.answer(&group.lang, &group.query);
    let opened: Vec<&str> =
        group.opened.iter().map(|page| page.path.as_str()).filter(|path| catalog.article(path).is_some()).collect();
    let nothing_found = group.counts.without_hits * 2 >= group.in_vain();
    match (opened.as_slice(), answer) {
        // An article has come since, or has been given the words.
        (_, Some(answer)) if answer.well && nothing_found => None,
        (_, Some(answer)) if answer.well => Some(not_opened(group, answer)),
        ([one], _) => Some(words(group, one, catalog)),
        ([one, ..], _) if group.query.split_whitespace().count() > 1 => Some(words(group, one, catalog)),
        ([_, ..], _) => Some(synonym(group)),
        ([], answer) => Some(new(group, answer)),
    }
}

fn start(group: &Group, cause: Cause, action: String) -> Item {
    let more = if group.variants.is_empty() { "" } else { " in several spellings" };
    let counts = &group.counts;
    let mut parts: Vec<String> = Vec::new();
    if counts.without_hits > 0 {
        parts.push(format!("{} without a hit", counts.without_hits));
    }
    if counts.not_opened > 0 {
        parts.push(format!("{} with hits that nobody opened", counts.not_opened));
    }
    if !group.lang.is_empty() {
        parts.push(group.lang.clone());
    }
    let what = format!("“{}” was asked {}{more} ({})", group.query, times(counts.asked), parts.join(", "));
    Item { cause, people: group.in_vain(), what, action, file: None, command: None, path: None }
}

fn times(count: u64) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

fn not_opened(group: &Group, answer: Answer) -> Item {
    let action = "Say in its title and summary that it answers this.".to_owned();
    Item { file: Some(answer.file), ..start(group, Cause::NotOpened, action) }
}

fn words(group: &Group, path: &str, catalog: &Catalog) -> Item {
    let file = catalog.article(path).map(|article| article.file.clone());
    let action = "Add the words to its “asks”: people opened it in the end.".to_owned();
    Item { file, path: Some(path.to_owned()), ..start(group, Cause::Words, action) }
}

fn synonym(group: &Group) -> Item {
    let action = "Add the word to the synonyms: people opened several articles in the end.".to_owned();
    Item { file: Some("content/synonyms.yaml".to_owned()), ..start(group, Cause::Synonym, action) }
}

fn new(group: &Group, answer: Option<Answer>) -> Item {
    let folder = answer.as_ref().map_or(CATEGORY, |answer| answer.folder.as_str());
    let folder = if folder.is_empty() { CATEGORY } else { folder };
    let lang = if group.lang.is_empty() { String::new() } else { format!(" --lang {}", group.lang) };
    let command = format!("helpdex new{lang} {folder} {}", quoted(&group.query));
    let action = match &answer {
        Some(near) => format!("Write an article, or let the nearest one answer it: {}.", near.file),
        None => "Write an article.".to_owned(),
    };
    let file = answer.map(|answer| answer.file);
    Item { command: Some(command), file, ..start(group, Cause::Unanswered, action) }
}
