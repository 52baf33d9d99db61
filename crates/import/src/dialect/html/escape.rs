//! Text in Markdown that means itself: every sign that Markdown, or one of our own marks, would read is escaped.

/// Where a text stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// In a cell of a table, where a bar would end it.
    pub(super) cell: bool,
    /// At the beginning of a line, where some signs begin a block.
    pub(super) line_start: bool,
}

/// Writes a text. `before` is the character in front of it, `after` the one behind it.
pub(super) fn text(out: &mut String, text: &str, place: Place, before: Option<char>, after: Option<char>) {
    let mut at = 0;
    if place.line_start {
        at = line_start(out, text);
    }
    let mut previous = text.get(..at).and_then(|done| done.chars().next_back()).or(before);
    let rest = text.get(at..).unwrap_or_default();
    for (index, c) in rest.char_indices() {
        let following = rest.get(index + c.len_utf8()..).unwrap_or_default();
        let next = following.chars().next().or(after);
        push(out, c, previous, next, following, place.cell);
        previous = Some(c);
    }
}

fn push(out: &mut String, c: char, previous: Option<char>, next: Option<char>, following: &str, cell: bool) {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let escaped = match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '^' => true,
        '_' => !(is_word(previous) && is_word(next)),
        '=' => next == Some('=') || previous == Some('='),
        '-' => previous == Some('-'),
        '{' => next == Some('{') && previous != Some('{'),
        '|' => cell,
        ':' => is_emoji(following) || next == Some(':'),
        '&' => is_entity(following),
        _ => false,
    };
    if escaped {
        out.push('\\');
    }
    out.push(c);
}

/// Writes the sign that would begin a block; gives its length in the text.
fn line_start(out: &mut String, text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits) && text.get(digits..).is_some_and(|rest| rest.starts_with(['.', ')'])) {
        out.push_str(text.get(..digits).unwrap_or_default());
        out.push('\\');
        out.push_str(text.get(digits..=digits).unwrap_or_default());
        return digits + 1;
    }
    if text.starts_with(['#', '-', '+', '>', '=', ':', '|']) {
        out.push('\\');
        out.push_str(text.get(..1).unwrap_or_default());
        return 1;
    }
    0
}

/// Whether what follows an ampersand makes a character reference of it.
fn is_entity(following: &str) -> bool {
    let name = following.split_once(';').map_or("", |(name, _)| name);
    let name = name.strip_prefix('#').unwrap_or(name);
    (1..=32).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether what follows a colon makes the name of an emoji of it.
fn is_emoji(following: &str) -> bool {
    let name = following.split_once(':').map_or("", |(name, _)| name);
    !name.is_empty() && name.len() <= 40 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+-".contains(&b))
}

/// The text of an inline code span, with marks long enough around it.
pub(super) fn code(out: &mut String, text: &str, cell: bool) {
    let marks = "`".repeat(longest_run(text, '`') + 1);
    let is_blank = text.trim().is_empty();
    let padded =
        text.starts_with('`') || text.ends_with('`') || !is_blank && text.starts_with(' ') && text.ends_with(' ');
    let pad = if padded { " " } else { "" };
    let text = if cell { text.replace('|', "\\|") } else { text.to_owned() };
    out.push_str(&format!("{marks}{pad}{text}{pad}{marks}"));
}

/// The marks around a block of code.
pub(super) fn code_fence(text: &str) -> String {
    "`".repeat((longest_run(text, '`') + 1).max(3))
}

fn longest_run(text: &str, sign: char) -> usize {
    text.split(|c| c != sign).map(str::len).max().unwrap_or_default()
}

/// The address of a link or an image as it stands in its brackets.
pub(super) fn address(href: &str) -> String {
    let href = href.trim();
    let mut out = String::with_capacity(href.len());
    for (index, c) in href.char_indices() {
        match c {
            ' ' => out.push_str("%20"),
            '"' => out.push_str("%22"),
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            // Marks of emphasis end no address, but editors of Markdown colour them as if they did.
            '*' => out.push_str("%2A"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '`' => out.push_str("%60"),
            '{' => out.push_str("%7B"),
            '|' => out.push_str("%7C"),
            '}' => out.push_str("%7D"),
            '&' if is_entity(href.get(index + 1..).unwrap_or_default()) => out.push_str("&amp;"),
            c if c.is_control() || c.is_whitespace() => {}
            c => out.push(c),
        }
    }
    out
}
