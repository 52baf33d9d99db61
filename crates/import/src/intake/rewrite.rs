//! The new texts of imported files.

use std::ops::Range;
use std::rc::Rc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::document::Document;
use super::job::Job;
use super::keys::{Meta, Settled};
use super::lookup::Target;
use super::parts::Parts;
use super::pictures::Picture;
use super::plan::{Category, Plan};
use super::report::Summary;
use super::target::Links;
use crate::scaffold::scalar;
use crate::source::OnDisk;
use crate::source::value::texts_to_yaml;
use crate::source::what;
use helpdex_content::markdown::scheme;
use helpdex_content::path;
use helpdex_content::path::{join, split};

/// What a fragment must not hold inside of `(…)` or quotes. Letters of any script stay as they are.
const FRAGMENT: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'\'').add(b'<').add(b'>').add(b'(').add(b')').add(b'\\');

/// A file to write.
#[derive(Debug)]
pub(super) struct Output {
    /// Its path below the folder that receives the import.
    pub(super) path: String,
    /// What it was made of, in the words of the record of imports.
    pub(super) key: String,
    /// What is in it.
    pub(super) content: Content,
}

/// What an imported text is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// An article, perhaps a draft.
    Article { is_draft: bool },
    /// The page of a category, or the home page.
    CategoryPage,
}

/// What is in a file to write.
#[derive(Debug)]
pub(super) enum Content {
    /// An imported text, where in it links stand that depend on the names of other files, and what it is.
    Text(String, Vec<Range<usize>>, Kind),
    /// The page of a category, made from its name; any page that is there already is better.
    Page(String),
    /// An image that stood in a text.
    Picture(Rc<[u8]>),
    /// A copy of a file.
    Copy(OnDisk),
}

/// The files of an import, in the order of their sources; counts them too.
pub(super) fn files(
    job: &Job<'_>,
    parts: &Parts<'_>,
    pictures: &[Picture],
    plan: &Plan,
    summary: &mut Summary,
) -> Vec<Output> {
    let mut outputs = Vec::new();
    let none = Links::default();
    for (index, document) in parts.documents.iter().enumerate() {
        let Some(path) = plan.documents.get(index) else { continue };
        let is_page = plan.is_page.get(index).copied().unwrap_or_default();
        let (body, links) = body(job, document, parts.links.get(index).unwrap_or(&none), plan, path, summary);
        let meta = meta(job, parts, plan, index, document, is_page);
        let mut head = if is_page { meta.category(&document.title) } else { meta.article(&document.title) };
        let unasked = job.config.levels.everywhere("empty-article").is_none();
        if unasked && !is_page && !meta.is_draft() && is_blank(&body) {
            // It was published, so its address goes on answering, and the first build is not stopped by it.
            head.insert_str(head.len() - "---\n".len(), "checks: {empty-article: warning}\n");
            summary.problem(what::EMPTY, &document.origin, None, "there is nothing to read in this article");
        }
        let gap = if body.is_empty() { "" } else { "\n" };
        let before = head.len() + gap.len();
        let links = links.into_iter().map(|range| range.start + before..range.end + before).collect();
        let kind = if is_page { Kind::CategoryPage } else { Kind::Article { is_draft: meta.is_draft() } };
        let content = Content::Text(format!("{head}{gap}{body}"), links, kind);
        outputs.push(Output { path: path.clone(), key: document.key(job.config), content });
        count(&meta, is_page, summary);
    }
    for (index, category) in plan.categories.iter().enumerate() {
        let key = format!("{}/ ({})", category.folder, job.config.code(category.language));
        let aliases = plan.category_aliases.get(index).map_or(&[][..], Vec::as_slice);
        let content = Content::Page(made_page(parts, category, aliases));
        outputs.push(Output { path: category.path.clone(), key, content });
    }
    for (old, path) in &plan.files {
        let Some(asset) = parts.survey.files.get(old) else { continue };
        outputs.push(Output { path: path.clone(), key: old.clone(), content: Content::Copy(asset.content.clone()) });
    }
    for (index, (picture, path)) in pictures.iter().zip(&plan.pictures).enumerate() {
        let content = Content::Picture(Rc::clone(&picture.bytes));
        outputs.push(Output { path: path.clone(), key: format!("picture {}", index + 1), content });
    }
    summary.renamed.clone_from(&plan.renamed);
    outputs
}

/// Whether a body has nothing in it but comments.
fn is_blank(body: &str) -> bool {
    let mut rest = body.trim_start();
    while let Some((_, after)) = rest.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
        rest = after.trim_start();
    }
    // Marks alone, such as an empty list, are nothing to read either.
    rest.chars().all(|c| c.is_whitespace() || "-*+>#|=_~:.".contains(c))
}

/// The page of a category that has none of its own.
fn made_page(parts: &Parts<'_>, category: &Category, aliases: &[String]) -> String {
    let known = parts.survey.known.get(&category.folder);
    let mut text = format!("---\ntitle: {}\n", scalar(&category.title));
    if let Some(summary) = known.and_then(|known| known.summaries.get(&category.language)) {
        text.push_str(&format!("summary: {}\n", scalar(summary)));
    }
    if let Some(order) = known.and_then(|known| known.order) {
        text.push_str(&format!("order: {order}\n"));
    }
    if !aliases.is_empty() {
        text.push_str(&format!("aliases: {}\n", texts_to_yaml(aliases)));
    }
    text.push_str("---\n");
    text
}

