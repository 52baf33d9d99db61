//! Russian: Snowball's stemmer, and around it what it leaves out.
//!
//! Snowball takes endings off by their letters alone, so a word may lose more in one form than in another (журнал → журна,
//! журнала → журнал; остров → остр, острова → остров). What is done about it:
//!
//! - **Irregular words**: pronouns, `быть`, `день`, `время`, suppletive nouns.
//! - **Once more**: a stem that ends in a consonant and still looks like a word with an ending loses it too.
//! - **Fleeting vowels**: рынок, рынка; отец, отца; чисел, число; and those for a soft sign: денег, деньги; свадеб, свадьба.
//! - **Participles** are forms of their verb: вложенный = вложить, имеющий = имеет; not so the nouns in -ение.
//! - **-ует** is the present of -овать: участвует = участвовать.
//! - **A reflexive verb** is a word of its own (занимать, заниматься), as in dictionaries; its endings are known for a verb's.

use std::borrow::Cow;

use super::forms::{Forms, ends, has_vowel, is_vowel, without};
use frostem::{Algorithm, Stemmer};

/// A line per word: its stem, then its forms, each between spaces.
static FORMS: Forms = Forms::new(
    "
 быть был была было были будет будут будем будешь будете буду будучи
 день дня дню днем дне дни дней дням днями днях
 время времени временем времена времен временам временами временах
 имя имени именем имена имен именам именами именах
 дети ребенок ребенка ребенку ребенком детей детям детьми детях
 люди человек человека человеку человеком человеке людей людям людьми людях
 он она оно они его ему ее ей им их ими нем ней ним них
 я меня мне мной мною
 мы нас нам нами
 вы вас вам вами
 ты тебя тебе тобой
 себя себе собой
 кто кого кому кем ком
 что чего чему чем
 этот эта это эти этого этому этим этой эту этих этими этом
 тот та те того тому тем той ту тех теми том
 весь вся все всего всему всем всей всю всех всеми
 свой своя свое свои своего своему своим своей свою своих своими своем
 мой моя мое мои моего моему моим моей мою моих моими моем
 стать стал стала стало стали станет станут стану станем станете став ставший ставшая ставшие ставших
 мочь мог могла могло могли может могут могу можем можете
 дать дал дала дало дали даст дадут дадим дам дайте
 идти идет идут шел шла шло шли иду идем
 письмо письма письму письмом письме писем письмам письмами письмах
 поэтому
 если
",
);

/// Writes the stem of a folded word into `out`.
pub(crate) fn stem(word: &str, out: &mut String) {
    if let Some(stem) = FORMS.stem(word) {
        return out.push_str(stem);
    }
    let bare = without_reflexive(word);
    let base = bare.unwrap_or(word);
    out.push_str(&Stemmer::new(Algorithm::Russian).stem(base));
    let ending = base.get(out.len()..).unwrap_or_default();
    if has_theme_ova(base, out, ending) {
        if out.ends_with('у') {
            out.pop();
        }
        out.push_str("ова");
    } else if base.ends_with("ывая") {
        // A gerund here, not an adjective: показывая.
        out.truncate(base.len() - "я".len());
    } else if !(participle(base, out) || ending.starts_with('и') && ends(out, "ен ан ян")) {
        again(out);
    }
    drop_fleeting(out);
    if bare.is_some() {
        third_person(out);
        out.push_str("ся");
    }
}

/// `-у-` is the present of `-ова-`: участвует, участвуя, участвующий.
fn has_theme_ova(word: &str, stem: &str, ending: &str) -> bool {
    let last = if ending.starts_with('у') || stem.ends_with('у') { ending } else { return false };
    has_vowel(without(stem, 2)) && (ends(word, "ует уют уем уешь уете уя уйте") || last.starts_with("ующ"))
}

/// The word without `-ся`, `-сь`, if they are a verb's: not in запись, Русь.
fn without_reflexive(word: &str) -> Option<&str> {
    let base = word.strip_suffix("ся").or_else(|| {
        word.strip_suffix("сь").filter(|base| ends(base, "ла ло ли ю у я а ши те и") && !ends(base, "пи ру гу"))
    })?;
    if base.chars().count() >= 4 { Some(base) } else { None }
}

