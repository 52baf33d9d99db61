//! Sounds that change within the forms of one word, brought to one letter each.

use super::base::letters;
use crate::analysis::forms::{has_vowel, is_vowel, without};

/// Levels the sounds of a base. `nominal`: fleeting vowels may go, which verbs with a theme don't have.
pub(super) fn level(text: &mut String, nominal: bool) {
    drop_vowel(text);
    singular(text);
    let fleeting = nominal && has_fleeting(text.trim_end_matches('ь'));
    let mut out = String::with_capacity(text.len());
    let mut last = ' ';
    let mut chars = text.trim_end_matches('ь').chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            // вадзе = вада; джала keeps its ж
            ('д', Some('з')) => {
                chars.next();
                out.push('д');
            }
            // цана, цэны
            ('ц', Some('э')) => {
                chars.next();
                out.push_str("та");
            }
            _ => out.push(leveled(c, last)),
        }
        last = c;
    }
    if out.is_empty() {
        return;
    }
    *text = out;
    if fleeting {
        drop_fleeting(text);
    }
}

/// Unstressed `о` is `а`, `е` and `ё` are `я`: вада, воды; сястра, сёстры. Soft `т` is `ц`; `в` after a vowel is `ў`.
fn leveled(c: char, last: char) -> char {
    match c {
        'о' => 'а',
        'э' | 'я' => 'е',
        'ц' => 'т',
        'у' if is_vowel(last) => 'в',
        _ => c,
    }
}

/// ідэ-я, геро-й, падзе-я: a vowel left at the end goes from long words, so that more endings meet.
fn drop_vowel(text: &mut String) {
    let Some(last) = text.chars().next_back().filter(|c| is_vowel(*c)) else { return };
    // That `у` is `ў`: the end of the root.
    if last == 'у' && without(text, 2).ends_with(is_vowel) {
        return;
    }
    let rest = without(text, last.len_utf8());
    if letters(rest) >= 4 && has_vowel(rest) {
        text.truncate(rest.len());
    }
}

/// -анін, -янін is the singular of -ане, -яне: грамадзянін, грамадзяне.
fn singular(text: &mut String) {
    if (text.ends_with("анін") || text.ends_with("янін")) && letters(text) >= 6 {
        text.truncate(text.len() - "ін".len());
    }
}

/// Whether the base may end in a vowel and consonant of which only some cases have the vowel: квіт(о)к, хлоп(е)ц, пес(е)нь,
/// сяст(ё)р.
fn has_fleeting(base: &str) -> bool {
    let mut back = base.chars().rev();
    match (back.next(), back.next()) {
        (Some('к' | 'ц' | 'н' | 'л'), Some(vowel)) => matches!(vowel, 'а' | 'о' | 'э' | 'е' | 'я'),
        (Some('р'), Some(vowel)) => matches!(vowel, 'е' | 'я'),
        _ => false,
    }
}

fn drop_fleeting(text: &mut String) {
    let mut back = text.char_indices().rev();
    let (Some(_), Some((at, _)), Some((_, before))) = (back.next(), back.next(), back.next()) else { return };
    if !is_vowel(before) && text.get(..at).is_some_and(has_vowel) {
        text.remove(at);
    }
}
