//! Writing YAML that people go on editing: plain where it can be, quoted where it must be.

use helpdex_content::yaml::quoted;

/// Longer texts are quoted without a closer look.
const MAX_PLAIN: usize = 400;

/// A text as a YAML value on one line, without quotes when any YAML reader takes it for the same text without them.
pub(crate) fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

fn is_plain(text: &str) -> bool {
    // Words that one YAML version or another reads as something else than text.
    const WORDS: [&str; 14] =
        ["y", "n", "yes", "no", "true", "false", "on", "off", "null", "nan", "inf", "none", "undefined", "void"];
    let starts_well = text.starts_with(char::is_alphabetic);
    let ends_well = !text.ends_with([' ', ':']);
    // Comments, keys, and everything that means something inside `[a, b]`.
    let means_more = text.contains(": ") || text.contains(" #") || text.contains([',', '[', ']', '{', '}']);
    let printable = text.chars().all(|c| c == ' ' || c.is_alphanumeric() || is_plain_sign(c));
    let is_word = WORDS.iter().any(|word| text.eq_ignore_ascii_case(word));
    starts_well && ends_well && !means_more && printable && !is_word && text.len() <= MAX_PLAIN
}

fn is_plain_sign(c: char) -> bool {
    c.is_ascii_punctuation() || "–—…’‘“”«»№".contains(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use helpdex_content::yaml::{self, NodeKind};

    fn read_back(yaml: &str) -> NodeKind {
        let node = yaml::parse(yaml).unwrap_or_else(|fault| panic!("{yaml:?}: {fault:?}"));
        node.as_map().expect("a map")[0].1.kind.clone()
    }

    #[test]
    fn ordinary_titles_need_no_quotes() {
        assert_eq!(scalar("How do I change my e-mail?"), "How do I change my e-mail?");
        assert_eq!(scalar("Как вывести деньги?"), "Как вывести деньги?");
        assert_eq!(scalar("Payouts: when?"), "\"Payouts: when?\"");
        assert_eq!(scalar("no"), "\"no\"");
        assert_eq!(scalar("2024"), "\"2024\"");
        assert_eq!(scalar(""), "\"\"");
    }

    #[test]
    fn awkward_titles_come_back() {
        for text in [
            "Error: \"COM3\" #5",
            "it's",
            "C#",
            "a #b",
            "key:",
            "- dash",
            "@at",
            "`tick`",
            "%percent",
            "[x]",
            "null",
            "NaN",
            "1e3",
            "0x1f",
            "2024-01-01",
            "line\nbreak",
            "tab\there",
            "\u{feff}bom",
            "emoji 🙂",
            "back\\slash",
            "---",
            "a & b",
            "!tag",
            "e\u{301}",
        ] {
            assert_eq!(read_back(&format!("title: {}\n", scalar(text))), NodeKind::String(text.to_owned()));
            let NodeKind::List(items) = read_back(&format!("t: [{}]\n", scalar(text))) else { panic!("a list") };
            assert_eq!(items[0].kind, NodeKind::String(text.to_owned()));
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "\\PC{0,40}|[a-z:# \\-\"'\\\\]{0,20}") {
            prop_assert_eq!(read_back(&format!("title: {}\norder: 1\n", scalar(&text))), NodeKind::String(text));
        }
    }
}
