//! Formulas that a script drew when the page was made, and that keep what was written.

use scraper::ElementRef;

use super::confluence::is;
use super::element::{below, name};
use super::model::{Marks, RunKind};
use super::walk::Walker;

impl Walker<'_> {
    /// Reads a formula of KaTeX; tells whether it was one.
    pub(super) fn formula(&mut self, element: ElementRef<'_>) -> bool {
        let is_block = is(&element, "katex-display");
        if !is_block && !is(&element, "katex") {
            return false;
        }
        let written = below(&element).find(|inner| name(inner) == "annotation");
        let Some(written) = written.map(|written| written.text().collect::<String>()) else { return false };
        let tex = written.split_whitespace().collect::<Vec<_>>().join(" ");
        if tex.is_empty() || tex.contains('$') {
            return false;
        }
        if is_block {
            self.flush();
        }
        if self.options.draws_formulas {
            self.push(RunKind::Formula { tex, is_block });
        } else {
            self.problems
                .push("a formula is code now; `markdown: { math: true }` in `helpdex.yaml` draws it".to_owned());
            let before = std::mem::replace(&mut self.marks, Marks { code: true, ..Marks::default() });
            self.push(RunKind::Text(tex));
            self.marks = before;
        }
        if is_block {
            self.flush();
        }
        true
    }
}
