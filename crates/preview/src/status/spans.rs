//! Messages in pieces: what stands between backticks is shown as code.

use serde::Serialize;

/// A piece of a message.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Span {
    text: String,
    is_code: bool,
}

/// Takes a message apart. A backtick without a second one is a letter like any other.
pub(super) fn spans(message: &str) -> Vec<Span> {
    let parts: Vec<&str> = message.split('`').collect();
    let last = parts.len() - 1;
    let mut spans = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        let is_code = index % 2 == 1 && index < last;
        let alone = if index % 2 == 1 && index == last { "`" } else { "" };
        if is_code || !part.is_empty() || !alone.is_empty() {
            spans.push(Span { text: format!("{alone}{part}"), is_code });
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_between_backticks() {
        let told = |message: &str| -> Vec<String> {
            let spans = spans(message).into_iter();
            spans.map(|span| if span.is_code { format!("<{}>", span.text) } else { span.text }).collect()
        };
        assert_eq!(told("no article at `a.md`"), ["no article at ", "<a.md>"]);
        assert_eq!(told("`a` and `b`: which?"), ["<a>", " and ", "<b>", ": which?"]);
        assert_eq!(told("nothing"), ["nothing"]);
        assert_eq!(told("one ` alone, `two` of them"), ["one ", "< alone, >", "two", "` of them"]);
        assert_eq!(told("at the end `"), ["at the end ", "`"]);
        assert_eq!(told(""), [""; 0]);
    }
}
