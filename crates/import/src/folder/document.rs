//! A Markdown file to import, read.

use std::ops::Range;

use super::fence::{self, Head};
use super::job::Job;
use super::keys::Meta;
use super::report::Summary;
use super::survey::Survey;
use super::{headings, value};
use helpdex_content::config::{LanguageId, is_language_code};
use helpdex_content::error::{Error, Result};
use helpdex_content::path::split;
use helpdex_content::yaml;

/// A Markdown file.
#[derive(Debug)]
pub(super) struct Document {
    /// Its path below the imported folder.
    pub(super) path: String,
    /// The name without extension and language.
    pub(super) stem: String,
    /// Index of its language.
    pub(super) language: LanguageId,
    /// What its front matter says.
    pub(super) meta: Meta,
    /// Its title, from the front matter, a heading or the file's name.
    pub(super) title: String,
    /// The Markdown, with line feeds only.
    pub(super) body: String,
    /// What stands before the body.
    pub(super) head: String,
    /// Lines of the file before the body.
    pub(super) lines_before: usize,
    /// A heading that only says the title again.
    pub(super) doubled_title: Option<Range<usize>>,
}

impl Document {
    /// The folder that it is in.
    pub(super) fn folder(&self) -> &str {
        split(&self.path).0
    }

    /// The line of the file in which a byte of the body is.
    pub(super) fn line(&self, at: usize) -> usize {
        let before = self.body.get(..at).unwrap_or_default();
        self.lines_before + before.bytes().filter(|byte| *byte == b'\n').count() + 1
    }

    /// The first line of the front matter that says something.
    pub(super) fn head_line(&self, words: &str) -> Option<usize> {
        self.head.lines().position(|line| line.contains(words)).map(|line| line + 1)
    }
}

/// Reads every Markdown file. One that is not text is lost, and the summary says so.
pub(super) fn read_all(job: &Job<'_>, survey: &Survey, summary: &mut Summary) -> Result<Vec<Document>> {
    let mut documents = Vec::with_capacity(survey.articles.len());
    for path in &survey.articles {
        let location = survey.root.join(path);
        let bytes = std::fs::read(&location).map_err(Error::io("read", &location))?;
        match String::from_utf8(bytes) {
            Ok(text) => documents.push(read(job, survey, path, &text, summary)),
            Err(fault) => {
                let valid = fault.utf8_error().valid_up_to();
                let before = fault.as_bytes().get(..valid).unwrap_or_default();
                let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                summary.lost += 1;
                summary.problem(path, Some(line), "not imported: the file is not UTF-8 text");
            }
        }
    }
    Ok(documents)
}

fn read(job: &Job<'_>, survey: &Survey, path: &str, text: &str, summary: &mut Summary) -> Document {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let (head, body) = fence::split(&text);
    let meta = read_head(path, head, summary);
    let head_len = text.len() - body.len();
    let lines_before = text.get(..head_len).unwrap_or_default().matches('\n').count();
    let gap = body.len() - body.trim_start_matches('\n').len();
    let body = body.get(gap..).unwrap_or_default().to_owned();
    let (stem, language) = name(job, path, summary);
    let heading = headings::title(&body);
    let title = match (&meta.title, &heading) {
        (Some(title), _) => title.clone(),
        (None, Some(heading)) => heading.text.clone(),
        (None, None) => {
            let folder = split(split(path).0).1;
            let folder = if folder.is_empty() { &survey.name } else { folder };
            let title = readable(if is_index(&stem) { folder } else { &stem });
            summary.problem(path, None, format!("has no title and no heading; it is called `{title}` after its name"));
            title
        }
    };
    let says_again = |h: &headings::Heading| h.level == 1 && h.is_first && !h.has_anchor && h.text == title;
    let doubled_title = heading.filter(says_again).map(|heading| heading.range);
    if ["{{<", "{{%"].iter().any(|open| body.contains(open)) {
        summary.problem(path, None, "has shortcodes in `{{…}}`, which Helpdex shows as text");
    }
    Document {
        path: path.to_owned(),
        stem,
        language,
        meta,
        title,
        body,
        head: text.get(..head_len).unwrap_or_default().to_owned(),
        lines_before: lines_before + gap,
        doubled_title,
    }
}

fn read_head(path: &str, head: Head<'_>, summary: &mut Summary) -> Meta {
    let (raw, read) = match head {
        Head::None => return Meta::default(),
        Head::Unclosed => {
            summary.problem(path, Some(1), "the front matter is never closed; all of it is in the article's text now");
            return Meta::default();
        }
        Head::Yaml(raw) => (raw, read_yaml(raw)),
        Head::Toml(raw) => (
            raw,
            raw.parse().map(value::from_toml).map_err(|fault: toml::de::Error| {
                let line = raw
                    .get(..fault.span().map_or(0, |span| span.start))
                    .map_or(1, |text| text.matches('\n').count() + 2);
                (line, fault.message().to_owned())
            }),
        ),
    };
    match read {
        Ok(entries) => Meta::read(entries),
        Err((line, message)) => {
            let message = format!("the front matter is broken ({message}); it is kept as text under `extra`");
            summary.problem(path, Some(line), message);
            let mut meta = Meta::default();
            meta.title = salvaged_title(raw);
            meta.keep("front_matter".to_owned(), raw.into());
            meta
        }
    }
}

fn read_yaml(raw: &str) -> Result<value::Entries, (usize, String)> {
    let node = yaml::parse(raw).map_err(|fault| {
        let line = raw.get(..fault.offset).unwrap_or_default().matches('\n').count() + 2;
        (line, fault.message)
    })?;
    value::from_yaml(&node, raw).ok_or_else(|| (2, format!("it is {}, not a map of keys", node.kind_name())))
}

/// The title of front matter that can't be read as a whole.
fn salvaged_title(raw: &str) -> Option<String> {
    let line = raw.lines().find_map(|line| {
        let (key, value) = line.split_once([':', '='])?;
        key.trim().eq_ignore_ascii_case("title").then(|| value.trim())
    })?;
    let title = line.trim_matches(['"', '\'']).trim();
    (!title.is_empty()).then(|| title.to_owned())
}

/// The stem and language of a file's name: `refunds.ru.md` is Russian in a site that speaks it.
fn name(job: &Job<'_>, path: &str, summary: &mut Summary) -> (String, LanguageId) {
    let (_, name) = split(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if let Some((before, code)) = stem.rsplit_once('.').filter(|(before, _)| !before.is_empty()) {
        if let Some(language) = job.config.language_id(code) {
            return (before.to_owned(), language);
        }
        if is_language_code(code) {
            let message = format!("its name says `{code}`, a language that this site does not have");
            summary.problem(path, None, message);
        }
    }
    (stem.to_owned(), job.language)
}

/// Whether a file of this name is the page of its folder.
pub(super) fn is_index(stem: &str) -> bool {
    index_rank(stem).is_some()
}

/// Which file is the page of its folder when there are several: the lowest rank.
pub(super) fn index_rank(stem: &str) -> Option<usize> {
    ["_index", "index", "readme"].iter().position(|name| stem.eq_ignore_ascii_case(name))
}

/// A file's or folder's name as a title: `how-to_start` is "How to start".
pub(super) fn readable(name: &str) -> String {
    let mut words = name.trim().to_owned();
    if !words.contains(' ') {
        words = words.replace(['-', '_'], " ");
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Untitled".to_owned(),
    }
}
