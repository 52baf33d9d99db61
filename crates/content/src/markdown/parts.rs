//! The parts of the theme that show what a document holds.

use std::collections::BTreeSet;

use super::diagram::is_diagram;
use super::directives::Kind;
use super::document::{Document, NodeKind};

/// The parts of the theme that show what a document holds and that not every page loads, sorted.
pub(super) fn of(document: &Document<'_>) -> Vec<&'static str> {
    let mut parts = BTreeSet::new();
    for (index, node) in document.nodes().iter().enumerate() {
        match &node.kind {
            NodeKind::Named(..) => {
                parts.insert("inline");
            }
            NodeKind::Math(..) => {
                parts.insert("math");
            }
            NodeKind::CodeBlock(block) if is_diagram(&block.info) => {
                parts.insert("diagram");
            }
            NodeKind::Block(block) => {
                parts.extend(part(block.kind()));
                // A transcript is folded.
                let has_transcript = block.kind() == Kind::Video && !node.inner(index).is_empty();
                parts.extend(has_transcript.then_some("details"));
            }
            _ => {}
        }
    }
    parts.into_iter().collect()
}

/// The part of the theme that shows a block, when it isn't in what every page loads.
fn part(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Note | Kind::Tip | Kind::Important | Kind::Warning | Kind::Danger => return None,
        Kind::Info | Kind::Success => "alerts",
        Kind::Details | Kind::Faq => "details",
        Kind::Steps => "steps",
        Kind::Tabs | Kind::Tab => "tabs",
        Kind::Cards => "cards",
        Kind::Figure => "figure",
        Kind::Video => "video",
        Kind::Compare => "compare",
        Kind::Updated => "updated",
        Kind::Only => "only",
        // It waits for a click as a video does.
        Kind::Embed => "video",
    })
}
