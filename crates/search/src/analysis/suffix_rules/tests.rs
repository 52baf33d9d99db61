use super::*;
use proptest::prelude::*;

fn rules(lang: &str) -> SuffixRules {
    let path = format!("{}/data/languages/{lang}.rules", env!("CARGO_MANIFEST_DIR"));
    SuffixRules::read(&std::fs::read(path).unwrap()).unwrap()
}

fn stem(rules: &SuffixRules, word: &str) -> String {
    let mut out = String::new();
    rules.stem(word, &mut out);
    out
}

#[track_caller]
fn one_stem(lang: &str, forms: &str) {
    let rules = rules(lang);
    let stems: Vec<String> = forms.split(' ').map(|form| stem(&rules, form)).collect();
    assert!(stems.iter().all(|stem| *stem == stems[0]), "{forms}: {stems:?}");
}

#[test]
fn forms_of_a_word_have_one_stem() {
    one_stem("de", "zahlung zahlungen");
    one_stem("de", "haus hauses hauser hausern");
    one_stem("es", "cuenta cuentas");
    one_stem("fr", "compte comptes");
    one_stem("pl", "konto konta kontem");
    one_stem("uk", "рахунок рахунки рахунку");
}

/// Every table of the repository can be read, and gives each word some stem.
#[test]
fn all_tables_are_read() {
    let folder = format!("{}/data/languages", env!("CARGO_MANIFEST_DIR"));
    let mut tables = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "rules") {
            let bytes = std::fs::read(&path).unwrap();
            let rules = SuffixRules::read(&bytes).unwrap_or_else(|| panic!("{} can't be read", path.display()));
            for word in ["a", "ab", "я", "wikipedia", "ё", "क", "\0", "\0\0"] {
                assert!(!stem(&rules, word).is_empty(), "{word} in {}", path.display());
            }
            assert_eq!(stem(&rules, ""), "");
            assert!(SuffixRules::read(&bytes[..bytes.len() - 1]).is_none(), "the end is missed");
            tables += 1;
        }
    }
    assert!(tables > 0);
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400), word in "\\PC{0,12}") {
        if let Some(rules) = SuffixRules::read(&bytes) {
            prop_assert_eq!(stem(&rules, &word).is_empty(), word.is_empty());
        }
    }

    #[test]
    fn damaged_tables_are_read_or_refused(at in 0usize..3000, byte: u8, word in "[a-z]{1,12}") {
        let path = format!("{}/data/languages/es.rules", env!("CARGO_MANIFEST_DIR"));
        let mut bytes = std::fs::read(path).unwrap();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Some(rules) = SuffixRules::read(&bytes) {
            prop_assert!(!stem(&rules, &word).is_empty());
        }
    }
}
