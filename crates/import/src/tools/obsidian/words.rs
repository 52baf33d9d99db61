//! What Obsidian has beside its links: notes in the line, tasks with other signs, films as pictures, links of Markdown to
//! headings by their words.

use helpdex_content::markdown::heading_id;
use percent_encoding::percent_decode_str;

use crate::dialect::block;
use crate::dialect::code::{Protected, outside};
use crate::dialect::embeds;

/// Translates them.
pub(super) fn translate(text: &str) -> String {
    let text = lines(text);
    let text = notes_in_lines(&text);
    outside(&text, places)
}

/// Lines that are a film, and tasks whose sign says more than done.
fn lines(text: &str) -> String {
    let protected = Protected::of(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let words = line.trim_start();
        let indent = line.get(..line.len() - words.len()).unwrap_or_default();
        let is_code = protected.holds(start + indent.len());
        let film = words.trim_end().strip_prefix("![").and_then(|rest| rest.strip_suffix(')'));
        let film = film.and_then(|rest| rest.split_once("](")).filter(|(alt, _)| !is_code && !alt.contains(['[', ']']));
        if let Some(film) = film.and_then(|(alt, address)| embeds::film(address, alt)) {
            out.push_str(&format!("{indent}{}\n", block::indent_rest(&film, indent)));
            continue;
        }
        let mut signs = words.chars();
        let head: String = signs.by_ref().take(6).collect();
        match head.chars().collect::<Vec<_>>().as_slice() {
            [mark @ ('-' | '*' | '+'), ' ', '[', sign, ']', ' '] if sign.is_ascii_punctuation() && !is_code => {
                out.push_str(&format!("{indent}{mark} [x] {}", signs.as_str()));
            }
            _ => out.push_str(line),
        }
    }
    out
}

/// `^[a note]` as a note at the end.
fn notes_in_lines(text: &str) -> String {
    let protected = Protected::of(text);
    let mut out = String::with_capacity(text.len());
    let mut notes = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find("^[")).map(|next| at + next) {
        let inner = text.get(next + 2..).unwrap_or_default();
        let end = closing(inner).filter(|_| !protected.holds(next));
        out.push_str(text.get(at..next).unwrap_or_default());
        match end {
            Some(end) => {
                notes.push(inner.get(..end).unwrap_or_default());
                out.push_str(&format!("[^in-line-{}]", notes.len()));
                at = next + 2 + end + 1;
            }
            None => {
                out.push_str("^[");
                at = next + 2;
            }
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    for (index, note) in notes.iter().enumerate() {
        out.push_str(&format!("\n\n[^in-line-{}]: {note}", index + 1));
    }
    if !notes.is_empty() {
        out.push('\n');
    }
    out
}

/// Where the bracket closes that was opened before a text; on the same line.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '\n' => return None,
            '[' => depth += 1,
            ']' if depth == 0 => return Some(at),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `[a](note.md#Two%20words)` with the anchor that the heading has here.
fn places(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let (before, after) = rest.split_at(at + 2);
        let href = after.split([')', ' ', '\n']).next().unwrap_or_default();
        out.push_str(before);
        let place = href.split_once('#').filter(|(page, _)| page.is_empty() || page.ends_with(".md"));
        match place {
            Some((page, place)) if !place.is_empty() => {
                out.push_str(page);
                let place = percent_decode_str(place).decode_utf8_lossy();
                let last = place.rsplit('#').next().unwrap_or_default();
                // A block is no place of ours.
                if !last.starts_with('^') {
                    out.push_str(&format!("#{}", heading_id(last)));
                }
            }
            _ => out.push_str(href),
        }
        rest = after.get(href.len()..).unwrap_or_default();
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_obsidian_writes() {
        assert_eq!(
            translate(
                "a^[one [b](c.md) two] `^[x]` ^[open\n- [?] t\n- [ ] u\n  * [/] v\n- [a](b.md#Two%20words) [c](#^d)\n"
            ),
            "a[^in-line-1] `^[x]` ^[open\n- [x] t\n- [ ] u\n  * [x] v\n- [a](b.md#two-words) [c]()\n\n\n[^in-line-1]: one [b](c.md) two\n"
        );
        assert_eq!(
            translate("![A film](https://youtu.be/abcDEF-_123)\n![](a.png)\n"),
            ":::video A film {src=https://youtu.be/abcDEF-_123}\n:::\n![](a.png)\n"
        );
    }
}
