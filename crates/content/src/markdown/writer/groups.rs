//! What is sanitised together: blocks at the top level between which a raw element is open.

use super::page::Writer;
use super::sanitize;
use crate::markdown::math;

impl Writer<'_> {
    /// Begins a node at the top level.
    pub(super) fn begin_group(&mut self) {
        if !self.group.in_html {
            self.sanitize_group();
        }
    }

    /// Begins or ends a block of raw HTML.
    pub(super) fn html_edge(&mut self, begins: bool) {
        self.group.is_raw = true;
        self.group.in_html = begins;
    }

    /// Has the sanitiser clean the blocks written last, if they hold raw HTML.
    pub(super) fn sanitize_group(&mut self) {
        if std::mem::take(&mut self.group.is_raw) && self.html.is_char_boundary(self.group.start) {
            // Their buttons go, so the words are explained where they come next.
            self.terms.forget();
            let group = self.html.split_off(self.group.start);
            let (group, formulas) = math::take_out(&group);
            self.html.push_str(&math::put_back(&sanitize::clean(&group), &formulas));
        }
        self.group.start = self.html.len();
        self.terms.settle();
    }
}
