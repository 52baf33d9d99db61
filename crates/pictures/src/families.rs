//! Which fonts are asked first for the letters of a script.

use unicode_script::Script;

/// How Chinese characters look: the same ones are drawn differently in each of these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Han {
    #[default]
    Simplified,
    Traditional,
    HongKong,
    Japanese,
    Korean,
}

impl Han {
    /// What is usual in a language.
    pub(crate) fn of(language: &str) -> Self {
        let code = language.to_ascii_lowercase();
        let is = |part: &str| code.split('-').any(|own| own == part);
        match code.split('-').next().unwrap_or_default() {
            "ja" => Self::Japanese,
            "ko" => Self::Korean,
            "yue" => Self::HongKong,
            "zh" if is("hk") || is("mo") => Self::HongKong,
            "zh" if is("hant") || is("tw") => Self::Traditional,
            _ => Self::Simplified,
        }
    }
}

/// Sans serif for the scripts that the default theme shows so, after what a site wants.
const LATIN: [&str; 9] = [
    "Noto Sans",
    "Liberation Sans",
    "Segoe UI",
    "Helvetica Neue",
    "Arial",
    "Roboto",
    "Ubuntu",
    "DejaVu Sans",
    "Helvetica",
];
/// What the default theme has for headings.
const LATIN_DISPLAY: [&str; 6] =
    ["Noto Serif", "Liberation Serif", "Georgia", "Iowan Old Style", "DejaVu Serif", "Times New Roman"];

/// Whether headings in a script are set in a serif, as the default theme does.
pub(crate) fn has_display(script: Script) -> bool {
    matches!(script, Script::Latin | Script::Cyrillic | Script::Greek)
}

/// The names of font families for a script, the best first.
pub(crate) fn preferred(script: Script, display: bool, han: Han) -> Vec<String> {
    let listed: &[&str] = match script {
        Script::Latin | Script::Cyrillic | Script::Greek | Script::Common | Script::Inherited => {
            let display = if display { &LATIN_DISPLAY[..] } else { &[] };
            return display.iter().chain(&LATIN).map(|name| (*name).to_owned()).collect();
        }
        Script::Arabic => &["Noto Sans Arabic", "Noto Naskh Arabic", "Geeza Pro", "Segoe UI", "Tahoma", "DejaVu Sans"],
        Script::Hebrew => &["Noto Sans Hebrew", "Arial Hebrew", "Segoe UI", "Arial", "DejaVu Sans"],
        Script::Devanagari => &["Noto Sans Devanagari", "Nirmala UI", "Kohinoor Devanagari", "Lohit Devanagari"],
        Script::Thai => &["Noto Sans Thai", "Noto Sans Thai Looped", "Leelawadee UI", "Thonburi", "Loma", "Tahoma"],
        Script::Hangul => {
            &["Noto Sans CJK KR", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", "NanumGothic", "UnDotum"]
        }
        Script::Hiragana | Script::Katakana => &JAPANESE,
        Script::Han | Script::Bopomofo => match han {
            Han::Simplified => {
                &["Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei"]
            }
            Han::Traditional => &["Noto Sans CJK TC", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei"],
            Han::HongKong => {
                &["Noto Sans CJK HK", "Noto Sans HK", "PingFang HK", "Noto Sans CJK TC", "Microsoft JhengHei"]
            }
            Han::Japanese => &JAPANESE,
            Han::Korean => &["Noto Sans CJK KR", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic"],
        },
        _ => &[],
    };
    let named = format!("Noto Sans {}", spaced(script));
    listed.iter().map(|name| (*name).to_owned()).chain([named]).collect()
}

const JAPANESE: [&str; 6] =
    ["Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic UI", "Meiryo", "IPAPGothic"];

/// The name of a script as it stands in sentences and names of fonts.
pub(crate) fn spaced(script: Script) -> String {
    script.full_name().replace('_', " ")
}

/// What to install for a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// A font that has its letters.
    pub font: String,
    /// The package of Debian and Ubuntu with that font.
    pub package: &'static str,
}

/// What to install for a script, by its name.
pub fn advice(script: &str) -> Advice {
    let (font, package) = match script {
        "Han" | "Hiragana" | "Katakana" | "Bopomofo" | "Hangul" => ("Noto Sans CJK".to_owned(), "fonts-noto-cjk"),
        "Common" | "Inherited" => ("Noto Sans Symbols 2".to_owned(), "fonts-noto-core"),
        "Latin" | "Cyrillic" | "Greek" => ("Noto Sans".to_owned(), "fonts-noto-core"),
        script => (format!("Noto Sans {script}"), "fonts-noto-core"),
    };
    Advice { font, package }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_characters_by_language() {
        for (language, wanted) in [
            ("zh", Han::Simplified),
            ("zh-Hans", Han::Simplified),
            ("zh-Hant", Han::Traditional),
            ("zh-TW", Han::Traditional),
            ("zh-HK", Han::HongKong),
            ("ja", Han::Japanese),
            ("ko-KR", Han::Korean),
            ("en", Han::Simplified),
        ] {
            assert_eq!(Han::of(language), wanted, "{language}");
        }
    }

    #[test]
    fn every_script_has_a_font_to_install() {
        assert_eq!(advice("Devanagari").font, "Noto Sans Devanagari");
        assert_eq!(advice("Hangul").package, "fonts-noto-cjk");
        assert!(preferred(Script::Khmer, false, Han::default()).contains(&"Noto Sans Khmer".to_owned()));
    }
}
