//! Passive participles, which are forms of their verb: арганізава-ны, зробле-ны, прыцягну-ты.

use super::base::{Base, labial, letters, replace_last};
use super::verbs::ADJECTIVE;
use crate::analysis::forms::{ends, has_vowel, without};

/// The base of the verb when the word looks like its participle.
pub(super) fn strip(word: &str) -> Option<Base> {
    let ending = ADJECTIVE.split(' ').filter(|ending| word.ends_with(ending)).map(str::len).max()?;
    let base = without(word, ending);
    if base.ends_with("нут") && has_vowel(without(base, 6)) {
        return Some(Base { text: without(base, 4).to_owned(), theme: "" });
    }
    let suffix = ["ан", "ян", "ен"].into_iter().find(|suffix| base.ends_with(suffix))?;
    let base = without(base, suffix.len());
    // Nouns have the short endings too: экрана, экраны.
    let short = matches!(word.get(word.len() - ending..), Some("а" | "ы" | "ым" | "ай" | "ых" | "аю"));
    if letters(base) < 3 || !has_vowel(base) || short && !follows_verb(base, suffix) {
        return None;
    }
    Some(verb(base, suffix))
}

/// Whether a verb's base is likelier before the suffix than a noun's.
fn follows_verb(base: &str, suffix: &str) -> bool {
    match suffix {
        "ан" => ends(base, "ав ев ів ыв ув з ч ж ш н с трым р"),
        "ян" => ends(base, "л н е"),
        _ => !ends(base, "м г к т ф"),
    }
}

/// Undoes what the suffix did to the consonants: ачышча-ны (ачысціць), нараджа-ны (нарадзіць), зробле-ны (зрабіць).
fn verb(base: &str, suffix: &str) -> Base {
    let mut text = base.to_owned();
    let theme = if suffix == "ян" || suffix == "ан" && !ends(base, "р ч ж ш") { "а" } else { "" };
    if base.ends_with("шч") {
        text.truncate(base.len() - "шч".len());
        text.push_str("ст");
    } else if base.ends_with("дж") {
        replace_last(&mut text, 'з');
    } else if suffix == "ен" && ends(base, "бл пл мл ул") {
        labial(&mut text);
    }
    Base { text, theme }
}
