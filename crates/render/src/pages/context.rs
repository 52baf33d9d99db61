//! What templates see. The names here are the theme makers' interface: `docs/content/themes/templates.md` lists them.
//!
//! Every string is plain text unless its documentation says HTML.

use serde::Serialize;

use helpdex_content::config::Direction;

use super::agents::AgentsContext;
use super::incident_context::Banner;

/// The part that is the same on every page of a language.
#[derive(Debug, Serialize)]
pub(crate) struct Common {
    pub(crate) site: SiteContext,
    pub(crate) lang: LangContext,
    /// The first of the topics.
    pub(crate) nav: Vec<Card>,
}

/// The site as a whole.
#[derive(Debug, Serialize)]
pub(crate) struct SiteContext {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) base_url: String,
    /// What stands before every path: empty, or such as `/help`.
    pub(crate) base_path: String,
    pub(crate) languages_count: usize,
    pub(crate) contact: Vec<NamedUrl>,
    pub(crate) footer: Footer,
    pub(crate) logo: Option<String>,
    pub(crate) serve: bool,
    /// What readers may tell the team; nothing where that is off.
    pub(crate) feedback: Option<FeedbackContext>,
    /// The service worker and the manifest of a home screen, on sites that keep pages for times without a network; nothing
    /// in the preview.
    pub(crate) offline: Option<OfflineContext>,
    pub(crate) search: SearchContext,
    /// Where customers find the same, on the site for agents.
    pub(crate) agents: Option<AgentsContext>,
    pub(crate) generator: &'static str,
}

/// What readers may tell the team.
#[derive(Debug, Serialize)]
pub(crate) struct FeedbackContext {
    /// Whether articles ask if they helped.
    pub(crate) helped: bool,
    /// Where browsers send events; nothing where they tell none.
    pub(crate) events: Option<String>,
    /// Whether they tell of searches, missing pages and the form.
    pub(crate) searches: bool,
    /// Whether they tell that an article was read.
    pub(crate) reads: bool,
    /// Whether scripts send nothing at all: in the preview, unless it was given a collector to try.
    pub(crate) silent: bool,
}

/// What a form of the site sends along, and where to.
#[derive(Debug, Serialize)]
pub(crate) struct SendContext {
    pub(crate) action: String,
    /// Whether these are forms of Netlify, which reads the page's attributes.
    pub(crate) netlify: bool,
    /// What is shown next, without the anchor: a path, or a whole address for other endpoints. Nothing for Netlify, whose
    /// `action` says so.
    pub(crate) next: Option<String>,
}

/// How browsers keep pages.
#[derive(Debug, Serialize)]
pub(crate) struct OfflineContext {
    pub(crate) worker: String,
    pub(crate) manifest: String,
    /// What is shown where nothing was kept, in the page's language.
    pub(crate) page: String,
    /// The accent colours, where the settings name some.
    pub(crate) accent: Option<String>,
    pub(crate) accent_dark: Option<String>,
    /// The icon for telephones that read no manifest.
    pub(crate) touch_icon: Option<String>,
}

/// Where search asks: one of the two, or nothing.
#[derive(Debug, Serialize)]
pub(crate) struct SearchContext {
    pub(crate) api: Option<String>,
    pub(crate) manifest: Option<String>,
    /// The engine that the manifest names, to be loaded beside it.
    pub(crate) engine: Option<String>,
}

/// A label and where it leads.
#[derive(Debug, Serialize)]
pub(crate) struct NamedUrl {
    pub(crate) label: String,
    pub(crate) url: String,
}

/// The foot of each page.
#[derive(Debug, Serialize)]
pub(crate) struct Footer {
    pub(crate) text: String,
    pub(crate) links: Vec<NamedUrl>,
}

/// The page's language.
#[derive(Debug, Serialize)]
pub(crate) struct LangContext {
    pub(crate) code: String,
    /// The code where there is little room: `ZH` for `zh-Hans`.
    pub(crate) short: String,
    pub(crate) name: String,
    pub(crate) dir: Direction,
    /// The page of all languages, on sites with more than a menu holds.
    pub(crate) languages: Option<String>,
    pub(crate) home: String,
    pub(crate) search: String,
    pub(crate) tags: String,
    /// The page of all topics, on sites with more than stand beside an article.
    pub(crate) topics: Option<String>,
    pub(crate) feed: String,
    /// How browsers search from their address bar.
    pub(crate) opensearch: Option<String>,
    /// The list of checklists, on sites for agents that have any.
    pub(crate) standards: Option<String>,
    /// The page of the service's status, on sites with incidents.
    pub(crate) status: Option<String>,
    pub(crate) default: bool,
}

