//! Links that lead out of the site: `helpdex check --external` asks their servers whether they still lead anywhere.
//!
//! It is the one part of Helpdex that speaks to other hosts, and only when it is told to. Each URL is asked for once,
//! each host by one connection at a time, and answers are kept in a file for some days.

mod cache;
mod fetch;
mod policy;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::error::Result;
use helpdex_content::markdown::LinkTarget;
use helpdex_content::site::Site;
use helpdex_content::source::Entry;

use cache::{Answer, Cache};
use policy::FetchPolicy;

/// What came of asking for outside links.
#[derive(Debug, Default)]
pub struct LinkReport {
    /// Links that lead nowhere, or that could not be tried.
    pub found: Vec<Diagnostic>,
    /// URLs that servers were asked for.
    pub requested: usize,
    /// URLs whose answer was known from an earlier run.
    pub cached: usize,
    /// URLs that are on the list of those to ignore.
    pub ignored: usize,
}

/// Asks for every outside link of a site. `cache` is the file that keeps answers.
///
/// # Errors
/// When that file can't be written.
pub fn check(site: &Site, cache: &Path, now: jiff::Timestamp) -> Result<LinkReport> {
    let policy = FetchPolicy::of(&site.config);
    let mut known = Cache::read(cache);
    let mut report = LinkReport::default();
    let mut places = places(site);
    places.retain(|url, _| {
        let ignored = policy.ignore.is_match(url);
        report.ignored += usize::from(ignored);
        !ignored
    });
    let ask: Vec<&str> = places.keys().map(String::as_str).filter(|url| !known.holds(url, policy.days, now)).collect();
    report.requested = ask.len();
    report.cached = places.len() - ask.len();
    for (url, answer) in fetch::all(&ask, &policy) {
        known.note(url, answer, now);
    }
    for (url, uses) in &places {
        if let Some(answer) = known.get(url) {
            report.found.extend(uses.iter().filter_map(|used| used.fault(url, answer)));
        }
    }
    known.write(cache, |url| places.contains_key(url))?;
    Ok(report)
}

/// A place that leads to a URL.
struct Used<'s> {
    entry: &'s Entry,
    range: Range<usize>,
}

impl Used<'_> {
    fn fault(&self, url: &str, answer: &Answer) -> Option<Diagnostic> {
        let (file, range) = (&self.entry.file, self.range.clone());
        match answer {
            Answer::Good | Answer::Refused(_) => None,
            Answer::Gone(why) => {
                let error = file.error("dead-external-link", range, format!("`{url}` leads nowhere: {why}"));
                Some(error.help("link to another page, or take the link out"))
            }
            Answer::Silent(why) => {
                let warning = file.warning("silent-external-link", range, format!("`{url}` does not answer: {why}"));
                Some(
                    warning
                        .help("try it in a browser; `ignore` under `external` leaves out what only browsers can open"),
                )
            }
        }
    }
}

/// Every outside URL without its fragment, and where it is linked from or shown.
fn places(site: &Site) -> BTreeMap<String, Vec<Used<'_>>> {
    let mut places: BTreeMap<String, Vec<Used<'_>>> = BTreeMap::new();
    for (index, entry) in site.sources.with_ids() {
        let Some(body) = site.body(index) else { continue };
        let links = body.links.iter().filter_map(|link| match &link.target {
            LinkTarget::External(url) => Some((url.as_str(), &link.range)),
            _ => None,
        });
        for (url, range) in links.chain(body.images.iter().map(|image| (image.src.as_str(), &image.range))) {
            let url = url.split('#').next().unwrap_or(url);
            if url.starts_with("https://") || url.starts_with("http://") {
                places.entry(url.to_owned()).or_default().push(Used { entry, range: range.clone() });
            }
        }
    }
    places
}
