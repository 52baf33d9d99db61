//! The theme vowel `а` of the first conjugation: чыта-ць, чыта-е, чыта-ў, чыта-ючы.
//!
//! Some of its endings are also endings of nouns and adjectives: -аў (дамоў чытачаў, ён чытаў), -ае (новае, чытае). Which one a
//! word has is judged by the consonants before it, since suffixes of adjectives and nouns end in few.

use crate::analysis::forms::{ends, is_vowel};

/// Whether the ending is a verb's here.
pub(super) fn is_verbal(base: &str, ending: &str, reflexive: bool) -> bool {
    match ending {
        "ау" => {
            reflexive
                || ends(base, "г х ж")
                || base.ends_with('в') && !ends(base, "тв ов")
                || base.ends_with('ч') && !ends(base, "іч яч шч оч")
        }
        "яу" => reflexive || ends(base, "ул пл бл мл"),
        "ае" | "аю" => reflexive || is_present(base),
        "яе" | "яю" => reflexive || base.ends_with(is_vowel) || ends(base, "л ан ян ын ін ун р"),
        "аць" => base.ends_with('в') || last_vowel(base) != Some('о') && !ends(base, "ліч бач муч тлумач"),
        "яць" => base.ends_with(is_vowel) || ends(base, "л н р") && last_vowel(base) != Some('о'),
        _ => true,
    }
}

/// -ае after these is the present; after the rest (н, л, т, к, ск, ов, ав …) an adjective's neuter.
fn is_present(base: &str) -> bool {
    match base.chars().next_back() {
        Some('г' | 'х' | 'п' | 'б' | 'ж' | 'з' | 'д' | 'ц') => true,
        Some('м') => !ends(base, "ом ем ым"),
        Some('в') => base != "жыв" && (!ends(base, "ав ов ев яв лів тв") || ends(base, "млів улів плів налів залів")),
        Some('ч') => !ends(base, "юч яч будуч бягуч"),
        Some('к') => ends(base, "ак ук як нік"),
        Some('р') => ends(base, "ар ір"),
        Some('ш') => ends(base, "аш эш ыш уш"),
        Some('т') => ends(base, "чыт пыт"),
        _ => false,
    }
}

/// The third person plural of the second conjugation ends in -аць, -яць too, but has the stress, hence `о`, in its root:
/// гаво́раць, го́няць.
fn last_vowel(base: &str) -> Option<char> {
    base.chars().rev().find(|c| is_vowel(*c))
}

/// Verbs with `а` in the infinitive and past, but not in the present: ляжаць, ляжыць.
pub(super) fn is_mixed(base: &str) -> bool {
    ends(base, "ляж крыч мауч гуч блішч дрыж належ")
}
