//! What a block of Markdown or of ours is can depend on what stands in it and around it.

use std::ops::Range;

use super::block::Block;
use super::builder::{Builder, Frame, Is};
use super::node::{Node, NodeKind, Table, is_blank, level, plain};
use crate::markdown::directives::Kind;

impl Builder<'_, '_> {
    /// Begins the block whose first line has this range.
    pub(super) fn open_block(&mut self, range: &Range<usize>, raw: usize) -> Frame {
        let Some(directive) = self.blocks.remove(&range.start) else { return Frame { node: None, is: Is::Other, raw } };
        let kind = directive.kind;
        let fence = directive.fence.clone();
        let block = Block::new(directive, self.within(), self.quotes);
        if let Some(fault) = block.fault() {
            self.faults.add(self.nodes.len(), fence, fault);
        }
        let node = self.push(NodeKind::Block(Box::new(block)), range.clone());
        Frame { node: Some(node), is: Is::Block(kind, None), raw }
    }

    /// Sees to what a heading ends. Right below an `faq` it is a question: it ends the answer before and begins its own.
    pub(super) fn open_heading(&mut self, range: &Range<usize>) {
        self.in_heading = true;
        let Some(Frame { is: Is::Block(Kind::Faq, before), raw, .. }) = self.frames.last() else { return };
        let (before, raw) = (*before, *raw);
        self.close_raw(raw);
        if let Some(before) = before {
            self.close(before);
        }
        let answer = self.push(NodeKind::Answer, range.clone());
        if let Some(frame) = self.frames.last_mut() {
            frame.is = Is::Block(Kind::Faq, Some(answer));
        }
    }

    /// A paragraph with nothing but an image is a figure.
    pub(super) fn name_figure(&mut self, paragraph: usize) {
        let is_image = |index: usize, end: usize| {
            let node = self.nodes.get(index);
            node.is_some_and(|node| matches!(node.kind, NodeKind::Image(_)) && node.end == end)
        };
        let (first, end) = (paragraph + 1, self.nodes.len());
        let is_alone = is_image(first, end);
        let is_link = matches!(self.nodes.get(first), Some(Node { kind: NodeKind::Link(_), .. }));
        let is_linked = is_link && is_image(first + 1, end);
        let kind = match self.within() {
            Some(Kind::Figure) if is_alone => NodeKind::LargeImage,
            // In its box, one that leads elsewhere does so still.
            Some(Kind::Figure) => return,
            _ if is_alone || is_linked => NodeKind::Figure,
            _ => return,
        };
        if let Some(node) = self.nodes.get_mut(paragraph) {
            node.kind = kind;
        }
    }

    /// Reads the names of a table's columns. Markdown has no table without a head, so authors leave its cells empty.
    pub(super) fn close_table_head(&mut self, head: usize) {
        let Some(table) = self.frames.last().and_then(|frame| frame.node) else { return };
        let cells = level(&self.nodes, head + 1..self.nodes.len());
        let cells: Vec<(usize, usize)> = cells.map(|(index, cell)| (index + 1, cell.end)).collect();
        let empty = cells.iter().filter(|(start, end)| is_blank(&self.nodes, *start..*end)).count();
        // The table's own block stands around it.
        let around = self.frames.iter().rev().nth(1).map(|frame| frame.is);
        let names = match around {
            Some(Is::Block(Kind::Compare, _)) => {
                cells.iter().map(|(start, end)| plain(&self.nodes, *start..*end)).collect()
            }
            _ => Vec::new(),
        };
        let Some(Node { kind: NodeKind::Table(columns), .. }) = self.nodes.get_mut(table) else { return };
        let is_headless = empty == columns.alignments.len();
        let alignments = std::mem::take(&mut columns.alignments);
        **columns = Table { names_rows: empty > 0 && alignments.len() > 1, names, alignments };
        if is_headless {
            self.nodes.truncate(head);
        }
    }
}
