//! Components in Markdown with JSX or Vue: `<Tabs>`, `<Admonition>`, `<Card>`, by the names that tools and their themes
//! give them.

use std::collections::BTreeMap;

use serde_json::Value;

mod tags;

use self::tags::next_tag;
pub(crate) use self::tags::tag_length;
use super::args::Args;
use super::block;
use super::code::Protected;
use super::elements::{Element, Made, Tag, Vocabulary};
use super::file_tree;
use crate::source::{Notes, what};

/// Components of one file, and what its imports make of names.
pub(crate) struct Components<'n> {
    /// The file, for problems.
    pub(crate) path: &'n str,
    /// Names that stand for a text: parts that are inserted, by the name of their component.
    pub(crate) parts: BTreeMap<String, String>,
    /// Where problems go.
    pub(crate) notes: &'n mut Notes,
}

/// Components that show what is on the page or below it anyway, or nothing at all.
const DROPPED: [&str; 12] = [
    "DocCardList",
    "TOCInline",
    "TOC",
    "Head",
    "head",
    "ReadingTime",
    "Giscus",
    "ClientOnly",
    "Analytics",
    "PageMeta",
    "FileTree.Breadcrumb",
    "LastUpdated",
];

/// Components that only arrange what they hold.
const ARRANGED: [&str; 18] = [
    "BrowserOnly",
    "Columns",
    "Column",
    "Col",
    "Row",
    "Grid",
    "CardSection",
    "Frame",
    "Wrapper",
    "Center",
    "Fragment",
    "Screenshot",
    "Zoom",
    "ImageZoom",
    "FileTree",
    "Panel",
    "Update",
    "ResponseField",
];

impl Vocabulary for Components<'_> {
    fn next(&self, text: &str, from: usize, protected: &Protected) -> Option<Tag> {
        next_tag(text, from, protected)
    }

    fn has_end(&self, _: &str) -> bool {
        true
    }

    fn make(&mut self, element: &Element<'_>) -> Made {
        let args = &element.tag.args;
        let inner = element.inner.unwrap_or_default();
        let name = element.tag.name.as_str();
        if let Some(part) = self.parts.get(name) {
            self.notes.count("includes", 1);
            return Made::Block(part.trim_matches('\n').to_owned());
        }
        match name {
            "Tabs" | "CodeTabs" | "Tabs.Root" | "CodeGroup" | "code-group" => self.tabs(element),
            "TabItem" | "Tab" | "Tabs.Tab" | "Tabs.Item" | "TabPanel" | "code-block" => self.tab(element),
            "Admonition" | "Aside" | "Callout" | "Alert" | "Banner" => {
                let word = args.first(&["type", "variant", "intent"]).unwrap_or_else(|| "note".to_owned());
                self.note(&word, element)
            }
            "Note" | "Tip" | "Info" | "Warning" | "Danger" | "Caution" | "Important" | "Check" | "Success" => {
                self.note(name, element)
            }
            "Details" | "Accordion" | "Collapsible" | "Collapse" | "Expandable" | "Spoiler" => self.details(element),
            "details" if inner.contains("<summary") => {
                self.notes.count("details", 1);
                let (title, body) = super::details::parts(inner);
                Made::Block(block::write("details", &title, if args.has("open") { "open" } else { "" }, &body))
            }
            "AccordionGroup" | "Accordions" => Made::Inner,
            "Steps" => self.steps(element),
            "Step" | "Steps.Step" => self.step(element),
            "Card" | "LinkCard" | "Cards.Card" | "DocCard" | "NavCard" => self.card(element),
            "Cards" | "CardGrid" | "CardGroup" | "LinkCards" => self.cards(inner),
            "FileTree.Folder" => Made::Inner,
            "FileTree.File" => Made::Inline(args.get("name").map_or_else(String::new, |name| format!("`{name}`"))),
            "FileTree" if element.raw.contains("<FileTree.") => match file_tree::list(element.raw) {
                Some(list) => Made::Block(list),
                None => Made::Inner,
            },
            "Badge" => Made::Inline(badge(args, inner)),
            "Icon" | "FAIcon" | "FontAwesomeIcon" => Made::Inline(String::new()),
            "Link" | "LinkButton" | "Button" | "NavLink" | "ButtonLink" => link(args, inner),
            "Image" | "ThemedImage" | "IdealImage" | "Img" | "ZoomImage" => picture(args),
            "CodeBlock" | "Code" => Made::Block(code(args, element.raw)),
            "YouTube" | "Youtube" | "LiteYouTubeEmbed" | "YouTubeEmbed" | "Video" | "ReactPlayer" | "Vimeo" => {
                self.video(name, args, element)
            }
            name if DROPPED.contains(&name) => Made::Inline(String::new()),
            name if ARRANGED.contains(&name) => Made::Inner,
            name if name.starts_with(char::is_lowercase) || name.is_empty() => Made::Keep,
            _ => self.unknown(element),
        }
    }
}

