//! The levels of headings: the page's title is its first, so those of the text begin with the second and leave out none.

use super::lines::one_line;
use super::model::{Block, plain};

/// Takes a heading that only says the title again from the beginning, and brings the others to their levels.
pub(super) fn level(blocks: &mut Vec<Block>, title: &str) {
    while let Some(Block::Heading { runs, id, .. }) = blocks.first() {
        let words = plain(&one_line(runs.clone()));
        if !same(&words, title) || id.as_ref().is_some_and(|id| !id.starts_with("h_")) {
            break;
        }
        blocks.remove(0);
    }
    while matches!(blocks.first(), Some(Block::Rule)) {
        blocks.remove(0);
    }
    while matches!(blocks.last(), Some(Block::Rule)) {
        blocks.pop();
    }
    let mut least = u8::MAX;
    each(blocks, &mut |level| least = least.min(*level));
    // The levels of the source that are open above a heading; its new one is their number.
    let mut open: Vec<u8> = Vec::new();
    each(blocks, &mut |level| {
        while open.last().is_some_and(|last| *last >= *level) {
            open.pop();
        }
        open.push(*level);
        *level = u8::try_from(open.len() + 1).unwrap_or(6).min(6);
    });
}

fn same(a: &str, b: &str) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    words(a) == words(b)
}

fn each(blocks: &mut [Block], with: &mut impl FnMut(&mut u8)) {
    for block in blocks {
        match block {
            Block::Heading { level, .. } => with(level),
            Block::List { items, .. } => items.iter_mut().for_each(|item| each(item, with)),
            Block::Quote(inner) => each(inner, with),
            Block::Container(of) => each(&mut of.blocks, with),
            Block::Definitions(all) => {
                all.iter_mut().flat_map(|one| &mut one.meanings).for_each(|inner| each(inner, with));
            }
            Block::Paragraph(_) | Block::Code { .. } | Block::Table(_) | Block::Rule => {}
        }
    }
}
