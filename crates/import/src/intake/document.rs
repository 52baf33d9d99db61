//! A page of a source, made ready to be put into the content.

use std::ops::Range;

use helpdex_content::config::{Config, LanguageId};
use helpdex_content::path::{is_page_url, open_url, split};
use percent_encoding::percent_decode_str;

use super::headings;
use super::keys::Meta;
use super::report::Summary;
use crate::source::{Page, Source, what};

/// A page.
#[derive(Debug)]
pub(super) struct Document {
    /// Its file at the source.
    pub(super) origin: String,
    /// Where it is to lie, without its language.
    pub(super) place: String,
    /// The name of that without its extension.
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
    /// The line of the file that each line of the body came from.
    lines: Vec<usize>,
    /// A heading that only says the title again.
    pub(super) doubled_title: Option<Range<usize>>,
    /// Folders of the source that its links count from.
    pub(super) bases: Vec<String>,
    /// Its URL path at the source.
    pub(super) address: Option<String>,
    /// All its URL paths at the source.
    pub(super) addresses: Vec<String>,
}

impl Document {
    /// The folder that it is to lie in.
    pub(super) fn folder(&self) -> &str {
        split(&self.place).0
    }

    /// The line of the file in which a byte of the body is.
    pub(super) fn line(&self, at: usize) -> usize {
        let before = self.body.get(..at).unwrap_or_default();
        let index = before.bytes().filter(|byte| *byte == b'\n').count();
        self.lines.get(index).copied().unwrap_or(1)
    }

    /// The first line of the front matter that says something.
    pub(super) fn head_line(&self, words: &str) -> Option<usize> {
        self.head.lines().position(|line| line.contains(words)).map(|line| line + 1)
    }

    /// What a record of the import calls it.
    pub(super) fn key(&self, config: &Config) -> String {
        match self.language.is_default() {
            true => self.origin.clone(),
            false => format!("{} ({})", self.origin, config.code(self.language)),
        }
    }
}

/// Makes the pages of a source ready.
pub(super) fn all(config: &Config, source: &mut Source, summary: &mut Summary) -> Vec<Document> {
    let name = source.name.clone();
    let base = source.addresses.base.clone();
    std::mem::take(&mut source.pages).into_iter().map(|page| ready(config, &name, &base, page, summary)).collect()
}

fn ready(config: &Config, name: &str, base: &str, mut page: Page, summary: &mut Summary) -> Document {
    page.body.trim_start();
    let mut meta = Meta::read(page.head);
    let body = page.body.to_string();
    let (folder, file) = split(&page.place);
    let stem = file.strip_suffix(".md").unwrap_or(file).to_owned();
    let heading = headings::title(&body);
    let title = match (&meta.title, &heading) {
        (Some(title), _) => title.clone(),
        (None, heading) if page.named.is_some() && heading.as_ref().is_none_or(|heading| heading.level > 1) => {
            page.named.unwrap_or_default()
        }
        (None, Some(heading)) => heading.text.clone(),
        (None, None) => {
            let folder = split(folder).1;
            let folder = if folder.is_empty() { name } else { folder };
            let title = readable(if is_index(&stem) { folder } else { &stem });
            let message = format!("has no title and no heading; it is called `{title}` after its name");
            summary.problem(what::HEAD, &page.origin, None, message);
            title
        }
    };
    let says_again = |h: &headings::Heading| h.level == 1 && h.is_first && !h.has_anchor && h.text == title;
    let doubled_title = heading.filter(says_again).map(|heading| heading.range);
    let addresses: Vec<String> = page.address.iter().chain(&page.old_addresses).cloned().collect();
    // A draft has them, too: many are drafts only here, since not everybody could read them, and all are to answer at their
    // old addresses from the day that somebody publishes them.
    for address in &addresses {
        match alias(config, base, address) {
            Some(alias) if !meta.aliases.iter().any(|known| is_same(known, &alias)) => meta.aliases.push(alias),
            Some(_) => {}
            // The top of the old site is the top of this one.
            None if address.trim_matches('/') == base.trim_matches('/') || address.trim_matches('/').is_empty() => {}
            None => {
                let message = format!("the old URL `{address}` can't be an alias");
                summary.problem(what::ADDRESS, &page.origin, None, message);
            }
        }
    }
    let bases = if page.bases.is_empty() { vec![split(&page.origin).0.to_owned()] } else { page.bases };
    Document {
        origin: page.origin,
        place: page.place.clone(),
        stem,
        language: page.language,
        meta,
        title,
        body,
        head: page.written_head,
        lines: page.body.0.iter().map(|line| line.origin).collect(),
        doubled_title,
        bases,
        address: page.address,
        addresses,
    }
}

/// A URL path of the source as an alias of the site: below the site's base path where that can be.
pub(super) fn alias(config: &Config, old_base: &str, address: &str) -> Option<String> {
    if let Some(start) = address.strip_suffix('*') {
        return written(config, old_base, start).map(|start| format!("{start}*")).filter(|url| open_url(url).is_some());
    }
    let path = written(config, old_base, address)?;
    // A name with a dot is that of a file, unless a slash follows.
    let last = split(&path).1;
    let is_file = [".html", ".htm"].iter().any(|end| last.ends_with(end));
    let path = if last.contains('.') && !is_file { format!("{path}/") } else { path };
    is_page_url(&path).then_some(path)
}

/// An address as authors write it in `aliases`.
fn written(config: &Config, old_base: &str, address: &str) -> Option<String> {
    let decoded = percent_decode_str(address).decode_utf8().ok()?;
    let below = |base: &str| decoded.strip_prefix(base).filter(|rest| rest.starts_with('/'));
    let base = config.prefix(LanguageId::DEFAULT);
    let path = if base.is_empty() { decoded.as_ref() } else { below(&base).or_else(|| below(old_base))? };
    Some(path.to_owned())
}

fn is_same(one: &str, other: &str) -> bool {
    one.trim_end_matches('/') == other.trim_end_matches('/')
}

/// Whether a file of this name is the page of its folder.
fn is_index(stem: &str) -> bool {
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
