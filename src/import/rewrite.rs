//! The new texts of imported files.

use std::ops::Range;
use std::path::PathBuf;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::document::Document;
use super::plan::Plan;
use super::survey::Survey;
use super::target::{Link, Target};
use super::{Job, Summary, split};
use crate::scaffold::scalar;

/// What a fragment must not hold inside of `(…)` or quotes. Letters of any script stay as they are.
const FRAGMENT: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'\'').add(b'<').add(b'>').add(b'(').add(b')').add(b'\\');

/// A file to write.
#[derive(Debug)]
pub(super) struct Output {
    /// Its path below the folder that receives the import.
    pub(super) path: String,
    /// What is in it.
    pub(super) content: Content,
}

/// What is in a file to write.
#[derive(Debug)]
pub(super) enum Content {
    /// An imported text, and where in it links stand that depend on the names of other files.
    Text(String, Vec<Range<usize>>),
    /// The page of a category, made from its name; any page that is there already is better.
    Page(String),
    /// A copy of a file.
    Copy(PathBuf),
}

/// The files of an import, in the order of their sources; counts them too.
pub(super) fn files(
    job: &Job<'_>,
    survey: &Survey,
    documents: &[Document],
    links: &[Vec<Link<'_>>],
    plan: &Plan,
    summary: &mut Summary,
) -> Vec<Output> {
    let mut outputs = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let Some(path) = plan.documents.get(index) else { continue };
        let is_page = plan.is_page.get(index).copied().unwrap_or_default();
        let links = links.get(index).map_or(&[][..], Vec::as_slice);
        let (body, links) = body(job, document, links, plan, path, summary);
        let head =
            if is_page { document.meta.category(&document.title) } else { document.meta.article(&document.title) };
        let gap = if body.is_empty() { "" } else { "\n" };
        let before = head.len() + gap.len();
        let links = links.into_iter().map(|range| range.start + before..range.end + before).collect();
        outputs.push(Output { path: path.clone(), content: Content::Text(format!("{head}{gap}{body}"), links) });
        count(document, is_page, summary);
    }
    for (path, title) in &plan.categories {
        let text = format!("---\ntitle: {}\n---\n", scalar(title));
        outputs.push(Output { path: path.clone(), content: Content::Page(text) });
    }
    for (old, path) in &plan.files {
        outputs.push(Output { path: path.clone(), content: Content::Copy(survey.root.join(old)) });
    }
    summary.renamed.clone_from(&plan.renamed);
    outputs
}

fn count(document: &Document, is_page: bool, summary: &mut Summary) {
    *(if is_page { &mut summary.category_pages } else { &mut summary.articles }) += 1;
    summary.drafts += usize::from(document.meta.is_draft());
    for (key, _) in &document.meta.extra {
        *summary.extra_keys.entry(key.clone()).or_default() += 1;
    }
}

/// The body with its links leading to the new places, and without a heading that repeats the title; and the places of
/// those links in it.
fn body(
    job: &Job<'_>,
    document: &Document,
    links: &[Link<'_>],
    plan: &Plan,
    path: &str,
    summary: &mut Summary,
) -> (String, Vec<Range<usize>>) {
    let old = |range: Range<usize>| document.body.get(range).unwrap_or_default();
    let mut text = String::with_capacity(document.body.len());
    let mut places = Vec::with_capacity(links.len());
    let mut at = 0;
    if let Some(heading) = &document.doubled_title {
        let rest = document.body.get(heading.end..).unwrap_or_default();
        at = heading.end + rest.len() - rest.trim_start_matches('\n').len();
    }
    for link in links {
        // A link inside of the heading that goes is gone with it.
        let Some(place) = new_place(job, link.target, plan).filter(|_| link.range.start >= at) else { continue };
        let written = format!("{}{}", relative(split(path).0, &place), encoded(&link.fragment));
        summary.links += usize::from(old(link.range.clone()) != written);
        text.push_str(old(at..link.range.start));
        places.push(text.len()..text.len() + written.len());
        text.push_str(&written);
        at = link.range.end;
    }
    text.push_str(old(at..document.body.len()));
    text.truncate(text.trim_end().len());
    if !text.is_empty() {
        text.push('\n');
    }
    (text, places)
}

fn new_place(job: &Job<'_>, target: Target<'_>, plan: &Plan) -> Option<String> {
    match target {
        Target::Document(index) => plan.documents.get(index).cloned(),
        Target::File(path) => plan.files.get(path).cloned(),
        Target::Folder(path) => {
            let place = plan.folders.get(path)?;
            Some(super::join(place, &format!("_index{}.md", job.suffix(job.language))))
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

/// The path from a folder to a file.
fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let common = from.iter().zip(to.iter().take(to.len().saturating_sub(1))).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; from.len() - common];
    parts.extend(to.get(common..).unwrap_or_default());
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths() {
        assert_eq!(relative("a/b", "a/c.md"), "../c.md");
        assert_eq!(relative("a", "a/c.md"), "c.md");
        assert_eq!(relative("", "a/c.md"), "a/c.md");
        assert_eq!(relative("a", "a"), "../a");
        assert_eq!(relative("a/b", "c/d/e.png"), "../../c/d/e.png");
    }

    #[test]
    fn fragments_stay_readable_and_safe() {
        assert_eq!(encoded("#как (1)"), "#как%20%281%29");
        assert_eq!(encoded("#a%20b"), "#a%20b");
    }
}
