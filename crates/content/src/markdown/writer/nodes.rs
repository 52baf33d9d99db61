//! Writes nodes, each in its way.

use std::ops::Range;

use super::page::Writer;
use super::state::{Footnotes, Group, TableState};
use super::terms::Terms;
use crate::markdown::document::{Document, Node, NodeKind};
use crate::markdown::formulas::Formulas;
use crate::markdown::labels::Labels;
use crate::markdown::outline::Outline;
use crate::markdown::references::References;

/// The HTML of a document, and whether it explains words.
pub(in crate::markdown) fn write(
    document: &Document<'_>,
    references: &References,
    formulas: &Formulas,
    outline: &Outline,
    title: &str,
    labels: &Labels,
    terms: &[(String, String)],
) -> (String, bool) {
    let room = document.body().len();
    let mut writer = Writer {
        document,
        references,
        formulas,
        outline,
        title,
        labels,
        html: String::with_capacity(room + room / 2),
        group: Group::default(),
        footnotes: Footnotes::default(),
        table: TableState::default(),
        headings: 0,
        tabs: Vec::new(),
        in_link: false,
        highlighted: 0,
        terms: Terms::new(terms),
    };
    for (index, node) in document.level(0..document.nodes().len()) {
        writer.begin_group();
        writer.node(index, node);
    }
    writer.sanitize_group();
    writer.write_footnotes();
    let explains = writer.write_terms();
    (writer.html, explains)
}

impl Writer<'_> {
    pub(super) fn nodes(&mut self, range: Range<usize>) {
        let document = self.document;
        for (index, node) in document.level(range) {
            self.node(index, node);
        }
    }

    /// Writes a node between two tags.
    fn between(&mut self, start: &str, index: usize, node: &Node<'_>, end: &str) {
        self.html.push_str(start);
        self.nodes(node.inner(index));
        self.html.push_str(end);
    }

    fn node(&mut self, index: usize, node: &Node<'_>) {
        match &node.kind {
            NodeKind::Text(text) => self.explained_text(text),
            NodeKind::Code(code) => self.code(code),
            NodeKind::Math(kind, tex) => self.formula(index, *kind, tex),
            NodeKind::Named(inline, content) => self.named(*inline, content),
            NodeKind::SoftBreak => self.html.push('\n'),
            NodeKind::HardBreak => self.html.push_str("<br>\n"),
            NodeKind::FootnoteReference(label) => self.footnote_reference(label),
            NodeKind::Task(done) => self.task_box(index, *done),
            NodeKind::Image(picture) => self.image(index, picture, &picture.title, &[]),
            NodeKind::Link(link) => self.markdown_link(index, node, link),
            NodeKind::Emphasis => self.between("<em>", index, node, "</em>"),
            NodeKind::Strong => self.between("<strong>", index, node, "</strong>"),
            NodeKind::Strikethrough => self.between("<del>", index, node, "</del>"),
            NodeKind::Superscript => self.between("<sup>", index, node, "</sup>"),
            NodeKind::Subscript => self.between("<sub>", index, node, "</sub>"),
            NodeKind::Mark => self.between("<mark>", index, node, "</mark>"),
            NodeKind::Paragraph => self.paragraph(index, node),
            NodeKind::Figure => self.figure(index, node),
            NodeKind::LargeImage => self.large_image(index, node),
            NodeKind::Heading(heading) => self.heading(index, node, heading.level, &heading.class),
            NodeKind::Quote(kind) => self.quote(index, node, *kind),
            NodeKind::List(start) => self.list(index, node, *start),
            NodeKind::Item => {
                let start = if self.is_task(index, node) { "<li class=\"task\">" } else { "<li>" };
                self.between(start, index, node, "</li>\n");
            }
            NodeKind::Footnote(label) => self.footnote(index, node, label),
            NodeKind::Definitions => self.between("<dl>\n", index, node, "</dl>\n"),
            NodeKind::Term => self.between("<dt>", index, node, "</dt>\n"),
            NodeKind::Definition => self.between("<dd>", index, node, "</dd>\n"),
            NodeKind::Table(table) => self.table(index, node, table),
            NodeKind::TableHead => self.table_head(index, node),
            NodeKind::TableRow => {
                self.table.column = 0;
                self.between("<tr>", index, node, "</tr>\n");
            }
            NodeKind::TableCell => self.cell(index, node),
            NodeKind::CodeBlock(block) => self.code_block(&block.code, &block.info),
            NodeKind::Rule => self.html.push_str("<hr>\n"),
            NodeKind::Block(block) => self.block(index, node, block),
            NodeKind::Answer => self.answer(index, node),
            NodeKind::Element(element) => self.element(index, node, element),
            NodeKind::RawText(text) => self.raw_text(text),
            NodeKind::UnknownTag(text) => {
                self.group.is_raw = true;
                self.text(text);
            }
            NodeKind::HtmlStart | NodeKind::HtmlEnd => self.html_edge(matches!(node.kind, NodeKind::HtmlStart)),
            NodeKind::Removed => self.group.is_raw = true,
        }
    }
}
