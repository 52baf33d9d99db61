//! The look at a finished output before customers see it: every link leads somewhere, the sitemap names every page.
//!
//! Pages are read while they are written, each on its own and so in parallel; what is left for the end are questions
//! between pages.

mod names;
mod plan;
mod scan;
mod seen;
mod tag_facts;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

pub(crate) use names::Names;
pub(crate) use plan::Plan;
pub(crate) use seen::{Seen, used_names};

use helpdex_content::markdown::decode_entities;
use plan::Target;
use scan::Scan;

/// What is remembered of one page.
#[derive(Debug)]
pub(crate) struct PageFacts {
    /// Its file in the plan.
    file: usize,
    /// Links that lead nowhere.
    dead: Vec<String>,
    /// Files of the output that a browser fetches with it, each once.
    loads: Vec<usize>,
    /// Fragments of links to other pages, which can be judged when these are written.
    fragments: Vec<(usize, String)>,
    /// Fragments of its own that lead nowhere.
    dead_fragments: Vec<String>,
    /// What fragments can lead to, by their hash and in its order: a page may have as many as it has bytes.
    ids: Arc<[u64]>,
    bytes: u64,
    /// Whether search engines are to list it.
    indexed: bool,
    /// Of `<h1>` and `<title>` those without a text.
    empty: Vec<&'static str>,
}

/// Everything that is wrong with an output, and what it weighs.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// Links that lead nowhere, with the files that hold them.
    pub(crate) dead_links: BTreeMap<String, Vec<usize>>,
    /// Links to a place in a page that is not there, with the files that hold them.
    pub(crate) dead_anchors: BTreeMap<String, Vec<usize>>,
    /// Elements of pages that must have a text and have none: `h1` or `title`.
    pub(crate) empty: BTreeMap<&'static str, Vec<usize>>,
    /// Pages that the sitemap does not name.
    pub(crate) not_in_sitemap: Vec<usize>,
    /// Addresses that the sitemap names, and where no page is that search engines may list.
    pub(crate) only_in_sitemap: Vec<String>,
    /// Each page with its weight: itself, and the files that a browser fetches with it.
    pub(crate) weights: Vec<(usize, u64)>,
}

/// Reads a page that is about to be written. `file` is its place in the plan.
pub(crate) fn read_page(plan: &Plan, file: usize, html: &str) -> PageFacts {
    let scan = scan::scan(html);
    of_scan(plan, file, &scan, ids(&scan), html.len() as u64)
}

/// The same, and what the next build needs to know of the page if it stays as it is.
pub(crate) fn read_page_for_later(plan: &Plan, file: usize, html: &str, names: &Names) -> (PageFacts, Seen) {
    let scan = scan::scan(html);
    let (ids, bytes) = (ids(&scan), html.len() as u64);
    let seen = Seen::of(&scan, Arc::clone(&ids), bytes, names);
    (of_scan(plan, file, &scan, ids, bytes), seen)
}

/// What a page says of itself and of others, for whoever compares it with what it said before.
pub(crate) fn look(html: &str, names: &Names) -> Seen {
    let scan = scan::scan(html);
    Seen::of(&scan, ids(&scan), html.len() as u64, names)
}

/// The same of a page that a build before read.
pub(crate) fn recall_page(plan: &Plan, file: usize, seen: &Seen, names: &Names) -> PageFacts {
    let known = names.known();
    let canonical = seen.canonical().map(|number| known.get(number));
    let indexed = !seen.noindex && canonical.is_some_and(|url| url == plan.absolute(file));
    let mut facts = PageFacts::new(plan, file, Arc::clone(&seen.ids), seen.bytes, (indexed, seen.empty()));
    for (number, loaded) in seen.references() {
        facts.refer(plan, known.get(number), loaded);
    }
    facts.finished()
}

fn of_scan(plan: &Plan, file: usize, scan: &Scan<'_>, ids: Arc<[u64]>, bytes: u64) -> PageFacts {
    let indexed = !scan.noindex && scan.canonical.as_deref().is_some_and(|url| url == plan.absolute(file));
    let mut facts = PageFacts::new(plan, file, ids, bytes, (indexed, scan.empty.clone()));
    for reference in &scan.references {
        facts.refer(plan, &reference.url, reference.loaded);
    }
    facts.finished()
}

