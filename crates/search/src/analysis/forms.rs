//! What the stemmers of Belarusian and Russian share. Called from many places, hence never inlined: the module must stay small.

/// Words whose forms a stemmer can't bring together by rules. A line per word: its stem, then its forms; each line begins
/// with a space, so that every word stands after one.
pub(crate) struct Forms {
    text: &'static str,
    /// A bit for each form by its first, second and last letter and its length: most words are told from them at a glance.
    glance: [u64; 64],
}

impl Forms {
    pub(crate) const fn new(text: &'static str) -> Forms {
        let bytes = text.as_bytes();
        let mut glance = [0; 64];
        let (mut first, mut at) = (0, 1);
        while at < bytes.len() {
            if bytes[at - 1] == b' ' {
                first = at;
            }
            if matches!(bytes[at], b' ' | b'\n') && first > 0 && at > first {
                let (row, bit) = cell(bytes, first, at);
                glance[row] |= 1 << bit;
            }
            at += 1;
        }
        Forms { text, glance }
    }

    /// The stem of a word that is listed.
    pub(crate) fn stem(&self, word: &str) -> Option<&'static str> {
        let (row, bit) = if word.len() > 1 { cell(word.as_bytes(), 0, word.len()) } else { return None };
        if self.glance.get(row)? >> bit & 1 == 0 {
            return None;
        }
        let line = self.text.split('\n').find(|line| line.split(' ').any(|form| form == word))?;
        line.split(' ').nth(1)
    }
}

/// Where the bit of a word lies. Cyrillic letters have two bytes, of which the second tells them apart.
const fn cell(text: &[u8], from: usize, to: usize) -> (usize, u32) {
    let second = if from + 3 < to { text[from + 3] as usize } else { 0 };
    let last = text[to - 1] as usize;
    ((text[from + 1] as usize + 5 * (to - from)) & 63, ((last + 11 * second) & 63) as u32)
}

/// A vowel's letter in either language.
#[inline(never)]
pub(crate) fn is_vowel(c: char) -> bool {
    matches!(c, 'а' | 'е' | 'и' | 'і' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я')
}

#[inline(never)]
pub(crate) fn has_vowel(text: &str) -> bool {
    text.chars().any(is_vowel)
}

/// Whether the text ends in one of the tails, which are separated by spaces.
#[inline(never)]
pub(crate) fn ends(text: &str, tails: &str) -> bool {
    tails.split(' ').any(|tail| text.ends_with(tail))
}

/// Whether the list, whose items are separated by spaces, has the item.
#[inline(never)]
pub(crate) fn is_one(list: &str, item: &str) -> bool {
    list.split(' ').any(|listed| listed == item)
}

/// The word without its last `len` bytes.
#[inline(never)]
pub(crate) fn without(word: &str, len: usize) -> &str {
    word.get(..word.len().saturating_sub(len)).unwrap_or(word)
}
