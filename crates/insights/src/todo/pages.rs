//! Articles that help few, and addresses that lead nowhere.

use super::item::{Cause, Item, Limits};
use crate::figures::{Article, Contact, FromArticle, Missing, Satisfaction, Share};
use crate::tally::Reasons;

/// A percentage in words.
fn percent(share: &Share) -> String {
    format!("{:.0} %", share.value * 100.0)
}

pub(super) fn articles(satisfaction: &Satisfaction, limits: &Limits) -> Vec<Item> {
    satisfaction.articles.iter().filter_map(|article| worse(article).or_else(|| poor(article, limits))).collect()
}

/// What to call a page.
fn name(title: Option<&String>, path: &str) -> String {
    title.map_or_else(|| path.to_owned(), |title| format!("“{title}” ({path})"))
}

fn worse(article: &Article) -> Option<Item> {
    let change = article.change.as_ref().filter(|change| change.difference.fell())?;
    let what = format!(
        "{} helped {} of {} readers before the edit of {}, and {} of {} since",
        name(article.title.as_ref(), &article.path),
        percent(&change.before),
        change.before.of,
        change.since,
        percent(&change.after),
        change.after.of,
    );
    let action = format!("Compare the two texts{}.", why(&article.reasons));
    let command = article.file.as_ref().map(|file| format!("git log -p -2 -- {file}"));
    Some(Item {
        cause: Cause::Worse,
        people: change.after.of - change.after.part,
        what,
        action,
        file: article.file.clone(),
        command,
        path: Some(article.path.clone()),
    })
}

fn poor(article: &Article, limits: &Limits) -> Option<Item> {
    let helped = article.helped.filter(|helped| helped.high < limits.poor)?;
    let what = format!(
        "{} helped {} of {} readers",
        name(article.title.as_ref(), &article.path),
        percent(&helped),
        helped.of,
    );
    let action = format!("Rewrite it{}.", why(&article.reasons));
    Some(Item {
        cause: Cause::Poor,
        people: helped.of - helped.part,
        what,
        action,
        file: article.file.clone(),
        command: None,
        path: Some(article.path.clone()),
    })
}

/// The reason given most, in words.
fn why(reasons: &Reasons) -> String {
    let all = [
        (reasons.outdated, "it is wrong or old"),
        (reasons.unclear, "it is hard to follow"),
        (reasons.failed, "what it says did not work"),
        (reasons.other_question, "it answers something else"),
    ];
    let most = all.into_iter().filter(|(count, _)| *count > 0).max_by_key(|(count, _)| *count);
    most.map_or_else(String::new, |(count, words)| format!("; {count} said that {words}"))
}

pub(super) fn contact(contact: &Contact, limits: &Limits) -> Vec<Item> {
    // A tenth of the readers, for certain: most articles end in the form now and then.
    let often = |share: &Share| share.low > 0.1;
    let item = |article: &FromArticle| {
        let share = article.sent_of_reads.filter(often)?;
        let what = format!(
            "{} of {} readers of {} sent a message then",
            percent(&share),
            share.of,
            name(article.title.as_ref(), &article.path),
        );
        let action = "Read what they wrote, and answer it in the article.".to_owned();
        let (file, path) = (article.file.clone(), Some(article.path.clone()));
        Some(Item { cause: Cause::Contact, people: share.part, what, action, file, command: None, path })
    };
    contact.articles.iter().filter(|article| article.counts.sent >= limits.least).filter_map(item).collect()
}

pub(super) fn missing(missing: &[Missing], limits: &Limits) -> Vec<Item> {
    let item = |missing: &Missing| {
        let near = missing.nearest.as_ref()?;
        let what = format!("{} was asked for {} times and leads nowhere", missing.path, missing.count);
        // Quoted as YAML reads it, whatever stands in the address.
        let alias = serde_json::to_string(&missing.path).ok()?;
        let action = format!("Add {alias} to the “aliases” of “{}” if that is what it was.", near.title);
        Some(Item {
            cause: Cause::Missing,
            people: missing.count,
            what,
            action,
            file: Some(near.file.clone()),
            command: None,
            path: Some(missing.path.clone()),
        })
    };
    missing.iter().filter(|missing| !missing.answered && missing.count >= limits.least).filter_map(item).collect()
}
