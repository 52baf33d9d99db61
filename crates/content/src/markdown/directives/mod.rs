//! Blocks that Markdown doesn't have: `:::note Title` … `:::`, and `:kbd[Ctrl+C]` within a line.
//!
//! [`fence`] finds the lines of colons and writes a rule of the same length (`___`) in their place, so that Markdown's own
//! parser tells which of them stand in code, in a list or in a quote. [`nest`] then puts a start and an end into the
//! stream of events for each pair, well nested between Markdown's own, and [`inline`] does the same within lines. In the
//! tree (`document`) they are nodes like all others.
//!
//! pulldown-cmark's events can't be added to, so ours take variants that no option of ours ever makes: see [`is_block`],
//! [`is_mark`] and [`inline::Inline`].

mod attributes;
pub(super) mod colons;
pub(super) mod fence;
pub(super) mod inline;
mod kind;
pub(super) mod nest;
mod questions;
mod signs;

use std::ops::Range;

use pulldown_cmark::{MetadataBlockKind, Tag, TagEnd};

pub(super) use attributes::Attribute;
pub(super) use kind::Kind;

/// The audience whose parts customers never get.
const AGENTS: &str = "agents";
/// What people write who mean it.
const ALMOST: [&str; 6] = ["internal", "staff", "support", "team", "operators", "employees"];

/// A block as its first line has it.
#[derive(Clone, Debug)]
pub(super) struct Directive {
    pub(super) kind: Kind,
    /// As written, in Markdown.
    pub(super) title: String,
    pub(super) attributes: Vec<Attribute>,
    /// The first line in the body, from its colons on.
    pub(super) fence: Range<usize>,
}

impl Directive {
    /// The value of an attribute; empty when it has none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.attributes.iter().find(|attribute| attribute.name == name).map_or("", |attribute| &attribute.value)
    }

    /// Whether it is for agents alone. Case makes no difference: a note for agents is not to reach customers by a capital.
    pub(super) fn is_for_agents(&self) -> bool {
        self.kind == Kind::Only && self.get("audience").trim().eq_ignore_ascii_case(AGENTS)
    }

    /// Whether it is for some audience that was most likely meant to be agents.
    pub(super) fn almost_for_agents(&self) -> bool {
        let audience = self.get("audience").trim().to_lowercase();
        self.kind == Kind::Only
            && audience != AGENTS
            && (ALMOST.contains(&audience.as_str()) || strsim::osa_distance(&audience, AGENTS) == 1)
    }

    /// Whether an attribute is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|attribute| attribute.name == name)
    }
}

/// The tag that stands for a block: that of metadata, which no body has.
const BLOCK: MetadataBlockKind = MetadataBlockKind::YamlStyle;
/// The tag that stands for `==marked==` text.
const MARK: MetadataBlockKind = MetadataBlockKind::PlusesStyle;

const BLOCK_START: Tag<'static> = Tag::MetadataBlock(BLOCK);
const BLOCK_END: TagEnd = TagEnd::MetadataBlock(BLOCK);
const MARK_START: Tag<'static> = Tag::MetadataBlock(MARK);
pub(super) const MARK_END: TagEnd = TagEnd::MetadataBlock(MARK);

/// Whether a tag begins one of these blocks.
pub(super) fn is_block(tag: &Tag<'_>) -> bool {
    *tag == BLOCK_START
}

/// Whether a tag begins marked text.
pub(super) fn is_mark(tag: &Tag<'_>) -> bool {
    *tag == MARK_START
}
