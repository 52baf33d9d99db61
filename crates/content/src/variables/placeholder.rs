//! `{{ name }}`: the place of a text that is written once, in `helpdex.yaml` or below `content/_snippets/`.

use std::ops::Range;

/// A placeholder in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// From the first brace to the last.
    pub range: Range<usize>,
    /// The name in it.
    pub name: Range<usize>,
}

/// Whether something may be called so.
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// The placeholders of a text, in their order. One with a backslash before it (`\{{ name }}`) is none.
pub fn find(text: &str) -> Vec<Placeholder> {
    let mut found = Vec::new();
    // One brace is looked for much faster than two, and most texts have neither.
    let mut next = 0;
    for (at, _) in text.match_indices('{') {
        let Some(rest) = text.get(at..).filter(|_| at >= next).and_then(|rest| rest.strip_prefix("{{")) else {
            continue;
        };
        next = at + 2;
        let Some(end) = rest.find("}}").filter(|end| rest.get(..*end).is_some_and(|name| is_name(name.trim()))) else {
            continue;
        };
        let escaped =
            text.get(..at).is_some_and(|before| (before.len() - before.trim_end_matches('\\').len()) % 2 == 1);
        if escaped {
            continue;
        }
        let inner = rest.get(..end).unwrap_or_default();
        let start = at + 2 + (inner.len() - inner.trim_start().len());
        found.push(Placeholder { range: at..at + 2 + end + 2, name: start..start + inner.trim().len() });
    }
    found
}

/// The text with each placeholder as `value` has it; one that has none stays as written.
pub(crate) fn fill<'v>(text: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for Placeholder { range, name } in find(text) {
        if let Some(value) = text.get(name).and_then(&value) {
            out.push_str(text.get(done..range.start).unwrap_or_default());
            out.push_str(value);
            done = range.end;
        }
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_between_braces_and_nothing_else() {
        let names = |text: &'static str| find(text).into_iter().map(|found| &text[found.name]).collect::<Vec<_>>();
        assert_eq!(names("{{a}} {{ b-c.d }} {{ сумма }}"), ["a", "b-c.d", "сумма"]);
        assert_eq!(names("{{}} {{ a b }} {{a\n}} \\{{x}} {{ {% y %} }} {{z"), ["a"]);
        assert_eq!(names("{{{a}}} \\\\{{b}}"), ["b"]);
        assert_eq!(fill("from {{ min }} to {{ max }}", |name| (name == "min").then_some("$5")), "from $5 to {{ max }}");
    }
}
