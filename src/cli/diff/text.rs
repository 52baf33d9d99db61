//! For the terminal.

use std::fmt::Write;

use super::wording::{Verdict, found, pages, rank};
use helpdex_publish::diff::{Difference, Kind};

/// Lists every difference, with the lines of changed pages.
pub(super) fn print(difference: &Difference) -> String {
    if difference.is_empty() {
        return "no differences\n".to_owned();
    }
    let Difference { added, changed, removed, lost, search } = difference;
    let mut out = String::new();
    let mut part = |title: String, lines: Vec<String>| {
        if !lines.is_empty() {
            let _ = writeln!(out, "{title}\n{}\n", lines.join("\n"));
        }
    };
    let list = added.iter().map(|page| format!("  + {}  {}", plain(&page.url), plain(&page.title)));
    part(format!("{} added", pages(added.len())), list.collect());
    let list = changed.iter().map(|change| {
        let mut text = format!("  ~ {}  {}", plain(&change.page.url), plain(&change.page.title));
        for line in &change.lines {
            let sign = match line.kind {
                Kind::Same => ' ',
                Kind::Added => '+',
                Kind::Removed => '-',
                Kind::Gap => '…',
            };
            let _ = write!(text, "\n      {sign} {}", plain(&line.text));
        }
        text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    });
    part(format!("{} changed", pages(changed.len())), list.collect());
    let list = removed.iter().map(|page| {
        let moved = page.moved_to.as_ref().map_or_else(String::new, |url| format!("  now leads to {}", plain(url)));
        format!("  - {}  {}{moved}", plain(&page.page.url), plain(&page.page.title))
    });
    part(format!("{} removed", pages(removed.len())), list.collect());
    let urls = format!("{} lost: nothing is there any more", crate::cli::plural::count(lost.len(), "URL"));
    part(urls, lost.iter().map(|url| format!("  ! {}", plain(url))).collect());
    let list = search.tests.iter().map(|test| {
        let (before, after) = (rank(test.before), rank(test.after));
        let group = test.group.as_ref().map_or_else(String::new, |group| format!("  of `{}`", plain(group)));
        let verdict = verdict(Verdict::of_test(test));
        format!("  `{}` ({})  {before} → {after}{group}{verdict}", plain(&test.query), plain(&test.lang))
    });
    let tests = crate::cli::plural::count(search.tests.len(), "search test");
    part(format!("{tests} with another rank"), list.collect());
    let list = search.groups.iter().map(|group| {
        let verdict = verdict(Verdict::of_group(group));
        format!("  `{}`  {}{verdict}", plain(&group.name), found(group))
    });
    let groups = crate::cli::plural::count(search.groups.len(), "group");
    part(format!("{groups} of search tests with another share"), list.collect());
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::FailsNow => "  fails now",
        Verdict::HoldsNow => "  holds now",
        Verdict::AsBefore => "",
    }
}

/// What pages say must not steer the terminal.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
