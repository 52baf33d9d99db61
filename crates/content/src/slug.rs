//! Readable ASCII names for files and URLs, from text in any script.

use deunicode::deunicode_char;
use unicode_normalization::UnicodeNormalization;

/// Longer slugs are cut: nobody reads the end of them, and some hosts limit the length of a path.
const MAX_LEN: usize = 80;

/// A slug of `[a-z0-9-]`, at most 80 characters and cut between words. It is empty when the text has no letter and
/// no digit; the caller knows what to call such a thing.
pub fn slugify(text: &str) -> String {
    let mut slug = slugify_whole(text);
    if slug.len() > MAX_LEN {
        // A dash right behind the limit means that the last word just fits.
        let cut = slug.get(..=MAX_LEN).and_then(|head| head.rfind('-')).unwrap_or(MAX_LEN);
        slug.truncate(cut);
    }
    slug
}

/// Like [`slugify`], of any length: for names that an author has already chosen.
pub(crate) fn slugify_whole(text: &str) -> String {
    // Composed, so that a "й" typed on a Mac (и and a breve) is the letter й.
    let letters: Vec<char> = text.nfc().flat_map(char::to_lowercase).collect();
    let mut slug = String::with_capacity(text.len());
    for (index, &letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|i| letters.get(i)).copied();
        let after = letters.get(index + 1).copied();
        let latin = match letter {
            'a'..='z' | '0'..='9' => {
                slug.push(letter);
                continue;
            }
            // "don't" is one word, and so is the Belarusian "п'яць", where the apostrophe does the work of "ъ".
            '\'' | '’' | 'ʼ' | 'ъ' | 'ь' => match after {
                Some('е' | 'и' | 'о' | 'і' | 'э') if before.is_some_and(is_cyrillic) => "y",
                _ if is_cyrillic(letter) || after.is_some_and(char::is_alphanumeric) => "",
                _ => "-",
            },
            // "новый" reads better as "novy" than as "novyy".
            'й' if before == Some('ы') => "",
            _ => cyrillic(letter).or_else(|| deunicode_char(letter)).unwrap_or("-"),
        };
        push(&mut slug, latin);
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The slugged path of a folder or key: each part on its own, so that the tree stays a tree.
pub fn slug_path(key: &str) -> String {
    let parts = key.split('/').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            // Most names of files are slugs already.
            let slug = if is_slug(part) { part.to_owned() } else { slugify_whole(part) };
            if slug.is_empty() { "page".to_owned() } else { slug }
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// Whether a slug of a text is the text itself.
fn is_slug(text: &str) -> bool {
    let letters = text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    letters && !text.starts_with('-') && !text.ends_with('-') && !text.contains("--")
}

/// Appends what is left of a transliteration: letters, digits, and one dash for anything else.
fn push(slug: &mut String, latin: &str) {
    for c in latin.chars() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            'A'..='Z' => slug.push(c.to_ascii_lowercase()),
            '\'' | '`' if latin.len() == 1 => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
}

fn is_cyrillic(letter: char) -> bool {
    ('\u{400}'..='\u{4ff}').contains(&letter)
}

/// The letters of Russian, Belarusian and Ukrainian where deunicode knows a reading that isn't the customary one.
fn cyrillic(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ё' => "yo",
        'ж' => "zh",
        'й' => "y",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ы' => "y",
        'э' => "e",
        'ю' => "yu",
        'я' => "ya",
        'і' => "i",
        'ў' => "u",
        'ї' => "yi",
        'є' => "ye",
        'ґ' => "g",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_slug_already_is_its_own_slug() {
        for text in ["a", "a-b2", "2", "", "-a", "a-", "a--b", "A", "a_b", "é"] {
            assert!(!is_slug(text) || slugify_whole(text) == text, "{text}");
        }
        assert!(is_slug("a-b2") && !is_slug("a--b") && !is_slug("-a"));
    }

    #[test]
    fn english_questions_read_as_written() {
        assert_eq!(slugify("How do I change my e-mail?"), "how-do-i-change-my-e-mail");
        assert_eq!(slugify("I don’t see `COM3` – what's wrong?"), "i-dont-see-com3-whats-wrong");
        assert_eq!(slugify("Tips & tricks"), "tips-tricks");
        assert_eq!(slugify("  --Über uns: Straße, café--  "), "uber-uns-strasse-cafe");
        assert_eq!(slugify("What's 'new'?"), "whats-new");
    }

    #[test]
    fn russian_reads_as_russians_write_it_in_latin() {
        assert_eq!(slugify("Как изменить электронную почту?"), "kak-izmenit-elektronnuyu-pochtu");
        assert_eq!(
            slugify("Почему мой новый счёт ещё не подтверждён"),
            "pochemu-moy-novy-schyot-eshchyo-ne-podtverzhdyon"
        );
        assert_eq!(slugify("Объём трафика и семья, статьи, подъезд"), "obyom-trafika-i-semya-statyi-podyezd");
        assert_eq!(slugify("ХОЛОДНАЯ ЦЕНА, жильё, бульон"), "kholodnaya-tsena-zhilyo-bulyon");
    }

    #[test]
    fn belarusian_and_ukrainian_letters_are_letters() {
        assert_eq!(slugify("Як змяніць адрас электроннай пошты?"), "yak-zmyanits-adras-elektronnay-poshty");
        assert_eq!(slugify("Што рабіць, калі ўваход не працуе"), "shto-rabits-kali-uvakhod-ne-pratsue");
        assert_eq!(slugify("П'яць хвілін і аб’ект"), "pyats-khvilin-i-abyekt");
        assert_eq!(slugify("Ґанок у Києві, їжа"), "ganok-u-kiyevi-yizha");
    }

    #[test]
    fn decomposed_letters_are_the_same_letters() {
        assert_eq!(slugify("мои\u{306}"), slugify("мой"));
        assert_eq!(slugify("cafe\u{301}"), "cafe");
        assert_eq!(slugify("за\u{301}мок"), "zamok");
    }

    #[test]
    fn other_scripts_become_latin_words() {
        assert_eq!(slugify("北京"), "bei-jing");
        assert_eq!(slugify("Ελλάδα"), "ellada");
    }

    #[test]
    fn nothing_readable_is_empty() {
        assert_eq!(slugify("???"), "");
        assert_eq!(slugify(""), "");
        assert_eq!(slugify("ь"), "");
    }

    #[test]
    fn long_slugs_are_cut_between_words() {
        let slug = slugify(&"word ".repeat(40));
        assert!(slug.len() <= MAX_LEN && slug.ends_with("-word"), "{slug}");
        assert_eq!(slugify(&"x".repeat(200)).len(), MAX_LEN);
        let fits = format!("{}-tail", "a".repeat(MAX_LEN));
        assert_eq!(slugify(&fits), "a".repeat(MAX_LEN));
        assert_eq!(slugify_whole(&fits), fits);
    }

    #[test]
    fn a_slug_of_a_slug_is_itself() {
        for text in ["Объём трафика", "How do I change my e-mail?", "北京 ☃ 5%"] {
            assert_eq!(slugify(&slugify(text)), slugify(text));
        }
    }
}
