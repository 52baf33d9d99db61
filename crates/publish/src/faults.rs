//! All that is wrong with a site, composed in one place for `build`, `check` and the preview.
//!
//! It comes in two parts. [`of_sources`] is what files and settings tell, quickly. [`of_output`] is what only finished
//! pages and an index tell; it takes as long as a build without its writes. Together, sorted by [`tidy`], they are the
//! list that everybody shows.

use crate::build::Loaded;
use crate::build::render::{Silent, Sink, render};
use crate::build::verification;
use crate::leaks::LeakCheck;
use crate::output::unignored_lock;
use crate::share_pictures;
use crate::verify::Plan;
use helpdex_content::config::LanguageId;
use helpdex_content::diagnostic::{Diagnostic, Severity, tidy};
use helpdex_content::error::{Error, Result};
use helpdex_content::kept::Memory;
use helpdex_content::site::Site;
use helpdex_content::suggestion::{did_you_mean, list};
use helpdex_lint::rules;
use helpdex_lint::search_tests::{self, Search};
use helpdex_render::pages::SearchSource;
use helpdex_render::search::{self, Files, InMemory, Shelf};
use helpdex_render::theme::Theme;

/// What rules and the theme say, with the site's own levels.
pub fn of_sources(site: &Site, theme: &Theme, theme_faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    of_sources_with(site, theme, theme_faults, None)
}

/// The same for whoever remembers what texts said that are as they were.
pub(crate) fn of_sources_with(
    site: &Site,
    theme: &Theme,
    theme_faults: Vec<Diagnostic>,
    memory: Option<&dyn Memory>,
) -> Vec<Diagnostic> {
    with_others(rules::run_with(site, memory), site, theme, theme_faults)
}

/// The same for whoever asks only whether a build would stop: nothing where it would not.
pub(crate) fn that_stop(site: &Site, theme: &Theme, theme_faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let found = with_others(rules::errors(site), site, theme, theme_faults.clone());
    if found.iter().any(|found| found.severity == Severity::Error) {
        of_sources(site, theme, theme_faults)
    } else {
        Vec::new()
    }
}

fn with_others(
    mut found: Vec<Diagnostic>,
    site: &Site,
    theme: &Theme,
    theme_faults: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let mut others = theme_faults;
    others.extend(unknown_icons(site, theme));
    others.extend(share_pictures::faults(site));
    if rules::is_active(site, "unignored-lock") {
        others.extend(unignored_lock(&site.config));
    }
    // Those of rules have the site's levels already.
    rules::apply_levels(site, &mut others);
    if !others.is_empty() {
        found.append(&mut others);
        tidy(&mut found);
    }
    found
}

/// Icons that the theme does not draw.
fn unknown_icons(site: &Site, theme: &Theme) -> Vec<Diagnostic> {
    let icons = site.sources.entries.iter().filter_map(|entry| Some((entry, entry.front.icon.given()?)));
    let unknown = icons.filter(|(_, icon)| !theme.has_icon(&icon.value));
    unknown
        .map(|(entry, icon)| {
            let message = format!("the theme has no icon `{}`", icon.value);
            let warning = entry.file.warning("unknown-icon", icon.range.clone(), message);
            let help = match did_you_mean(&icon.value, theme.icon_names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("choose one of {}", list(&theme.icon_names().collect::<Vec<_>>())),
            };
            warning.help(help)
        })
        .collect()
}

/// What every rendered page, the index and the search tests say. Nothing is written, and an index is made where something
/// is to be told of it.
///
/// # Errors
/// When the index can't be made.
pub fn of_output(loaded: &Loaded) -> Result<Vec<Diagnostic>> {
    let site = &*loaded.site;
    let with_index = search_tests::stop_a_build(site) || verification::needs_index_files(site);
    let Some(output) = Planned::of(loaded, with_index, &|| false)? else { return Ok(Vec::new()) };
    let indexes = output.files.as_ref().map_or(Ok(Vec::new()), |files| verification::indexes(site, files))?;
    let answer = |language: LanguageId, query: &_| search::search(&indexes, language, query);
    Ok(of_pages(loaded, output, &answer, &|| false)?.unwrap_or_default())
}

