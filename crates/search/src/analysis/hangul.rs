//! Hangul: syllables and the letters they are typed with, as Unicode's arithmetic has them.

/// Letters at the beginning of a syllable, in the order of Unicode. Doubled ones are keys of their own.
const INITIALS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
/// Vowels, from U+314F on, each as typed.
const VOWELS: &str = "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ";
/// Letters at the end of a syllable, as typed.
const FINALS: &str =
    "ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ";
/// Single letters from U+3131 to U+314E, as typed.
const CONSONANTS: &str =
    "ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄸ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅃ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅉ ㅊ ㅋ ㅌ ㅍ ㅎ";

const FIRST: u32 = 0xac00;

/// Appends the letters that a syllable or a letter is typed with.
pub(crate) fn push_letters(n: u32, out: &mut String) {
    let mut push = |list: &str, at: u32| out.push_str(list.split(' ').nth(at as usize).unwrap_or_default());
    match n {
        0x1161..=0x1175 => push(VOWELS, n - 0x1161),
        0x11a8..=0x11c2 => push(FINALS, n - 0x11a8),
        0x3131..=0x314e => push(CONSONANTS, n - 0x3131),
        0x314f..=0x3163 => push(VOWELS, n - 0x314f),
        0xac00..=0xd7a3 => {
            let syllable = n - FIRST;
            out.extend(INITIALS.chars().nth((syllable / 588) as usize));
            let mut push = |list: &str, at: u32| out.push_str(list.split(' ').nth(at as usize).unwrap_or_default());
            push(VOWELS, syllable / 28 % 21);
            if let Some(last) = (syllable % 28).checked_sub(1) {
                push(FINALS, last);
            }
        }
        0x1100..=0x1112 => out.extend(INITIALS.chars().nth((n - 0x1100) as usize)),
        _ => out.extend(char::from_u32(n)),
    }
}

/// The text with runs of single letters made syllables, as a keyboard does while they are typed.
pub(crate) fn compose(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let initial = INITIALS.chars().position(|initial| initial == letter);
        let (Some(initial), Some((vowel, length))) = (initial, longest(VOWELS, letters.get(at + 1..))) else {
            out.push(letter);
            at += 1;
            continue;
        };
        at += 1 + length;
        let is_vowel = |place: usize| longest(VOWELS, letters.get(place..)).is_some();
        // A consonant before a vowel begins the next syllable.
        let last = match longest(FINALS, letters.get(at..)) {
            Some((last, length)) if !is_vowel(at + length) => Some((last, length)),
            Some((_, 2)) => longest(FINALS, letters.get(at..at + 1)),
            _ => None,
        };
        let (last, length) = last.map_or((0, 0), |(last, length)| (last + 1, length));
        at += length;
        out.extend(char::from_u32(FIRST + (initial as u32 * 21 + vowel) * 28 + last));
    }
    out
}

/// The item of a list that the letters begin with: its place and its length.
fn longest(list: &str, letters: Option<&[char]>) -> Option<(u32, usize)> {
    let letters = letters?;
    let mut best = None;
    for (number, item) in (0..).zip(list.split(' ')) {
        let length = item.chars().count();
        if best.is_none_or(|(_, than)| length > than)
            && letters.len() >= length
            && item.chars().eq(letters[..length].iter().copied())
        {
            best = Some((number, length));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> String {
        let mut out = String::new();
        text.chars().for_each(|c| push_letters(c as u32, &mut out));
        out
    }

    #[test]
    fn what_is_typed_begins_what_it_becomes() {
        for stages in [["호", "화", "환", "환ㅂ", "환부", "환불"], ["어", "업", "없", "업서", "없어", "없어요"]]
        {
            let whole = letters(stages[5]);
            for stage in stages.iter().filter(|stage| **stage != "업서") {
                assert!(whole.starts_with(&letters(stage)), "{stage}");
            }
        }
    }

    #[test]
    fn letters_become_syllables_again() {
        for text in ["환불", "비밀번호", "없어요", "읽기", "값", "쉬운 과정", "뷁", "ㅋㅋ", "a가1"]
        {
            assert_eq!(compose(&letters(text)), text);
        }
        assert_eq!(compose("ㅇㅏㄴㄴㅕㅇㅎㅏㅅㅔㅇㅛ"), "안녕하세요");
        assert_eq!(compose("ㅏㅏㄱ"), "ㅏㅏㄱ");
    }

    #[test]
    fn composed_and_decomposed_syllables_are_alike() {
        use unicode_normalization::UnicodeNormalization;
        for c in '가'..='힣' {
            let apart: String = std::iter::once(c).nfd().collect();
            assert_eq!(letters(&apart), letters(&c.to_string()), "{c}");
        }
    }
}
