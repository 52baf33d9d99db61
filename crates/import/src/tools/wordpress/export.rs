//! The XML of an export.

use helpdex_content::markdown::decode_entities;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::tools::desk::parts;

/// Types of entries that are the machinery of WordPress and of its plugins, not texts.
const MACHINERY: [&str; 22] = [
    "attachment",
    "nav_menu_item",
    "revision",
    "custom_css",
    "customize_changeset",
    "oembed_cache",
    "user_request",
    "wp_block",
    "wp_template",
    "wp_template_part",
    "wp_global_styles",
    "wp_navigation",
    "wp_font_family",
    "wp_font_face",
    "acf-field",
    "acf-field-group",
    "elementor_library",
    "wpcf7_contact_form",
    "product",
    "shop_order",
    "shop_coupon",
    "mc4wp-form",
];

/// What exports say.
#[derive(Debug, Default)]
pub(super) struct Export {
    pub(super) items: Vec<Item>,
    pub(super) terms: Vec<Term>,
    /// Addresses of the site.
    links: Vec<String>,
}

/// An entry.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// The file that it is in.
    pub(super) file: String,
    fields: Vec<(String, String)>,
    /// What it is sorted under.
    pub(super) terms: Vec<Term>,
}

/// A category, or a tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) taxonomy: String,
    pub(super) slug: String,
    pub(super) parent: String,
    pub(super) name: String,
    pub(super) description: String,
}

impl Item {
    /// What an element of the entry says; nothing when there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text)
    }

    /// Whether it is a text for readers, published or to be.
    pub(super) fn is_article(&self) -> bool {
        let kind = self.get("wp:post_type");
        let is_kept = !matches!(self.get("wp:status"), "trash" | "inherit" | "auto-draft");
        is_kept && !MACHINERY.contains(&kind) && !kind.starts_with("acf-")
    }

    /// The first term of a taxonomy.
    pub(super) fn term(&self, taxonomy: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.taxonomy == taxonomy)
    }
}

impl Export {
    /// The hosts of the site.
    pub(super) fn hosts(&self) -> Vec<String> {
        let mut hosts: Vec<String> =
            self.links.iter().filter_map(|link| parts(link).0).map(str::to_lowercase).collect();
        hosts.dedup();
        hosts
    }

    /// Reads a file; of a broken one what stands before the fault, whose line and message are given.
    pub(super) fn read(&mut self, file: &str, text: &str) -> Result<(), (usize, String)> {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let mut reader = Reader::from_str(text);
        // Plugins write what is no XML at times.
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        let mut state = State {
            file,
            export: self,
            path: Vec::new(),
            item: None,
            term: None,
            attributes: Term::default(),
            text: String::new(),
        };
        loop {
            let position = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            match reader.read_event() {
                Ok(Event::Start(start)) => state.open(&start),
                Ok(Event::Empty(start)) => {
                    state.open(&start);
                    state.close();
                }
                Ok(Event::End(_)) => state.close(),
                Ok(Event::Text(words)) => state.text.push_str(&words.xml10_content()),
                Ok(Event::CData(words)) => state.text.push_str(&words.xml10_content()),
                Ok(Event::GeneralRef(name)) => match name.resolve_char_ref() {
                    Ok(Some(c)) => state.text.push(c),
                    _ => {
                        let written = format!("&{};", name.xml10_content());
                        state.text.push_str(&decode_entities(&written));
                    }
                },
                Ok(Event::Eof) => return Ok(()),
                Ok(_) => {}
                Err(fault) => {
                    let line = text.get(..position.min(text.len())).unwrap_or_default().matches('\n').count() + 1;
                    return Err((line, fault.to_string()));
                }
            }
        }
    }
}

struct State<'e> {
    file: &'e str,
    export: &'e mut Export,
    path: Vec<String>,
    item: Option<Item>,
    /// A category of the site that is being read.
    term: Option<Term>,
    /// What the tag of an entry's category says.
    attributes: Term,
    text: String,
}

impl State<'_> {
    fn open(&mut self, start: &BytesStart<'_>) {
        let name = start.name().as_ref().to_owned();
        self.text.clear();
        match name.as_str() {
            "item" => self.item = Some(Item { file: self.file.to_owned(), ..Item::default() }),
            "wp:category" => self.term = Some(Term { taxonomy: "category".to_owned(), ..Term::default() }),
            "wp:term" => self.term = Some(Term::default()),
            "category" => {
                let attribute = |name: &str| {
                    let found = start.html_attributes().flatten().find(|attribute| attribute.key.as_ref() == name);
                    found.map(|attribute| attribute.value.to_string()).unwrap_or_default()
                };
                self.attributes =
                    Term { taxonomy: attribute("domain"), slug: attribute("nicename"), ..Term::default() };
            }
            _ => {}
        }
        self.path.push(name);
    }

    fn close(&mut self) {
        let Some(name) = self.path.pop() else { return };
        let text = std::mem::take(&mut self.text);
        match name.as_str() {
            "item" => self.export.items.extend(self.item.take()),
            "wp:category" | "wp:term" => {
                if let Some(term) = self.term.take().filter(|term| !term.slug.is_empty()) {
                    self.export.terms.push(term);
                }
            }
            _ => match (&mut self.item, &mut self.term) {
                (Some(item), _) => {
                    // What lies deeper (comments, custom fields) has names that no entry has.
                    let is_own = self.path.last().is_some_and(|outer| outer == "item");
                    if name == "category" && is_own {
                        item.terms.push(Term { name: text.trim().to_owned(), ..std::mem::take(&mut self.attributes) });
                    } else if is_own {
                        item.fields.push((name, text));
                    }
                }
                (None, Some(term)) => {
                    let text = text.trim().to_owned();
                    match name.as_str() {
                        "wp:category_nicename" | "wp:term_slug" => term.slug = text,
                        "wp:category_parent" | "wp:term_parent" => term.parent = text,
                        "wp:cat_name" | "wp:term_name" => term.name = text,
                        "wp:category_description" | "wp:term_description" => term.description = text,
                        "wp:term_taxonomy" => term.taxonomy = text,
                        _ => {}
                    }
                }
                (None, None) => {
                    let is_site = self.path.last().is_some_and(|outer| outer == "channel");
                    if is_site && matches!(name.as_str(), "link" | "wp:base_blog_url") {
                        self.export.links.push(text.trim().to_owned());
                    }
                }
            },
        }
    }
}
