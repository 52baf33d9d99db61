//! `helpdex check --fix`: the edits that diagnostics carry.

use std::collections::BTreeSet;

use super::context::Context;
use super::plural::count;
use super::terminal::out;
use helpdex_content::diagnostic::Edit;
use helpdex_content::edit::{Change, plan};
use helpdex_content::error::Result;
use helpdex_content::git::Git;
use helpdex_publish::build::Loaded;

/// How to go about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Options {
    /// Whether to show what would change, and change nothing.
    pub(super) dry_run: bool,
    /// Whether files with changes in no commit may be changed.
    pub(super) dirty: bool,
}

/// Makes the edits of all diagnostics, or shows them. Tells how many files were written.
pub(super) fn run(loaded: &Loaded, options: Options, context: &Context) -> Result<usize> {
    let site = &loaded.site;
    let root = &site.config.root;
    let groups: Vec<&[Edit]> = loaded.diagnostics.iter().map(|found| found.fix.as_slice()).collect();
    let groups = groups.into_iter().filter(|group| !group.is_empty());
    let plan = plan(root, groups, |path| site.text_of(path))?;
    let (safe, dirty) = sorted(&plan.changes, options.dirty, || Git::at(root).committed());
    for change in &safe {
        if options.dry_run {
            out(&change.diff())?;
        } else {
            change.write()?;
            context.say(&format!("mended {} in {}", count(change.edits, "place"), change.path));
        }
    }
    for change in dirty {
        context.say(&format!(
            "left {} alone: it has changes that are in no commit; commit them first, or add `--dirty`",
            change.path
        ));
    }
    if plan.left_out > 0 {
        let what = count(plan.left_out, "edit");
        context.say(&format!("{what} would get in the way of others; run it again afterwards"));
    }
    if options.dry_run {
        let edits = safe.iter().map(|change| change.edits).sum();
        let (places, files) = (count(edits, "place"), count(safe.len(), "file"));
        context.say(&format!("would mend {places} in {files}; nothing was written"));
        return Ok(0);
    }
    Ok(safe.len())
}

/// The changes to make, and those to leave because the file's present text is nowhere else.
fn sorted(
    changes: &[Change],
    all: bool,
    committed: impl Fn() -> Option<BTreeSet<String>>,
) -> (Vec<&Change>, Vec<&Change>) {
    if all || changes.is_empty() {
        return (changes.iter().collect(), Vec::new());
    }
    let committed = committed().unwrap_or_default();
    changes.iter().partition(|change| committed.contains(&change.path))
}
