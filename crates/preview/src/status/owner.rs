//! Who answers for an article.

use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::site::Site;
use helpdex_content::source::Entry;

/// The owner of an entry; empty where it names none.
pub(super) fn owner(entry: &Entry) -> &str {
    entry.front.owner.given().map_or("", |owner| owner.value.as_str())
}

/// Who answers for the article that a fault is in; empty where nobody does.
pub(super) fn owner_of<'s>(site: &'s Site, fault: &Diagnostic) -> &'s str {
    let entry = site.id_of(&fault.path).and_then(|index| site.entry(index));
    entry.map_or("", |entry| owner(entry))
}