/// The front matter with its paths leading to the new places.
fn meta(job: &Job<'_>, parts: &Parts<'_>, plan: &Plan, index: usize, document: &Document, is_page: bool) -> Meta {
    let (Some(aliases), Some(related)) = (plan.aliases.get(index), parts.related.get(index)) else {
        return document.meta.clone();
    };
    if is_page {
        let other = document.meta.related.clone();
        let mut meta = document.meta.settled(aliases, &Settled { found: Vec::new(), other });
        let known = parts.survey.known.get(document.folder());
        meta.order = meta.order.or(known.and_then(|known| known.order));
        return meta;
    }
    let top = job.place();
    let path = |index: &usize| {
        // An article's versions share one path, which is that of the default language's.
        let language = parts.documents.get(*index)?.language;
        let stem = plan.documents.get(*index)?.strip_suffix(".md")?;
        let stem = stem.strip_suffix(&job.suffix(language)).unwrap_or(stem);
        let is_article = !plan.is_page.get(*index).copied().unwrap_or_default();
        is_article.then(|| format!("{}.md", join(&top, stem)))
    };
    let mut settled = Settled { found: Vec::new(), other: related.other.clone() };
    for index in &related.found {
        match path(index) {
            Some(path) => settled.found.push(path),
            // A category is no article.
            None => settled.other.extend(parts.documents.get(*index).map(|document| document.origin.clone())),
        }
    }
    document.meta.settled(aliases, &settled)
}

fn count(meta: &Meta, is_page: bool, summary: &mut Summary) {
    *(if is_page { &mut summary.category_pages } else { &mut summary.articles }) += 1;
    summary.drafts += usize::from(meta.is_draft());
    for (key, _) in &meta.extra {
        *summary.extra_keys.entry(key.clone()).or_default() += 1;
    }
}

/// The body with its links leading to the new places, and without a heading that repeats the title; and the places of
/// those links in it.
fn body(
    job: &Job<'_>,
    document: &Document,
    links: &Links<'_>,
    plan: &Plan,
    path: &str,
    summary: &mut Summary,
) -> (String, Vec<Range<usize>>) {
    let old = |range: Range<usize>| document.body.get(range).unwrap_or_default();
    let mut text = String::with_capacity(document.body.len());
    let mut places = Vec::with_capacity(links.live.len());
    let mut at = 0;
    if let Some(heading) = &document.doubled_title {
        let rest = document.body.get(heading.end..).unwrap_or_default();
        at = heading.end + rest.len() - rest.trim_start_matches('\n').len();
    }
    // A link inside of the heading that goes is gone with it.
    for (range, written, is_live) in edits(job, links, plan, path) {
        if range.start < at {
            continue;
        }
        let before = old(range.clone());
        summary.links += usize::from(is_live && before != written && scheme(before).is_none());
        text.push_str(old(at..range.start));
        if is_live {
            places.push(text.len()..text.len() + written.len());
        }
        text.push_str(&written);
        at = range.end;
    }
    text.push_str(old(at..document.body.len()));
    text.truncate(text.trim_end().len());
    if !text.is_empty() {
        text.push('\n');
    }
    (text, places)
}

/// What changes in a body, in its order, and whether it is a link to a file of the import.
fn edits(job: &Job<'_>, links: &Links<'_>, plan: &Plan, path: &str) -> Vec<(Range<usize>, String, bool)> {
    let live = links.live.iter().filter_map(|link| {
        let place = new_place(job, link.target, plan)?;
        Some((
            link.range.clone(),
            format!("{}{}", path::relative(split(path).0, &place), encoded(&link.fragment)),
            true,
        ))
    });
    let dead = links.dead.iter().map(|(range, text)| (range.clone(), text.clone(), false));
    let mut edits: Vec<_> = live.chain(dead).collect();
    edits.sort_by_key(|(range, ..)| (range.start, range.end));
    edits
}

fn new_place(job: &Job<'_>, target: Target<'_>, plan: &Plan) -> Option<String> {
    match target {
        Target::Document(index) => plan.documents.get(index).cloned(),
        Target::File(path) => plan.files.get(path).cloned(),
        Target::Picture(index) => plan.pictures.get(index).cloned(),
        Target::Folder(path) => {
            let place = plan.folders.get(path)?;
            Some(join(place, &format!("_index{}.md", job.suffix(job.language))))
        }
    }
}

fn encoded(fragment: &str) -> String {
    let mut text = String::with_capacity(fragment.len());
    for c in fragment.chars() {
        if c.is_ascii() {
            text.extend(utf8_percent_encode(c.encode_utf8(&mut [0; 4]), FRAGMENT));
        } else {
            text.push(c);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_stay_readable_and_safe() {
        assert_eq!(encoded("#как (1)"), "#как%20%281%29");
        assert_eq!(encoded("#a%20b"), "#a%20b");
    }
}
