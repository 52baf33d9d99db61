//! What a URL begins with.

/// What a link may begin with.
pub const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// The scheme of a URL, read as leniently as browsers do: they drop line breaks and tabs, and control characters and
/// spaces at the beginning.
pub fn scheme(url: &str) -> Option<String> {
    let mut scheme = String::new();
    let mut chars = url.trim_start_matches(|c: char| c <= ' ').chars().filter(|c| !matches!(c, '\t' | '\n' | '\r'));
    loop {
        match chars.next()? {
            ':' if !scheme.is_empty() => return Some(scheme),
            c if c.is_ascii_alphabetic() => scheme.push(c.to_ascii_lowercase()),
            c if !scheme.is_empty() && (c.is_ascii_digit() || "+-.".contains(c)) => scheme.push(c),
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_read_like_a_browser_does() {
        for url in ["javascript:x", "JavaScript:x", " \u{1}java\nscr\tipt:x", "javascript\r:x"] {
            assert_eq!(scheme(url).as_deref(), Some("javascript"), "{url:?}");
        }
        for url in ["a/b:c", "#a:b", "?a:b", "../x.md", ":x", "1a:b", "файл:x", ""] {
            assert_eq!(scheme(url), None, "{url:?}");
        }
    }
}
