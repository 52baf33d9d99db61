//! A query typed with the wrong keyboard layout: `ghbdtn` is `привет`, `руддщ` is `hello`.

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
    let local = if super::primary(lang) == "be" { BELARUSIAN } else { RUSSIAN };
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
