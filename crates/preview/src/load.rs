//! The parts of a state, from the files on disk.

use std::path::Path;
use std::sync::Arc;

use super::missing::missing;
use super::state::{State, policy, search_source};
use helpdex_content::config::{CONFIG_FILE, Config, PerLanguage};
use helpdex_content::diagnostic::{Diagnostic, Severity};
use helpdex_content::error::{Error, Result};
use helpdex_content::markdown::Labels;
use helpdex_content::site::{Options, Site};
use helpdex_content::source::{Audience, EntryKind};
use helpdex_content::today::today;
use helpdex_lint::rules;
use helpdex_render::pages::{self, Page, Rendering, Shared};
use helpdex_render::theme::{self, Theme};

/// A theme that is new is tried on so many articles before it is shown.
const TRIED: usize = 20;

/// What articles take from the theme, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) labels: PerLanguage<Labels>,
    pub(super) faults: Arc<Vec<Diagnostic>>,
}

/// Reads the settings of the site at `root`, and of no other.
pub(super) fn config(root: &Path) -> Result<Config, Vec<Diagnostic>> {
    let path = root.join(CONFIG_FILE);
    if let Err(fault) = std::fs::metadata(&path) {
        return Err(vec![missing(CONFIG_FILE, &Error::io("read", &path)(fault))]);
    }
    Config::load(root).unwrap_or_else(|fault| Err(vec![missing(CONFIG_FILE, &fault)]))
}

/// The settings for an audience, with what readers say going to a collector, where one is named.
///
/// # Errors
/// When that is no address of one.
pub(super) fn collecting(config: Config, collector: Option<&str>, audience: Audience) -> Result<Config> {
    let config = if audience == Audience::Agents { config.for_agents() } else { config };
    match collector {
        Some(address) => config.collecting_at(address),
        None => Ok(config),
    }
}

/// Reads everything.
///
/// # Errors
/// When a folder can't be read.
pub(super) fn whole(config: Arc<Config>, drafts: bool) -> Result<(State, Words)> {
    let (theme, faults) = Theme::of(&config)?;
    let labels = theme.all_labels(&config.languages);
    let spare_theme = spare(&config)?.map(Arc::new);
    let site = Arc::new(Site::read(config, Options { drafts, today: today()? }, &labels)?);
    let state = State {
        pages: 0,
        files: 0,
        styles: 0,
        shared: Shared::of(&site, &search_source(site.routes.base())),
        policy: policy(&site),
        site,
        theme: Arc::new(theme),
        spare_theme,
        search: None,
        faults: Arc::default(),
    };
    Ok((state, Words { labels, faults: Arc::new(faults) }))
}

/// The embedded theme, for pages on which the site's own one fails.
fn spare(config: &Config) -> Result<Option<Theme>> {
    if config.theme.is_none() {
        return Ok(None);
    }
    let languages: Vec<String> = config.languages.iter().map(|language| language.code.clone()).collect();
    let options = theme::Options {
        dir: None,
        languages: &languages,
        appearance: &config.appearance,
        base_path: &config.base_url.path,
    };
    Ok(Some(Theme::load(&options)?.0))
}

/// Where the site's theme lies, as diagnostics name it.
pub(super) fn theme_name(config: &Config) -> String {
    config.theme.as_ref().map_or_else(|| "themes".to_owned(), |name| format!("themes/{name}"))
}

/// The state with its theme loaded anew, or what is wrong with the theme.
pub(super) fn theme(state: &State) -> Result<(State, Words), Vec<Diagnostic>> {
    let config = &state.site.config;
    let unreadable = |fault: Error| vec![missing(&theme_name(config), &fault)];
    let (theme, mut faults) = Theme::of(config).map_err(unreadable)?;
    rules::apply_levels(&state.site, &mut faults);
    if faults.iter().any(|fault| fault.severity == Severity::Error) {
        faults.retain(|fault| fault.severity == Severity::Error);
        return Err(faults);
    }
    let labels = theme.all_labels(&config.languages);
    let mut next = State { theme: Arc::new(theme), ..state.clone() };
    if state.theme.all_labels(&config.languages) != labels {
        let (sources, dates) = (state.site.whole.clone(), Arc::clone(&state.site.dates));
        let site = Site::assemble(Arc::clone(config), state.site.options, sources, dates, &labels);
        put(&mut next, site.with_related(Arc::clone(&state.site.related)));
    }
    try_on(&next).map_err(|fault| vec![*fault])?;
    Ok((next, Words { labels, faults: Arc::new(faults) }))
}

/// Renders a page of every kind: a template's fault may show only then.
fn try_on(state: &State) -> Result<(), Box<Diagnostic>> {
    let site = &state.site;
    let rendering = Rendering::with(site, &state.theme, &state.shared);
    let mut pages = pages::of_site(site);
    for language in site.config.languages.ids() {
        pages.extend(pages::of_language(site, language));
        pages.extend(pages::sitemaps(site).into_iter().take(1));
        pages.extend(site.tree.all().take(TRIED).map(|category| Page::Category(category.key.clone(), language)));
        pages.extend(site.tags(language).iter().take(TRIED).map(|tag| Page::Tag(language, tag.slug.clone())));
    }
    let entries = site.sources.with_ids();
    let articles =
        entries.filter(|(index, entry)| entry.kind == EntryKind::Article && site.routes.url(*index).is_some());
    pages.extend(articles.take(TRIED).map(|(index, _)| Page::Article(index)));
    pages.extend((0..site.routes.aliases().len().min(1)).map(Page::Redirect));
    pages.iter().try_for_each(|page| pages::render(&rendering, page).map(drop))
}

/// Puts another version of the site into a state, with everything that is made from it.
pub(super) fn put(state: &mut State, site: Site) {
    let before = Arc::clone(&state.site);
    let site = Arc::new(site);
    let same_urls = Arc::ptr_eq(&before.routes, &site.routes);
    let mut pairs = before.sources.entries.iter().zip(&site.sources.entries);
    if !same_urls || pairs.any(|(old, new)| new.kind != EntryKind::Article && !Arc::ptr_eq(old, new)) {
        state.shared = Shared::of(&site, &search_source(site.routes.base()));
    }
    state.policy = policy(&site);
    state.site = site;
}
