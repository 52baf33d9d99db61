//! The letters of an index, one byte each.

/// The letters that occur in the words of one index, in the order of their code points. A word is kept as one byte per
/// letter: shorter than UTF-8 for everything but ASCII, and what a typo costs is counted in letters, not in bytes.
#[derive(Debug, Default)]
pub(crate) struct Alphabet {
    letters: Vec<char>,
}

/// Codes from here on are the first of three bytes, for the rare letters beyond the first 250.
pub(crate) const ESCAPE: u8 = 251;
const MOST: usize = ESCAPE as usize - 1;

impl Alphabet {
    /// Takes the letters of all words, most frequent first where there are more than fit.
    #[cfg(feature = "write")]
    pub(crate) fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut counts = std::collections::BTreeMap::<char, u32>::new();
        for letter in words.flat_map(str::chars) {
            *counts.entry(letter).or_default() += 1;
        }
        let mut ranked: Vec<(char, u32)> = counts.into_iter().collect();
        ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.truncate(MOST);
        let mut letters: Vec<char> = ranked.into_iter().map(|(letter, _)| letter).collect();
        letters.sort_unstable();
        Self { letters }
    }

    /// Reads the letters from a string that holds each once, in order.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let letters: Vec<char> = text.chars().collect();
        (letters.len() <= MOST && letters.is_sorted()).then_some(Self { letters })
    }

    #[cfg(feature = "write")]
    pub(crate) fn text(&self) -> String {
        self.letters.iter().collect()
    }

    pub(crate) fn encode(&self, word: &str) -> Vec<u8> {
        let mut out = Vec::with_capacity(word.len());
        for letter in word.chars() {
            match self.letters.binary_search(&letter) {
                Ok(at) => out.push(at as u8 + 1),
                Err(_) => {
                    // Five planes of Unicode have letters in use; what lies beyond is one unknown letter.
                    let code = match letter as u32 {
                        code @ 0..0x5_0000 => code,
                        _ => 0xfffd,
                    };
                    out.extend([ESCAPE + (code >> 16) as u8, (code >> 8) as u8, code as u8]);
                }
            }
        }
        out
    }

    pub(crate) fn decode(&self, mut codes: &[u8]) -> String {
        let mut out = String::with_capacity(codes.len() * 2);
        while let Some((&first, rest)) = codes.split_first() {
            codes = rest;
            if first >= ESCAPE {
                let Some((two, rest)) = codes.split_first_chunk::<2>() else { break };
                codes = rest;
                let code = u32::from(first - ESCAPE) << 16 | u32::from(two[0]) << 8 | u32::from(two[1]);
                out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            } else if let Some(&letter) = self.letters.get(usize::from(first).wrapping_sub(1)) {
                out.push(letter);
            }
        }
        out
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;

    #[test]
    fn words_come_back() {
        let letters = Alphabet::of(["поиск", "wi"].into_iter());
        assert_eq!(letters.encode("поиск").len(), 5);
        for word in ["поиск", "wi", "", "日本", "🙂i"] {
            assert_eq!(letters.decode(&letters.encode(word)), word);
        }
        let again = Alphabet::read(&letters.text()).unwrap();
        assert_eq!(again.encode("поиск"), letters.encode("поиск"));
    }
}
