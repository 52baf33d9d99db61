//! Boxes that editors draw around a hint or a warning.

use scraper::ElementRef;

use super::color;
use super::element::{classes, find, has_words, name, style};
use super::lines::is_blank;
use super::model::{Block, Container, Run, RunKind, plain};
use super::walk::Walker;

/// A longer text in bold is no title.
const LONGEST_TITLE: usize = 60;

/// Words in the classes of boxes, and the block that each is; the first that fits counts.
const KINDS: [(&str, &str); 27] = [
    ("danger", "danger"),
    ("error", "danger"),
    ("caution", "danger"),
    ("critical", "danger"),
    ("red", "danger"),
    ("warning", "warning"),
    ("warn", "warning"),
    ("attention", "warning"),
    ("alertbox", "warning"),
    ("yellow", "warning"),
    ("orange", "warning"),
    ("important", "important"),
    ("purple", "important"),
    ("success", "success"),
    ("check", "success"),
    ("tip", "tip"),
    ("hint", "tip"),
    ("protip", "tip"),
    ("green", "tip"),
    ("info", "info"),
    ("information", "info"),
    ("blue", "info"),
    ("note", "note"),
    ("notes", "note"),
    ("notice", "note"),
    ("primary", "note"),
    ("gray", "note"),
];

/// Words that say that an element is such a box, whatever else its classes say.
const BOXES: [&str; 12] = [
    "callout",
    "callouts",
    "admonition",
    "alert",
    "infobox",
    "notebox",
    "noticebox",
    "messagebox",
    "warningbox",
    "errorbox",
    "successbox",
    "tipbox",
];

/// Classes that are one by themselves. In a longer name they may mean anything: `note-list`.
const ALONE: [&str; 13] = [
    "note",
    "tip",
    "warning",
    "danger",
    "important",
    "caution",
    "info",
    "hint",
    "notice",
    "error",
    "success",
    "attention",
    "information",
];

impl Walker<'_> {
    /// The block that an element is, when it is a box around a hint.
    pub(super) fn callout(&self, element: ElementRef<'_>) -> Option<&'static str> {
        if !matches!(name(&element), "div" | "section" | "aside" | "p" | "blockquote" | "article" | "table" | "td") {
            return None;
        }
        let classes = classes(&element);
        let kind = kind(&classes)?;
        // A box that holds whole chapters is the article itself.
        let is_article = find(&element, &["h1", "h2", "article"]).is_some();
        let has_something = has_words(&element) || find(&element, &["img"]).is_some();
        // Intercom's boxes have no kind, only colours.
        let by_color = || style(&element, "background-color").and_then(|color| color::kind(&color));
        (!is_article && has_something).then(|| if kind.is_empty() { by_color().unwrap_or("note") } else { kind })
    }

    /// Reads a box: what it calls its title, and the blocks of the rest.
    pub(super) fn read_callout(&mut self, kind: &'static str, element: ElementRef<'_>) {
        const TITLES: [&str; 5] = ["title", "header", "heading", "label", "head"];
        let is_title = |child: &ElementRef<'_>| {
            let is_named = |class: &String| class.split(['-', '_']).any(|part| TITLES.contains(&part));
            classes(child).iter().any(is_named) && !matches!(name(child), "section" | "ul" | "ol")
        };
        let first = element.child_elements().find(has_words).filter(is_title);
        let Some(first) = first else {
            let blocks = self.blocks_of(element);
            return self.add_callout(kind, blocks);
        };
        let mut title = self.line_of(first);
        title.iter_mut().for_each(|run| run.marks.strong = false);
        let rest = self.inside(|walker| {
            for child in element.children().filter(|child| child.id() != first.id()) {
                walker.node(child);
            }
        });
        let mut blocks = vec![Block::Heading { level: 2, id: None, runs: title }];
        blocks.extend(rest);
        self.add_callout(kind, blocks);
    }

    /// Adds such a box; its first line in bold, or a heading in it, is its title.
    pub(super) fn add_callout(&mut self, kind: &'static str, mut blocks: Vec<Block>) {
        let title = take_title(&mut blocks).unwrap_or_default();
        if blocks.is_empty() {
            if title.is_empty() {
                return;
            }
            // All of it was in bold: that is the text.
            let container = Container::new(kind, vec![Block::Paragraph(title)]);
            return self.add(Block::Container(container));
        }
        // The page says this much anyway.
        let is_kind = plain(&title).trim().trim_end_matches([':', '!']).eq_ignore_ascii_case(kind);
        let title = if is_kind { Vec::new() } else { title };
        self.add(Block::Container(Container { title, ..Container::new(kind, blocks) }));
    }
}

/// The block that classes name; empty for a box of which they say no more.
fn kind(classes: &[String]) -> Option<&'static str> {
    let of = |word: &str| KINDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind);
    if let Some(kind) = classes.iter().filter(|class| ALONE.contains(&class.as_str())).find_map(|class| of(class)) {
        return Some(kind);
    }
    let parts = |class: &str| class.split(['-', '_']).map(str::to_owned).collect::<Vec<_>>();
    let is_box = classes.iter().any(|class| {
        // `callout__title` is a part of a box.
        let has_part = class.contains("__")
            || ["title", "content", "icon", "body", "header"].iter().any(|end| class.ends_with(end));
        !has_part && parts(class).iter().any(|part| BOXES.contains(&part.as_str()))
    });
    if !is_box {
        return None;
    }
    let words = classes.iter().flat_map(|class| parts(class)).map(|part| part.trim_end_matches("box").to_owned());
    Some(words.into_iter().find_map(|word| of(&word)).unwrap_or_default())
}

/// Takes the title from the blocks of a box.
fn take_title(blocks: &mut Vec<Block>) -> Option<Vec<Run>> {
    match blocks.first_mut()? {
        Block::Heading { .. } => match blocks.remove(0) {
            Block::Heading { runs, .. } => Some(runs),
            _ => None,
        },
        Block::Paragraph(runs) => {
            let lead = runs.iter().take_while(|run| run.marks.strong && matches!(run.kind, RunKind::Text(_))).count();
            let (bold, rest) = runs.split_at(lead);
            let words = plain(bold);
            let following = plain(rest.get(..1).unwrap_or_default());
            let is_line = rest.is_empty() || matches!(rest.first().map(|run| &run.kind), Some(RunKind::Break));
            let has_colon = words.trim_end().ends_with(':') || following.starts_with(':');
            let is_title = lead > 0 && words.chars().count() <= LONGEST_TITLE && (is_line || has_colon);
            if !is_title || bold.iter().any(|run| run.marks.link.is_some()) {
                return None;
            }
            let mut title: Vec<Run> = bold.to_vec();
            let mut rest: Vec<Run> = rest.to_vec();
            title.iter_mut().for_each(|run| run.marks.strong = false);
            trim(title.last_mut(), |text| text.trim_end().trim_end_matches(':').trim_end().to_owned());
            if rest.first().is_some_and(|run| run.kind == RunKind::Break) {
                rest.remove(0);
            }
            trim(rest.first_mut(), |text| text.trim_start_matches([':', ' ']).to_owned());
            if is_blank(&rest) {
                blocks.remove(0);
            } else if let Some(first) = blocks.first_mut() {
                *first = Block::Paragraph(rest);
            }
            Some(title)
        }
        _ => None,
    }
}

fn trim(run: Option<&mut Run>, trimmed: impl Fn(&str) -> String) {
    if let Some(Run { kind: RunKind::Text(text), .. }) = run {
        *text = trimmed(text);
    }
}
