//! What opens and closes: `details`, accordions and tabs, the latter in the ways of the many scripts that make them.

use ego_tree::NodeRef;
use scraper::{ElementRef, Node};

use super::element::{attribute, below, classes, has_words, name, words};
use super::model::{Block, Container, Run};
use super::walk::Walker;

/// Words in the classes of what opens and closes.
const FAMILIES: [&str; 9] =
    ["accordion", "collaps", "toggle", "faq", "expand", "spoiler", "disclosure", "drawer", "foldable"];
/// So many elements further in a button or a row of names stands at most.
const NEAR: usize = 12;
const TITLES: [&str; 9] = ["title", "header", "heading", "head", "question", "button", "trigger", "summary", "label"];
const CONTENTS: [&str; 8] = ["content", "body", "panel", "answer", "text", "collapse", "inner", "details"];

impl Walker<'_> {
    /// Reads what begins with the first of these siblings when it is a group; tells how many of them it took.
    pub(super) fn group(&mut self, siblings: &[NodeRef<'_, Node>]) -> usize {
        let Some(first) = siblings.first().and_then(|node| ElementRef::wrap(*node)) else { return 0 };
        if first.value().classes().next().is_none() && attribute(&first, "role").is_none() && !controls(&first) {
            return 0;
        }
        let taken = self.accordion(first, siblings);
        if taken > 0 { taken } else { self.tabs(first, siblings) }
    }

    /// A line that opens something: a link in it would lead away.
    pub(super) fn title_of(&mut self, element: ElementRef<'_>) -> Vec<Run> {
        let mut runs = self.line_of(element);
        runs.iter_mut().for_each(|run| run.marks.link = None);
        runs
    }

    pub(super) fn details(&mut self, element: ElementRef<'_>) {
        self.flush();
        let summary = element.child_elements().find(|child| name(child) == "summary");
        let title = summary.map(|summary| self.title_of(summary)).unwrap_or_default();
        let id = attribute(&element, "id").filter(|id| self.options.anchors.contains(*id));
        let mut attributes: Vec<String> = id.map(|id| format!("#{id}")).into_iter().collect();
        attributes.extend(element.attr("open").map(|_| "open".to_owned()));
        let blocks = self.inside(|walker| {
            for child in element.children().filter(|child| Some(child.id()) != summary.map(|summary| summary.id())) {
                walker.node(child);
            }
        });
        if title.is_empty() && blocks.is_empty() {
            return;
        }
        self.add(Block::Container(Container {
            title,
            attributes: attributes.join(" "),
            ..Container::new("details", blocks)
        }));
    }

    /// A title and, next to it, what it opens.
    fn accordion(&mut self, title: ElementRef<'_>, siblings: &[NodeRef<'_, Node>]) -> usize {
        let Some((taken, content)) = next_element(siblings) else { return 0 };
        if !opens(&title, &content) || !has_words(&title) || words(&title).chars().count() > 200 {
            return 0;
        }
        self.flush();
        let title = self.title_of(title);
        let blocks = self.blocks_of(content);
        if title.is_empty() {
            self.add_all(blocks);
        } else {
            self.add(Block::Container(Container { title, ..Container::new("details", blocks) }));
        }
        taken
    }

    /// A row of names and, next to it, what each of them shows.
    fn tabs(&mut self, row: ElementRef<'_>, siblings: &[NodeRef<'_, Node>]) -> usize {
        let names = tab_names(&row);
        if names.len() < 2 {
            return 0;
        }
        let mut panels: Vec<ElementRef<'_>> = Vec::new();
        let mut taken = 1;
        for (index, node) in siblings.iter().enumerate().skip(1) {
            if panels.len() >= names.len() {
                break;
            }
            let Some(element) = ElementRef::wrap(*node) else {
                if node.value().as_text().is_some_and(|text| !text.trim().is_empty()) {
                    break;
                }
                continue;
            };
            let found = panels_of(element, &names);
            if found.is_empty() {
                break;
            }
            panels.extend(found);
            taken = index + 1;
        }
        if panels.len() != names.len() {
            return 0;
        }
        self.flush();
        let mut tabs = Vec::with_capacity(names.len());
        for (tab, panel) in names.into_iter().zip(panels) {
            let title = self.title_of(tab);
            let blocks = self.blocks_of(panel);
            tabs.push(Block::Container(Container { title, ..Container::new("tab", blocks) }));
        }
        self.add(Block::Container(Container::new("tabs", tabs)));
        taken
    }
}