impl Components<'_> {
    fn note(&mut self, word: &str, element: &Element<'_>) -> Made {
        self.notes.count("callouts", 1);
        let kind = block::note(word).unwrap_or("note");
        let title = element.tag.args.first(&["title", "header", "label"]).unwrap_or_default();
        Made::Block(block::write(kind, &title, "", element.inner.unwrap_or_default()))
    }

    fn details(&mut self, element: &Element<'_>) -> Made {
        self.notes.count("details", 1);
        let args = &element.tag.args;
        let title = args.first(&["summary", "title", "header", "label"]).unwrap_or_else(|| "…".to_owned());
        let open = if args.has("open") || args.has("defaultOpen") { "open" } else { "" };
        Made::Block(block::write("details", &title, open, element.inner.unwrap_or_default()))
    }

    fn tabs(&mut self, element: &Element<'_>) -> Made {
        self.notes.count("tabs", 1);
        let group = element.tag.args.first(&["groupId", "syncKey", "storageKey", "queryString"]);
        let attributes = group.filter(|group| group != "true").map(|group| block::attribute("group", &group));
        let inner = element.inner.unwrap_or_default();
        let body = if inner.contains(":::tab") { inner.to_owned() } else { super::fences::tabs_of_code(inner) };
        Made::Block(block::write("tabs", "", &attributes.unwrap_or_default(), &body))
    }

    fn tab(&mut self, element: &Element<'_>) -> Made {
        let args = &element.tag.args;
        let parent = element.parent.map(|tag| &tag.args);
        let value = args.get("value");
        let listed = parent.map_or(Value::Null, |args| match args.value("values") {
            Value::Null => args.value("items"),
            values => values,
        });
        let names = listed.as_array().map(Vec::as_slice).unwrap_or_default();
        let by_value = names.iter().find(|item| value.is_some() && item["value"].as_str() == value.as_deref());
        let by_place = names.get(element.index).filter(|item| item.is_string() || item["value"].is_null());
        let from_list = by_value.or(by_place).and_then(|item| item.as_str().or_else(|| item["label"].as_str()));
        let name = args.first(&["label", "title", "name", "header"]).or_else(|| from_list.map(str::to_owned));
        let name = name.or_else(|| value.clone()).unwrap_or_else(|| (element.index + 1).to_string());
        let grouped = parent.is_some_and(|args| args.first(&["groupId", "syncKey"]).is_some());
        let attributes = value.filter(|value| grouped && *value != name).map(|value| block::attribute("value", &value));
        Made::Block(block::write("tab", &name, &attributes.unwrap_or_default(), element.inner.unwrap_or_default()))
    }

    fn steps(&mut self, element: &Element<'_>) -> Made {
        self.notes.count("steps", 1);
        let inner = element.inner.unwrap_or_default();
        let is_list = inner.trim_start().starts_with(|c: char| c.is_ascii_digit());
        // Steps under headings read well without a box.
        if is_list { Made::Block(block::write("steps", "", "", inner)) } else { Made::Inner }
    }

    fn step(&mut self, element: &Element<'_>) -> Made {
        let title = element.tag.args.first(&["title"]).map_or_else(String::new, |title| format!("**{title}**\n\n"));
        let body = format!("{title}{}", element.inner.unwrap_or_default().trim_matches('\n'));
        Made::Block(format!("{}. {}\n", element.index + 1, block::indent_rest(&body, "   ")))
    }

    fn card(&mut self, element: &Element<'_>) -> Made {
        let args = &element.tag.args;
        let title = args.first(&["title", "label"]).unwrap_or_default();
        let href = args.first(&["href", "to", "link", "url"]);
        let about = args.first(&["description"]).unwrap_or_default();
        let inner = element.inner.unwrap_or_default().trim();
        let about = if about.is_empty() { inner.to_owned() } else { about };
        let name = match href {
            Some(href) => format!("[{}]({})", if title.is_empty() { &about } else { &title }, target(&href)),
            None => format!("**{title}**"),
        };
        let about = if title.is_empty() { String::new() } else { about };
        self.notes.count("cards", 1);
        Made::Block(format!("- {name} {}", block::indent_rest(&about, "  ")).trim_end().to_owned())
    }

    fn cards(&mut self, inner: &str) -> Made {
        let lines: Vec<&str> = inner.lines().filter(|line| !line.trim().is_empty()).collect();
        let is_list = lines.iter().all(|line| line.starts_with("- [") || line.starts_with("  "));
        if is_list && !lines.is_empty() {
            Made::Block(block::write("cards", "", "", &lines.join("\n")))
        } else {
            Made::Inner
        }
    }

    fn video(&mut self, name: &str, args: &Args, element: &Element<'_>) -> Made {
        let title = args.first(&["title", "label"]).unwrap_or_else(|| "Video".to_owned());
        let id = args.first(&["id", "videoId", "youtubeId", "youTubeId", "videoid"]);
        let src = args.first(&["src", "url", "href"]).or_else(|| id.map(|id| video_address(name, &id)));
        let Some(src) = src else { return self.unknown(element) };
        self.notes.count("videos", 1);
        Made::Block(block::write("video", &title, &block::attribute("src", &src), ""))
    }

    /// A component that has no counterpart: its content stays, and a comment tells where it began.
    fn unknown(&mut self, element: &Element<'_>) -> Made {
        let tag = element.written.get(..element.tag.range.len()).unwrap_or(element.written);
        let message = format!("`<{}>` has no counterpart here; a comment keeps it", element.tag.name);
        self.notes.problem(what::SYNTAX, self.path, Some(element.line), message);
        let comment = block::comment(tag);
        match element.inner {
            Some(inner) if !inner.trim().is_empty() => {
                Made::Block(format!("{comment}\n\n{}", inner.trim_matches('\n')))
            }
            _ => Made::Inline(comment),
        }
    }
}

