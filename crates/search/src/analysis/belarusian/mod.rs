//! A stemmer for Belarusian, in the manner of Snowball: it knows the endings and sound changes of the language, not its words.
//!
//! The rules follow the morphology of the standard grammar (Беларуская граматыка, частка 1, Мінск 1985: noun declensions,
//! adjectives, participles, conjugations, alternations) and the spelling of 2008 (Правілы беларускай арфаграфіі і
//! пунктуацыі). Words come folded (see [`super::fold`](mod@super::fold)): lower case, `ё` = `е`, `ў` = `у`, no apostrophes.
//! A `у` after a vowel therefore is `ў`.
//!
//! In order:
//!
//! 1. **Irregular words** ([`irregular`]): pronouns, `быць`, suppletive nouns.
//! 2. **Spelling**: `ль` = `л`; the superlative's `най-` goes (найлепшы = лепшы).
//! 3. **Reflexive** `-цца`, `-ся`: taken off to read the ending before it, then noted in the stem. A reflexive verb is a word
//!    of its own (займаць, займацца; складаць, складацца), as in dictionaries.
//! 4. **Verbs of the small old classes** ([`verbs`]): бяру = браць, пайшоў = пайсці, дапамогуць = дапамагчы.
//! 5. **Endings** ([`endings`]): the longest of noun, adjective, participle and verb endings that leaves a root with a vowel.
//!    Verbs with the theme `а` keep it (ствара-ць, ствара-е), which keeps them apart from the verbs in -іць, -ыць
//!    (ствар-ыць) and from nouns (выгляд, выгляда-ць). `-уе-` is the present of `-ава-` (план-уе = план-ава-ць).
//! 6. **Alternations** ([`alternations`]): vowels that change with the stress (вада, воды; зямля, землі), ц = т and дз = д
//!    (браце = брат), ў = в, fleeting vowels (квіток, квіткі; хлопец, хлопца).
//!
//! What it doesn't do: tell a noun from a verb of the same root and letters (замова, замовіць), change the root's vowel
//! or consonant in regular verbs' first person (прашу, просіш), or tell adverbs from adjectives (проста, просты).

mod alternations;
mod base;
mod endings;
mod irregular;
mod participles;
mod themes;
mod verbs;

use super::forms::is_vowel;
use base::letters;

/// The stem of a word as it is written; nothing of a word in other letters, or with a digit.
pub(crate) fn stem_of_written(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        match super::fold(&c.to_string()).as_str() {
            "и" | "ї" => folded.push('і'),
            "щ" => folded.push_str("шч"),
            "ъ" | "'" | "`" | "’" | "ʼ" => {}
            other => folded.push_str(other),
        }
    }
    let cyrillic = !folded.is_empty() && folded.chars().all(|c| ('а'..='я').contains(&c) || c == 'і');
    if cyrillic { stem(&folded) } else { String::new() }
}

/// The stem of a folded word; never empty for a word that isn't.
pub fn stem(word: &str) -> String {
    if let Some(stem) = irregular::stem(word) {
        return stem.to_owned();
    }
    let mut word = spell(word);
    if letters(&word) <= 2 {
        return word;
    }
    let reflexive = take_reflexive(&mut word);
    let mut stem = match verbs::stem(&word) {
        Some(mut stem) => {
            alternations::level(&mut stem, true);
            stem
        }
        None => {
            let mut base = endings::strip(&word, reflexive);
            let town = is_town(&word, &base.text);
            alternations::level(&mut base.text, base.theme.is_empty());
            if town {
                base.text.push('у');
            }
            base.text.push_str(base.theme);
            base.text
        }
    };
    if reflexive {
        stem.push_str("ся");
    }
    stem
}

/// Whether a word is a town's name (Мінск, Мінска, Мінску, Мінскам) rather than the adjective of it (мінскі, мінскага).
fn is_town(word: &str, base: &str) -> bool {
    let cluster = base.strip_suffix("ск").is_some_and(|rest| !rest.is_empty() && !rest.ends_with(is_vowel));
    cluster && word.strip_prefix(base).is_some_and(|ending| ["", "а", "у", "ам", "ау", "ах", "амі"].contains(&ending))
}

/// `ль` is written before some endings and not before others (палец, пальца). Superlatives go without their `най-`.
fn spell(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut last = ' ';
    for (at, c) in word.char_indices() {
        if c != 'ь' || last != 'л' || at + c.len_utf8() == word.len() {
            out.push(c);
        }
        last = c;
    }
    if let Some(base) =
        out.strip_prefix("най").filter(|base| base.split(['й', 'п', 'р']).skip(1).any(|rest| rest.starts_with('ш')))
    {
        out = base.to_owned();
    }
    out
}

/// Takes `-ся` off, and makes an ordinary ending of `-цца`: збіраецца, збірацца → збіраець, збіраць.
fn take_reflexive(word: &mut String) -> bool {
    if let Some(base) = word.strip_suffix("цца").filter(|base| letters(base) >= 2) {
        word.truncate(base.len());
        word.push_str("ць");
        return true;
    }
    let ends = ['л', 'і', 'а', 'о', 'у', 'ш', 'м', 'ы', 'й', 'е', 'ю', 'ь', 'ч', 'ж'];
    if let Some(base) = word.strip_suffix("ся").filter(|base| letters(base) >= 3 && base.ends_with(ends)) {
        word.truncate(base.len());
        return true;
    }
    false
}

#[cfg(test)]
mod tests;
