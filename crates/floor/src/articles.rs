//! Articles: read, taken apart, rendered.

use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, html};
use rayon::prelude::*;
use serde::Deserialize;
use walkdir::WalkDir;

use super::Fault;

/// What front matter says that an index or a page shows.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct FrontMatter {
    title: String,
    summary: String,
    asks: Vec<String>,
    tags: Vec<String>,
}

/// A file and its language, as its name tells it.
pub(crate) struct File {
    lang: String,
    text: String,
}

/// A file taken apart.
pub(crate) struct Article<'f> {
    lang: &'f str,
    front: FrontMatter,
    body: &'f str,
}

/// What became of an article.
pub(crate) struct Rendered<'f> {
    pub(crate) lang: &'f str,
    pub(crate) html: String,
    /// What of it is searched.
    pub(crate) text: String,
}

/// Reads all Markdown below a folder, in the order of paths.
pub(crate) fn read(content: &Path) -> Result<Vec<File>, Fault> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in WalkDir::new(content) {
        let path = entry?.into_path();
        if path.extension().is_some_and(|ending| ending == "md") {
            paths.push(path);
        }
    }
    paths.sort();
    let file = |path: &PathBuf| -> Result<File, Fault> {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let lang = name.rsplit_once('.').map_or("", |(_, lang)| lang).to_owned();
        Ok(File { lang, text: std::fs::read_to_string(path)? })
    };
    paths.par_iter().map(file).collect()
}

/// Takes the files apart and reads their front matter. What can't be read is left out: that is for a checker to tell.
pub(crate) fn parsed(files: &[File]) -> Vec<Article<'_>> {
    files.par_iter().map(apart).collect()
}

fn apart(File { lang, text }: &File) -> Article<'_> {
    let (yaml, body) = split(text);
    Article { lang, front: serde_yaml::from_str(yaml).unwrap_or_default(), body }
}

/// The YAML between the first two lines of dashes, and what follows.
fn split(text: &str) -> (&str, &str) {
    let Some(rest) = text.strip_prefix("---\n") else { return ("", text) };
    rest.split_once("\n---\n").unwrap_or(("", text))
}

/// Parses and renders the Markdown of each, once, and takes its text along.
pub(crate) fn rendered<'f>(articles: &[Article<'f>]) -> Vec<Rendered<'f>> {
    articles.par_iter().map(one).collect()
}

fn one<'f>(article: &Article<'f>) -> Rendered<'f> {
    let FrontMatter { title, summary, asks, tags } = &article.front;
    let mut text = [title.as_str(), summary].join("\n");
    for more in asks.iter().chain(tags) {
        text.push('\n');
        text.push_str(more);
    }
    let mut html = String::with_capacity(article.body.len() * 3 / 2);
    let events = Parser::new_ext(article.body, options()).inspect(|event| match event {
        Event::Text(words) | Event::Code(words) => text.push_str(words),
        Event::SoftBreak | Event::HardBreak => text.push(' '),
        Event::End(_) => text.push('\n'),
        _ => {}
    });
    html::push_html(&mut html, events);
    Rendered { lang: article.lang, html, text }
}

/// The syntax that Helpdex reads.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}
