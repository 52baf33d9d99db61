//! A query typed with the wrong keyboard layout: `ghbdtn` is `привет`, `руддщ` is `hello`; or with letters of two: `мiнск`.
//!
//! A language has a line for each keyboard that its readers use: what the keys of [`KEYS`] write there, and after those, for
//! scripts without capitals, what they write with Shift.

use super::char_class::{Class, class, is_in_word};
use super::hangul;
use super::replace::replaced;

/// The keys by rows, as an English keyboard labels them, and with Shift held.
const KEYS: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`1234567890-=\\";
const SHIFTED: &str = "QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?~!@#$%^&*()_+|";

/// The query as the same keys read on the other keyboard: Latin letters as each of the keyboards writes them; other letters,
/// for each keyboard that has all of them, as an English one does. Nothing where it has letters of both, or none. A language
/// without a script of its own isn't written on those keyboards.
pub(crate) fn readings(query: &str, keyboards: &str, own_script: bool) -> Vec<String> {
    let latin = query.chars().any(|c| c.is_ascii_alphabetic());
    let mut found = Vec::new();
    if latin == query.chars().any(is_foreign) {
        return found;
    }
    let boards = keyboards.lines().filter(|line| !line.is_empty());
    if latin && !own_script {
        return found;
    }
    if latin {
        let other = |board: &str| query.chars().map(|c| written(c, board).unwrap_or(c)).collect::<String>();
        found.extend(boards.map(|board| hangul::compose(&other(board))));
    } else {
        // Syllables of Hangul are several keys each.
        let mut letters = String::with_capacity(query.len());
        query.chars().for_each(|c| hangul::push_letters(c as u32, &mut letters));
        for board in boards {
            let all = |query: &str| query.chars().all(|c| !is_foreign(c) || typed(c, board).is_some());
            let keys = |query: &str| query.chars().map(|c| typed(c, board).unwrap_or(c)).collect();
            // Arabic keyboards have a key that writes two letters.
            let one_key = replaced(&letters, "\u{644}\u{627}", "\u{fefb}");
            found.extend([one_key.as_str(), &letters].into_iter().filter(|query| all(query)).map(keys));
        }
    }
    found.retain(|other: &String| other != query);
    found.dedup();
    found
}

/// A letter that is not English.
fn is_foreign(c: char) -> bool {
    !c.is_ascii() && matches!(class(c), Class::Letter | Class::Unspaced | Class::Mark)
}

/// What the key of an English letter or sign writes on a keyboard.
fn written(c: char, board: &str) -> Option<char> {
    if let Some(at) = SHIFTED.chars().position(|key| key == c) {
        let shifted = board.chars().nth(KEYS.len() + at);
        // Where there are no capitals of its own, Shift makes one of the same letter.
        return shifted.or_else(|| board.chars().nth(at));
    }
    board.chars().nth(KEYS.chars().position(|key| key == c)?)
}

/// The English letter or sign on the key of a letter.
fn typed(c: char, board: &str) -> Option<char> {
    // A search for a letter in a string would bring the one for strings with it: a kilobyte of the browser's engine.
    let key = |c: char| board.chars().position(|letter| letter == c);
    let at = key(c).or_else(|| key(super::case::lower(c)))?;
    KEYS.chars().chain(SHIFTED.chars()).nth(at)
}

/// The query with its Latin letters made Cyrillic, where they look alike and stand in a word with Cyrillic ones: `i` typed
/// for a missing `і`, `c` for `с`. Nothing when there is no such word.
pub(crate) fn unmixed(query: &str) -> Option<String> {
    let mut out = String::with_capacity(query.len() + 8);
    let mut changed = false;
    for word in query.split_inclusive(|c: char| !is_in_word(c)) {
        let mixed = word.chars().any(is_cyrillic) && word.chars().any(|c| c.is_ascii_alphabetic());
        for c in word.chars() {
            let cyrillic = LOOKALIKES.iter().find(|(latin, _)| mixed && *latin == c);
            changed |= cyrillic.is_some();
            out.push(cyrillic.map_or(c, |(_, cyrillic)| *cyrillic));
        }
    }
    changed.then_some(out)
}

/// Latin letters that look like Cyrillic ones: small letters, and capitals of others.
#[rustfmt::skip]
const LOOKALIKES: [(char, char); 19] = [
    ('a', 'а'), ('c', 'с'), ('e', 'е'), ('i', 'і'), ('k', 'к'), ('o', 'о'), ('p', 'р'), ('x', 'х'), ('y', 'у'), ('A', 'а'), ('B', 'в'),
    ('C', 'с'), ('E', 'е'), ('H', 'н'), ('I', 'і'), ('K', 'к'), ('M', 'м'), ('O', 'о'), ('T', 'т'),
];

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{45f}').contains(&c)
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::unmixed;

    fn other_layout_for(query: &str, lang: &str) -> Option<String> {
        let language = crate::analysis::sources::language(lang);
        super::readings(query, &language.keyboards, language.own_script).into_iter().next()
    }

    fn other_layout(query: &str) -> Option<String> {
        other_layout_for(query, "ru")
    }

    #[test]
    fn both_ways() {
        assert_eq!(other_layout("ghbdtn").as_deref(), Some("привет"));
        assert_eq!(other_layout("Ghbdtn, vbh").as_deref(), Some("приветб мир"));
        assert_eq!(other_layout("руддщ").as_deref(), Some("hello"));
        assert_eq!(other_layout("зфнзфд").as_deref(), Some("paypal"));
        assert_eq!(other_layout("J,]trn").as_deref(), Some("объект"));
    }

    #[test]
    fn belarusian_keys_differ() {
        assert_eq!(other_layout_for("ytdflju", "be").as_deref(), Some("невадог"));
        assert_eq!(other_layout_for("pyfqcwb", "be").as_deref(), Some("знайсці"));
        assert_eq!(other_layout_for("ghfwj]yst", "be").as_deref(), Some("працо'ные"));
        assert_eq!(other_layout_for("руддщ", "be").as_deref(), Some("hello"));
    }

    #[test]
    fn letters_of_two_layouts_in_a_word() {
        assert_eq!(unmixed("мiнiмум для USB").as_deref(), Some("мінімум для USB"));
        assert_eq!(unmixed("usb кабель"), None);
        assert_eq!(unmixed(""), None);
    }

    #[test]
    fn nothing_to_switch() {
        assert_eq!(other_layout(""), None);
        assert_eq!(other_layout("2.0 + ,"), None);
        assert_eq!(other_layout("usb кабель"), None);
        assert_eq!(other_layout("日本"), None);
    }
}
