//! From the tree of an HTML document to an article's blocks.

use std::collections::BTreeMap;

use ego_tree::NodeRef;
use helpdex_content::markdown::heading_id;
use scraper::{ElementRef, Node};

use super::element::{attribute, find, is_addition, is_furniture, lines, name, names, style};
use super::flat::line;
use super::lines::{is_blank, one_line, paragraphs};
use super::model::{Block, Container, Marks, Run, RunKind, plain};
use super::options::Options;

/// Elements that are nested deeper than this are only their text: no article's are.
const MAX_DEPTH: usize = 120;

/// Collects the blocks of an article while its elements go by.
pub(super) struct Walker<'o> {
    pub(super) options: &'o Options<'o>,
    blocks: Vec<Block>,
    /// The line that is being read.
    runs: Vec<Run>,
    pub(super) marks: Marks,
    depth: usize,
    /// Names that wait for the block that follows them.
    waiting: Vec<String>,
    /// The picture that the link around the next one leads to.
    pub(super) larger: Option<String>,
    /// What the author should look at.
    pub(super) problems: Vec<String>,
    /// What was put into other words, and how often.
    pub(super) counts: BTreeMap<&'static str, usize>,
}

impl<'o> Walker<'o> {
    pub(super) fn new(options: &'o Options<'o>) -> Self {
        Self {
            options,
            blocks: Vec::new(),
            runs: Vec::new(),
            marks: Marks::default(),
            depth: 0,
            waiting: Vec::new(),
            larger: None,
            problems: Vec::new(),
            counts: BTreeMap::new(),
        }
    }

    /// The blocks that `read` finds, apart from all others.
    pub(super) fn inside(&mut self, read: impl FnOnce(&mut Self)) -> Vec<Block> {
        let blocks = std::mem::take(&mut self.blocks);
        let runs = std::mem::take(&mut self.runs);
        read(self);
        self.flush();
        self.runs = runs;
        std::mem::replace(&mut self.blocks, blocks)
    }

    /// The blocks of an element's children.
    pub(super) fn blocks_of(&mut self, element: ElementRef<'_>) -> Vec<Block> {
        self.inside(|walker| walker.children(*element))
    }

    /// The children of an element as one line.
    pub(super) fn line_of(&mut self, element: ElementRef<'_>) -> Vec<Run> {
        let blocks = self.blocks_of(element);
        one_line(line(blocks))
    }

    /// Ends the line and adds a block.
    pub(super) fn add(&mut self, block: Block) {
        self.flush();
        self.put(block);
    }

    pub(super) fn add_all(&mut self, blocks: Vec<Block>) {
        self.flush();
        self.blocks.extend(blocks);
    }

    pub(super) fn push(&mut self, kind: RunKind) {
        self.runs.push(Run { kind, marks: self.marks.clone() });
    }

    /// Ends the line: what was read of it becomes paragraphs.
    pub(super) fn flush(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        if is_blank(&runs) {
            let names = runs.into_iter().filter_map(|run| match run.kind {
                RunKind::Anchor(name) => Some(name),
                _ => None,
            });
            self.waiting.extend(names);
            return;
        }
        for runs in paragraphs(runs) {
            let video = self.video_alone(&runs);
            self.put(video.unwrap_or(Block::Paragraph(runs)));
        }
    }

    /// Adds a block, with the names that waited for one.
    fn put(&mut self, mut block: Block) {
        if let Some(kind) = kind(&block) {
            *self.counts.entry(kind).or_default() += 1;
        }
        let mut names = std::mem::take(&mut self.waiting);
        match &mut block {
            Block::Heading { id, runs, .. } => {
                if id.is_none() && !names.is_empty() {
                    *id = Some(names.remove(0));
                }
                names.retain(|name| Some(name) != id.as_ref());
                runs.splice(0..0, names.into_iter().map(anchor));
            }
            Block::Paragraph(runs) => {
                runs.splice(0..0, names.into_iter().map(anchor));
            }
            _ if !names.is_empty() => self.blocks.push(Block::Paragraph(names.into_iter().map(anchor).collect())),
            _ => {}
        }
        self.blocks.push(block);
    }

