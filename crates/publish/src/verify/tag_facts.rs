//! The attributes of a tag that a build looks at.

use helpdex_content::html::Tag;

/// The attributes of one tag that matter here.
#[derive(Debug, Default)]
pub(super) struct TagFacts<'h> {
    pub(super) id: Option<&'h str>,
    pub(super) rel: Option<&'h str>,
    pub(super) http_equiv: Option<&'h str>,
    /// `name` or `property`.
    pub(super) about: Option<&'h str>,
    pub(super) content: Option<&'h str>,
}

/// Attributes that hold an address. The last three are the default theme's, for its scripts.
const URLS: [&str; 11] = [
    "href",
    "src",
    "srcset",
    "action",
    "formaction",
    "poster",
    "data",
    "xlink:href",
    "data-words",
    "data-search-manifest",
    "data-search-engine",
];

impl<'h> TagFacts<'h> {
    pub(super) fn of(tag: &Tag<'h>) -> Self {
        let mut facts = Self::default();
        for attribute in &tag.attributes {
            facts.note(attribute.name, attribute.value);
        }
        facts
    }

    /// Notes an attribute; of two with one name the first counts.
    fn note(&mut self, name: &str, value: &'h str) {
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        let fact = match name.len() {
            2 if is("id") => Some(&mut self.id),
            3 if is("rel") => Some(&mut self.rel),
            4 if is("name") => Some(&mut self.about),
            7 if is("content") => Some(&mut self.content),
            8 if is("property") => Some(&mut self.about),
            10 if is("http-equiv") => Some(&mut self.http_equiv),
            _ => None,
        };
        if let Some(fact) = fact {
            fact.get_or_insert(value);
        }
    }
}

/// `href`, `src` and their like with their values, each once.
pub(super) fn urls<'h>(tag: &Tag<'h>) -> impl Iterator<Item = (&'static str, &'h str)> {
    let mut seen = [false; URLS.len()];
    tag.attributes.iter().filter_map(move |attribute| {
        let (known, seen) = URLS.iter().zip(&mut seen).find(|(known, _)| attribute.is(known))?;
        (!std::mem::replace(seen, true)).then_some((*known, attribute.value))
    })
}
