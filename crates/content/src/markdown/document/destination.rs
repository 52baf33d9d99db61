//! Where in the source the destination of a link stands.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType};

/// Where the destination is written in the source of a link or image, `[text](destination "title")`. `inside` is where
/// its text ends. Links by reference have theirs elsewhere.
fn destination(source: &str, kind: LinkType, inside: usize) -> Option<Range<usize>> {
    match kind {
        LinkType::Autolink | LinkType::Email => Some(1..source.len().checked_sub(1)?),
        LinkType::Inline => {
            let open = inside + source.get(inside..)?.find("](")? + 2;
            let rest = source.get(open..)?;
            let start = open + (rest.len() - rest.trim_start().len());
            let rest = source.get(start..)?;
            if let Some(pointed) = rest.strip_prefix('<') {
                return Some(start + 1..start + 1 + pointed.find('>')?);
            }
            let end = bare_end(rest);
            (end > 0).then_some(start..start + end)
        }
        _ => None,
    }
}

/// Where a destination without `<>` ends: at white space or the parenthesis that closes the link.
fn bare_end(rest: &str) -> usize {
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            c if c.is_whitespace() || c.is_control() => return at,
            _ => {}
        }
    }
    rest.len()
}

/// The place in the body of the destination of the link or image that the event of this index begins; where that can't be
/// told, the place of all of it.
pub(super) fn place(
    body: &str,
    events: &[(Event<'_>, Range<usize>)],
    inner: Range<usize>,
    range: &Range<usize>,
    kind: LinkType,
) -> Range<usize> {
    // The last event before the end of the link tells where its text ends. That may be a `](` inside of the text.
    let inside = match events.get(inner).and_then(<[_]>::last) {
        Some((_, last)) => last.end.saturating_sub(range.start),
        None => 1,
    };
    let found = body.get(range.clone()).and_then(|source| destination(source, kind, inside));
    found.map_or_else(|| range.clone(), |found| range.start + found.start..range.start + found.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_found_in_the_source() {
        let find = |source: &'static str, inside| destination(source, LinkType::Inline, inside).map(|r| &source[r]);
        assert_eq!(find("[a](b.md)", 2), Some("b.md"));
        assert_eq!(find("[a]( <b c.md> \"t\")", 2), Some("b c.md"));
        assert_eq!(find("[a](b(c)d \"t\")", 2), Some("b(c)d"));
        assert_eq!(find("[](x)", 1), Some("x"));
        assert_eq!(find("[a]()", 2), None);
        assert_eq!(destination("<https://x.example>", LinkType::Autolink, 1), Some(1..18));
    }
}
