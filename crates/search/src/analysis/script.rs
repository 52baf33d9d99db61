//! Which letters a language is written in.

use super::language::primary;

/// A script, by the first and the last of its letters. That is coarse: it says which languages a query may be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Script(&'static [(char, char)]);

const LATIN: Script = Script(&[('A', 'z'), ('\u{c0}', '\u{24f}'), ('\u{1e00}', '\u{1eff}')]);
const CYRILLIC: Script = Script(&[('\u{400}', '\u{52f}')]);

impl Script {
    /// The script of a language; Latin letters where nothing else is known.
    pub(crate) fn of(lang: &str) -> Script {
        match primary(lang) {
            "ru" | "be" | "uk" | "bg" | "mk" | "kk" | "ky" | "mn" | "tg" => CYRILLIC,
            // (By bytes: see `typed` of the keyboard layouts.) Of what follows in use, only the name of the Latin script has this letter.
            "sr" if !lang.bytes().any(|b| b == b't') => Script(&[('\u{400}', '\u{52f}'), ('A', 'z')]),
            "ar" | "fa" | "ur" | "ps" | "ckb" => Script(&[('\u{600}', '\u{6ff}')]),
            "he" | "yi" => Script(&[('\u{590}', '\u{5ff}')]),
            "el" => Script(&[('\u{370}', '\u{3ff}')]),
            "hy" => Script(&[('\u{530}', '\u{58f}')]),
            "ka" => Script(&[('\u{10a0}', '\u{10ff}')]),
            "hi" | "mr" | "ne" => Script(&[('\u{900}', '\u{97f}')]),
            "th" => Script(&[('\u{e00}', '\u{e7f}')]),
            "ko" => Script(&[('\u{1100}', '\u{11ff}'), ('\u{3130}', '\u{318f}'), ('\u{ac00}', '\u{d7a3}')]),
            "ja" => Script(&[('\u{3040}', '\u{30ff}'), ('\u{4e00}', '\u{9fff}')]),
            "zh" => Script(&[('\u{4e00}', '\u{9fff}')]),
            _ => LATIN,
        }
    }

    /// Whether the text has a letter of the script.
    pub(crate) fn is_in(self, text: &str) -> bool {
        text.chars().any(|c| self.0.iter().any(|&(first, last)| first <= c && c <= last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_languages() {
        let found = |text: &str| -> Vec<&str> {
            ["en", "ru", "sr", "sr-Latn", "ar", "ja", "ko", "zh-Hans"]
                .into_iter()
                .filter(|lang| Script::of(lang).is_in(text))
                .collect()
        };
        assert_eq!(found("payout"), ["en", "sr", "sr-Latn"]);
        assert_eq!(found("вывод"), ["ru", "sr"]);
        assert_eq!(found("環境"), ["ja", "zh-Hans"]);
        assert_eq!(found("환불 PayPal"), ["en", "sr", "sr-Latn", "ko"]);
        assert_eq!(found("123 ?"), [""; 0]);
    }
}
