//! `/__helpdex/`: the state of the site on one page, for whoever answers for it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use tera::{Context, Tera};

use super::editor::Editor;
use super::search_tests::SearchTestOutcome;
use super::state::State;
use super::unanswered::Gaps;
use helpdex_content::diagnostic::{Diagnostic, Severity};
use helpdex_content::site::Site;
use helpdex_content::source::{Entry, EntryKind, Status};
use helpdex_lint::freshness;
use helpdex_lint::gaps::Gap;
use helpdex_lint::rules;

/// The page lists no more of anything at once.
const LISTED: usize = 300;

/// What the template sees.
#[derive(Debug, Serialize)]
struct Page<'s> {
    title: &'s str,
    home: String,
    icon: Option<&'s str>,
    articles: usize,
    errors: usize,
    warnings: usize,
    languages: Vec<Language<'s>>,
    rules: Vec<Sum>,
    owners: Vec<Sum>,
    due_in_all: usize,
    due: Vec<Due<'s>>,
    drafts: Vec<Draft<'s>>,
    /// The faults that are listed.
    faults: Vec<Fault>,
    /// How many the reader wants to see, and which ones.
    matching: usize,
    rule: Option<&'s str>,
    owner: Option<&'s str>,
    /// The number of the first and the last one that is listed.
    first: usize,
    last: usize,
    /// Links to what comes before and after them.
    before: Option<String>,
    after: Option<String>,
    asked: Option<Asked<'s>>,
    exam: Option<Tested>,
}

/// What the reader wants to see of the faults.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    /// Of this rule alone.
    rule: Option<String>,
    /// Of articles of this owner alone; an empty name stands for nobody.
    owner: Option<String>,
    /// How many to leave out at the beginning.
    from: Option<String>,
}

/// What is known besides the state itself.
pub(super) struct Looked<'l> {
    pub(super) editor: Option<&'l Editor>,
    pub(super) asked: Option<&'l Gaps>,
    pub(super) exam: Option<&'l SearchTestOutcome>,
    pub(super) today: Date,
}

/// How the search tests stand.
#[derive(Debug, Serialize)]
struct Tested {
    passed: usize,
    tests: usize,
}

/// What customers asked.
#[derive(Debug, Serialize)]
struct Asked<'s> {
    times: u64,
    /// Shares in percent.
    answered: u64,
    weakly: u64,
    not_at_all: u64,
    gaps: &'s [Gap],
    trouble: Option<&'s str>,
}

fn asked(gaps: &Gaps) -> Asked<'_> {
    let share = |count: u64| (count * 100).checked_div(gaps.asked).unwrap_or(0);
    let answered = gaps.asked.saturating_sub(gaps.nothing).saturating_sub(gaps.weak);
    Asked {
        times: gaps.asked,
        answered: share(answered),
        weakly: share(gaps.weak),
        not_at_all: share(gaps.nothing),
        gaps: &gaps.gaps,
        trouble: gaps.trouble.as_deref(),
    }
}

#[derive(Debug, Serialize)]
struct Language<'s> {
    name: &'s str,
    /// Articles that readers get in it and that say what the source says.
    up_to_date: usize,
    /// Of all articles, in percent.
    share: u8,
    stale: usize,
    missing: usize,
}

/// Faults of one kind or of one person.
#[derive(Debug, Serialize)]
struct Sum {
    name: String,
    /// Shows these alone.
    link: String,
    /// What the rule is about, where it is one.
    what: Option<&'static str>,
    errors: usize,
    warnings: usize,
}

/// An article that somebody should look at again.
#[derive(Debug, Serialize)]
struct Due<'s> {
    path: &'s str,
    title: String,
    url: String,
    owner: &'s str,
    since: String,
    /// More than twice the time has passed.
    late: bool,
}

#[derive(Debug, Serialize)]
struct Draft<'s> {
    path: &'s str,
    title: String,
    owner: &'s str,
}

#[derive(Debug, Serialize)]
struct Fault {
    severity: &'static str,
    code: &'static str,
    location: String,
    /// Opens it in the editor.
    editor: Option<String>,
    /// The page of the file.
    url: Option<String>,
    message: String,
    help: Option<String>,
}

static TEMPLATES: LazyLock<tera::TeraResult<Tera>> = LazyLock::new(|| {
    let mut tera = Tera::default();
    tera.add_raw_template("status.html", include_str!("client/status.html"))?;
    Ok(tera)
});

/// The page's HTML; nothing when it can't be made.
pub(super) fn page(state: &State, looked: &Looked<'_>, wanted: &Wanted) -> Option<String> {
    let templates = TEMPLATES.as_ref().ok()?;
    let context = Context::from_serialize(&context(state, looked, wanted)).ok()?;
    templates.render("status.html", &context).ok()
}

fn context<'s>(state: &'s State, looked: &Looked<'s>, wanted: &'s Wanted) -> Page<'s> {
    let site = &*state.site;
    let mut faults = state.faults.all();
    if let Some(exam) = looked.exam {
        // They were run with the index as it is by now.
        faults.retain(|fault| fault.code != "search-test");
        faults.extend(exam.faults.iter().cloned());
    }
    // What keeps the site from being published must not drown in what is only poor.
    faults.sort_by_key(|fault| fault.severity);
    let count = |severity| faults.iter().filter(|fault| fault.severity == severity).count();
    let code = &site.config.default_language().code;
    let due = due(site, looked.today);
    let page = Page {
        title: site.config.title.get(code),
        home: site.routes.page_url(0, ""),
        icon: state
            .theme
            .assets()
            .iter()
            .find(|asset| asset.path.contains("/favicon."))
            .map(|asset| asset.url.as_str()),
        articles: site.routes.articles().len(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        languages: languages(site),
        rules: sums(&faults, "rule", |fault| fault.code),
        owners: sums(&faults, "owner", |fault| owner_of(site, fault)),
        due_in_all: due.len(),
        due: due.into_iter().take(LISTED).collect(),
        drafts: drafts(site),
        asked: looked.asked.map(asked),
        exam: looked.exam.map(|exam| Tested { passed: exam.passed, tests: exam.tests }),
        faults: Vec::new(),
        matching: 0,
        rule: wanted.rule.as_deref(),
        owner: wanted.owner.as_deref(),
        first: 0,
        last: 0,
        before: None,
        after: None,
    };
    faults.retain(|fault| {
        wanted.rule.as_ref().is_none_or(|rule| fault.code == *rule)
            && wanted.owner.as_ref().is_none_or(|owner| owner_of(site, fault) == owner)
    });
    list(page, site, looked.editor, faults, wanted)
}

