//! Two versions of a site in memory, of which one grew out of the other.

use std::sync::Arc;

use super::output::Output;
use super::{Difference, compare, text};
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::site::Site;
use helpdex_content::source::EntryId;
use helpdex_render::pages::{Page, Rendering, Shared, render};
use helpdex_render::theme::Theme;

/// What readers see differently on the pages of articles and categories. It costs what differs: nothing is built.
///
/// # Errors
/// A fault in a template, with its place.
pub fn of_sites(old: &Site, new: &Site, theme: &Theme, shared: &Shared) -> Result<Difference, Box<Diagnostic>> {
    let mut both = (Output::default(), Output::default());
    for (id, entry) in new.sources.with_ids() {
        let before = old.id_of(entry.file.path());
        if before.is_some_and(|before| is_same(old, before, new, id)) {
            continue;
        }
        add(&mut both.1, new, id, theme, shared)?;
        if let Some(before) = before {
            add(&mut both.0, old, before, theme, shared)?;
        }
    }
    let gone = old.sources.with_ids().filter(|(_, entry)| new.id_of(entry.file.path()).is_none());
    for (id, _) in gone {
        add(&mut both.0, old, id, theme, shared)?;
    }
    Ok(compare(&both.0, &both.1))
}

fn is_same(old: &Site, before: EntryId, new: &Site, id: EntryId) -> bool {
    let same_entry = old.entry(before).zip(new.entry(id)).is_some_and(|(old, new)| Arc::ptr_eq(old, new));
    let same_body = match (old.body(before), new.body(id)) {
        (Some(old), Some(new)) => std::ptr::eq(old, new),
        (None, None) => true,
        _ => false,
    };
    same_entry && same_body
}

/// Adds the page of an entry, where it has one.
fn add(output: &mut Output, site: &Site, id: EntryId, theme: &Theme, shared: &Shared) -> Result<(), Box<Diagnostic>> {
    let Some(page) = Page::of_entry(site, id).filter(|_| site.has_body(id)) else { return Ok(()) };
    let Some(file) = page.output(site) else { return Ok(()) };
    let html = render(&Rendering::with(site, theme, shared), &page)?;
    let url = format!("/{}", file.strip_suffix("index.html").unwrap_or(&file));
    output.pages.insert(url, text::read(&String::from_utf8_lossy(&html)));
    Ok(())
}
