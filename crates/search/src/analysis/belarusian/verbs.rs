//! Verbs of the old, small classes, whose root changes between the infinitive, the past and the present.

use crate::analysis::forms::{ends, has_vowel, is_one, without};

/// A verb with several roots.
struct Verb {
    /// The stem of all its forms.
    name: &'static str,
    /// Roots with a vowel, before the endings of the infinitive and the past.
    past: &'static [&'static str],
    /// Roots before the endings of the present, and of the past where it has no vowel.
    present: &'static [&'static str],
    /// Forms of their own.
    whole: &'static [&'static str],
}

#[rustfmt::skip]
const VERBS: [Verb; 36] = [
    Verb { name: "ідз", past: &["йшо", "йша", "ішо", "шо"], present: &["ід", "ідз", "йд", "йдз", "йш", "іш"], whole: &["шла", "шлі", "шло", "ісці", "йсці"] },
    Verb { name: "вядз", past: &["ве", "вя"], present: &["вяд", "вядз", "ведз"], whole: &["весці"] },
    Verb { name: "няс", past: &[], present: &["нес", "няс"], whole: &["нес", "несці"] },
    Verb { name: "вяз", past: &[], present: &["вез", "вяз"], whole: &["вез", "везці"] },
    Verb { name: "кладз", past: &["кла"], present: &["клад", "кладз"], whole: &["класці"] },
    Verb { name: "едз", past: &["еха"], present: &["ед", "едз"], whole: &[] },
    Verb { name: "даст", past: &["да"], present: &["дад", "дадз"], whole: &["дасць", "дам", "дасі", "дай", "дайце", "дасце"] },
    Verb { name: "дав", past: &["дава"], present: &[], whole: &["даю", "даеш", "дае", "даем", "даеце", "даюць", "даючы", "даець"] },
    Verb { name: "став", past: &["става"], present: &[], whole: &["стаю", "стае", "стаеш", "стаем", "стаюць", "стаець"] },
    Verb { name: "стаць", past: &["ста"], present: &[], whole: &["стане", "стануць", "станем", "станеш", "станеце", "станець"] },
    Verb { name: "стай", past: &["стая"], present: &[], whole: &["стаіць", "стаіш", "стаім", "стаіце"] },
    Verb { name: "бай", past: &["бая"], present: &[], whole: &["баіць", "баіш", "баім", "баіце"] },
    Verb { name: "бяр", past: &["бра"], present: &["бяр", "бер"], whole: &[] },
    Verb { name: "вазм", past: &["узя"], present: &["вазьм", "возьм"], whole: &[] },
    Verb { name: "быт", past: &["бы"], present: &["буд", "будз"], whole: &[] },
    Verb { name: "магч", past: &[], present: &["мож"], whole: &["мог", "могуць", "магу", "магла", "магло", "маглі", "магчы"] },
    Verb { name: "бяг", past: &[], present: &["бег", "бяг", "бяж"], whole: &["бег", "бегчы"] },
    Verb { name: "пачн", past: &["пача"], present: &["пачн"], whole: &[] },
    Verb { name: "прын", past: &["прыня"], present: &["прым", "прыйм"], whole: &[] },
    Verb { name: "падн", past: &["падня"], present: &["падым", "паднім"], whole: &[] },
    Verb { name: "займ", past: &["заня"], present: &["займ", "зойм"], whole: &[] },
    Verb { name: "здым", past: &["зня"], present: &["здым", "знім"], whole: &[] },
    Verb { name: "узн", past: &["узня"], present: &["узнім", "узым"], whole: &[] },
    Verb { name: "назв", past: &["зва"], present: &["зав"], whole: &[] },
    Verb { name: "каж", past: &["каза"], present: &["каж"], whole: &[] },
    Verb { name: "піш", past: &["піса"], present: &["піш"], whole: &[] },
    Verb { name: "хач", past: &["хаце"], present: &["хоч", "хач"], whole: &[] },
    Verb { name: "вяж", past: &["вяза"], present: &["вяж"], whole: &[] },
    Verb { name: "рэж", past: &["рэза"], present: &["рэж"], whole: &[] },
    Verb { name: "плац", past: &[], present: &["плач"], whole: &["плачу"] },
    Verb { name: "прапад", past: &["прапа"], present: &["прапад", "прапад"], whole: &["прапасці"] },
    Verb { name: "крый", past: &["кры"], present: &[], whole: &[] },
    Verb { name: "грай", past: &["гра"], present: &[], whole: &[] },
    Verb { name: "плыв", past: &["плы"], present: &["плыв"], whole: &[] },
    Verb { name: "біт", past: &["бі"], present: &[], whole: &[] },
    Verb { name: "жыв", past: &["жы"], present: &[], whole: &[] },
];

