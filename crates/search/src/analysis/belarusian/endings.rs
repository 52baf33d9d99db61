//! The endings of nouns, adjectives and verbs.

use super::base::{Base, labial, letters, replace_last};
use super::{participles, themes};
use crate::analysis::forms::{ends, has_vowel, is_vowel, without};

/// Cases of nouns (all declensions, both numbers) and adjectives; nouns in -ія, -ыя lose it in all cases alike.
#[rustfmt::skip]
const NOMINAL: &[&str] = &[
    "а", "я", "у", "ю", "е", "о", "э", "ы", "і", "ь", "й",
    "ам", "ям", "ем", "эм", "ом", "ой", "ей", "эй", "ай", "яй", "ою", "аю", "яю", "ею", "ау", "яу", "оу", "еу", "ах", "ях", "амі", "ямі",
    "ыя", "ыі", "ыю", "ый", "ыяй", "ыяю", "ыям", "ыях", "ыямі", "ыяу", "ыем", "ія", "іі", "ію", "ій", "іяй", "іяю", "іям", "іях", "іямі", "іяу", "іем",
    "ага", "яга", "ога", "аго", "аму", "яму", "ому", "ым", "ім", "ых", "іх", "ымі", "імі", "ая", "яя", "ую", "юю", "ае", "яе", "ое",
];

/// Verbs whose theme is `а`.
#[rustfmt::skip]
const THEME_A: &[&str] = &[
    "аць", "яць", "аю", "яю", "аеш", "яеш", "ае", "яе", "аем", "яем", "аеце", "яеце", "аюць", "яюць", "аець", "яець",
    "ау", "яу", "ала", "яла", "ало", "яло", "алі", "ялі", "айце", "яйце", "аючы", "яючы", "аушы", "яушы",
];

/// The present of verbs in -аваць. The first person, -ую, is left to the adjectives (новую).
#[rustfmt::skip]
const THEME_AVA: &[&str] = &[
    "уе", "уеш", "уем", "уеце", "уюць", "уець", "уй", "уйце", "уючы", "юе", "юеш", "юем", "юеце", "ююць", "юець", "юй", "юйце", "юючы",
];

/// All other verbs.
#[rustfmt::skip]
const VERBAL: &[&str] = &[
    "іць", "ыць", "ець", "эць", "уць", "оць", "юць", "яць", "аць",
    "еш", "эш", "аш", "іш", "ыш", "ем", "эм", "ам", "ім", "ым", "еце", "аце", "іце", "ыце", "яце", "це", "ьце",
    "ее", "эе", "ые", "ееш", "эеш", "ыеш", "еем", "эем", "ыем", "ееце", "эеце", "ыеце", "еюць", "эюць", "ыюць", "еець", "эець", "ыець",
    "іу", "ыу", "еу", "эу", "уу", "іла", "ыла", "ела", "эла", "ула", "ілі", "ылі", "елі", "элі", "улі", "іло", "ыло", "ело", "эло", "уло",
    "эй", "ыйце", "эйце", "йце", "учы", "ючы", "ачы", "ячы", "еючы", "эючы", "ыючы", "іушы", "ыушы", "еушы", "эушы", "уушы",
];

/// Ends of nouns that look like endings of adjectives or verbs (увага is not ув-ага, медалі not мед-алі): only what comes
/// after the root's last consonant goes there.
const NOT_ENDINGS: &str = "увага равага двага олага дарога мога блога падлога трывога талога ялога грамау граму кламу драму рэжым \
журнала урнала ігнала інала санала ерала ыяла іяла кзала капітала шпітала метала ддзела здзела удзела жывела тывалі тыв оучы \
задачы дачы тысячы гледачы сустрэчы памяць мабілі тылі медалі педалі дэталі стылі аміце іміце";