fn ids(scan: &Scan<'_>) -> Arc<[u64]> {
    let mut ids: Vec<u64> = scan.ids.iter().map(|id| hash(id)).collect();
    ids.sort_unstable();
    ids.into()
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

impl PageFacts {
    /// A page that refers to nothing yet: whether search engines are to list it, and what in it has no text.
    fn new(plan: &Plan, file: usize, ids: Arc<[u64]>, bytes: u64, said: (bool, Vec<&'static str>)) -> Self {
        let (indexed, empty) = said;
        // A feed has titles of its own kind.
        let is_page = plan.file(file).is_some_and(|file| file.path.ends_with(".html"));
        Self {
            file,
            dead: Vec::new(),
            loads: Vec::new(),
            fragments: Vec::new(),
            dead_fragments: Vec::new(),
            ids,
            bytes,
            indexed,
            empty: if is_page { empty } else { Vec::new() },
        }
    }

    /// Notes an address that it links to or loads.
    fn refer(&mut self, plan: &Plan, url: &str, loaded: bool) {
        match plan.resolve(self.file, url) {
            Target::Elsewhere => {}
            Target::Nowhere => self.dead.push(url.to_owned()),
            Target::File(target, fragment) => {
                if loaded && target != self.file {
                    self.loads.push(target);
                }
                self.note_fragment(target, &fragment);
            }
        }
    }

    fn finished(mut self) -> Self {
        self.loads.sort_unstable();
        self.loads.dedup();
        self.loads.shrink_to_fit();
        self.fragments.shrink_to_fit();
        self
    }

    fn has(&self, id: &str) -> bool {
        self.ids.binary_search(&hash(id)).is_ok()
    }

    fn note_fragment(&mut self, target: usize, fragment: &str) {
        // `#top` and the empty fragment always lead to the top of a page.
        if fragment.is_empty() || fragment.eq_ignore_ascii_case("top") {
        } else if target != self.file {
            self.fragments.push((target, fragment.to_owned()));
        } else if !self.has(fragment) {
            self.dead_fragments.push(fragment.to_owned());
        }
    }
}

/// Answers the questions between pages. `sitemap` is the text of the written sitemap.
pub(crate) fn conclude(plan: &Plan, mut pages: Vec<PageFacts>, sitemap: &str) -> Findings {
    // Pages are read in parallel; what is told of them must not depend on which came first.
    pages.sort_by_key(|page| page.file);
    let mut findings = Findings::default();
    let at = |file: usize| pages.binary_search_by_key(&file, |page| page.file).ok().and_then(|at| pages.get(at));
    for page in &pages {
        // Meanwhile files of the index may have come.
        for link in page.dead.iter().filter(|link| matches!(plan.resolve(page.file, link), Target::Nowhere)) {
            note(&mut findings.dead_links, link.clone(), page.file);
        }
        for name in &page.empty {
            let files = findings.empty.entry(name).or_default();
            if files.last() != Some(&page.file) {
                files.push(page.file);
            }
        }
        for fragment in &page.dead_fragments {
            note(&mut findings.dead_anchors, format!("#{fragment}"), page.file);
        }
        for (target, fragment) in &page.fragments {
            // Files that are no pages (a drawing, a video) have fragments of their own kinds.
            if at(*target).is_some_and(|target| !target.has(fragment)) {
                let url = plan.file(*target).map_or("", |file| &file.url);
                note(&mut findings.dead_anchors, format!("{url}#{fragment}"), page.file);
            }
        }
        let loaded = page.loads.iter().filter_map(|file| plan.file(*file)?.bytes);
        findings.weights.push((page.file, page.bytes + loaded.sum::<u64>()));
    }
    check_sitemap(plan, &pages, sitemap, &mut findings);
    findings
}

fn note(found: &mut BTreeMap<String, Vec<usize>>, link: String, file: usize) {
    let files = found.entry(link).or_default();
    if files.last() != Some(&file) {
        files.push(file);
    }
}

fn check_sitemap(plan: &Plan, pages: &[PageFacts], sitemap: &str, findings: &mut Findings) {
    let named = sitemap.split("<loc>").skip(1).filter_map(|rest| Some(rest.split_once("</loc>")?.0.trim()));
    let mut left: BTreeSet<Cow<'_, str>> = named.map(decode_entities).collect();
    for page in pages.iter().filter(|page| page.indexed) {
        if !left.remove(plan.absolute(page.file).as_str()) {
            findings.not_in_sitemap.push(page.file);
        }
    }
    findings.only_in_sitemap = left.into_iter().map(Cow::into_owned).collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(pages: &[(&str, &str)], sitemap: &str) -> Findings {
        let mut plan = Plan::new("https://x.example", "");
        plan.add("main.css".to_owned(), "/main.css".to_owned(), Some(1_000));
        let files: Vec<_> =
            pages.iter().map(|(url, _)| plan.add(format!("{url}index.html"), (*url).to_owned(), None)).collect();
        let facts = files.iter().zip(pages).rev().map(|(file, (_, html))| read_page(&plan, *file, html)).collect();
        conclude(&plan, facts, sitemap)
    }

    #[test]
    fn links_and_anchors_between_pages() {
        let found = findings(
            &[
                ("/", "<a href=/gone/><a href=/gone/><a href=/a/#here><a href=/a/#not><a href='#own'><p id=own>"),
                ("/a/", "<h2 id=here><a href='/gone/'><a href=#TOP><a href='#'><a href=#none><a href=/main.css#x>"),
            ],
            "",
        );
        assert_eq!(found.dead_links, BTreeMap::from([("/gone/".to_owned(), vec![1, 2])]));
        let anchors = [("#none".to_owned(), vec![2]), ("/a/#not".to_owned(), vec![1])];
        assert_eq!(found.dead_anchors, BTreeMap::from(anchors));
    }

    #[test]
    fn what_pages_weigh() {
        let style = "<link rel=stylesheet href=/main.css>";
        let found = findings(&[("/", &format!("{style}{style}")), ("/a/", "<a href=/main.css>")], "");
        assert_eq!(found.weights, [(1, 1_000 + 2 * style.len() as u64), (2, 18)]);
    }

    #[test]
    fn a_sitemap_and_the_pages_it_should_name() {
        let own = |path: &str| format!("<link rel=canonical href=https://x.example{path}>");
        let hidden = format!("<meta name=robots content=noindex>{}", own("/c/"));
        let pages = [("/", own("/")), ("/b/", own("/b/")), ("/c/", hidden), ("/old/", own("/b/"))];
        let pages: Vec<(&str, &str)> = pages.iter().map(|(url, html)| (*url, html.as_str())).collect();
        let found = findings(&pages, "<loc>https://x.example/</loc><loc>https://x.example/c/</loc>");
        assert_eq!(found.not_in_sitemap, [2]);
        assert_eq!(found.only_in_sitemap, ["https://x.example/c/"]);
    }
}
