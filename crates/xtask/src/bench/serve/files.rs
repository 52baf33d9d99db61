//! Articles that come and go, and a tool that changes many at once.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use super::client::Client;
use super::edits::{Article, BETWEEN, Edit, OFTEN, SELDOM};
use super::quantiles::median_and_p95;
use crate::Fault;

/// A checkout changes so many files.
const MANY: usize = 1_000;

/// Milliseconds from the write or removal of a file to what follows from it.
#[derive(Debug)]
pub(super) struct CameAndWent {
    /// To the list that names the new article, and its page.
    pub(super) came: (f64, f64),
    /// To search.
    pub(super) found: (f64, f64),
    /// To a neighbour's related articles.
    pub(super) related: (f64, f64),
    /// To the list without the article that was removed.
    pub(super) went: (f64, f64),
    /// To search without it.
    pub(super) lost: (f64, f64),
}

/// Writes an article beside each one, waits until everything knows it, and removes it.
pub(super) fn come_and_go(client: &mut Client, articles: &[Article]) -> Result<CameAndWent, Fault> {
    let (mut came, mut found, mut related, mut went, mut lost) = (vec![], vec![], vec![], vec![], vec![]);
    for (number, article) in articles.iter().enumerate() {
        let word = format!("zq{number:04}new");
        let title = format!("{word} {word}two {word}three");
        let file = article.file.with_file_name(format!("{word}.md"));
        let url = format!("{}{word}/", article.list);
        // Its words make it the nearest of one that says the same, which stands there before. Both come first in a list that
        // may have several pages.
        let twin = article.file.with_file_name(format!("{word}-twin.md"));
        Edit::save(&twin, &format!("---\ntitle: \"Another {title}?\"\norder: -2\n---\n\nText.\n"), false)?.until(
            &mut vec![],
            OFTEN,
            &mut || client.shows(&article.list, &title),
        )?;
        std::thread::sleep(BETWEEN);
        let text = format!("---\ntitle: \"The {title}?\"\norder: -1\n---\n\nOne more article {word}.\n");
        let edit = Edit::save(&file, &text, false)?;
        edit.until(&mut came, OFTEN, &mut || {
            Ok(client.shows(&article.list, &format!("The {title}"))? && client.shows(&url, &word)?)
        })?;
        let is_found = |client: &mut Client| -> Result<Option<bool>, Fault> {
            let hits = client.search(&word)?;
            Ok(hits.map(|hits| hits.iter().any(|(_, found)| *found == url)))
        };
        edit.until(&mut found, SELDOM, &mut || Ok(is_found(client)? == Some(true)))?;
        edit.until(&mut related, OFTEN, &mut || {
            // Articles before and after stand on the page too, so its list of related ones is looked at alone.
            let fine = client.get(&format!("{}{word}-twin/", article.list))? == 200;
            let page = String::from_utf8_lossy(&client.body);
            let list = page.split("class=\"related\"").nth(1).and_then(|rest| rest.split("</section>").next());
            Ok(fine && list.is_some_and(|list| list.contains(&url)))
        })?;
        std::thread::sleep(BETWEEN);
        let edit = Edit::remove(&file)?;
        edit.until(&mut went, OFTEN, &mut || Ok(!client.shows(&article.list, &format!("The {title}"))?))?;
        edit.until(&mut lost, SELDOM, &mut || Ok(is_found(client)? == Some(false)))?;
        if client.get(&url)? != 404 {
            return Err(format!("{url} is still there").into());
        }
        std::fs::remove_file(&twin)?;
        std::thread::sleep(BETWEEN);
    }
    Ok(CameAndWent {
        came: median_and_p95(came),
        found: median_and_p95(found),
        related: median_and_p95(related),
        went: median_and_p95(went),
        lost: median_and_p95(lost),
    })
}

/// What a checkout came to: milliseconds from its end to the last of the new pages, and how many states were shown.
#[derive(Debug)]
pub(super) struct Checkout {
    pub(super) files: usize,
    pub(super) shown: f64,
    pub(super) states: u64,
}

/// Changes many files by `git checkout`; nothing without git.
pub(super) fn checkout(client: &mut Client, site: &Path, articles: &[Article]) -> Result<Option<Checkout>, Fault> {
    let git = |args: &[&str]| {
        let set = ["-c", "user.name=bench", "-c", "user.email=bench@example.com", "-c", "commit.gpgsign=false"];
        let done = Command::new("git").arg("-C").arg(site).args(set).args(args).output();
        done.is_ok_and(|done| done.status.success())
    };
    if !(git(&["init", "-q"])
        && git(&["add", "."])
        && git(&["commit", "-qm", "one"])
        && git(&["checkout", "-qb", "two"]))
    {
        return Ok(None);
    }
    let Some(last) = articles.last() else { return Ok(None) };
    let mut files: Vec<PathBuf> = Vec::new();
    super::edits::markdown(&site.join("content"), &mut files)?;
    files.retain(|file| *file != last.file);
    files.truncate(MANY - 1);
    files.push(last.file.clone());
    let all = files.len();
    for file in &files {
        let text = std::fs::read_to_string(file)?;
        std::fs::write(file, format!("{text}\nFrom the other branch zqbranch.\n"))?;
    }
    let committed = git(&["commit", "-qam", "two"]) && git(&["checkout", "-q", "-"]);
    if !committed {
        return Ok(None);
    }
    // git took its time; the preview has let go of the connection meanwhile.
    *client = client.again()?;
    settled(client)?;
    let before = states(client)?;
    *client = client.again()?;
    git(&["checkout", "-q", "two"]);
    let started = Instant::now();
    while !client.shows(&last.url, "zqbranch")? {
        if started.elapsed() > Duration::from_secs(60) {
            return Err("the checkout is never seen".into());
        }
        std::thread::sleep(OFTEN);
    }
    let shown = started.elapsed().as_secs_f64() * 1e3;
    std::thread::sleep(Duration::from_millis(500));
    Ok(Some(Checkout { files: all, shown, states: states(client)? - before }))
}

/// Waits until nothing is under way.
fn settled(client: &mut Client) -> Result<(), Fault> {
    let mut last = states(client)?;
    loop {
        std::thread::sleep(Duration::from_secs(4));
        let now = states(client)?;
        if now == last {
            return Ok(());
        }
        last = now;
    }
}

/// How often pages have changed, as open pages are told.
fn states(client: &Client) -> Result<u64, Fault> {
    client.first_event()?["pages"].as_u64().ok_or_else(|| "a state without its number".into())
}