/// Takes a participle's suffix off: вложенн-ый, имеющ-ий, and what it did to the consonants in the short form: освобожд-ена.
fn participle(word: &str, stem: &mut String) -> bool {
    let ending = word.get(stem.len()..).unwrap_or_default();
    let passive = stem.ends_with("ен") && ending.starts_with('н') && !ends(without(stem, 4), "в м о б зн тр кр п");
    if passive || ends(stem, "ющ ущ") && has_vowel(without(stem, 4)) {
        stem.truncate(stem.len() - 4);
    }
    if !passive && !ending.starts_with("ен") {
        return false;
    }
    if stem.ends_with("жд") {
        stem.truncate(stem.len() - 2);
        stem.pop();
        stem.push('д');
    } else if ends(stem, "бл пл вл мл") {
        stem.pop();
    }
    true
}

/// Snowball once more, for a noun that kept what another form lost: журнала → журнал → журна.
fn again(stem: &mut String) {
    let cut = ends(stem, "м т в й х л н") && !stem.ends_with("ен");
    if cut
        && let Cow::Owned(next) = Stemmer::new(Algorithm::Russian).stem(stem)
        && next.len() >= 6
    {
        *stem = next;
    }
}

/// Vowels before the last consonant that only some cases have: рын(о)к, от(е)ц, чис(е)л. After `й` they stay: район.
fn drop_fleeting(stem: &mut String) {
    // Before the last consonant a soft sign stands where another case has the vowel: деньг-и, денег; свадьб-а, свадеб.
    let soft = stem.char_indices().rev().nth(1).filter(|&(_, c)| c == 'ь').map(|(at, _)| at);
    if let Some(at) = soft.filter(|_| ends(stem, "г к б ц м")) {
        stem.remove(at);
        return;
    }
    let mut back = stem.char_indices().rev();
    let (Some((_, last)), Some((at, vowel)), Some((_, before))) = (back.next(), back.next(), back.next()) else {
        return;
    };
    let fleeting = matches!(vowel, 'о' | 'е')
        && matches!(last, 'к' | 'ц' | 'н' | 'л' | 'г' | 'б')
        && before != 'й'
        && !is_vowel(before);
    if fleeting && stem.get(..at).is_some_and(has_vowel) {
        stem.remove(at);
    }
}

/// Endings that Snowball leaves, since nouns end so: кажется, дерутся.
fn third_person(stem: &mut String) {
    if ends(stem, "ет ют ут ат") && has_vowel(without(stem, 4)) {
        stem.truncate(stem.len() - 4);
    }
}

#[cfg(test)]
mod tests {
    /// Every word of a line has the same stem.
    #[track_caller]
    fn alike(words: &str) {
        let stems: Vec<_> = words.split(' ').map(stem_of).collect();
        assert!(stems.iter().all(|stem| *stem == stems[0]), "{words}: {stems:?}");
    }

    fn stem_of(word: &str) -> String {
        let mut stem = String::new();
        super::stem(word, &mut stem);
        stem
    }

    #[test]
    fn nouns_lose_as_much_in_every_case() {
        alike("журнал журнала журналу журналы журналов");
        alike("остров острова острове островов");
        alike("кредит кредита кредиту кредитов");
        alike("система систему систем системы");
        alike("проблема проблему проблем");
        alike("район района районе");
    }

    #[test]
    fn fleeting_vowels() {
        alike("рынок рынка рынке");
        alike("отец отца отцом");
        alike("число чисел числа");
        alike("земля земель земли");
        alike("уровень уровня уровнем");
        alike("деньги денег деньгам деньгами");
        alike("серьга серег серьги");
        alike("свадьба свадеб свадьбы");
        alike("судьба судеб судьбой");
    }

    #[test]
    fn participles_and_the_noun_beside_them() {
        alike("сохранить сохраненный сохраненные сохранена");
        alike("подтвердить подтвержденный подтверждена");
        alike("подготовленный подготовлена подготовленными");
        assert_ne!(stem_of("сохранение"), stem_of("сохранить"));
    }

    #[test]
    fn the_present_of_ovat() {
        alike("участвовать участвует участвуя участвующий участвовал");
        assert_ne!(stem_of("образовать"), stem_of("образ"));
    }

    #[test]
    fn reflexive_verbs_and_words_that_end_like_them() {
        alike("заниматься занимается занимался занималась");
        alike("остаться остался осталась");
        assert_ne!(stem_of("занимать"), stem_of("заниматься"));
        assert!(
            !stem_of("запись").ends_with("ся") && !stem_of("русь").ends_with("ся") && !stem_of("весь").ends_with("ся")
        );
    }

    #[test]
    fn irregular_words() {
        alike("день дня дней днями");
        alike("он его ему ней");
        alike("человек люди людей");
        alike("время времени времен");
    }
}
