//! What a translation has not followed: where its source has changed since the text that it was made of.

use serde::Serialize;
use similar::DiffOp;

use helpdex_content::config::Config;
use helpdex_content::diagnostic::SourceText;
use helpdex_content::source::entry_from_text;
use helpdex_content::translations::{readable, revision};
use helpdex_lint::translations::versions;

use crate::diff;
use crate::document::{Document, plain};
use crate::fields::units;
use crate::saves::Saves;

/// A place of the source that a translation has not followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missed {
    /// In what of the source.
    pub part: Part,
    /// What became of it.
    pub kind: MissedKind,
    /// Where it begins in the body, in UTF-16 units; zero in title and summary.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// What stood there.
    pub before: Option<String>,
}

/// A part of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Its title.
    Title,
    /// Its summary.
    Summary,
    /// Its text.
    Body,
}

/// What became of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MissedKind {
    /// It is new.
    Added,
    /// It says something else.
    Changed,
    /// It is gone.
    Removed,
}

/// What has changed in a source since the revision that a translation follows; nothing where the text of that revision is
/// in no commit and among no saves of the day.
pub fn missed(config: &Config, path: &str, source: &Document, follows: &str) -> Option<Vec<Missed>> {
    let now = readable(&entry_from_text(config, SourceText::new(path, source.text()))?);
    let of_day = || {
        Saves::of(&config.root).texts(path).find_map(|bytes| {
            let text = plain(std::str::from_utf8(&bytes).ok()?);
            let entry = entry_from_text(config, SourceText::new(path, text))?;
            (revision(&entry) == follows).then(|| readable(&entry))
        })
    };
    let of_git = || versions(config, &[path.to_owned()].into()).text(path, follows).map(str::to_owned);
    let before = of_day().or_else(of_git)?;
    Some(compared(&before, &now, source))
}

fn compared(before: &str, now: &str, source: &Document) -> Vec<Missed> {
    let diff = diff::of_texts(before, now);
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), now.lines().collect());
    // `# title`, an empty line, the summary, an empty line, the text without the empty lines around it.
    let body_lines = source.body.trim().lines().count();
    let head = new.len().saturating_sub(body_lines);
    let text_start = source.body.len() - source.body.trim_start().len();
    let first = source.body.get(..text_start).map_or(0, |blank| blank.matches('\n').count());
    let starts: Vec<usize> = std::iter::once(0).chain(source.body.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let at = |line: usize| {
        let line = (line.saturating_sub(head)) + first;
        starts.get(line).copied().unwrap_or(source.body.len())
    };
    let mut found = Vec::new();
    for op in diff.ops() {
        let kind = match op {
            DiffOp::Equal { .. } => continue,
            DiffOp::Insert { .. } => MissedKind::Added,
            DiffOp::Delete { .. } => MissedKind::Removed,
            DiffOp::Replace { .. } => MissedKind::Changed,
        };
        let (old_lines, new_lines) = (op.old_range(), op.new_range());
        let before = old.get(old_lines).map(|lines| lines.join("\n")).filter(|text| !text.is_empty());
        let part = match new_lines.start {
            0 => Part::Title,
            line if line < head => Part::Summary,
            _ => Part::Body,
        };
        let (from, to) = match part {
            Part::Body => {
                let end = at(new_lines.end);
                // The line's end is not marked.
                let end = if new_lines.is_empty() { end } else { end.saturating_sub(usize::from(end > 0)) };
                (at(new_lines.start), end.max(at(new_lines.start)))
            }
            _ => (0, 0),
        };
        let (from, to) = (units(&source.body, from), units(&source.body, to));
        found.push(Missed { part, kind, from, to, before });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_the_source_as_it_is_now() {
        let source = Document { front: String::new(), body: "\nOne.\n\nTwo 🙂 new.\n\nAdded.\n".to_owned() };
        let before = "# T\n\nS\n\nOne.\n\nTwo.\n\nGone.\n";
        let now = "# T2\n\nS\n\nOne.\n\nTwo 🙂 new.\n\nAdded.\n";
        let found = compared(before, now, &source);
        assert_eq!((found[0].part, found[0].before.as_deref()), (Part::Title, Some("# T")));
        assert_eq!(
            (found[1].part, found[1].kind, found[1].from, found[1].to),
            (Part::Body, MissedKind::Changed, 7, 18)
        );
        assert_eq!(found[1].before.as_deref(), Some("Two."));
        assert_eq!((found[2].from, found[2].to, found[2].before.as_deref()), (20, 26, Some("Gone.")));
        let removed = compared(
            "# T\n\n\n\nOne.\n\nTwo.\n",
            "# T\n\n\n\nOne.\n",
            &Document { body: "One.\n".to_owned(), ..Document::default() },
        );
        assert_eq!((removed[0].kind, removed[0].from, removed[0].to), (MissedKind::Removed, 5, 5));
    }
}