/// The address of a video by its id at a host.
pub(crate) fn video_address(host: &str, id: &str) -> String {
    if id.contains("://") {
        id.to_owned()
    } else if host.eq_ignore_ascii_case("vimeo") {
        format!("https://vimeo.com/{id}")
    } else {
        format!("https://www.youtube.com/watch?v={id}")
    }
}

fn badge(args: &Args, inner: &str) -> String {
    let text = args.first(&["text", "label"]).unwrap_or_else(|| inner.trim().to_owned());
    let text: String = text.chars().filter(|c| !matches!(c, '[' | ']' | '\n')).collect();
    if text.is_empty() { String::new() } else { format!(":badge[{text}]") }
}

fn link(args: &Args, inner: &str) -> Made {
    let text = args.first(&["text", "title", "label"]).unwrap_or_else(|| inner.trim().to_owned());
    let text = if inner.trim().is_empty() { text } else { inner.trim().to_owned() };
    match args.first(&["to", "href", "url", "link"]) {
        Some(href) if !text.is_empty() => Made::Inline(format!("[{text}]({})", target(&href))),
        _ => Made::Inline(text),
    }
}

fn picture(args: &Args) -> Made {
    let themed = args.value("sources")["light"].as_str().map(str::to_owned);
    let alt = args.get("alt").unwrap_or_default().replace(['[', ']'], "");
    match args.first(&["src", "img", "source"]).or(themed) {
        Some(src) => Made::Inline(format!("![{alt}]({})", target(&src))),
        None => Made::Inline(alt),
    }
}

/// A destination as it stands in brackets.
pub(crate) fn target(href: &str) -> String {
    if href.contains([' ', '(', ')', '<', '>']) {
        format!("<{}>", href.replace(['<', '>'], ""))
    } else {
        href.to_owned()
    }
}

fn code(args: &Args, raw: &str) -> String {
    let text = args.get("code").or_else(|| args.get("children")).unwrap_or_else(|| {
        let raw = raw.trim();
        let inner = raw.strip_prefix("{`").and_then(|raw| raw.strip_suffix("`}"));
        inner.unwrap_or(raw).to_owned()
    });
    let language = args.first(&["language", "lang"]).unwrap_or_default();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", text.trim_matches('\n'))
}

#[cfg(test)]
mod tests;
