//! Words of a text, counted in one walk over its bytes.

/// What is known of the words of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// Stretches between white space that hold a letter or digit.
    pub(super) words: usize,
    /// Whether two capital letters stand side by side anywhere: without that there is no short form.
    pub(super) capitals: bool,
}

/// What a character is to a word, in bits, so that the walk needs no branches: they would be guessed wrong at each word.
const LETTER: u8 = 1;
const CAPITAL: u8 = 2;
const SPACE: u8 = 4;
/// The first byte of a character beyond ASCII.
const WIDE: u8 = 8;

/// The bits of each byte that begins a character.
const BITS: [u8; 256] = {
    let mut bits = [WIDE; 256];
    let mut byte = 0;
    while byte < 128 {
        bits[byte] = match byte as u8 {
            b'A'..=b'Z' => LETTER | CAPITAL,
            b'a'..=b'z' | b'0'..=b'9' => LETTER,
            b' ' | b'\t'..=b'\r' => SPACE,
            _ => 0,
        };
        byte += 1;
    }
    bits
};

/// Bits and length of the character beyond ASCII that begins here.
fn wide(text: &str, at: usize) -> (u8, usize) {
    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return (0, 1) };
    let bits = match c {
        // Most of what is not English here; asking the tables of Unicode takes five times as long.
        'а'..='я' => LETTER,
        'А'..='Я' => LETTER | CAPITAL,
        c if c.is_whitespace() => SPACE,
        c if c.is_uppercase() => LETTER | CAPITAL,
        c if c.is_alphanumeric() => LETTER,
        _ => 0,
    };
    (bits, c.len_utf8())
}

/// Counts the words of a text.
pub(super) fn count(text: &str) -> Count {
    let bytes = text.as_bytes();
    let (mut words, mut in_word, mut before, mut capitals) = (0, 0, 0, 0);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let (mut bits, mut length) = (BITS.get(usize::from(byte)).copied().unwrap_or(WIDE), 1);
        if bits == WIDE {
            (bits, length) = wide(text, at);
        }
        let letter = bits & LETTER;
        words += usize::from(letter & !in_word);
        in_word = (in_word | letter) & !(bits / SPACE);
        capitals |= before & bits & CAPITAL;
        before = bits;
        at += length;
    }
    Count { words, capitals: capitals > 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_stands_between_white_space() {
        for text in ["", " ", "one", "One, two\u{a0}three", "— 1 – (два) … ½ ё́ 字字 x-y\n\tЁж", "a–b", "é è"]
        {
            let plain = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
            assert_eq!(count(text).words, plain, "{text:?}");
        }
    }

    #[test]
    fn capitals_side_by_side() {
        for (text, capitals) in [
            ("KYC", true),
            ("PDFs", true),
            ("КУС", true),
            ("ÉÀ", true),
            ("iPhone X A b", false),
            ("I/O, U.S.", false),
            ("А Б", false),
        ] {
            assert_eq!(count(text).capitals, capitals, "{text}");
        }
    }
}
