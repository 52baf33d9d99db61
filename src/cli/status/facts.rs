//! What there is to tell of a site today.

use std::collections::BTreeMap;
use std::time::SystemTime;

use jiff::civil::Date;
use serde::Serialize;

use helpdex_content::config::Config;
use helpdex_content::diagnostic::{Diagnostic, Severity};
use helpdex_content::error::{Error, Result};
use helpdex_content::query_logs;
use helpdex_content::routes::output_path;
use helpdex_content::site::Site;
use helpdex_content::source::Status;
use helpdex_lint::freshness::{self, Review};
use helpdex_lint::gaps::{self, Gap, Language};
use helpdex_lint::translations;
use helpdex_publish::build::Loaded;
use helpdex_publish::faults;
use helpdex_publish::output::{MANIFEST, written};
use helpdex_render::search::Index;

/// Reviews that are due within so many days are told.
const SOON: i32 = 7;
/// So many of the queries asked most are tried: `helpdex gaps` tries all.
const TRIED: usize = 300;

/// All of it.
#[derive(Debug, Serialize)]
pub(super) struct Facts {
    pub(super) title: String,
    pub(super) date: Date,
    pub(super) articles: usize,
    pub(super) broken: Broken,
    pub(super) due: Due,
    /// Each language but the first.
    pub(super) stale: Vec<Translated>,
    /// Nothing where the site keeps no list of what customers ask.
    pub(super) unanswered: Option<Unanswered>,
    pub(super) unpublished: Unpublished,
}

/// Faults.
#[derive(Debug, Serialize)]
pub(super) struct Broken {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// The errors, and the first warnings where there is none.
    pub(super) first: Vec<Fault>,
    /// How often each rule was broken, most often first.
    pub(super) rules: Vec<(String, usize)>,
}

/// A fault.
#[derive(Debug, Serialize)]
pub(super) struct Fault {
    pub(super) place: String,
    pub(super) rule: String,
    pub(super) message: String,
}

/// Reviews.
#[derive(Debug, Serialize)]
pub(super) struct Due {
    pub(super) now: Vec<Review>,
    pub(super) soon: usize,
}

/// How far a language is.
#[derive(Debug, Serialize)]
pub(super) struct Translated {
    pub(super) language: String,
    pub(super) coverage: u8,
    pub(super) stale: usize,
    pub(super) missing: usize,
    pub(super) orphaned: usize,
}

/// What customers asked in vain.
#[derive(Debug, Serialize)]
pub(super) struct Unanswered {
    pub(super) asked: u64,
    pub(super) nothing: u64,
    pub(super) weak: u64,
    pub(super) first: Vec<Gap>,
    /// Why it is not known.
    pub(super) trouble: Option<String>,
}

/// What customers don't see yet.
#[derive(Debug, Serialize)]
pub(super) struct Unpublished {
    pub(super) drafts: Vec<String>,
    /// Whether there is a build on this machine to compare with.
    pub(super) built: bool,
    /// Files without a page in the last build.
    pub(super) new: Vec<String>,
    /// Files written after it.
    pub(super) changed: Vec<String>,
    /// Pages of it whose files are gone.
    pub(super) gone: usize,
}

impl Facts {
    pub(super) fn gather(loaded: &Loaded, today: Date, owner: Option<&str>) -> Result<Self> {
        let site = &*loaded.site;
        let config = &*site.config;
        let mut found = faults::of_output(loaded)?;
        found.extend(loaded.diagnostics.iter().cloned());
        if let Some(owner) = owner {
            found.retain(|fault| is_of(site, fault, owner));
        }
        let reviews = freshness::queue(config, &site.sources, &site.routes, today).into_iter();
        let reviews = reviews.filter(|review| owner.is_none_or(|owner| review.owner.as_deref() == Some(owner)));
        let (now, later): (Vec<Review>, Vec<Review>) =
            reviews.partition(|review| review.state != freshness::State::Fresh);
        let soon = later.iter().filter(|review| review.days_late >= -SOON).count();
        let report = translations::report(config, &site.sources, &site.routes, false);
        let stale = report.languages.iter().skip(1).map(|language| Translated {
            language: language.code.clone(),
            coverage: language.coverage,
            stale: language.stale.len(),
            missing: language.missing.len(),
            orphaned: language.orphaned.len(),
        });
        Ok(Self {
            title: config.title.get(&config.default_language().code).to_owned(),
            date: today,
            articles: site.routes.articles().len(),
            broken: broken(found),
            due: Due { now, soon },
            stale: stale.collect(),
            unanswered: unanswered(config),
            unpublished: unpublished(site)?,
        })
    }
}

