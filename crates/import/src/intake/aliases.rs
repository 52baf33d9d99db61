//! Old URLs that may stay, since nothing else is published there.

use helpdex_content::config::LanguageId;
use std::collections::BTreeSet;

use super::document::{self, Document};
use super::existing::Existing;
use super::job::Job;
use super::keys::Settled;
use super::plan::Plan;
use super::report::Summary;
use super::survey::Survey;
use crate::source::what;
use helpdex_content::path::{join, split};
use helpdex_content::routes::{output_path, slug_path};

/// The old URLs of each document that lead to nothing else; the others are told. The URL that a document gets anyway is no
/// longer an old one. The same of each category that is made.
pub(super) fn free(
    job: &Job<'_>,
    documents: &[Document],
    survey: &Survey,
    plan: &Plan,
    existing: &Existing,
    summary: &mut Summary,
) -> (Vec<Settled>, Vec<Vec<String>>) {
    let base = job.config.prefix(LanguageId::DEFAULT);
    let top = job.place();
    let own: Vec<Option<String>> = documents
        .iter()
        .zip(&plan.documents)
        .map(|(document, path)| output_path(&base, &url(job, &top, document.language, path)))
        .collect();
    let pages = plan.categories.iter().map(|made| url(job, &top, made.language, &made.path));
    let files = plan.files.values().chain(&plan.pictures).map(|path| file_url(&base, &top, path));
    let mut taken: BTreeSet<String> = pages.chain(files).filter_map(|url| output_path(&base, &url)).collect();
    taken.extend(own.iter().flatten().cloned());
    // A category has a page in every language, whoever wrote one.
    for folder in folders(plan) {
        let path = |language| join(&folder, &format!("_index{}.md", job.suffix(language)));
        let pages = job.config.languages.ids().map(|language| url(job, &top, language, &path(language)));
        taken.extend(pages.filter_map(|url| output_path(&base, &url)));
    }
    let imported: BTreeSet<String> = plan.documents.iter().map(|path| shown(job, &top, path)).collect();
    let mut all = vec![Settled::default(); documents.len()];
    let triples = documents.iter().zip(own).zip(&plan.documents).enumerate();
    // Of a draft and an article that want the same old URL, the article has it.
    let (drafts, published): (Vec<_>, Vec<_>) = triples.partition(|(_, ((document, _), _))| document.meta.is_draft());
    for (index, ((document, own), path)) in published.into_iter().chain(drafts) {
        // Where the category's own page is in another language, its old URL answers anyway.
        let plain = plain(job, document.language, path);
        let in_all =
            |language| output_path(&base, &url(job, &top, language, &format!("{plain}{}.md", job.suffix(language))));
        let is_page = split(plain).1 == "_index";
        let lists: Vec<Option<String>> = job.config.languages.ids().filter(|_| is_page).map(in_all).collect();
        let mut settled = Settled::default();
        for alias in &document.meta.aliases {
            let from = format!("{base}{alias}");
            let output = output_path(&base, &from);
            if output.is_none() || output == own || lists.contains(&output) {
                continue;
            }
            // What the same import wrote earlier is in nobody's way.
            let is_foreign = existing.owner(&from).is_some_and(|path| !imported.contains(path));
            if !is_foreign && output.is_some_and(|output| taken.insert(output)) {
                settled.found.push(alias.clone());
            } else {
                let message = format!("the old URL `{alias}` leads to something else; it is kept under `extra`");
                summary.problem(what::ADDRESS, &document.origin, document.head_line(alias), message);
                settled.other.push(alias.clone());
            }
        }
        if let Some(slot) = all.get_mut(index) {
            *slot = settled;
        }
    }
    let lists = plan.categories.iter().map(|made| {
        let known = survey.known.get(&made.folder);
        let own = output_path(&base, &url(job, &top, made.language, &made.path));
        let old =
            known.into_iter().flat_map(|known| &known.addresses).filter(|(language, _)| *language == made.language);
        let old = old.filter_map(|(_, address)| document::alias(job.config, &survey.addresses.base, address));
        old.filter(|alias| {
            let output = output_path(&base, &format!("{base}{alias}"));
            let is_foreign =
                existing.owner(&format!("{base}{alias}")).is_some_and(|path| path != shown(job, &top, &made.path));
            output != own && !is_foreign && output.is_some_and(|output| taken.insert(output))
        })
        .collect()
    });
    let lists = lists.collect();
    (all, lists)
}

/// All folders that articles come to lie in or below.
fn folders(plan: &Plan) -> BTreeSet<String> {
    let mut folders = BTreeSet::new();
    for path in &plan.documents {
        let mut folder = split(path).0;
        while !folder.is_empty() && folders.insert(folder.to_owned()) {
            folder = split(folder).0;
        }
    }
    folders
}

/// A path without its language and extension.
fn plain<'p>(job: &Job<'_>, language: LanguageId, path: &'p str) -> &'p str {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    stem.strip_suffix(&job.suffix(language)).unwrap_or(stem)
}

/// The URL path of an article or of the page of a category.
fn url(job: &Job<'_>, top: &str, language: LanguageId, path: &str) -> String {
    let (folder, name) = split(path);
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let stem = stem.strip_suffix(&job.suffix(language)).unwrap_or(stem);
    let key = join(top, &if stem == "_index" { folder.to_owned() } else { join(folder, stem) });
    let prefix = job.config.prefix(language);
    let slug = slug_path(&key);
    if slug.is_empty() { format!("{prefix}/") } else { format!("{prefix}/{slug}/") }
}

fn file_url(base: &str, top: &str, path: &str) -> String {
    let (folder, name) = split(path);
    format!("{base}/{}", join(&slug_path(&join(top, folder)), name))
}

/// The path by which diagnostics name a file.
fn shown(job: &Job<'_>, top: &str, path: &str) -> String {
    job.config.site_path(&join(top, path)).into()
}
