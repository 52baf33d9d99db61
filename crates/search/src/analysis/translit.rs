//! A query in Latin letters that means those of another script: `vyvod deneg` is `вывод денег`.
//!
//! People write by ear, so several spellings lead to one letter (`ya`, `ja`, `ia` → я) and one spelling to several letters
//! (`y` → ы, й or и). Every candidate reads the whole query in one way; the index decides which one has words.
//!
//! A language has a table: a line per spelling and what it stands for. Before the spelling may stand where it does so: `^` at
//! the beginning of a word, `~` after a vowel, `+` anywhere but at the beginning; after it, `$`: at the end of a word. The
//! first paragraph of the table holds for all candidates, each of the others for one. The longest spelling counts; of two
//! equal ones that with more conditions, then the candidate's own. A first line that begins with `=` lists the vowels.

use super::char_class::is_in_word;

/// Stands between two paragraphs of a table. A letter, since to look for more than one takes a kilobyte of code.
pub(super) const PARAGRAPH: char = '\u{c}';

/// The readings of a query in Latin letters, likeliest first; none without a table, or without Latin letters.
pub(crate) fn candidates(query: &str, table: &str) -> Vec<String> {
    let mut found = Vec::new();
    if table.is_empty() || !query.bytes().any(|b| b.is_ascii_alphabetic()) {
        return found;
    }
    let (vowels, table) = match table.strip_prefix('=').and_then(|rest| rest.split_once('\n')) {
        Some((vowels, table)) => (vowels, table),
        None => ("", table),
    };
    let (common, own) = table.split_once(PARAGRAPH).unwrap_or((table, ""));
    for own in own.split(PARAGRAPH) {
        let candidate = read(query, vowels, common, own);
        if !found.contains(&candidate) {
            found.push(candidate);
        }
    }
    found
}

fn read(query: &str, vowels: &str, common: &str, own: &str) -> String {
    let lower = query.to_ascii_lowercase();
    let mut out = String::with_capacity(query.len() * 2);
    let mut rest = lower.as_str();
    while let Some(c) = rest.chars().next() {
        let mut best: Option<((usize, usize), &str)> = None;
        for line in own.lines().chain(common.lines()) {
            let Some((spelling, letters)) = line.split_once(' ') else { continue };
            let (spelling, holds) = condition(spelling, vowels, &out);
            let (spelling, last) = spelling.strip_suffix('$').map_or((spelling, false), |spelling| (spelling, true));
            // The candidate's own lines come first, and stay where others are no better.
            let rank = (spelling.len(), line.len() - letters.len() - 1 - spelling.len());
            let fits = rest.strip_prefix(spelling).is_some_and(|after| !last || !after.starts_with(is_in_word));
            if holds && fits && best.is_none_or(|(than, _)| rank > than) {
                best = Some((rank, letters));
            }
        }
        let length = match best {
            Some(((length, _), letters)) if length > 0 => {
                out.push_str(letters);
                length
            }
            _ => {
                out.push(c);
                c.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// The spelling without the sign of its condition, and whether that holds after what is written already.
fn condition<'s>(spelling: &'s str, vowels: &str, before: &str) -> (&'s str, bool) {
    let inside = before.ends_with(is_in_word);
    let last = before.chars().next_back();
    match spelling.chars().next() {
        Some('^') => (spelling.get(1..).unwrap_or_default(), !inside),
        Some('+') => (spelling.get(1..).unwrap_or_default(), inside),
        // Letter by letter: see `typed` of the keyboard layouts.
        Some('~') => (spelling.get(1..).unwrap_or_default(), vowels.chars().any(|vowel| last == Some(vowel))),
        _ => (spelling, true),
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    fn candidates(query: &str, lang: &str) -> Vec<String> {
        super::candidates(query, &crate::analysis::sources::language(lang).spellings)
    }

    #[track_caller]
    fn reads(lang: &str, query: &str, expected: &str) {
        let found = candidates(query, lang);
        assert!(found.iter().any(|candidate| candidate == expected), "{query}: {found:?}");
        assert!(found.len() <= 3);
    }

    #[test]
    fn russian() {
        reads("ru", "vyvod deneg", "вывод денег");
        reads("ru", "vyplata", "выплата");
        reads("ru", "Vyplata", "выплата");
        reads("ru", "zhaloba", "жалоба");
        reads("ru", "shchet", "щет");
        reads("ru", "kak podtverdit' schet", "как подтвердить щет");
        reads("ru", "moy akkaunt", "мой аккаунт");
        reads("ru", "email", "эмаил");
        reads("ru", "novyy parol'", "новый пароль");
        reads("ru", "karta visa 2.0", "карта виса 2.0");
        reads("ru", "registraciya", "регистрация");
        reads("ru", "registratsiya", "регистрация");
        reads("ru", "registracija", "регистрация");
        reads("ru", "wkola", "школа");
        reads("ru", "xochu", "хочу");
        reads("ru", "obyekt", "обект");
    }

    #[test]
    fn belarusian() {
        reads("be", "vyplata", "выплата");
        reads("be", "hroshy", "грошы");
        reads("be", "jak atrymac hroshy", "як атрымац грошы");
        reads("be", "dapamoha", "дапамога");
    }

    #[test]
    fn nothing_to_read() {
        assert!(candidates("вывод", "ru").is_empty());
        assert!(candidates("vyvod", "en").is_empty());
        assert!(candidates("", "ru").is_empty());
        assert!(candidates("123", "be").is_empty());
    }
}
