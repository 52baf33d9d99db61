//! Words that say little about what a reader looks for. They are searched like others, but weigh less.

/// Whether a folded word is one of the commonest words of its language.
pub fn is_stop(lang: &str, word: &str) -> bool {
    let words = match super::language::primary(lang) {
        "en" => ENGLISH,
        "ru" => RUSSIAN,
        "be" => BELARUSIAN,
        _ => return false,
    };
    words.split_ascii_whitespace().any(|stop| stop == word)
}

/// Whether a folded word asks for a kind of answer: a person, a place, a time, a reason. It names no thing, but tells
/// "when does it start" from "where does it start".
pub fn is_interrogative(lang: &str, word: &str) -> bool {
    let words = match super::language::primary(lang) {
        "en" => "how what when where which who whom whose why",
        "ru" => "где зачем как какая какие какой когда куда кто почему чем что",
        "be" => "адкуль дзе якая якія як калі каму куды хто чаму чым што",
        _ => return false,
    };
    words.split_ascii_whitespace().any(|known| known == word)
}

const ENGLISH: &str = "a about after all am an and any are as at be been before but by can cannot cant could did didnt do does \
doesnt doing dont for from get had has have he her him his how i id if ill im in into is isnt it its ive just may me might my \
no not of on or our out please s she should so some t than that the their them then there these they this those to too up us \
was wasnt we were what when where which while who whom whose why will with wont would you your youre";

const RUSSIAN: &str = "а без бы был была были было быть в вам вас ваш весь во вот все всего всех вы где да для до его ее если есть \
еще же за зачем и из или им их к как какая какие какой когда которая которые который кто куда ли либо мне меня можно мой моя мы \
на над надо нам нас наш не него нее нет ни них но ну нужно о об он она они оно от перед по под почему при с свой себя со так \
также такой там то того тоже только том тот ту ты у уже чего чем что чтобы эта эти это этого этой этот я";

const BELARUSIAN: &str = "а аб або ад адкуль але альбо без бо бы былі была было быу быць бы вас ваш вам вы дзе для до дык ды за \
з зачым і із ім іх й ж жа ён яна яно яны яго яе якая якія які каб калі каму куды к кто хто ці ля мае мне мяне можна мой мая мы \
на над нам нас наш не ні няма о па пад перад пры пра праз свой сваё сябе са так такі таксама там тады те то той тая тое тыя толькі \
тут ты у уже усе усё усе хіба чаго чаму чым што штоб я як гэта гэты гэтая гэтыя гэтага гэтай ёсць яшчэ ужо трэба";