    pub(super) fn children(&mut self, node: NodeRef<'_, Node>) {
        self.depth += 1;
        let children: Vec<_> = node.children().collect();
        let mut at = 0;
        while let Some(child) = children.get(at) {
            let taken = self.group(children.get(at..).unwrap_or_default());
            if taken == 0 {
                self.node(*child);
            }
            at += taken.max(1);
        }
        self.depth -= 1;
    }

    pub(super) fn node(&mut self, node: NodeRef<'_, Node>) {
        if self.depth > MAX_DEPTH {
            let texts = node.descendants().filter_map(|node| node.value().as_text().map(|text| text.to_string()));
            let text: String = texts.collect();
            return self.push(RunKind::Text(text));
        }
        match node.value() {
            Node::Text(text) => self.push(RunKind::Text(text.to_string())),
            Node::Element(_) => {
                if let Some(element) = ElementRef::wrap(node) {
                    self.element(element);
                }
            }
            _ => {}
        }
    }

    fn element(&mut self, element: ElementRef<'_>) {
        if is_addition(&element) || self.options.is_page && is_furniture(&element) {
            return;
        }
        // Some of Notion's figures say nothing of themselves.
        let has_class = element.attr("class").is_some() || matches!(name(&element), "figure" | "details");
        if has_class && (self.confluence(element) || self.notion(element) || self.formula(element)) {
            return;
        }
        if self.inline(element) {
            return;
        }
        match name(&element) {
            "script" | "style" | "noscript" | "template" | "svg" | "math" | "head" | "title" | "meta" | "link"
            | "base" | "param" | "source" | "track" | "col" | "colgroup" | "canvas" | "select" | "textarea"
            | "datalist" | "map" | "area" | "noembed" | "noframes" => self.dropped(element),
            "iframe" | "video" | "embed" | "object" | "audio" | "frame" => self.embedded(element),
            "hr" => self.add(Block::Rule),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element),
            "ul" | "ol" | "menu" | "dir" => self.list(element),
            "dl" => self.definitions(element),
            "pre" | "listing" | "xmp" | "plaintext" => self.code(element),
            "table" => self.table(element),
            "figure" => self.figure(element),
            "details" => self.details(element),
            _ => self.block(element),
        }
    }

    /// A Wistia player is a script and an empty box; its script alone says nothing.
    fn dropped(&mut self, element: ElementRef<'_>) {
        if name(&element) == "math" || name(&element) == "svg" && find(&element, &["text"]).is_some() {
            self.problems.push(format!("a drawing or formula (`<{}>`) was left out", name(&element)));
        }
    }

    /// An element that stands on lines of its own.
    fn block(&mut self, element: ElementRef<'_>) {
        self.flush();
        self.name(element);
        if self.player(element) {
            return;
        }
        let callout = self.callout(element);
        let marks = self.marks.clone();
        match callout {
            Some(kind) => self.read_callout(kind, element),
            None if name(&element) == "blockquote" => {
                let blocks = self.blocks_of(element);
                if !blocks.is_empty() {
                    self.add(Block::Quote(blocks));
                }
            }
            None => self.children(*element),
        }
        self.flush();
        self.marks = marks;
    }

    /// Keeps the names of an element that links lead to.
    pub(super) fn name(&mut self, element: ElementRef<'_>) {
        for found in names(&element) {
            if self.options.anchors.contains(&found) {
                self.push(RunKind::Anchor(found));
            }
        }
    }

    fn heading(&mut self, element: ElementRef<'_>) {
        self.flush();
        let level = name(&element).bytes().last().map_or(2, |digit| digit.saturating_sub(b'0'));
        let blocks = self.blocks_of(element);
        let (mut runs, mut names) = (Vec::new(), names(&element));
        for run in one_line(line(blocks)) {
            match run.kind {
                RunKind::Anchor(name) => names.push(name),
                _ => runs.push(run),
            }
        }
        // All of a heading in bold says nothing.
        if runs.iter().all(|run| run.marks.strong || plain(std::slice::from_ref(run)).trim().is_empty()) {
            runs.iter_mut().for_each(|run| run.marks.strong = false);
        }
        names.append(&mut self.waiting);
        let mut names = names.into_iter();
        if plain(&runs).trim().is_empty() {
            self.waiting = names.collect();
            if !is_blank(&runs) {
                self.put(Block::Paragraph(runs));
            }
            return;
        }
        let id = names.next();
        // What our pages call it anyway needs no words, unless a link counts on it.
        let is_ours = |id: &String| *id == heading_id(&plain(&runs)) && !self.options.anchors.contains(id);
        // An editor's own id of the block, to which nothing leads.
        let is_random = |id: &String| is_uuid(id) && !self.options.anchors.contains(id);
        let id = id.filter(|id| !is_ours(id) && !is_random(id));
        let others = names.filter(|name| Some(name) != id.as_ref() && self.options.anchors.contains(name));
        runs.splice(0..0, others.map(anchor).collect::<Vec<_>>());
        self.put(Block::Heading { level, id, runs });
    }

    fn code(&mut self, element: ElementRef<'_>) {
        let text = lines(&element);
        let text = text.trim_end().trim_start_matches('\n').to_owned();
        if !text.is_empty() {
            let language = super::code::language(&element);
            self.add(Block::Code { language, text });
        }
    }

    fn figure(&mut self, element: ElementRef<'_>) {
        self.flush();
        self.name(element);
        let caption = find(&element, &["figcaption"]);
        let is_single = find(&element, &["figure", "table", "iframe", "video", "pre", "ul", "ol"]).is_none();
        let Some(caption) = caption.filter(|_| is_single && find(&element, &["img"]).is_some()) else {
            return self.children(*element);
        };
        let title = self.line_of(caption);
        let blocks = self.inside(|walker| {
            for child in element.children().filter(|child| child.id() != caption.id()) {
                walker.node(child);
            }
        });
        // A caption that lies deeper was read with the picture.
        let is_inside = caption.parent().is_some_and(|parent| parent.id() != element.id());
        if title.is_empty() || is_inside || blocks.is_empty() {
            return self.add_all(blocks);
        }
        self.add(Block::Container(Container { title, ..Container::new("figure", blocks) }));
    }

    /// A list; what stands in it outside of items belongs to the item before.
    fn list(&mut self, element: ElementRef<'_>) {
        self.flush();
        self.name(element);
        // Confluence draws the boxes of a list of tasks by their classes.
        let is_tasks = element.value().classes().any(|class| class == "inline-task-list");
        let mut items: Vec<Vec<Block>> = Vec::new();
        for child in element.children() {
            let inner = ElementRef::wrap(child);
            let is_item = inner.is_some_and(|inner| name(&inner) == "li");
            let blocks = match inner.filter(|_| is_item) {
                Some(item) => self.inside(|walker| {
                    walker.name(item);
                    if is_tasks {
                        walker.push(RunKind::Task(item.value().classes().any(|class| class == "checked")));
                    }
                    walker.children(child);
                }),
                None => self.inside(|walker| walker.node(child)),
            };
            let blocks: Vec<Block> = blocks.into_iter().filter(|block| *block != Block::Rule).collect();
            match items.last_mut() {
                Some(last) if !is_item => last.extend(blocks),
                _ if blocks.is_empty() => {}
                _ => items.push(blocks),
            }
        }
        if items.is_empty() {
            return;
        }
        let start = attribute(&element, "start").and_then(|start| start.parse().ok());
        let is_ordered = name(&element) == "ol" && style(&element, "list-style-type").as_deref() != Some("disc");
        let start = is_ordered.then(|| start.filter(|start| *start < 100_000_000).unwrap_or(1));
        if self.goes_on(&element)
            && let Some(Block::List { start: before, items: known }) = self.blocks.last_mut()
            && before.is_some() == start.is_some()
        {
            return known.extend(items);
        }
        self.add(Block::List { start, items });
    }
}

/// What the report calls a block that Markdown alone has no words for.
fn kind(block: &Block) -> Option<&'static str> {
    match block {
        Block::Table(_) => Some("tables"),
        Block::Container(of) => Some(match of.name {
            "details" => "details",
            "tabs" => "tabs",
            "video" => "videos",
            "figure" => "figures",
            "tab" => return None,
            _ => "callouts",
        }),
        _ => None,
    }
}

/// Whether a name is a row of random digits in five parts.
fn is_uuid(name: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = name.split('-').collect();
    let fits = parts.iter().zip(lengths).all(|(part, length)| part.len() == length);
    parts.len() == lengths.len() && fits && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn anchor(name: String) -> Run {
    Run { kind: RunKind::Anchor(name), marks: Marks::default() }
}
