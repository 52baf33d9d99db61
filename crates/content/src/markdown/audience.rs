//! The parts of a text that are for agents alone.

use std::ops::Range;

use super::parsing::{plain, tame};
use crate::diagnostic::SourceText;

/// The parts of a file's body that are for agents alone, in their order: each block `:::only{audience=agents}` from its
/// first line to its last. One that nothing ends goes on to the end of the text: rather too much is kept from customers
/// than too little.
pub fn for_agents(source: &SourceText, body: Range<usize>, math: bool) -> Vec<Range<usize>> {
    let text = &*source.slice(body.clone()).unwrap_or_default();
    // Most texts have no such block, and are not read twice.
    if !text.contains(":::") || !holds_agents(text) {
        return Vec::new();
    }
    let tame = tame(text, math);
    let nested = plain(&tame, text);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut blocks: Vec<_> = nested.blocks.values().filter(|block| block.is_for_agents()).collect();
    blocks.sort_by_key(|block| block.fence.start);
    for block in blocks {
        let unclosed = nested.faults.iter().any(|(range, fault)| *range == block.fence && fault.is_unclosed());
        let end = nested.ends.get(&block.fence.start).copied().filter(|_| !unclosed).unwrap_or(text.len());
        let (start, end) = (body.start + block.fence.start, body.start + end.max(block.fence.end));
        // One in another needs no place of its own.
        match found.last_mut().filter(|last| start < last.end) {
            Some(last) => last.end = last.end.max(end),
            None => found.push(start..end),
        }
    }
    found
}

fn holds_agents(text: &str) -> bool {
    text.as_bytes().windows(6).any(|word| word.eq_ignore_ascii_case(b"agents"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(text: &str) -> Vec<String> {
        let source = SourceText::new("content/a.md", text);
        let found = for_agents(&source, 0..text.len(), false);
        found.into_iter().map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn from_the_first_line_to_the_last() {
        let block = ":::only{audience=agents} How we check\nAsk *twice*.\n\n::::note\nx\n::::\n:::";
        assert_eq!(notes(&format!("Before\n\n{block}\nAfter\n")), [block]);
        assert_eq!(
            notes("- a\n  :::ONLY{Audience=\"Agents\"}\n  b\n  :::\n- c\n"),
            [":::ONLY{Audience=\"Agents\"}\n  b\n  :::"]
        );
        assert_eq!(
            notes(":::only{platform=ios audience=agents}\na\n:::\n\n:::only{audience=agents}\nb\n:::\n").len(),
            2
        );
    }

    #[test]
    fn what_nothing_ends_goes_on_to_the_end() {
        assert_eq!(notes("> :::only{audience=agents}\n> a\n\nb\n"), [":::only{audience=agents}\n> a\n\nb\n"]);
    }

    #[test]
    fn what_is_for_others_or_code_is_none() {
        assert_eq!(notes(":::only{audience=partners}\nfor agents\n:::\n"), [""; 0]);
        assert_eq!(notes("```\n:::only{audience=agents}\na\n:::\n```\n"), [""; 0]);
    }

    #[test]
    fn one_in_another_counts_once() {
        let outer = "::::only{audience=agents}\na\n:::only{audience=agents}\nb\n:::\nc\n::::";
        assert_eq!(notes(&format!("{outer}\nd\n")), [outer]);
    }
}
