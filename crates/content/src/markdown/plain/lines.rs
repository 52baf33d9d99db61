//! Lines: what is put before each of them, and what a line must not begin with.

/// A paragraph: the lines of a text, none of which begins anything but text.
pub(super) fn paragraph(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.trim().lines() {
        if !out.is_empty() {
            out.push('\n');
        }
        let line = line.trim_start();
        out.push_str(&plain_start(line));
    }
    out
}

/// A line that would begin a heading, a list, a quote, a table or a rule, with a backslash that makes it text.
fn plain_start(line: &str) -> String {
    let escaped = |at: usize| {
        let (before, after) = line.split_at(at);
        format!("{before}\\{after}")
    };
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    if (1..=9).contains(&digits) {
        let rest = line.get(digits..).unwrap_or_default();
        let is_item = rest.starts_with(['.', ')']) && rest.get(1..).is_some_and(ends);
        return if is_item { escaped(digits) } else { line.to_owned() };
    }
    let hashes = line.len() - line.trim_start_matches('#').len();
    let is_heading = (1..=6).contains(&hashes) && line.get(hashes..).is_some_and(ends);
    let is_item = line.starts_with(['-', '+', '*']) && line.get(1..).is_some_and(ends);
    let is_rule = !line.trim().is_empty() && line.chars().all(|c| "-=_:| \t".contains(c));
    if is_heading || is_item || is_rule || line.starts_with('>') { escaped(0) } else { line.to_owned() }
}

/// All lines but the first, moved in.
pub(super) fn indented(text: &str, by: usize) -> String {
    let indent = " ".repeat(by);
    let mut out = String::with_capacity(text.len() + 16);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
            out.push_str(if line.is_empty() { "" } else { &indent });
        }
        out.push_str(line);
    }
    out
}

/// A quote.
pub(super) fn quoted(text: &str) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    let line = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// A quote with a title, which is text.
pub(super) fn boxed(title: &str, text: &str) -> String {
    let title = bold(title);
    match (title.is_empty(), text.is_empty()) {
        (true, _) => quoted(text),
        (false, true) => quoted(&title),
        (false, false) => quoted(&format!("{title}\n\n{text}")),
    }
}

/// Text as a bold line.
pub(super) fn bold(text: &str) -> String {
    let mut out = String::new();
    super::escape::text(&mut out, text.trim());
    if out.is_empty() { out } else { format!("**{}**", out.replace('\n', " ")) }
}

/// Code between fences that are longer than any in it.
pub(super) fn fenced(code: &str, language: &str) -> String {
    let fence = "`".repeat(super::escape::longest_run(code, '`').max(2) + 1);
    let language: String = language.chars().filter(|c| *c != '`').collect();
    format!("{fence}{language}\n{}\n{fence}", code.trim_end_matches('\n'))
}
