//! Text that Markdown must take for nothing but text.

/// Appends text, with a backslash before what would be markup.
pub(super) fn text(out: &mut String, text: &str) {
    let mut before = out.chars().next_back();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let after = letters.peek().copied();
        if is_markup(letter, before, after) {
            out.push('\\');
        }
        out.push(letter);
        before = Some(letter);
    }
}

fn is_markup(letter: char, before: Option<char>, after: Option<char>) -> bool {
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match letter {
        '\\' | '`' | '[' | ']' => true,
        // A single one, as in `~5 minutes`, strikes nothing.
        '~' => before == Some('~') || after == Some('~') || is_word(before),
        // Between spaces it is a star, and within a word a low line is one.
        '*' => !(is_space(before) && is_space(after)),
        '_' => !(is_word(before) && is_word(after) || is_space(before) && is_space(after)),
        // What follows may stand in a text of its own.
        '<' => after.is_none_or(|c| c.is_ascii_alphabetic() || "/!?".contains(c)),
        '&' => after.is_none_or(|c| c.is_ascii_alphanumeric() || c == '#'),
        _ => false,
    }
}

/// Appends code within a line.
pub(super) fn code(out: &mut String, code: &str) {
    if code.is_empty() {
        return;
    }
    let fence = "`".repeat(longest_run(code, '`') + 1);
    // A parser takes away one space on each side, if both are there.
    let pad = code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']);
    let pad = if pad && !code.trim().is_empty() { " " } else { "" };
    out.push_str(&format!("{fence}{pad}{}{pad}{fence}", code.replace(['\n', '\r'], " ")));
}

/// A destination, as it can stand between the parentheses of a link.
pub(super) fn destination(url: &str) -> String {
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !"()<>\\".contains(c);
    if !url.is_empty() && url.chars().all(is_plain) {
        return url.to_owned();
    }
    let mut out = String::from("<");
    for letter in url.chars().filter(|c| !c.is_control()) {
        if "<>\\".contains(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out.push('>');
    out
}

/// The length of the longest run of a character.
pub(super) fn longest_run(text: &str, of: char) -> usize {
    text.split(|c| c != of).map(|run| run.chars().count()).max().unwrap_or(0)
}
