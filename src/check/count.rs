//! Words of a text, counted in one walk over its bytes.

/// What is known of the words of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// Stretches between white space that hold a letter or digit.
    pub(super) words: usize,
    /// Whether two capital letters stand side by side anywhere: without that there is no short form.
    pub(super) capitals: bool,
}

/// What a character is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Space,
    Other,
    Letter,
    Capital,
    /// The first byte of a character beyond ASCII.
    Wide,
}

/// The kind of each byte that begins a character.
const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Wide; 256];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte] = match byte as u8 {
            b'A'..=b'Z' => Kind::Capital,
            b'a'..=b'z' | b'0'..=b'9' => Kind::Letter,
            b' ' | b'\t'..=b'\r' => Kind::Space,
            _ => Kind::Other,
        };
        byte += 1;
    }
    kinds
};

/// The character that begins here beyond ASCII, by its kind and length.
fn wide(text: &str, at: usize) -> (Kind, usize) {
    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return (Kind::Other, 1) };
    let kind = match c {
        // Most of what is not English here; asking the tables of Unicode takes five times as long.
        'а'..='я' => Kind::Letter,
        'А'..='Я' => Kind::Capital,
        c if c.is_whitespace() => Kind::Space,
        c if c.is_uppercase() => Kind::Capital,
        c if c.is_alphanumeric() => Kind::Letter,
        _ => Kind::Other,
    };
    (kind, c.len_utf8())
}

/// Counts the words of a text.
pub(super) fn count(text: &str) -> Count {
    let bytes = text.as_bytes();
    let mut count = Count::default();
    let (mut at, mut in_word, mut before) = (0, false, Kind::Space);
    while let Some(&byte) = bytes.get(at) {
        let (kind, length) = match KINDS.get(usize::from(byte)) {
            Some(Kind::Wide) | None => wide(text, at),
            Some(kind) => (*kind, 1),
        };
        match kind {
            Kind::Space => in_word = false,
            Kind::Letter | Kind::Capital => {
                count.words += usize::from(!in_word);
                in_word = true;
                count.capitals |= kind == Kind::Capital && before == Kind::Capital;
            }
            Kind::Other | Kind::Wide => {}
        }
        before = kind;
        at += length;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_stands_between_white_space() {
        for text in ["", " ", "one", "One, two\u{a0}three", "— 1 – (два) … ½ ё́ 字字 x-y\n\tЁж", "a–b", "é è"] {
            let plain = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
            assert_eq!(count(text).words, plain, "{text:?}");
        }
    }

    #[test]
    fn capitals_side_by_side() {
        for (text, capitals) in
            [("KYC", true), ("PDFs", true), ("КУС", true), ("ÉÀ", true), ("iPhone X A b", false), ("I/O, U.S.", false), ("А Б", false)]
        {
            assert_eq!(count(text).capitals, capitals, "{text}");
        }
    }
}
