//! Rules about the headings of an article.

use super::rule::{Rule, Run, Subject};
use helpdex_content::config::Level;
use helpdex_content::diagnostic::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "second-h1",
        level: Level::Warning,
        what: "a heading of the text is an H1",
        why: "The title is the page's H1. A second one tells search engines and screen readers that two pages begin.",
        how: "Write `##` instead of `#`.",
        run: Run::Text(second_h1),
    },
    Rule {
        code: "skipped-heading",
        level: Level::Warning,
        what: "a heading is more than one level below the one before it",
        why: "Screen readers list headings as a tree; a level left out looks like a part that is missing.",
        how: "Use the next level: `##` below the title, `###` below `##`.",
        run: Run::Text(skipped),
    },
    Rule {
        code: "empty-heading",
        level: Level::Warning,
        what: "a heading has no text",
        why: "Customers see a gap, and the list of headings has a line without words.",
        how: "Write the heading, or remove its `#` signs.",
        run: Run::Text(empty_heading),
    },
    Rule {
        code: "empty-section",
        level: Level::Warning,
        what: "nothing follows a heading",
        why: "Customers jump to it from the list of headings and find no answer.",
        how: "Write the section, or remove its heading.",
        run: Run::Text(empty_section),
    },
];

fn second_h1(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(body) = subject.body().filter(|_| subject.entry.front.title.is_given()) else { return };
    for heading in body.headings.iter().filter(|heading| heading.written == 1) {
        let message = "a second H1: the title is the page's first one";
        let warning = subject.entry.file.warning("second-h1", heading.range.clone(), message);
        let warning = warning.help("write `##` instead of `#`");
        let start = heading.range.start;
        // The page shows it as an H2 already: only the source changes.
        let atx = subject.entry.file.slice(start..).is_some_and(|rest| rest.starts_with("# "));
        found.push(if atx { warning.replace(start..start, "#") } else { warning });
    }
}

fn skipped(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let mut before = 1;
    for heading in subject.body().into_iter().flat_map(|body| &body.headings) {
        if heading.level > before + 1 {
            let message = format!("a heading of level {} right below one of level {before}", heading.level);
            let warning = subject.entry.file.warning("skipped-heading", heading.range.clone(), message);
            let wanted = "#".repeat(usize::from(before) + 1);
            found.push(warning.help(format!("write `{wanted}`; how large it looks is the theme's business")));
        }
        before = heading.level;
    }
}

fn empty_heading(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(body) = subject.body() else { return };
    for heading in body.headings.iter().filter(|heading| heading.text.trim().is_empty()) {
        // One that is a picture has its alternative text.
        if body.images.iter().any(|image| heading.range.contains(&image.range.start)) {
            continue;
        }
        let warning = subject.entry.file.warning("empty-heading", heading.range.clone(), "the heading has no text");
        found.push(warning.help("write the heading, or remove its `#` signs"));
    }
}

fn empty_section(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let (Some(body), file) = (subject.body(), &subject.entry.file) else { return };
    // Where no heading has a text, that is told of the article as a whole.
    if body.images.is_empty() && !body.has_words {
        return;
    }
    for (index, heading) in body.headings.iter().enumerate() {
        let next = body.headings.get(index + 1);
        if next.is_some_and(|next| next.level > heading.level) {
            continue;
        }
        let end = next.map_or(subject.entry.body.end, |next| next.range.start);
        let rest = file.slice(heading.range.end..end);
        if rest.is_some_and(|rest| rest.trim().is_empty()) && !heading.text.trim().is_empty() {
            let message = format!("nothing follows the heading `{}`", heading.text);
            let warning = file.warning("empty-section", heading.range.clone(), message);
            found.push(warning.help("write the section, or remove its heading"));
        }
    }
}
