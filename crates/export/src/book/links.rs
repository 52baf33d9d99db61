//! Where the links of articles lead in the file.

use std::borrow::Cow;
use std::collections::HashSet;

use helpdex_content::routes::Owner;
use helpdex_content::source::{EntryId, EntryKind};
use percent_encoding::percent_decode_str;

use super::chapters::Chapter;
use super::names;
use super::select::{Book, TOP};

/// Where a link leads.
#[derive(Debug)]
pub(super) enum Target<'b> {
    /// To a chapter, or a place in it by its full name.
    Chapter(&'b Chapter, Option<String>),
    /// To the cover, or a place in the text that it shows.
    Cover(Option<String>),
    /// Out of the file.
    Elsewhere(String),
    /// To nothing that is there: no link.
    Nowhere,
}

/// The text that links stand in.
#[derive(Clone, Copy, Debug)]
pub(super) struct From<'b> {
    /// Its chapter; none for the text on the cover.
    pub(super) chapter: Option<&'b Chapter>,
    /// The places that there are in it.
    pub(super) ids: &'b HashSet<String>,
}

impl From<'_> {
    /// What its places are called by.
    pub(super) fn name(&self) -> &str {
        self.chapter.map_or(TOP, |chapter| &chapter.name)
    }
}

impl<'s> Book<'s> {
    /// Where a link of a text leads, given as the site's pages have it.
    pub(super) fn target<'b>(&'b self, href: &str, from: From<'b>) -> Target<'b> {
        if let Some(fragment) = href.strip_prefix('#') {
            return self.within(fragment, from);
        }
        if !href.starts_with('/') || href.starts_with("//") {
            return Target::Elsewhere(href.to_owned());
        }
        let elsewhere = || Target::Elsewhere(self.site.config.base_url.absolute(href));
        let (path, fragment) = href.split_once('#').map_or((href, ""), |(path, fragment)| (path, fragment));
        let (path, is_asked) = path.split_once('?').map_or((path, false), |(path, _)| (path, true));
        match self.site.routes.owner(&decoded(path)) {
            // A question to a page of the site, such as for a platform, is none to a file.
            _ if is_asked && fragment.is_empty() => elsewhere(),
            Some(Owner::Entry(id) | Owner::Alias(id)) => self.entry(*id, fragment).unwrap_or_else(elsewhere),
            Some(Owner::Category { key, language }) if *language == self.language => {
                self.to_category(key).unwrap_or_else(elsewhere)
            }
            _ => elsewhere(),
        }
    }

    /// A place in the text that the link stands in.
    fn within<'b>(&self, fragment: &str, from: From<'b>) -> Target<'b> {
        let id = [fragment, &decoded(fragment)].into_iter().find(|id| from.ids.contains(*id)).map(str::to_owned);
        match (id, from.chapter) {
            (Some(id), Some(chapter)) => Target::Chapter(chapter, Some(names::of_id(&chapter.name, &id))),
            (Some(id), None) => Target::Cover(Some(names::of_id(TOP, &id))),
            (None, Some(chapter)) if fragment.is_empty() => Target::Chapter(chapter, None),
            (None, None) if fragment.is_empty() => Target::Cover(None),
            (None, _) => Target::Nowhere,
        }
    }

    /// An article or a category's own page, where the book has it; it may have it in another language.
    fn entry(&self, id: EntryId, fragment: &str) -> Option<Target<'_>> {
        let entry = self.site.entry(id)?;
        if entry.kind == EntryKind::Category && entry.language == self.language {
            return self.to_category(&entry.key);
        }
        let chapter = self.chapter_of(id)?;
        let fragment = decoded(fragment);
        let is_place = self.site.body(id).is_some_and(|body| body.anchors.iter().any(|anchor| *anchor == fragment));
        Some(Target::Chapter(chapter, is_place.then(|| names::of_id(&chapter.name, &fragment))))
    }

    fn to_category(&self, key: &str) -> Option<Target<'_>> {
        if self.is_root(key) {
            return Some(Target::Cover(None));
        }
        self.category(key).map(|chapter| Target::Chapter(chapter, None))
    }
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}
