//! The report of an import as a page: for whoever looks through it with others, or later.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::report::Summary;
use crate::source::Problem;

/// Little, and all that the page needs.
const STYLE: &str = ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;\
color:#1b1f24;background:#fff}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;\
padding:.3rem .75rem .3rem 0;border-bottom:1px solid #d5d9df}td.n{text-align:right;font-variant-numeric:tabular-nums}\
code{font-size:.9em;overflow-wrap:anywhere}summary{cursor:pointer;font-weight:600;margin:1rem 0 .25rem}\
@media(prefers-color-scheme:dark){body{color:#e6e8eb;background:#15181c}th,td{border-color:#3a4048}a{color:#8ab4f8}}\
@media(max-width:40rem){details td{display:block;border:0;padding:0}details td+td{padding-bottom:.6rem}}";

/// The page. `source` is what was imported, as somebody typed it.
pub fn page(summary: &Summary, source: &str) -> String {
    let source = escaped(source);
    let what = if summary.is_dry_run { "Import tried" } else { "Import" };
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{what}: {source}</title>\n\
         <style>{STYLE}</style>\n<main>\n<h1>{what}: <code>{source}</code></h1>\n<p>It is {}.</p>\n",
        escaped(summary.tool.1)
    );
    page.push_str(&counts(summary));
    page.push_str(&problems(summary));
    page.push_str(&list("Removed here, and not brought back", &summary.removed));
    page.push_str(&list("No longer at the source, and kept", &summary.gone));
    let renamed: Vec<String> = summary.renamed.iter().map(|(old, new)| format!("{old} → {new}")).collect();
    page.push_str(&list("Got another name, as theirs was taken", &renamed));
    page.push_str("</main>\n</html>\n");
    page
}

fn counts(summary: &Summary) -> String {
    let kept = &summary.kept;
    let mut rows: Vec<(String, usize)> = vec![
        ("articles at the source".to_owned(), summary.found),
        ("articles written".to_owned(), summary.articles - kept.articles),
        ("pages of categories written".to_owned(), summary.category_pages - kept.category_pages),
        ("pages made for folders".to_owned(), summary.categories),
        ("images and other files written".to_owned(), summary.files),
        ("files brought up to date".to_owned(), summary.updated),
        ("articles and pages that were there already".to_owned(), kept.articles + kept.category_pages),
        ("drafts".to_owned(), summary.drafts),
        ("not imported".to_owned(), summary.lost),
        ("links and images that lead to new places".to_owned(), summary.links),
        ("links and images that led nowhere".to_owned(), summary.unlinked),
    ];
    rows.extend(summary.translated.iter().map(|(what, number)| (format!("translated: {what}"), *number)));
    rows.extend(summary.extra_keys.iter().map(|(key, number)| (format!("kept under extra: {key}"), *number)));
    rows.extend(summary.left_out.iter().map(|(kind, number)| (format!("unused files left out: .{kind}"), *number)));
    let mut table = "<h2>What became of it</h2>\n<table>\n".to_owned();
    for (what, number) in rows.iter().filter(|(_, number)| *number > 0) {
        let _ = writeln!(table, "<tr><td>{}<td class=\"n\">{number}", escaped(what));
    }
    table + "</table>\n"
}

fn problems(summary: &Summary) -> String {
    let mut kinds: BTreeMap<&str, Vec<&Problem>> = BTreeMap::new();
    for problem in &summary.problems {
        kinds.entry(problem.what).or_default().push(problem);
    }
    let mut text = "<h2>To look at</h2>\n".to_owned();
    if kinds.is_empty() {
        return text + "<p>Nothing.</p>\n";
    }
    for (kind, problems) in kinds {
        let _ = writeln!(text, "<details open><summary>{} ({})</summary>\n<table>", escaped(kind), problems.len());
        for problem in problems {
            let line = problem.line.map_or_else(String::new, |line| format!(":{line}"));
            let _ = writeln!(
                text,
                "<tr><td><code>{}{line}</code><td>{}",
                escaped(&problem.path),
                with_code(&problem.message)
            );
        }
        text.push_str("</table></details>\n");
    }
    text
}

fn list(title: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let mut text = format!("<h2>{} ({})</h2>\n<ul>\n", escaped(title), lines.len());
    for line in lines {
        let _ = writeln!(text, "<li><code>{}</code>", escaped(line));
    }
    text + "</ul>\n"
}

/// A message with what stands between backticks as code.
fn with_code(message: &str) -> String {
    let mut text = String::new();
    let parts: Vec<&str> = message.split('`').collect();
    let last = parts.len() - 1;
    for (index, part) in parts.into_iter().enumerate() {
        let is_code = index % 2 == 1 && index < last;
        let part = escaped(part);
        text.push_str(&if is_code { format!("<code>{part}</code>") } else { part });
    }
    text
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_the_source_is_text_in_the_page() {
        let mut summary =
            Summary { tool: ("markdown", "a folder of Markdown"), found: 2, articles: 2, ..Summary::default() };
        summary.problem("dead links", "<script>.md", Some(3), "`<img src=x>` is gone & so on");
        summary.problem("dead links", "b.md", None, "odd");
        summary.translated.insert("callouts", 4);
        let page = page(&summary, "old & \"new\"");
        assert!(
            page.contains("<td><code>&lt;script&gt;.md:3</code><td><code>&lt;img src=x&gt;</code> is gone &amp; so on"),
            "{page}"
        );
        assert!(
            page.contains("<summary>dead links (2)</summary>")
                && page.contains("translated: callouts<td class=\"n\">4")
        );
        assert!(page.contains("<title>Import: old &amp; &quot;new&quot;</title>") && !page.contains("<script"));
    }
}
