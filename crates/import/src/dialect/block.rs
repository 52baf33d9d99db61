//! Writing blocks of Helpdex: `:::note Title` … `:::`.

use super::code::Fence;

/// The block for a word that tools write for a kind of note; nothing for what is no kind of note.
///
/// Helpdex's `caution` is as grave as `danger`, as on GitHub. Elsewhere it is another word for a warning.
pub(crate) fn note(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "note" | "default" | "secondary" | "seealso" | "abstract" | "summary" | "tldr" | "quote" | "cite"
        | "example" | "todo" | "remark" | "message" | "light" | "dark" => "note",
        "tip" | "hint" | "idea" | "suggestion" => "tip",
        "important" => "important",
        "info" | "information" | "primary" | "question" | "help" | "faq" | "notice" | "blue" => "info",
        "warning" | "warn" | "caution" | "attention" | "orange" | "yellow" | "exclamation" => "warning",
        "danger" | "error" | "failure" | "fail" | "missing" | "bug" | "red" | "critical" => "danger",
        "success" | "check" | "done" | "ok" | "green" => "success",
        _ => return None,
    })
}

/// The block that a sign before a text stands for, as Notion's callouts have one.
pub(crate) fn note_of_sign(sign: char) -> &'static str {
    match sign {
        '💡' => "tip",
        '⚠' | '🚧' => "warning",
        '❗' | '🚨' | '⛔' | '🛑' => "danger",
        '✅' => "success",
        'ℹ' | '❓' => "info",
        _ => "note",
    }
}

/// A block with its body, each on lines of their own. The colons are enough for the blocks in it.
pub(crate) fn write(name: &str, title: &str, attributes: &str, body: &str) -> String {
    let colons = ":".repeat(colons_for(body));
    let title = one_line(title);
    let title = if title.is_empty() { String::new() } else { format!(" {title}") };
    let attributes = if attributes.is_empty() { String::new() } else { format!(" {{{attributes}}}") };
    let body = balanced(body.trim_matches('\n').trim_end());
    let gap = if body.is_empty() { "" } else { "\n" };
    format!("{colons}{name}{title}{attributes}\n{body}{gap}{colons}")
}

/// A body whose code ends in it: a fence that nothing closes would hide the end of the block.
fn balanced(body: &str) -> String {
    let mut open: Option<(Fence, usize)> = None;
    let mut last = 0;
    for (index, line) in body.lines().enumerate() {
        last = index;
        match open {
            None => open = Fence::of(line).map(|fence| (fence, index)),
            Some((fence, _)) if fence.is_closed_by(line) => open = None,
            Some(_) => {}
        }
    }
    match open {
        None => body.to_owned(),
        // A fence at the very end was meant to close something.
        Some((_, index)) if index == last => {
            body.lines().take(last).collect::<Vec<_>>().join("\n").trim_end().to_owned()
        }
        Some((fence, _)) => format!("{body}\n{}", fence.sign.to_string().repeat(fence.length)),
    }
}

/// A title without what would be read as something else.
fn one_line(title: &str) -> String {
    let words = title.split_whitespace().collect::<Vec<_>>().join(" ");
    // Braces at the end would be attributes.
    match words.strip_suffix('}') {
        Some(before) => format!("{}&#125;", before.strip_suffix('\\').unwrap_or(before)),
        None => words,
    }
}

/// So many colons a block needs around a body.
fn colons_for(body: &str) -> usize {
    let colons = |line: &str| {
        let line = line.trim_start_matches([' ', '\t', '>', '-', '*']);
        line.len() - line.trim_start_matches(':').len()
    };
    body.lines().map(colons).filter(|length| *length >= 3).max().map_or(3, |length| length + 1)
}

/// The value of an attribute, quoted where it must be.
pub(crate) fn attribute(name: &str, value: &str) -> String {
    let is_plain = !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || "-_./:".contains(c));
    if is_plain { format!("{name}={value}") } else { format!("{name}=\"{}\"", value.replace(['"', '}', '\n'], " ")) }
}

/// Lines without the blanks that all of them begin with. The first line may have none, if it follows a tag.
pub(crate) fn dedent(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let shared = text.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let cut = |line: &str| line.get(shared.min(indent(line))..).unwrap_or_default().to_owned();
    let mut out = text.lines().map(cut).collect::<Vec<_>>().join("\n");
    if text.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// Lines with something before each that is not empty, but for the first.
pub(crate) fn indent_rest(text: &str, before: &str) -> String {
    if before.is_empty() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
            if !line.is_empty() {
                out.push_str(before);
            }
        }
        out.push_str(line);
    }
    out
}

/// Something that has no counterpart, kept where it stood.
pub(crate) fn comment(what: &str) -> String {
    let mut text = String::with_capacity(what.len());
    for c in what.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300) {
        match c {
            '-' if text.ends_with('-') => text.push_str("%2D"),
            '<' => text.push_str("%3C"),
            '>' => text.push_str("%3E"),
            '{' => text.push_str("%7B"),
            '}' => text.push_str("%7D"),
            '[' => text.push_str("%5B"),
            c => text.push(c),
        }
    }
    format!("<!-- import: {text} -->")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outer_blocks_have_more_colons() {
        let inner = write("tab", "A", "", "\ntext\n\n");
        assert_eq!(inner, ":::tab A\ntext\n:::");
        assert_eq!(
            write("tabs", "", &attribute("group", "os x"), &inner),
            "::::tabs {group=\"os x\"}\n:::tab A\ntext\n:::\n::::"
        );
        assert_eq!(write("note", " a\nb ", "", ""), ":::note a b\n:::");
        assert_eq!(write("note", "a {b}", "", "x"), ":::note a {b&#125;\nx\n:::");
        assert_eq!((note("Caution"), note("x")), (Some("warning"), None));
    }

    #[test]
    fn code_ends_in_its_block() {
        assert_eq!(write("note", "", "", "a\n```\nb"), ":::note\na\n```\nb\n```\n:::");
        assert_eq!(write("note", "", "", "a\n```"), ":::note\na\n:::");
    }

    #[test]
    fn indents() {
        assert_eq!(dedent("    a\n\n      b\n"), "a\n\n  b\n");
        assert_eq!(indent_rest("a\n\nb", "  "), "a\n\n  b");
    }

    #[test]
    fn comments_end_where_they_end() {
        assert_eq!(comment("<A b={c} --> x"), "<!-- import: %3CA b=%7Bc%7D -%2D%3E x -->");
    }
}