fn is_of(site: &Site, fault: &Diagnostic, owner: &str) -> bool {
    let entry = site.id_of(&fault.path).and_then(|id| site.entry(id));
    entry.and_then(|entry| entry.front.owner.given()).is_some_and(|own| own.value == owner)
}

fn broken(mut found: Vec<Diagnostic>) -> Broken {
    helpdex_content::diagnostic::tidy(&mut found);
    let errors = found.iter().filter(|fault| fault.severity == Severity::Error).count();
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    found.iter().for_each(|fault| *rules.entry(fault.code).or_default() += 1);
    let mut rules: Vec<(String, usize)> = rules.into_iter().map(|(code, number)| (code.to_owned(), number)).collect();
    rules.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let wanted = if errors > 0 { Severity::Error } else { Severity::Warning };
    let first = found.iter().filter(|fault| fault.severity == wanted).map(|fault| Fault {
        place: fault.location(),
        rule: fault.code.to_owned(),
        message: fault.message.clone(),
    });
    Broken { errors, warnings: found.len() - errors, first: first.collect(), rules }
}

/// Asks the last build what the site's list of queries finds in it.
fn unanswered(config: &Config) -> Option<Unanswered> {
    let path = config.root.join(&config.query_log.as_ref()?.path);
    let open = |code: &String| Ok(Language { code: code.clone(), index: Index::open(&config.out_dir(), code)?.into() });
    let ask = || {
        let languages: Vec<Language> = config.languages.iter().map(|l| open(&l.code)).collect::<Result<_>>()?;
        let mut log = query_logs::read(&path)?;
        log.queries.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.query.cmp(&b.query)));
        log.queries.truncate(TRIED);
        gaps::find(&log.queries, &languages)
    };
    if written(&config.out_dir()).is_none() {
        let trouble = "there is no build to ask yet; `helpdex build` writes one".to_owned();
        return Some(Unanswered { asked: 0, nothing: 0, weak: 0, first: Vec::new(), trouble: Some(trouble) });
    }
    Some(match ask() {
        Ok(report) => Unanswered {
            asked: report.asked,
            nothing: report.nothing,
            weak: report.weak,
            first: report.gaps,
            trouble: None,
        },
        Err(fault) => Unanswered { asked: 0, nothing: 0, weak: 0, first: Vec::new(), trouble: Some(fault.to_string()) },
    })
}

/// Compares the files with the last build on this machine: its list of pages, and when that was written.
fn unpublished(site: &Site) -> Result<Unpublished> {
    let out = site.config.out_dir();
    let paths = |kept: &dyn Fn(&helpdex_content::source::Entry) -> bool| -> Vec<String> {
        let entries = site.sources.entries.iter().filter(|entry| kept(entry));
        entries.map(|entry| entry.file.path().into()).collect()
    };
    let drafts = paths(&|entry| entry.front.status == Status::Draft);
    let Some(pages) = written(&out) else {
        return Ok(Unpublished { drafts, built: false, new: Vec::new(), changed: Vec::new(), gone: 0 });
    };
    let modified = |path: &std::path::Path| std::fs::metadata(path).and_then(|metadata| metadata.modified());
    let manifest = out.join(MANIFEST);
    let built: SystemTime = modified(&manifest).map_err(Error::io("read", &manifest))?;
    let (mut new, mut changed) = (Vec::new(), Vec::new());
    for (id, entry) in site.sources.with_ids() {
        let Some(page) = site.routes.url(id).and_then(|url| output_path(site.routes.base(), url)) else { continue };
        let path = entry.file.path();
        if !pages.contains(&page) {
            new.push(path.into());
        } else if modified(&path.under(&site.config.root)).is_ok_and(|at| at > built) {
            changed.push(path.into());
        }
    }
    let gone = pages.iter().filter(|page| page.ends_with("/index.html") && site.routes.at(page).is_none()).count();
    // Pages of lists have no file; those of tags come and go with articles.
    let lists = pages.iter().filter(|page| is_list(site, page)).count();
    Ok(Unpublished { drafts, built: true, new, changed, gone: gone.saturating_sub(lists) })
}

/// Whether a page of the last build is one that Helpdex makes itself: home, search, tags.
fn is_list(site: &Site, page: &str) -> bool {
    let language = |part: &str| site.config.languages.iter().any(|language| language.code == part);
    let inner = match page.split_once('/') {
        Some((first, rest)) if language(first) => rest,
        _ => page,
    };
    site.routes.at(page).is_none()
        && ["tags/", "search/", "languages/", "index.html"].iter().any(|own| inner.starts_with(own))
}
