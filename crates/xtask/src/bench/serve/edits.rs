//! An author at work: one article is saved, and everything that shows it is asked until it shows the new text.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::client::Client;
use super::quantiles::median_and_p95;
use crate::Fault;

/// What is never there within this time is a fault.
const PATIENCE: Duration = Duration::from_secs(60);
/// Often enough to tell milliseconds apart.
pub(super) const OFTEN: Duration = Duration::from_micros(500);
/// Questions have a limit of fifty a second.
pub(super) const SELDOM: Duration = Duration::from_millis(25);
/// An author looks at the page before the next save.
pub(super) const BETWEEN: Duration = Duration::from_millis(1_500);

/// An article with its page and the page that lists it.
#[derive(Debug)]
pub(super) struct Article {
    pub(super) file: PathBuf,
    pub(super) url: String,
    pub(super) list: String,
}

/// Milliseconds from the write of an article to what follows from it: median and the 95th of a hundred.
#[derive(Debug)]
pub(super) struct Followed {
    /// After an edit of the text.
    pub(super) page: (f64, f64),
    /// After an edit of the title as well, which other pages show.
    pub(super) titled: (f64, f64),
    pub(super) list: (f64, f64),
    pub(super) diagnostics: (f64, f64),
    pub(super) search: (f64, f64),
}

/// Articles from all over a site; the preview itself tells at which address each one is.
pub(super) fn choose(client: &mut Client, site: &Path, count: usize) -> Result<Vec<Article>, Fault> {
    let mut files = Vec::new();
    markdown(&site.join("content"), &mut files)?;
    files.sort();
    let step = (files.len() / count.max(1)).max(1);
    let mut articles = Vec::new();
    for file in files.into_iter().step_by(step).take(count) {
        let Some(title) = title(&file) else { continue };
        let source = file.strip_prefix(site)?.to_str().ok_or("a path that is not UTF-8")?.to_owned();
        std::thread::sleep(SELDOM);
        let hits = client.search(&title)?.unwrap_or_default();
        if let Some((_, url)) = hits.into_iter().find(|(found, _)| *found == source) {
            let end = url.trim_end_matches('/').rfind('/').map_or(0, |at| at + 1);
            let list = url[..end].to_owned();
            // Lists of a large category have several pages.
            if client.shows(&list, &url)? {
                articles.push(Article { file, list, url });
            }
        }
    }
    if articles.is_empty() { Err("search finds no article by its title".into()) } else { Ok(articles) }
}

/// Files of the default language that are not a category's.
pub(super) fn markdown(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Fault> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            markdown(&entry.path(), files)?;
        } else if name.ends_with(".md") && name.matches('.').count() == 1 && !name.starts_with('_') {
            files.push(entry.path());
        }
    }
    Ok(())
}

fn title(file: &Path) -> Option<String> {
    let text = std::fs::read_to_string(file).ok()?;
    let title = text.lines().find_map(|line| line.strip_prefix("title:"))?;
    Some(title.trim().trim_matches(['"', '\'']).to_owned())
}

/// Edits each article twice: a new sentence, then also another title and a link to nowhere. Every second article is saved
/// by rename, as some editors do it.
pub(super) fn follow(client: &mut Client, articles: &[Article]) -> Result<Followed, Fault> {
    let (mut pages, mut titled) = (Vec::new(), Vec::new());
    let (mut lists, mut faults, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for (number, article) in articles.iter().enumerate() {
        let before = std::fs::read_to_string(&article.file)?;
        let by_rename = number % 2 == 1;
        let word = format!("zq{number:04}text");
        let mut edit = Edit::save(&article.file, &sentence(&before, &word), by_rename)?;
        edit.until(&mut pages, OFTEN, &mut || client.shows(&article.url, &word))?;
        std::thread::sleep(BETWEEN);
        let word = format!("zq{number:04}title");
        let text = retitled(&before, &word).ok_or("an article without a title")?;
        edit = Edit::save(&article.file, &text, by_rename)?;
        edit.until(&mut titled, OFTEN, &mut || client.shows(&article.url, &word))?;
        edit.until(&mut lists, OFTEN, &mut || client.shows(&article.list, &word))?;
        edit.until(&mut faults, SELDOM, &mut || client.shows("/__helpdex/", &format!("missing-{word}")))?;
        edit.until(&mut found, SELDOM, &mut || Ok(client.search(&word)?.is_some_and(|hits| !hits.is_empty())))?;
        Edit::save(&article.file, &before, false)?;
        std::thread::sleep(BETWEEN);
    }
    Ok(Followed {
        page: median_and_p95(pages),
        titled: median_and_p95(titled),
        list: median_and_p95(lists),
        diagnostics: median_and_p95(faults),
        search: median_and_p95(found),
    })
}

/// A save whose consequences are waited for.
pub(super) struct Edit<'a> {
    file: &'a Path,
    pub(super) started: Instant,
}

impl<'a> Edit<'a> {
    pub(super) fn save(file: &'a Path, text: &str, by_rename: bool) -> Result<Self, Fault> {
        let edit = Self { file, started: Instant::now() };
        if by_rename {
            let beside = file.with_extension("md~");
            std::fs::write(&beside, text)?;
            std::fs::rename(beside, file)?;
        } else {
            std::fs::write(file, text)?;
        }
        Ok(edit)
    }

    pub(super) fn remove(file: &'a Path) -> Result<Self, Fault> {
        let edit = Self { file, started: Instant::now() };
        std::fs::remove_file(file)?;
        Ok(edit)
    }

    /// Asks again and again; the milliseconds from the save to a yes go to the times.
    pub(super) fn until(
        &self,
        times: &mut Vec<f64>,
        every: Duration,
        test: &mut dyn FnMut() -> Result<bool, Fault>,
    ) -> Result<(), Fault> {
        while !test()? {
            if self.started.elapsed() > PATIENCE {
                return Err(format!("the edit of `{}` is never seen", self.file.display()).into());
            }
            std::thread::sleep(every);
        }
        times.push(self.started.elapsed().as_secs_f64() * 1e3);
        Ok(())
    }
}

fn sentence(text: &str, word: &str) -> String {
    format!("{text}\n\nOne more sentence {word}.\n")
}

/// The article with a word in its title, in a sentence and in a link to an article that is not there.
fn retitled(text: &str, word: &str) -> Option<String> {
    let line = text.lines().find(|line| line.starts_with("title:"))?;
    let titled = text.replacen(line, &format!("title: \"The {word} title?\""), 1);
    Some(format!("{titled}\n\nOne more sentence {word} with a [link](missing-{word}.md).\n"))
}