/// The next element among siblings, and how many nodes there are up to it.
fn next_element<'t>(siblings: &[NodeRef<'t, Node>]) -> Option<(usize, ElementRef<'t>)> {
    for (index, node) in siblings.iter().enumerate().skip(1) {
        if let Some(element) = ElementRef::wrap(*node) {
            return Some((index + 1, element));
        }
        if node.value().as_text().is_some_and(|text| !text.trim().is_empty()) {
            return None;
        }
    }
    None
}

/// Whether an element says that it opens another.
fn controls(element: &ElementRef<'_>) -> bool {
    controlled(element).is_some()
}

/// The id of what an element, or a button in it, opens.
fn controlled(element: &ElementRef<'_>) -> Option<String> {
    let own = |el: &ElementRef<'_>| {
        let expands = el.attr("aria-expanded").is_some() || attribute(el, "data-toggle") == Some("collapse");
        let named = attribute(el, "aria-controls").or_else(|| attribute(el, "data-target"));
        named
            .or_else(|| attribute(el, "href").filter(|href| href.starts_with('#')))
            .filter(|_| expands)
            .map(str::to_owned)
    };
    let found = own(element).or_else(|| below(element).take(NEAR).find_map(|inner| own(&inner)))?;
    Some(found.trim_start_matches('#').to_owned())
}

/// Whether one element is the title of the other, which opens with it.
fn opens(title: &ElementRef<'_>, content: &ElementRef<'_>) -> bool {
    if controlled(title).is_some_and(|id| attribute(content, "id") == Some(&id)) {
        return true;
    }
    let (title_classes, content_classes) = (classes(title), classes(content));
    let is_family = |class: &str| FAMILIES.iter().any(|word| class.contains(word));
    let ends = |class: &str, words: &[&str]| class.split(['-', '_']).any(|part| words.contains(&part));
    let family_title = title_classes.iter().any(|class| is_family(class) && ends(class, &TITLES));
    let family_content = content_classes.iter().any(|class| is_family(class) && ends(class, &CONTENTS));
    let plain_title = title_classes.iter().any(|class| ends(class, &TITLES));
    let collapses = content_classes.iter().any(|class| class == "collapse" || class.ends_with("-collapse"));
    // A button of which the class says all, and a panel after it.
    let button = name(title) == "button" && title_classes.iter().any(|class| is_family(class));
    let panel = content_classes.iter().any(|class| ends(class, &CONTENTS));
    family_title && (family_content || panel) || plain_title && collapses || button && panel
}

/// The names in a row of tabs.
fn tab_names<'a>(row: &ElementRef<'a>) -> Vec<ElementRef<'a>> {
    const ROWS: [&str; 9] = [
        "nav-tabs",
        "tabs-menu",
        "tab-menu",
        "tabs-nav",
        "tab-links",
        "tabs-links",
        "tabs__nav",
        "tab-list",
        "tablist",
    ];
    let is_row = |el: &ElementRef<'_>| {
        attribute(el, "role") == Some("tablist") || classes(el).iter().any(|class| ROWS.contains(&class.as_str()))
    };
    let Some(row) = Some(*row).filter(|row| is_row(row)).or_else(|| below(row).take(NEAR).find(|inner| is_row(inner)))
    else {
        return Vec::new();
    };
    let with_role: Vec<_> = below(&row).filter(|inner| attribute(inner, "role") == Some("tab")).collect();
    if !with_role.is_empty() {
        return with_role;
    }
    let items: Vec<_> = row.child_elements().filter(has_words).collect();
    match items.as_slice() {
        [one] if matches!(name(one), "ul" | "ol") => one.child_elements().filter(has_words).collect(),
        _ => items,
    }
}

/// The panels in or below an element that belong to a row of names.
fn panels_of<'a>(element: ElementRef<'a>, names: &[ElementRef<'_>]) -> Vec<ElementRef<'a>> {
    const PANELS: [&str; 7] = ["tab-pane", "tab-panel", "tabs-panel", "tab__panel", "tabs__panel", "tab-body", "tab"];
    let ids: Vec<String> = names
        .iter()
        .flat_map(|tab| std::iter::once(*tab).chain(below(tab)).collect::<Vec<_>>())
        .flat_map(|el| {
            let keys = ["aria-controls", "href", "data-target", "data-tab", "data-bs-target"];
            keys.iter()
                .filter_map(|key| attribute(&el, key))
                .map(|id| id.trim_start_matches('#').to_owned())
                .collect::<Vec<_>>()
        })
        .collect();
    let is_panel = |el: &ElementRef<'_>| {
        attribute(el, "role") == Some("tabpanel")
            || attribute(el, "id").is_some_and(|id| ids.iter().any(|known| known == id))
            || classes(el).iter().any(|class| PANELS.contains(&class.as_str()))
    };
    if is_panel(&element) {
        return vec![element];
    }
    element.child_elements().filter(is_panel).collect()
}
