//! The state of a site as Markdown, for a daily post.

use super::facts::Facts;
use crate::cli::plural::count;
use crate::cli::table::plain;
use helpdex_lint::freshness::NOBODY;

/// Items of each list: a post is read in a minute.
const ITEMS: usize = 10;

pub(super) fn print(facts: &Facts) -> String {
    let mut post = format!("# {}, {}\n", escaped(&facts.title), facts.date);
    let broken = &facts.broken;
    let figures = format!("{}, {}", count(broken.errors, "error"), count(broken.warnings, "warning"));
    let faults = broken.first.iter().map(|fault| format!("`{}` {}", code(&fault.place), escaped(&fault.message)));
    part(&mut post, "Broken", &figures, faults);
    let due = &facts.due;
    let reviews = due
        .now
        .iter()
        .map(|review| format!("`{}` ({})", code(&review.path), escaped(review.owner.as_deref().unwrap_or(NOBODY))));
    part(&mut post, "Due", &format!("{} to review now, {} within a week", due.now.len(), due.soon), reviews);
    if !facts.stale.is_empty() {
        post.push_str(
            "\n## Stale\n\n| language | coverage | stale | missing | orphaned |\n| --- | --- | --- | --- | --- |\n",
        );
        for language in &facts.stale {
            let numbers = format!("{} | {} | {}", language.stale, language.missing, language.orphaned);
            post.push_str(&format!("| {} | {} % | {numbers} |\n", language.language, language.coverage));
        }
    }
    if let Some(unanswered) = &facts.unanswered {
        let figures = match &unanswered.trouble {
            Some(trouble) => format!("Not known: {}", escaped(trouble)),
            None => format!(
                "Of {} questions {} find nothing, {} little",
                unanswered.asked, unanswered.nothing, unanswered.weak
            ),
        };
        let gaps = unanswered.first.iter().map(|gap| format!("{} times: {}", gap.count, escaped(&gap.query)));
        part(&mut post, "Unanswered", &figures, gaps);
    }
    let unpublished = &facts.unpublished;
    let drafts = count(unpublished.drafts.len(), "draft");
    let figures = if unpublished.built {
        let (new, changed, gone) = (unpublished.new.len(), unpublished.changed.len(), unpublished.gone);
        format!("{new} new, {changed} changed, {gone} gone since the last build; {drafts}")
    } else {
        format!("No build on this machine; {drafts}")
    };
    let files = unpublished.new.iter().chain(&unpublished.changed).map(|path| format!("`{}`", code(path)));
    part(&mut post, "Unpublished", &figures, files);
    post
}

fn part(post: &mut String, name: &str, figures: &str, items: impl Iterator<Item = String>) {
    post.push_str(&format!("\n## {name}\n\n{figures}\n"));
    let items: Vec<String> = items.collect();
    for (index, item) in items.iter().take(ITEMS).enumerate() {
        post.push_str(if index == 0 { "\n- " } else { "- " });
        post.push_str(item);
        post.push('\n');
    }
    if let Some(more) = items.len().checked_sub(ITEMS).filter(|more| *more > 0) {
        post.push_str(&format!("- and {more} more\n"));
    }
}

/// A text in which nothing but code means anything to Markdown, and which mentions nobody where it is posted.
fn escaped(text: &str) -> String {
    let text = plain(text);
    let code = text.matches('`').count().is_multiple_of(2);
    let mut out = String::with_capacity(text.len());
    for (index, part) in text.split('`').enumerate() {
        if index > 0 {
            out.push_str(if code { "`" } else { "\\`" });
        }
        let in_code = code && index % 2 == 1;
        for c in part.chars() {
            match c {
                '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' if !in_code => out.extend(['\\', c]),
                '@' => out.push_str("@\u{200b}"),
                c => out.push(c),
            }
        }
    }
    out
}

/// A text between backticks.
fn code(text: &str) -> String {
    plain(text).replace('`', "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_authors_wrote_means_nothing_in_a_post() {
        assert_eq!(escaped("no `a_b` at *x* <y> @all"), "no `a_b` at \\*x\\* \\<y\\> @\u{200b}all");
        assert_eq!(escaped("a ` b_c"), "a \\` b\\_c");
    }
}
