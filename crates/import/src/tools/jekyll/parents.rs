//! Categories of the theme Just the Docs, which pages name by their titles.

use helpdex_content::path::{join, split};

use super::site::Site;
use super::words::slug;
use crate::source::{Page, Source};

impl Site<'_> {
    /// `parent: Title` of the theme just-the-docs: pages stand in the category of the page with that title.
    pub(super) fn parents(&self, source: &mut Source) {
        let title = |page: &Page, key: &str| {
            page.head.iter().find(|(known, _)| known == key).and_then(|(_, value)| value.as_str().map(str::to_owned))
        };
        let parents: Vec<(Option<String>, Option<String>)> =
            source.pages.iter().map(|page| (title(page, "parent"), title(page, "grand_parent"))).collect();
        if parents.iter().all(|(parent, _)| parent.is_none()) {
            return;
        }
        let has_children: std::collections::BTreeSet<&String> =
            parents.iter().filter_map(|(parent, _)| parent.as_ref()).collect();
        let titles: Vec<Option<String>> = source.pages.iter().map(|page| title(page, "title")).collect();
        let places: Vec<String> = titles
            .iter()
            .zip(&parents)
            .zip(&source.pages)
            .map(|((own, (parent, grand)), page)| {
                let folder =
                    [grand, parent].into_iter().flatten().map(|title| slug(title)).collect::<Vec<_>>().join("/");
                match own.as_ref().filter(|own| has_children.contains(own)) {
                    Some(own) => join(&join(&folder, &slug(own)), "_index.md"),
                    None if parent.is_some() => join(&folder, split(&page.place).1),
                    None => page.place.clone(),
                }
            })
            .collect();
        for (page, place) in source.pages.iter_mut().zip(places) {
            page.place = place;
            page.head.retain(|(key, _)| {
                !["parent", "grand_parent", "has_children", "nav_exclude", "has_toc"].contains(&key.as_str())
            });
        }
    }
}
