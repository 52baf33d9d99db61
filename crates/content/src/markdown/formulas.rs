//! The formulas of a document, drawn.

use super::by_node::ByNode;
use super::document::{Document, NodeKind};
use super::faults::{Fault, Faults};
use super::math::{self, Broken, Formula};

/// Drawing one takes a moment, and an article has some.
const MOST: usize = 2_000;

/// What became of the formulas of a document.
#[derive(Default)]
pub(super) struct Formulas {
    drawn: ByNode<Formula>,
    pub(super) faults: Faults,
}

impl Formulas {
    /// What a node looks like; none for what can't be drawn, which is shown as its source.
    pub(super) fn get(&self, node: usize) -> Option<&Formula> {
        self.drawn.get(node)
    }
}

/// Draws all of them; `ltr` for a page that is read from the left.
pub(super) fn draw(document: &Document<'_>, ltr: bool) -> Formulas {
    let mut formulas = Formulas::default();
    let mut count = 0;
    for (index, node) in document.nodes().iter().enumerate() {
        let NodeKind::Math(kind, tex) = &node.kind else { continue };
        count += 1;
        let drawn = match count > MOST {
            true => Err(Broken { at: 0..tex.len(), reason: format!("more than {MOST} formulas in one article") }),
            false => math::formula(tex, *kind, ltr),
        };
        match drawn {
            Ok(formula) => formulas.drawn.push(index, formula),
            Err(broken) => {
                // Within a quote or a table the source has marks that the formula lacks; then all of it is the place.
                let written = document.body().get(node.range.clone()).unwrap_or_default();
                let place = written.find(tex.as_ref()).map(|start| {
                    let start = node.range.start + start;
                    start + broken.at.start..start + broken.at.end.min(tex.len())
                });
                let place = place.filter(|place| !place.is_empty()).unwrap_or_else(|| node.range.clone());
                formulas.faults.add(index, place, Fault::BrokenMath(broken.reason));
            }
        }
    }
    formulas
}