/// Puts the part of the faults onto the page that the reader wants to see.
fn list<'s>(
    page: Page<'s>,
    site: &Site,
    editor: Option<&Editor>,
    faults: Vec<Diagnostic>,
    wanted: &Wanted,
) -> Page<'s> {
    let matching = faults.len();
    let from = wanted.from.as_ref().and_then(|from| from.parse().ok()).unwrap_or(0).min(matching.saturating_sub(1));
    let to = matching.min(from + LISTED);
    let link = |from: usize| {
        let named = [("rule", &wanted.rule), ("owner", &wanted.owner)];
        let named = named.into_iter().filter_map(|(name, value)| Some(pair(name, value.as_ref()?)));
        format!("?{}#faults", named.chain([format!("from={from}")]).collect::<Vec<_>>().join("&"))
    };
    Page {
        faults: faults.into_iter().skip(from).take(LISTED).map(|fault| listed(site, editor, fault)).collect(),
        matching,
        first: from + 1,
        last: to,
        before: (from > 0).then(|| link(from.saturating_sub(LISTED))),
        after: (to < matching).then(|| link(to)),
        ..page
    }
}

/// A part of a query string.
fn pair(name: &str, value: &str) -> String {
    format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC))
}

/// Who answers for the article that a fault is in; empty where nobody does.
fn owner_of<'s>(site: &'s Site, fault: &Diagnostic) -> &'s str {
    let entry = site.index_of(&fault.path).and_then(|index| site.entry(index));
    entry.map_or("", |entry| owner(entry))
}

fn listed(site: &Site, editor: Option<&Editor>, fault: Diagnostic) -> Fault {
    let severity = if fault.severity == Severity::Error { "error" } else { "warning" };
    let (location, editor) = (fault.location(), editor.and_then(|editor| editor.at(&fault)));
    let url = site.index_of(&fault.path).and_then(|index| site.routes.url(index)).map(str::to_owned);
    Fault { severity, code: fault.code, location, editor, url, message: fault.message, help: fault.help }
}

fn owner(entry: &Entry) -> &str {
    entry.front.owner.given().map_or("", |owner| owner.value.as_str())
}

/// How far each language is; older texts of git are not asked for.
fn languages(site: &Site) -> Vec<Language<'_>> {
    let report = helpdex_lint::translations::report(&site.config, &site.sources, &site.routes, false);
    let known = site.config.languages.iter().zip(report.languages);
    let counted = known.map(|(language, found)| Language {
        name: &language.name,
        up_to_date: found.up_to_date,
        share: found.coverage,
        stale: found.stale.len(),
        missing: found.missing.len(),
    });
    counted.collect()
}

/// Faults counted by something, most errors first.
fn sums<'f>(faults: &'f [Diagnostic], kind: &str, by: impl Fn(&'f Diagnostic) -> &'f str) -> Vec<Sum> {
    let mut counted: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for fault in faults {
        let (errors, warnings) = counted.entry(by(fault)).or_default();
        *if fault.severity == Severity::Error { errors } else { warnings } += 1;
    }
    let mut sums: Vec<Sum> = counted
        .into_iter()
        .map(|(name, (errors, warnings))| Sum {
            what: rules::find(name).filter(|_| kind == "rule").map(|rule| rule.what),
            link: format!("?{}#faults", pair(kind, name)),
            name: name.to_owned(),
            errors,
            warnings,
        })
        .collect();
    sums.sort_by_key(|sum| std::cmp::Reverse((sum.errors, sum.warnings)));
    sums
}

/// Articles whose last review no longer holds, longest overdue first.
fn due(site: &Site, today: Date) -> Vec<Due<'_>> {
    let mut due = freshness::queue(&site.config, &site.sources, &site.routes, today);
    due.retain(|review| review.state != freshness::State::Fresh);
    due.sort_by(|a, b| (a.due, &a.path).cmp(&(b.due, &b.path)));
    let listed = due.into_iter().filter_map(|review| {
        let index = site.index_of(&review.path)?;
        let entry = site.entry(index)?;
        Some(Due {
            path: entry.file.path(),
            title: site.title(index),
            url: site.routes.url(index).unwrap_or_default().to_owned(),
            owner: owner(entry),
            since: match review.state {
                freshness::State::Never => "never reviewed".to_owned(),
                _ => review.due.to_string(),
            },
            late: review.state == freshness::State::Overdue,
        })
    });
    listed.collect()
}

fn drafts(site: &Site) -> Vec<Draft<'_>> {
    let entries = site.sources.entries.iter().enumerate();
    let drafts = entries.filter(|(_, entry)| entry.front.status == Status::Draft && entry.kind == EntryKind::Article);
    let listed =
        drafts.map(|(index, entry)| Draft { path: entry.file.path(), title: site.title(index), owner: owner(entry) });
    listed.take(LISTED).collect()
}
