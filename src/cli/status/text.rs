//! The state of a site for the terminal: a screen of it.

use super::facts::{Facts, Unanswered, Unpublished};
use crate::cli::plural::count;
use crate::cli::table::{clip, plain};
use helpdex_lint::freshness::NOBODY;

/// Lines below each heading.
const LINES: usize = 3;
/// Columns that a line may have.
const WIDTH: usize = 100;

pub(super) fn print(facts: &Facts) -> String {
    let mut page = Page(format!("{}: {}, {}\n", plain(&facts.title), count(facts.articles, "article"), facts.date));
    let broken = &facts.broken;
    page.part(
        "Broken",
        &format!("{}, {}", count(broken.errors, "error"), count(broken.warnings, "warning")),
        "helpdex check",
        broken.errors + broken.warnings > 0,
        broken.first.iter().map(|fault| format!("{} {}", fault.place, fault.message)),
    );
    let due = &facts.due;
    page.part(
        "Due",
        &format!("{} to review now, {} within a week", due.now.len(), due.soon),
        "helpdex review",
        !due.now.is_empty(),
        due.now.iter().map(|review| format!("{} ({})", review.path, review.owner.as_deref().unwrap_or(NOBODY))),
    );
    if !facts.stale.is_empty() {
        let sum = |of: fn(&super::facts::Translated) -> usize| facts.stale.iter().map(of).sum::<usize>();
        let (stale, missing) = (sum(|language| language.stale), sum(|language| language.missing));
        page.part(
            "Stale",
            &format!("{}, {missing} missing", count(stale, "translation")),
            "helpdex translations",
            stale + missing > 0,
            facts.stale.iter().filter(|language| language.coverage < 100).map(|language| {
                let orphaned =
                    if language.orphaned > 0 { format!(", {} orphaned", language.orphaned) } else { String::new() };
                let (code, coverage) = (&language.language, language.coverage);
                format!("{code}: {coverage} %, {} stale, {} missing{orphaned}", language.stale, language.missing)
            }),
        );
    }
    if let Some(unanswered) = &facts.unanswered {
        page.unanswered(unanswered);
    }
    page.unpublished(&facts.unpublished);
    page.0
}

struct Page(String);

impl Page {
    /// A heading with its figures and its first lines. The command that tells more stands there when there is more.
    fn part(&mut self, name: &str, figures: &str, command: &str, is_open: bool, lines: impl Iterator<Item = String>) {
        let more = if is_open { format!("  ({command})") } else { String::new() };
        self.0.push_str(&format!("\n{name:<12} {figures}{more}\n"));
        let lines: Vec<String> = lines.collect();
        for line in lines.iter().take(LINES) {
            self.0.push_str(&format!("  {}\n", clip(&plain(line), WIDTH - 2)));
        }
        if let Some(more) = lines.len().checked_sub(LINES).filter(|more| *more > 0) {
            self.0.push_str(&format!("  and {more} more\n"));
        }
    }

    fn unanswered(&mut self, unanswered: &Unanswered) {
        if let Some(trouble) = &unanswered.trouble {
            return self.part("Unanswered", &format!("not known: {trouble}"), "", false, std::iter::empty());
        }
        let Unanswered { asked, nothing, weak, first, .. } = unanswered;
        let figures = format!("of {asked} questions {nothing} find nothing, {weak} little");
        let lines = first.iter().map(|gap| format!("{} times: {}", gap.count, gap.query));
        self.part("Unanswered", &figures, "helpdex gaps", nothing + weak > 0, lines);
    }

    fn unpublished(&mut self, unpublished: &Unpublished) {
        let Unpublished { drafts, built, new, changed, gone } = unpublished;
        let drafts = count(drafts.len(), "draft");
        let figures = if *built {
            format!("{} new, {} changed, {gone} gone since the last build; {drafts}", new.len(), changed.len())
        } else {
            format!("no build on this machine; {drafts}")
        };
        let lines = new.iter().chain(changed).cloned();
        self.part("Unpublished", &figures, "helpdex build", !new.is_empty() || !changed.is_empty(), lines);
    }
}
