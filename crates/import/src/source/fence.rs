//! Where the front matter of a foreign file ends.

/// The head of a Markdown file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head<'t> {
    /// There is none.
    None,
    /// YAML between lines of dashes.
    Yaml(&'t str),
    /// TOML between lines of plus signs.
    Toml(&'t str),
    /// It is opened and never closed.
    Unclosed,
}

/// Takes a file's text apart into head and body. Empty lines before the head are forgiven.
pub(crate) fn split(text: &str) -> (Head<'_>, &str) {
    let trimmed = text.trim_start();
    let first = trimmed.lines().next().unwrap_or_default().trim_end();
    let (open, closes): (_, &[&str]) = match first {
        "---" => ("---", &["---", "..."]),
        "+++" => ("+++", &["+++"]),
        _ => return (Head::None, text),
    };
    let start = trimmed.find('\n').map_or(trimmed.len(), |end| end + 1);
    let inner = trimmed.get(start..).unwrap_or_default();
    let mut at = 0;
    for line in inner.split_inclusive('\n') {
        if closes.contains(&line.trim_end()) {
            let head = inner.get(..at).unwrap_or_default();
            let body = inner.get(at + line.len()..).unwrap_or_default();
            return (if open == "---" { Head::Yaml(head) } else { Head::Toml(head) }, body);
        }
        at += line.len();
    }
    // A rule at the top of a text looks the same; what follows it tells them apart.
    let key =
        inner.lines().next().is_some_and(|line| line.contains([':', '=']) && !line.starts_with(char::is_whitespace));
    (if key { Head::Unclosed } else { Head::None }, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads() {
        assert_eq!(split("---\na: 1\n---\nText"), (Head::Yaml("a: 1\n"), "Text"));
        assert_eq!(split("\n\n---  \na: 1\n...\nText"), (Head::Yaml("a: 1\n"), "Text"));
        assert_eq!(split("+++\na = 1\n+++\n"), (Head::Toml("a = 1\n"), ""));
        assert_eq!(split("# T\n\n---\n").0, Head::None);
        assert_eq!(split("---\ntitle: x\n\nText").0, Head::Unclosed);
        assert_eq!(split("---\n\nText").0, Head::None);
        assert_eq!(split("---"), (Head::None, "---"));
        assert_eq!(split(""), (Head::None, ""));
    }
}
