//! A query in Latin letters that means Cyrillic ones: `vyvod deneg` is `вывод денег`.
//!
//! People write by ear, so several spellings lead to one letter (`ya`, `ja`, `ia` → я) and one spelling to several letters
//! (`y` → ы, й or и). Every candidate reads the whole query in one way: the first the way most people write, the next with
//! `y` and `e` read the other way round. The index decides which one has words.

/// Spellings, longest first, and their letters: Russian, then Belarusian where it differs.
const SPELLINGS: [(&str, &str, &str); 42] = [
    ("shch", "щ", "шч"),
    ("sch", "щ", "шч"),
    ("yie", "ие", "ые"),
    ("zh", "ж", "ж"),
    ("kh", "х", "х"),
    ("ts", "ц", "ц"),
    ("tz", "ц", "ц"),
    ("ch", "ч", "ч"),
    ("sh", "ш", "ш"),
    ("yu", "ю", "ю"),
    ("ju", "ю", "ю"),
    ("iu", "ю", "ю"),
    ("ya", "я", "я"),
    ("ja", "я", "я"),
    ("ia", "ия", "я"),
    ("yo", "е", "е"),
    ("jo", "е", "е"),
    ("ye", "е", "е"),
    ("je", "е", "е"),
    ("a", "а", "а"),
    ("b", "б", "б"),
    ("c", "ц", "ц"),
    ("d", "д", "д"),
    ("e", "е", "е"),
    ("f", "ф", "ф"),
    ("g", "г", "г"),
    ("h", "х", "х"),
    ("i", "и", "і"),
    ("j", "й", "й"),
    ("k", "к", "к"),
    ("l", "л", "л"),
    ("m", "м", "м"),
    ("n", "н", "н"),
    ("o", "о", "о"),
    ("p", "п", "п"),
    ("q", "к", "к"),
    ("r", "р", "р"),
    ("s", "с", "с"),
    ("t", "т", "т"),
    ("u", "у", "у"),
    ("v", "в", "в"),
    ("z", "з", "з"),
];

/// A letter that is read in two ways.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// `y` is `ы`, `e` is `е`, `w` is `в`.
    Usual,
    /// `y` is `и` (`i` in Belarusian), `h` is `г`, `w` is `ш`, as in `wkola`.
    Other,
    /// `e` is `э`.
    HardE,
}

/// The Cyrillic readings of a query in Latin letters, likeliest first; none for a language written otherwise, or for a query
/// without Latin letters.
pub fn candidates(query: &str, lang: &str) -> Vec<String> {
    let belarusian = match super::language::primary(lang) {
        "be" => true,
        "ru" => false,
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    if query.bytes().any(|b| b.is_ascii_alphabetic()) {
        for reading in [Reading::Usual, Reading::Other, Reading::HardE] {
            let candidate = read(query, belarusian, reading);
            if !found.contains(&candidate) {
                found.push(candidate);
            }
        }
    }
    found
}

fn read(query: &str, belarusian: bool, reading: Reading) -> String {
    let lower = query.to_ascii_lowercase();
    let mut out = String::with_capacity(query.len() * 2);
    let mut rest = lower.as_str();
    while let Some(c) = rest.chars().next() {
        if let Some(letters) = single(c, belarusian, reading, &out).filter(|_| !is_digraph(rest)) {
            out.push_str(letters);
        } else if let Some((spelling, russian, own)) =
            SPELLINGS.iter().find(|(spelling, ..)| rest.starts_with(spelling))
        {
            out.push_str(if belarusian { own } else { russian });
            rest = rest.get(spelling.len()..).unwrap_or_default();
            continue;
        } else {
            out.push(c);
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    out
}

/// Whether the text begins with a spelling of two letters or more.
fn is_digraph(rest: &str) -> bool {
    SPELLINGS.iter().take_while(|(spelling, ..)| spelling.len() > 1).any(|(spelling, ..)| rest.starts_with(spelling))
}

/// Letters whose reading depends on the candidate or on what is before.
fn single(c: char, belarusian: bool, reading: Reading, before: &str) -> Option<&'static str> {
    let initial = !before.ends_with(char::is_alphabetic);
    let vowel = before.ends_with(super::forms::is_vowel);
    Some(match c {
        'y' if initial || vowel => "й",
        'y' if reading == Reading::Other => {
            if belarusian {
                "і"
            } else {
                "и"
            }
        }
        'y' => "ы",
        'e' if reading == Reading::HardE || initial && reading == Reading::Usual => "э",
        'h' if belarusian != (reading == Reading::Other) => "г",
        'w' if reading == Reading::Other => "ш",
        'w' => {
            if belarusian {
                "у"
            } else {
                "в"
            }
        }
        'x' if reading == Reading::Other => "х",
        'x' => "кс",
        // Without an apostrophe key: soft sign; in Belarusian the apostrophe, which is folded away.
        '\'' => {
            if belarusian {
                ""
            } else {
                "ь"
            }
        }
        '4' if !initial => "ч",
        '6' if !initial => "ш",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::candidates;

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
