//! Tags of components in a text.

use crate::dialect::args::{Args, braces};
use crate::dialect::code::Protected;
use crate::dialect::elements::{Form, Tag};

/// The next tag of a component. Tags of HTML are none, but for the few that tools use as such.
pub(super) fn next_tag(text: &str, from: usize, protected: &Protected) -> Option<Tag> {
    let mut at = from;
    loop {
        let next = at + text.get(at..)?.find('<')?;
        if let Some(end) = protected.end(next) {
            at = end;
            continue;
        }
        at = next + 1;
        let escaped = text.get(..next).is_some_and(|before| before.ends_with('\\'));
        if let Some(tag) = text.get(next..).filter(|_| !escaped).and_then(|rest| tag_at(rest, next)) {
            return Some(tag);
        }
    }
}

/// The tag of a component that a text begins with.
fn tag_at(rest: &str, start: usize) -> Option<Tag> {
    let inner = rest.strip_prefix('<')?;
    let (inner, is_close) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
    let end = inner.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))).unwrap_or(inner.len());
    let name = inner.get(..end).unwrap_or_default();
    let is_component =
        name.starts_with(|c: char| c.is_ascii_uppercase()) || matches!(name, "code-group" | "code-block" | "details");
    let is_fragment = name.is_empty() && inner.starts_with('>');
    let after = inner.get(end..).unwrap_or_default();
    if !(is_component || is_fragment) || !after.starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/')) {
        return None;
    }
    let length = tag_length(after)?;
    let args = after.get(..length - 1).unwrap_or_default();
    let (args, is_alone) = args.trim_end().strip_suffix('/').map_or((args, false), |args| (args, true));
    let whole = rest.len() - inner.len() + end + length;
    let form = match (is_close, is_alone) {
        (true, _) => Form::Close,
        (_, true) => Form::Alone,
        _ => Form::Open,
    };
    Some(Tag { range: start..start + whole, name: name.to_owned(), args: Args::read(args), form })
}

/// The length of the rest of a tag, with its `>`.
pub(crate) fn tag_length(text: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let c = rest.chars().next()?;
        match c {
            '>' => return Some(at + 1),
            '{' => at += braces(rest)?,
            '"' | '\'' => at += rest.get(1..)?.find(c)? + 2,
            '<' => return None,
            // A tag ends before the paragraph does.
            '\n' if rest.starts_with("\n\n") && !text.get(..at)?.contains('=') => return None,
            c => at += c.len_utf8(),
        }
    }
    None
}
