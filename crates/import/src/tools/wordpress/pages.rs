//! Pages with pages below them.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Source;

/// How the id of the category begins that a page with pages below it makes.
pub(super) const CATEGORY: &str = "page:";

/// Makes each such page the page of its category, in the languages that it has.
pub(super) fn of_categories(source: &mut Source) {
    let start = format!("categories/{CATEGORY}");
    let mut places = BTreeMap::new();
    for page in &source.pages {
        if let Some(id) = page.origin.strip_prefix(&start) {
            places.insert(format!("articles/{id}"), page.place.clone());
        }
    }
    let mut taken = BTreeSet::new();
    for page in &mut source.pages {
        if let Some(place) = places.get(&page.origin) {
            page.place.clone_from(place);
            taken.insert((place.clone(), page.language));
        }
    }
    let before = source.pages.len();
    source
        .pages
        .retain(|page| !page.origin.starts_with(&start) || !taken.contains(&(page.place.clone(), page.language)));
    source.found -= before - source.pages.len();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Page;

    #[test]
    fn a_page_takes_the_place_of_its_category() {
        let page = |origin: &str, place: &str| Page { origin: origin.into(), place: place.into(), ..Page::default() };
        let pages = vec![
            page("categories/page:5", "lamp/_index.md"),
            page("categories/category:x", "x/_index.md"),
            page("articles/5", "lamp/lamp.md"),
            page("articles/6", "lamp/other.md"),
        ];
        let mut source = Source { pages, found: 4, ..Source::default() };
        of_categories(&mut source);
        let places: Vec<&str> = source.pages.iter().map(|page| page.place.as_str()).collect();
        assert_eq!((places, source.found), (vec!["x/_index.md", "lamp/_index.md", "lamp/other.md"], 3));
    }
}
