//! The list of votes that `check` judges articles by.

use std::path::{Component, Path, PathBuf};

use crate::diagnostic::Place;
use crate::typed_yaml::{At, MapReader};

/// A list of what readers said of articles, and from when on that is worth a warning.
#[derive(Clone, Debug, PartialEq)]
pub struct VotesFile {
    /// The file, relative to the root.
    pub path: PathBuf,
    /// Where that is written.
    pub place: Place,
    /// The least share of readers that an article has to help, from 0 to 1.
    pub below: f64,
    /// Fewer votes than this say nothing.
    pub least: u64,
}

/// What most articles of help centers reach.
const BELOW: f64 = 0.6;
/// Below this, two votes more turn the share over.
const LEAST: u64 = 20;

/// Reads `votes`, `below` and `least`.
pub(super) fn read(fields: &mut MapReader<'_>) -> Option<VotesFile> {
    let below = fields.text("below").and_then(|text| share(fields, text));
    let least = fields.number("least").map(u64::try_from);
    if least.is_some_and(|least| least.is_err() || least == Ok(0)) {
        let node = fields.node("least")?;
        fields.fault("bad-value", node, "`least` has to be a number from 1 on".to_owned(), "write it as `least: 20`");
    }
    let text = fields.text("votes")?;
    let path = Path::new(&text.value);
    let inside = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if text.value.is_empty() || !inside {
        let message = format!("`{}` has to be a file inside the site", text.value);
        fields.at("bad-value", text.range, message, "write it relative to helpdex.yaml, such as `votes.jsonl`");
        return None;
    }
    let place = fields.source().place(text.range.clone());
    Some(VotesFile {
        path: path.components().filter(|part| *part != Component::CurDir).collect(),
        place,
        below: below.unwrap_or(BELOW),
        least: least.and_then(Result::ok).unwrap_or(LEAST),
    })
}

/// `0.6`, or `60%`.
fn share(fields: &mut MapReader<'_>, text: At<String>) -> Option<f64> {
    let read = match text.value.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().map(|percent| percent / 100.0),
        None => text.value.parse(),
    };
    let share = read.ok().filter(|share| (0.0..=1.0).contains(share));
    if share.is_none() {
        let message = format!("`{}` is no share of readers", text.value);
        fields.at("bad-value", text.range, message, "write it as `60%`, or as a number from 0 to 1");
    }
    share
}
