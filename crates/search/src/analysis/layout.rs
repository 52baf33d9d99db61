//! A query typed with the wrong keyboard layout: `ghbdtn` is `привет`, `руддщ` is `hello`; or with letters of two: `мiнск`.

/// The keys of a keyboard by rows, as each layout labels them. The same place in each string is the same key.
const ENGLISH: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const RUSSIAN: &str = "йцукенгшщзхъфывапролджэячсмитьбюё";
const BELARUSIAN: &str = "йцукенгшўзх'фывапролджэячсмітьбюё";

/// The query as it reads in the other layout: Latin letters in the Russian one, Cyrillic letters in the English one.
/// Nothing when it has letters of both, or no letter. For Belarusian see [`other_layout_for`].
pub fn other_layout(query: &str) -> Option<String> {
    other_layout_for(query, "ru")
}

/// [`other_layout`] between English and the layout of a language: Belarusian has its own, any other takes the Russian one.
pub fn other_layout_for(query: &str, lang: &str) -> Option<String> {
    let local = if super::language::primary(lang) == "be" { BELARUSIAN } else { RUSSIAN };
    let latin = query.chars().any(|c| c.is_ascii_alphabetic());
    let cyrillic = query.chars().any(is_cyrillic);
    if latin == cyrillic {
        return None;
    }
    let mut out = String::with_capacity(query.len() * 2);
    for c in query.chars() {
        let lower = lower(c);
        let key = if latin {
            key(lower, ENGLISH, local)
        } else {
            key(lower, local, ENGLISH).or_else(|| key(lower, RUSSIAN, ENGLISH))
        };
        out.push(key.unwrap_or(c));
    }
    Some(out)
}

/// The query with its Latin letters made Cyrillic, where they look alike and stand in a word with Cyrillic ones: `i` typed
/// for a missing `і`, `c` for `с`. Nothing when there is no such word.
pub fn unmixed(query: &str) -> Option<String> {
    let mut out = String::with_capacity(query.len() + 8);
    let mut changed = false;
    for word in query.split_inclusive(|c: char| !c.is_alphabetic()) {
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

fn key(c: char, from: &str, to: &str) -> Option<char> {
    to.chars().nth(from.chars().position(|k| k == c)?)
}

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{45f}').contains(&c)
}

/// The letter of the key; with Shift held, some keys of letters give signs in English.
fn lower(c: char) -> char {
    match c {
        '{' => '[',
        '}' => ']',
        ':' => ';',
        '"' => '\'',
        '<' => ',',
        '>' => '.',
        '~' => '`',
        'А'..='Я' => char::from_u32(c as u32 + 0x20).unwrap_or(c),
        '\u{400}'..='\u{40f}' => char::from_u32(c as u32 + 0x50).unwrap_or(c),
        _ => c.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::{other_layout, other_layout_for, unmixed};

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