/// Takes the ending off.
pub(super) fn strip(word: &str, reflexive: bool) -> Base {
    if let Some(base) = theme_ava(word).or_else(|| participles::strip(word)) {
        return base;
    }
    let listed = NOT_ENDINGS.split(' ').filter(|end| word.ends_with(end)).map(str::len).max().unwrap_or(0);
    let last = word.as_bytes().last();
    let longest = |endings: &[&str], fits: &dyn Fn(&str, &str) -> bool| {
        let mut len = 0;
        for ending in endings {
            if ending.as_bytes().last() == last
                && ending.len() > len
                && (ending.len() == 2 || ending.len() > listed)
                && word.ends_with(ending)
            {
                let base = without(word, ending.len());
                if fits(base, ending) {
                    len = ending.len();
                }
            }
        }
        len
    };
    let nominal = longest(NOMINAL, &is_allowed);
    let verbal = longest(VERBAL, &is_allowed);
    let theme_a =
        longest(THEME_A, &|base, ending| is_allowed(base, ending) && themes::is_verbal(base, ending, reflexive));
    if theme_a > 0 && theme_a >= nominal.max(verbal) {
        let base = without(word, theme_a);
        return Base { text: base.to_owned(), theme: if themes::is_mixed(base) { "" } else { "а" } };
    }
    let base = without(word, nominal.max(verbal));
    let mut text = base.to_owned();
    before_ending(&mut text, word.get(base.len()..).unwrap_or_default());
    Base { text, theme: "" }
}

fn theme_ava(word: &str) -> Option<Base> {
    let ending = THEME_AVA.iter().filter(|ending| word.ends_with(*ending)).max_by_key(|ending| ending.len())?;
    let base = without(word, ending.len());
    let fits = !base.ends_with(is_vowel) && letters(base) >= if has_vowel(base) { 2 } else { 3 };
    fits.then(|| Base { text: base.to_owned(), theme: if ending.starts_with('ю') { "ева" } else { "ава" } })
}

/// Whether an ending may come off: a root with a vowel is left (one letter may leave two consonants: дн-я), and the
/// ending is one that comes after such consonants.
fn is_allowed(base: &str, ending: &str) -> bool {
    let count = letters(base);
    if ending.len() == 2 || matches!(ending, "ый" | "ій") {
        return count >= 2 && !(ending == "у" && base.ends_with(is_vowel));
    }
    if count < 2 || !has_vowel(base) {
        return false;
    }
    match ending {
        "эй" => ends(base, "ш ч ж р ц"),
        "ой" | "ою" => !ends(base, "гер стр наб"),
        "ей" => ends(base, "сц н"),
        "ею" => ends(base, "л м н с"),
        "ачы" => ends(base, "ж ш ч вор"),
        "учы" => !ends(base, "р л в"),
        "еце" => base.ends_with(is_vowel) || base.ends_with("дз"),
        "аце" => ends(base, "ж ш ч"),
        "яце" => ends(base, "н з с"),
        "це" => ends(base, "ж ш ч вер"),
        "ыце" | "аш" | "ыш" | "эш" => ends(base, "ж ш ч р ц"),
        "эла" | "элі" | "эло" | "эу" | "эць" => ends(base, "ж ш ч р"),
        "ылі" | "ыла" | "ыло" | "ыу" => !ends(base, "т д"),
        "іу" => !base.ends_with('х'),
        "ула" | "улі" | "уло" | "уу" => base.ends_with('н'),
        _ => true,
    }
}

/// Undoes what an ending did to the consonants before it, and takes off the suffix of the comparative.
fn before_ending(text: &mut String, ending: &str) {
    match ending {
        // рука, руцэ; палітыка, палітыцы; падтрымка, падтрымцы
        "э" if text.ends_with('ц') => replace_last(text, 'к'),
        "ы" if ends(text, "тц жц шц чц рц зц сц дц оуц ымц онц тыц рыц бліц фіц зіц зыц міц хніц оніц авуц") => {
            replace_last(text, 'к')
        }
        // дарога, дарозе
        "е" if ends(text, "моз дароз кніз уваз раваз падлоз") => replace_last(text, 'г'),
        // рабіць, раблю; ставіць, стаўлю
        "ю" if ends(text, "бл пл фл ул") && !ends(text, "капл рубл") => labial(text),
        // хадзіць, хаджу
        "у" if text.ends_with("дж") => replace_last(text, 'з'),
        // ноч, ноччу
        "у" if ends(text, "чч шш жж") => drop(text.pop()),
        // умова, умоў, but дом, дамоў
        "оу" if ends(text, "н м гал кар сл буд") && !ends(text, "сын дам") => text.push_str("ов"),
        // Кіеў, Кіева
        "еу" if text.ends_with('і') => text.push_str("ев"),
        _ => {}
    }
    if ends(text, "ейш эйш") && letters(text) >= 6 {
        text.truncate(text.len() - "ейш".len());
    }
}
