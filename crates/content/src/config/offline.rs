//! `offline`: whether browsers keep what a reader has seen, for times without a network.

use crate::typed_yaml::MapReader;
use crate::yaml::NodeKind;

/// What browsers keep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Offline {
    /// Nothing beyond their own cache.
    #[default]
    Off,
    /// The pages read, the home page and search.
    On,
    /// What they kept before is removed: for sites that had it on.
    Remove,
}

pub(super) fn read(fields: &mut MapReader<'_>) -> Offline {
    let Some(node) = fields.node("offline") else { return Offline::Off };
    match &node.kind {
        NodeKind::Bool(true) => Offline::On,
        NodeKind::Bool(false) => Offline::Off,
        NodeKind::String(text) if text == "remove" => Offline::Remove,
        _ => {
            fields.wrong_type("offline", node, "`true`, `false` or `remove`");
            Offline::Off
        }
    }
}
