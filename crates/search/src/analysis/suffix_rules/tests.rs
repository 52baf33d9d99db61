use super::*;
use proptest::prelude::*;

fn bytes(lang: &str) -> Vec<u8> {
    std::fs::read(format!("{}/data/languages/{lang}.rules", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn stem(rules: &SuffixRules, word: &str) -> String {
    let mut out = String::from("left over");
    rules.stem(word, &mut out);
    out
}

#[track_caller]
fn one_stem(lang: &str, forms: &str) {
    let rules = SuffixRules::read(&bytes(lang)).unwrap();
    let stems: Vec<String> = forms.split(' ').map(|form| stem(&rules, form)).collect();
    assert!(stems.iter().all(|stem| *stem == stems[0]), "{forms}: {stems:?}");
}

#[test]
fn forms_of_a_word_have_one_stem() {
    one_stem("de", "einstellung einstellungen");
    one_stem("de", "konto konten");
    one_stem("es", "cuenta cuentas");
    one_stem("es", "perder pierde pierdo");
    one_stem("fr", "compte comptes");
    one_stem("pl", "haslo hasla hasel");
    one_stem("tr", "kitap kitabi kitaplarimizdan");
    one_stem("uk", "рахунок рахунки рахунку");
    one_stem("uk", "сторінка сторінок");
}

#[test]
fn different_words_have_different_stems() {
    let rules = SuffixRules::read(&bytes("es")).unwrap();
    assert_ne!(stem(&rules, "cuenta"), stem(&rules, "contar"));
    assert_ne!(stem(&rules, "perder"), stem(&rules, "pedir"));
}

/// Every table of the repository can be read whole, and gives each word some stem.
#[test]
fn all_tables_are_read() {
    let mut tables = 0;
    for entry in std::fs::read_dir(format!("{}/data/languages", env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "rules") {
            let bytes = std::fs::read(&path).unwrap();
            let rules = SuffixRules::read(&bytes).unwrap_or_else(|| panic!("{} can't be read", path.display()));
            for word in ["a", "ab", "я", "wikipedia", "ё", "क", "\0", "\0\0"] {
                assert!(!stem(&rules, word).is_empty(), "{word} in {}", path.display());
            }
            assert_eq!(stem(&rules, ""), "");
            assert!(SuffixRules::read(&bytes[..bytes.len() - 1]).is_none(), "a file that ends too early is refused");
            assert!(bytes.len() <= 9000, "{} is {} bytes", path.display(), bytes.len());
            tables += 1;
        }
    }
    assert!(tables >= 30, "{tables}");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(mut bytes in proptest::collection::vec(any::<u8>(), 0..400), word in "\\PC{0,12}") {
        if let Some(first) = bytes.first_mut() {
            *first = VERSION;
        }
        if let Some(rules) = SuffixRules::read(&bytes) {
            prop_assert_eq!(stem(&rules, &word).is_empty(), word.is_empty());
        }
    }

    #[test]
    fn damaged_tables_are_read_or_refused(at in any::<prop::sample::Index>(), byte: u8, word in "[a-z]{1,12}") {
        let mut bytes = bytes("es");
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Some(rules) = SuffixRules::read(&bytes) {
            prop_assert!(!stem(&rules, &word).is_empty());
        }
    }

    /// One table that looks at the start of words, of a few nodes, with whatever the bytes say.
    #[test]
    fn tables_from_the_front_are_read_or_refused(
        nodes in 1u8..6,
        code in proptest::collection::vec(any::<u8>(), 4..40),
        word in "[abx]{1,6}",
    ) {
        let mut bytes = vec![VERSION, 1, 2, b'a', b'b', 2, 0, 1, b'x', 1, FROM_FRONT, nodes];
        bytes.extend(code);
        if let Some(rules) = SuffixRules::read(&bytes) {
            prop_assert!(!stem(&rules, &word).is_empty());
        }
    }
}
