//! For a comment on a pull request.

use std::fmt::Write;

use super::wording::{Verdict, found, pages, rank};
use helpdex_publish::diff::{Changed, Difference, Kind, Named};

/// Hosts take no comment of more than 65,536 characters; a list beyond these is only counted.
const LONGEST: usize = 60_000;
const LISTED: usize = 100;

/// The most important first: what is lost, then what search does, then pages.
pub(super) fn print(difference: &Difference, old: &str, new: &str) -> String {
    let Difference { added, changed, removed, lost, search } = difference;
    let mut out = format!("### What changes for readers of the help site\n\nFrom {} to {}", code(old), code(new));
    if difference.is_empty() {
        out.push_str(": nothing.\n");
        return out;
    }
    let _ = writeln!(out, ": {} added, {} changed, {} removed.", pages(added.len()), changed.len(), removed.len());
    let urls = crate::cli::plural::count(lost.len(), "URL");
    section(&mut out, &format!("⚠️ {urls} lost"), lost.iter().map(|url| code(url)));
    let tests = search.tests.iter().map(|test| {
        let (before, after) = (rank(test.before), rank(test.after));
        let group = test.group.as_ref().map_or_else(String::new, |group| format!(", of {}", code(group)));
        let verdict = verdict(Verdict::of_test(test));
        format!("{} ({}): {before} → {after}{group}{verdict}", code(&test.query), code(&test.lang))
    });
    section(&mut out, "Search tests with another rank", tests);
    let groups = search.groups.iter().map(|group| {
        let verdict = verdict(Verdict::of_group(group));
        format!("{}: {}{verdict}", code(&group.name), found(group))
    });
    section(&mut out, "Groups of search tests with another share", groups);
    section(&mut out, "Added", added.iter().map(page));
    let gone = removed.iter().map(|removed| {
        let moved = removed.moved_to.as_ref().map_or_else(String::new, |url| format!(", now leads to {}", code(url)));
        format!("{}{moved}", page(&removed.page))
    });
    section(&mut out, "Removed", gone);
    if !changed.is_empty() {
        out.push_str("\n#### Changed\n\n");
    }
    for (number, change) in changed.iter().enumerate() {
        let text = details(change);
        if out.len() + text.len() > LONGEST {
            let _ = writeln!(out, "\n… and {} more", pages(changed.len() - number));
            break;
        }
        out.push_str(&text);
    }
    out
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::FailsNow => " **fails now**",
        Verdict::HoldsNow => " holds now",
        Verdict::AsBefore => "",
    }
}

fn section(out: &mut String, title: &str, items: impl ExactSizeIterator<Item = String>) {
    let count = items.len();
    if count == 0 {
        return;
    }
    let _ = write!(out, "\n#### {title}\n\n");
    for item in items.take(LISTED) {
        let _ = writeln!(out, "- {item}");
    }
    if count > LISTED {
        let _ = writeln!(out, "- … and {} more", count - LISTED);
    }
}

fn page(page: &Named) -> String {
    format!("{} {}", code(&page.url), code(&page.title))
}

fn details(change: &Changed) -> String {
    let mut body = String::new();
    for line in &change.lines {
        let sign = match line.kind {
            Kind::Same => ' ',
            Kind::Added => '+',
            Kind::Removed => '-',
            Kind::Gap => {
                body.push_str("@@ … @@\n");
                continue;
            }
        };
        let _ = writeln!(body, "{sign} {}", one_line(&line.text));
    }
    let fence = "`".repeat(3.max(longest_run(&body) + 1));
    let (url, title) = (html(&change.page.url), html(&change.page.title));
    format!("<details><summary><code>{url}</code> {title}</summary>\n\n{fence}diff\n{body}{fence}\n\n</details>\n")
}

/// Text of a page as code: what an author wrote can be no markup of the comment, and names nobody (`@name`).
fn code(text: &str) -> String {
    let text = one_line(text);
    let ticks = "`".repeat(longest_run(&text) + 1);
    let space = if text.starts_with('`') || text.ends_with('`') || text.is_empty() { " " } else { "" };
    format!("{ticks}{space}{text}{space}{ticks}")
}

fn html(text: &str) -> String {
    let text = one_line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    // In HTML, too, hosts look for names and for Markdown.
    text.replace('@', "&#64;").replace('*', "&#42;").replace('_', "&#95;").replace('`', "&#96;").replace('[', "&#91;")
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use helpdex_publish::diff::Line;

    #[test]
    fn what_pages_say_is_no_markup_of_the_comment() {
        let page = Named { url: "/a/".to_owned(), title: "`` </summary> @team *x*".to_owned() };
        let line = Line { kind: Kind::Added, text: "```\n</details> ````".to_owned(), parts: Vec::new() };
        let changed = vec![Changed { page: page.clone(), lines: vec![line] }];
        let difference = Difference { added: vec![page], changed, ..Difference::default() };
        let text = print(&difference, "main", "`x`");
        assert!(text.contains("- `/a/` ```` `` </summary> @team *x*````") || text.contains("``` "), "{text}");
        assert!(text.contains("&#96;&#96; &lt;/summary&gt; &#64;team &#42;x&#42;</summary>"), "{text}");
        assert!(text.contains("`````diff\n+ ``` </details> ````\n`````\n"), "{text}");
    }

    #[test]
    fn a_comment_keeps_to_the_hosts_limit() {
        let changed = |number: usize| Changed {
            page: Named { url: format!("/{number}/"), title: "A".to_owned() },
            lines: vec![Line { kind: Kind::Added, text: "word ".repeat(400), parts: Vec::new() }],
        };
        let difference = Difference { changed: (0..200).map(changed).collect(), ..Difference::default() };
        let text = print(&difference, "a", "b");
        assert!(text.len() < 65_000 && text.contains("more"), "{}", text.len());
    }
}