/// Roots that keep their vowel in the present too: адкры-ю, гра-е.
const OPEN: [&str; 2] = ["кры", "гра"];

const AFTER_VOWEL: &str = "ць у ла ло лі ушы";
const PRESENT_OF_VOWEL: &str = "ю еш е ем еце юць ець й йце";
const AFTER_CONSONANT: &str = "у ю еш эш аш іш ыш е э а іць ыць ем эм ам ім ым еце эце аце іце ыце уць юць яць ець эць і ы ла ло лі учы ючы ячы ушы";
/// Of adjectives and participles.
pub(super) const ADJECTIVE: &str = "ы а ая ае ыя ага аму ым ых ымі ую ай аю";

const PREFIXES: &str = "а аб аба абы ад ада ады вы вый да за з зна на над не па пад пада пады пера пра прад прай пры раз разы рас с са сы у ува уз узы ус уза";
/// Prefixes that may stand before another one: пера-за-гружаць, да-па-магчы.
const SECOND: &str = "па пера за на пры не прад да";

/// The stem of a verb of these classes.
pub(super) fn stem(word: &str) -> Option<String> {
    find(word, |verb| verb.whole)
        .or_else(|| after(word, AFTER_VOWEL, &|base| find(base, |verb| verb.past)))
        .or_else(|| after(word, AFTER_CONSONANT, &|base| find(base, |verb| verb.present)))
        .or_else(|| {
            after(word, PRESENT_OF_VOWEL, &|base| {
                if OPEN.iter().any(|root| base.ends_with(root)) { find(base, |verb| verb.past) } else { None }
            })
        })
        .or_else(|| after(word, ADJECTIVE, &participle))
}

/// Takes each of the endings off that the word has, until what is left is a root.
#[inline(never)]
fn after(word: &str, endings: &str, root: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    endings.split(' ').filter_map(|ending| word.strip_suffix(ending)).find_map(root)
}

fn participle(base: &str) -> Option<String> {
    let passive = base.strip_suffix("ен").or_else(|| base.strip_suffix("ан"));
    let plain =
        base.strip_suffix(['н', 'т']).filter(|_| !base.ends_with("дат")).and_then(|base| find(base, |verb| verb.past));
    plain.or_else(|| find(passive?, |verb| verb.present))
}

/// The verb whose root is the base, after a prefix.
#[inline(never)]
fn find(base: &str, roots: fn(&Verb) -> &'static [&'static str]) -> Option<String> {
    let last = base.as_bytes().last()?;
    VERBS.iter().find_map(|verb| {
        roots(verb).iter().filter(|root| root.as_bytes().last() == Some(last)).find_map(|root| {
            let prefix = base.strip_suffix(root)?;
            is_prefix(prefix).then(|| [short(prefix), verb.name].concat())
        })
    })
}

/// One prefix or two; under stress `а` is `о` (зойдзе, пойдзе).
fn is_prefix(prefix: &str) -> bool {
    if prefix.is_empty() {
        return true;
    }
    let prefix: String = prefix.chars().map(|c| if c == 'о' { 'а' } else { c }).collect();
    is_one(PREFIXES, &prefix)
        || SECOND.split(' ').any(|first| prefix.strip_prefix(first).is_some_and(|second| is_one(PREFIXES, second)))
}

/// A prefix has a vowel more before two consonants: ада-браць, ад-бяру.
fn short(prefix: &str) -> &str {
    let vowel =
        ends(prefix, "ба бы да ды за зы са сы ува") && has_vowel(without(prefix, 2)) || matches!(prefix, "са" | "сы");
    if vowel && !matches!(prefix, "вы") { without(prefix, 2) } else { prefix }
}