/// The page itself: its head, and where it stands in the site.
#[derive(Debug, Serialize)]
pub(crate) struct PageContext {
    pub(crate) kind: &'static str,
    pub(crate) title: String,
    pub(crate) head_title: String,
    pub(crate) description: String,
    pub(crate) url: String,
    pub(crate) canonical: String,
    pub(crate) noindex: bool,
    pub(crate) alternates: Vec<Alternate>,
    /// The page as Markdown, where there is that.
    pub(crate) markdown: Option<String>,
    /// Nothing on sites with more languages than a menu holds.
    pub(crate) switch: Vec<Switch>,
    /// On such sites: in which languages this very page exists, as bits of a hexadecimal number, the site's first language
    /// being the lowest; nothing where it exists in all.
    pub(crate) versions: Option<String>,
    pub(crate) breadcrumbs: Vec<Crumb>,
    /// The page's topic, where the list of topics is cut before it.
    pub(crate) topic: Option<Card>,
    /// The other pages of a list that is too long for one.
    pub(crate) pager: Option<Pager>,
    /// JSON-LD, escaped so that it can stand raw in a script element.
    pub(crate) json_ld: Vec<String>,
    /// The parts of the theme that show the blocks of its text.
    pub(crate) parts: Vec<&'static str>,
    /// What is offered to whoever did not find an answer.
    pub(crate) contact: Option<PanelContext>,
    /// What is wrong with the service, as far as it concerns this page.
    pub(crate) incidents: Vec<Banner>,
    /// What else is wrong, on the page of results: each shows when something that it affects is found.
    pub(crate) incidents_of_hits: Vec<Banner>,
    pub(crate) og_type: &'static str,
    /// The picture that networks show of a link to it: the whole address.
    pub(crate) og_image: Option<String>,
    /// What is in it.
    pub(crate) og_image_alt: String,
    pub(crate) og_image_width: Option<u32>,
    pub(crate) og_image_height: Option<u32>,
}

/// Ways to reach a person.
#[derive(Debug, Serialize)]
pub(crate) struct PanelContext {
    /// The page with all of them.
    pub(crate) url: String,
    pub(crate) channels: Vec<ChannelContext>,
    /// What the script works out times from: JSON that can stand raw in a script element.
    pub(crate) data: String,
}

/// A way to reach a person.
#[derive(Debug, Serialize)]
pub(crate) struct ChannelContext {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) label: String,
    pub(crate) note: String,
    pub(crate) url: String,
    /// What a person types who uses it elsewhere.
    pub(crate) address: Option<String>,
    /// The names of the languages spoken there, each in itself.
    pub(crate) languages: Vec<String>,
    /// The hours in a line; empty where it says none.
    pub(crate) hours: String,
    /// The promise that counts on this page: `3 minutes`.
    pub(crate) reply: Option<String>,
    /// That for topics that go first.
    pub(crate) reply_priority: Option<String>,
    /// The hours of a week; none where it is open round the clock or says nothing.
    pub(crate) days: Vec<Days>,
    pub(crate) zone: String,
    pub(crate) holidays: Vec<Holiday>,
}

/// Days that follow each other with the same hours.
#[derive(Debug, Serialize)]
pub(crate) struct Days {
    pub(crate) days: String,
    pub(crate) hours: String,
    pub(crate) closed: bool,
}

/// Days with other hours.
#[derive(Debug, Serialize)]
pub(crate) struct Holiday {
    pub(crate) days: String,
    /// The last day, `2026-12-26`; nothing for those of every year.
    pub(crate) last: Option<String>,
    pub(crate) hours: String,
    pub(crate) name: String,
}

/// The same page in another language, for search engines; absolute URL.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Alternate {
    pub(crate) lang: String,
    pub(crate) url: String,
}

/// An entry of the language switch.
#[derive(Debug, Serialize)]
pub(crate) struct Switch {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) current: bool,
    /// Whether this very page exists in that language.
    pub(crate) exact: bool,
}

/// A step on the way from the home page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Crumb {
    pub(crate) title: String,
    pub(crate) url: String,
    pub(crate) lang: String,
    pub(crate) dir: Direction,
    pub(crate) foreign: bool,
}

/// A category as lists show it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Card {
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) url: String,
    pub(crate) icon: String,
    pub(crate) count: usize,
    pub(crate) lang: String,
    pub(crate) dir: Direction,
    pub(crate) foreign: bool,
    /// Whether all in it is for agents alone.
    pub(crate) internal: bool,
}

/// An article as lists show it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Item {
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) url: String,
    pub(crate) lang: String,
    pub(crate) dir: Direction,
    pub(crate) foreign: bool,
    pub(crate) category: String,
    pub(crate) updated: Option<String>,
    pub(crate) draft: bool,
    /// Whether it is for agents alone.
    pub(crate) internal: bool,
}

/// A category with its articles.
#[derive(Debug, Serialize)]
pub(crate) struct Section {
    pub(crate) card: Card,
    pub(crate) items: Vec<Item>,
    pub(crate) sections: Vec<Section>,
    /// Whether it has articles that are not shown here.
    pub(crate) more: bool,
}

/// The other pages of a list.
#[derive(Debug, Serialize)]
pub(crate) struct Pager {
    /// This page, from 1.
    pub(crate) number: usize,
    /// How many there are.
    pub(crate) count: usize,
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
    /// The first page, the last one, and those around this one.
    pub(crate) pages: Vec<PagerLink>,
    /// Where titles with each letter begin; nothing where the list is in another order.
    pub(crate) letters: Vec<LetterLink>,
}

/// A page of a list.
#[derive(Debug, Serialize)]
pub(crate) struct PagerLink {
    pub(crate) number: usize,
    pub(crate) url: String,
    pub(crate) current: bool,
    /// Whether pages before it are left out.
    pub(crate) gap: bool,
}

/// A letter, and the page of a list where its titles begin.
#[derive(Debug, Serialize)]
pub(crate) struct LetterLink {
    pub(crate) letter: String,
    pub(crate) url: String,
}

/// An entry of the table of contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct TocEntry {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) level: u8,
    pub(crate) children: Vec<TocEntry>,
}

/// A tag and the page that lists its articles.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TagLink {
    pub(crate) title: String,
    pub(crate) url: String,
    pub(crate) count: usize,
}
