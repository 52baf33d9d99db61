//! The list of faults, a part at a time.

use serde::Serialize;

use super::filter::Filter;
use super::owner::owner_of;
use super::spans::{Span, spans};
use crate::editor::Editor;
use helpdex_content::diagnostic::{Diagnostic, Severity};
use helpdex_content::site::Site;

/// So many faults are listed at once.
const PAGE_SIZE: usize = 300;

/// The part of the faults that the reader wants to see.
#[derive(Debug, Serialize)]
pub(super) struct FaultList<'s> {
    /// Those that are listed.
    listed: Vec<Fault>,
    /// How many the filter lets through.
    matching: usize,
    rule: Option<&'s str>,
    owner: Option<&'s str>,
    /// The number of the first and the last one that is listed.
    first: usize,
    last: usize,
    /// Links to what comes before and after them.
    previous: Option<String>,
    next: Option<String>,
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
    message: Vec<Span>,
    help: Option<Vec<Span>>,
}

pub(super) fn fault_list<'s>(
    site: &Site,
    editor: Option<&Editor>,
    mut faults: Vec<Diagnostic>,
    filter: &'s Filter,
) -> FaultList<'s> {
    faults.retain(|fault| {
        filter.rule.as_ref().is_none_or(|rule| fault.code == *rule)
            && filter.owner.as_ref().is_none_or(|owner| owner_of(site, fault) == owner)
    });
    let matching = faults.len();
    let from = filter.from().min(matching.saturating_sub(1));
    let to = matching.min(from + PAGE_SIZE);
    FaultList {
        listed: faults.into_iter().skip(from).take(PAGE_SIZE).map(|fault| listed(site, editor, fault)).collect(),
        matching,
        rule: filter.rule.as_deref(),
        owner: filter.owner.as_deref(),
        first: from + 1,
        last: to,
        previous: (from > 0).then(|| filter.link_from(from.saturating_sub(PAGE_SIZE))),
        next: (to < matching).then(|| filter.link_from(to)),
    }
}

fn listed(site: &Site, editor: Option<&Editor>, fault: Diagnostic) -> Fault {
    let severity = if fault.severity == Severity::Error { "error" } else { "warning" };
    let (location, editor) = (fault.location(), editor.and_then(|editor| editor.at(&fault)));
    let url = site.id_of(&fault.path).and_then(|index| site.routes.url(index)).map(str::to_owned);
    let (message, help) = (spans(&fault.message), fault.help.as_deref().map(spans));
    Fault { severity, code: fault.code, location, editor, url, message, help }
}