/// The same for whoever has an index that answers already; nothing once `is_past` says that nobody wants to know any more.
///
/// # Errors
/// When the index can't be made or read.
pub fn of_output_with(
    loaded: &Loaded,
    answer: &Search<'_>,
    is_past: &(dyn Fn() -> bool + Sync),
) -> Result<Option<Vec<Diagnostic>>> {
    let with_index = verification::needs_index_files(&loaded.site);
    let Some(output) = Planned::of(loaded, with_index, is_past)? else { return Ok(None) };
    of_pages(loaded, output, answer, is_past)
}

/// What is known of an output before its pages are rendered.
struct Planned {
    plan: Plan,
    /// Where pages find the index.
    source: SearchSource,
    /// The index as it is published, where one was made.
    files: Option<Files>,
}

impl Planned {
    /// Nothing once nobody wants it any more: an index of thousands of articles takes seconds.
    fn of(loaded: &Loaded, with_index: bool, is_past: &(dyn Fn() -> bool + Sync)) -> Result<Option<Self>> {
        let mut plan = verification::plan(loaded);
        if !with_index {
            return Ok(Some(Self { plan, source: SearchSource::default(), files: None }));
        }
        let shelf = Wanted { files: InMemory::default(), is_past };
        let built = match search::build(&loaded.site, &shelf) {
            Ok(built) => built,
            Err(_) if is_past() => return Ok(None),
            Err(fault) => return Err(fault),
        };
        verification::plan_index(&mut plan, &loaded.site, &built.files);
        Ok(Some(Self { plan, source: built.source, files: Some(shelf.files.into_files()) }))
    }
}

/// Takes the files of an index as long as somebody wants it.
struct Wanted<'p> {
    files: InMemory,
    is_past: &'p (dyn Fn() -> bool + Sync),
}

impl Shelf for Wanted<'_> {
    fn take(&self, path: &str, bytes: &[u8]) -> Result<()> {
        self.files.take(path, bytes)
    }

    fn is_past(&self) -> bool {
        (self.is_past)()
    }
}

fn of_pages(
    loaded: &Loaded,
    output: Planned,
    answer: &Search<'_>,
    is_past: &(dyn Fn() -> bool + Sync),
) -> Result<Option<Vec<Diagnostic>>> {
    // Nothing is written, so no machine can fail: the only error is that it is past.
    let leaks = LeakCheck::of(loaded);
    let write = |path: &str, bytes: &[u8]| {
        if let Some(leaks) = &leaks {
            leaks.read(path, bytes);
        }
        if is_past() { Err(Error::Refused(String::new())) } else { Ok(()) }
    };
    let Ok(rendered) = render(loaded, output.plan, &output.source, None, &Silent, &Sink::Reader(&write)) else {
        return Ok(None);
    };
    if let Some(leaks) = &leaks {
        loaded.theme.assets().iter().for_each(|asset| leaks.read(&asset.path, &asset.bytes));
    }
    let verified = rendered.map(|rendered| rendered.verify(loaded));
    let found = of_rendered(loaded, (verified, leaks), output.files.as_ref(), answer)?;
    Ok((!is_past()).then_some(found))
}

/// What finished pages – or the faults for which they are not – the search tests and the files of an index say.
///
/// # Errors
/// When the index can't be read.
pub(crate) fn of_rendered(
    loaded: &Loaded,
    (verified, leaks): (std::result::Result<Vec<Diagnostic>, Vec<Diagnostic>>, Option<LeakCheck>),
    index: Option<&Files>,
    answer: &Search<'_>,
) -> Result<Vec<Diagnostic>> {
    let (Ok(mut found) | Err(mut found)) = verified;
    found.extend(leaks.into_iter().flat_map(LeakCheck::into_diagnostics));
    if let Some(outcomes) = search_tests::of_a_build(&loaded.site, answer)? {
        found.extend(outcomes.faults());
    }
    if let Some(files) = index {
        found.extend(verification::heavy_search(&loaded.site, files)?);
    }
    Ok(conclude(loaded, found))
}

/// The site's own levels for what its output tells, and whether there are too many warnings in all.
fn conclude(loaded: &Loaded, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    rules::apply_levels(&loaded.site, &mut found);
    let mut more: Vec<Diagnostic> =
        verification::too_many_warnings(&loaded.site, &loaded.diagnostics, &found).into_iter().collect();
    rules::apply_levels(&loaded.site, &mut more);
    found.append(&mut more);
    tidy(&mut found);
    found
}
