//! `<details>` of HTML, taken apart.

/// The title in `<summary>` and what follows it. Tags in the title go.
pub(crate) fn parts(inner: &str) -> (String, String) {
    let trimmed = inner.trim_start();
    // Without a title nothing says what it is about.
    let Some(rest) = trimmed.strip_prefix("<summary").and_then(|rest| rest.split_once('>')).map(|(_, rest)| rest)
    else {
        return ("…".to_owned(), inner.to_owned());
    };
    let (title, body) = rest.split_once("</summary>").unwrap_or((rest, ""));
    let mut plain = String::new();
    let mut is_tag = false;
    for c in title.chars() {
        match c {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            c if !is_tag => plain.push(c),
            _ => {}
        }
    }
    (plain.split_whitespace().collect::<Vec<_>>().join(" "), super::block::dedent(body))
}
