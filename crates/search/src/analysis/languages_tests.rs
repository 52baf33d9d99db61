//! What is known of each language, checked on words of help centers and what people type for them.

use std::collections::BTreeSet;
use std::io::Write;

use super::sources::{CODES, language, packed};
use super::*;

/// Languages cut into pairs of letters, of which only few are sure to be grammar.
const UNSPACED: [&str; 3] = ["ja", "th", "zh"];

#[track_caller]
fn reads(lang: &str, why: &str, pairs: &[(&str, &str)]) {
    let analyzer = Analyzer::new(lang);
    let folding = language(lang).folding;
    for (typed, meant) in pairs {
        let found = analyzer.readings(typed);
        let alike = |(text, because): &(String, &str)| *because == why && folding.fold(text) == folding.fold(meant);
        assert!(found.iter().any(alike), "{lang} {typed}: {meant} isn't among {found:?}");
    }
}

#[test]
fn cyrillic_keyboards() {
    let reads = |lang, pairs: &[_]| reads(lang, "layout", pairs);
    reads("be", &[("fgkfnf", "аплата"), ("hf[eyfr", "рахунак"), ("gflnhsvrf", "падтрымка"), ("jgkfnf", "оплата")]);
    reads("ru", &[("gfhjkm", "пароль"), ("jgkfnf", "оплата"), ("frrfeyn", "аккаунт"), ("cx`n", "счёт")]);
    reads("uk", &[("gfhjkm", "пароль"), ("jgkfnf", "оплата"), ("hf[eyjr", "рахунок"), ("gslnhbvrf", "підтримка")]);
    reads("uk", &[("g`znm", "п'ять"), ("gjllth;rf", "поддержка"), ("зфіііцщкв", "passsword"), ("зфньуте", "payment")]);
    reads("bg", &[("md,f.d", "парола"), ("m.dydke", "плащане"), ("m,fbr.", "профил"), ("зьщпехш", "payment")]);
    reads("bg", &[("pla]ane", "плащане"), ("wry]ane", "връщане"), ("vry]ane", "връщане"), ("паъмент", "payment")]);
    reads("mk", &[("lozinka", "лозинка"), ("pla'awe", "плаќање"), ("smetka", "сметка"), ("пазмент", "pazment")]);
    reads("sr", &[("loyinka", "лозинка"), ("pla'awe", "плаћање"), ("nalog", "налог")]);
    reads("kk", &[("09gbzc-p", "құпиясөз"), ("n-ktv", "төлем"), ("n3hrtke", "тіркелу"), ("зфньуте", "payment")]);
}

#[test]
fn other_keyboards() {
    let reads = |lang, pairs: &[_]| reads(lang, "layout", pairs);
    reads("el", &[("kvdik;ow", "κωδικός"), ("plhrvm;h", "πληρωμή"), ("logariasm;ow", "λογαριασμός")]);
    reads("el", &[("πασσςορδ", "password"), ("αψψοθντ", "account"), ("Παυμεντ", "payment")]);
    reads("he", &[("xhxnv", "סיסמה"), (",akuo", "תשלום"), ("jacui", "חשבון"), ("Jacui", "חשבון")]);
    reads("he", &[("פשדד'םרג", "password"), ("שבבםומא", "account"), ("פשטצקמא", "payment")]);
    reads("ar", &[(";glm hgsv", "كلمة السر"), ("pshf", "حساب"), ("]tu", "دفع"), ("fby", "بلاغ"), ("Hkh", "أنا")]);
    reads("ar", &[("حشسسصخقي", "password"), ("سعلاسؤقهحفهخى", "subscription"), ("اهلا", "high")]);
    reads("fa", &[("vlc uf,v", "رمز عبور"), ("mvnhoj", "پرداخت"), ("pshf", "حساب"), ("حشسسصخقی", "password")]);
    reads("ka", &[("gadaxda", "გადახდა"), ("SekveTa", "შეკვეთა"), ("angariSi", "ანგარიში"), ("აცცოუნტ", "account")]);
    reads("hy", &[("v0arwum", "վճարում"), ("ha\\iv", "հաշիվ"), ("ga.tnaba-", "գաղտնաբառ"), ("պաըմենտ", "payment")]);
    reads("th", &[("isylzjko", "รหัสผ่าน"), ("=eitg'bo", "ชำระเงิน"), ("[yP=u", "บัญชี"), ("ฟแแนีืะ", "account")]);
    reads("hi", &[("hembjd[", "पासवर्ड"), ("Ygilev", "भुगतान"), ("Kele", "खाता")]);
    reads("ur", &[("adaUigi", "ادائیگی"), ("jrjNlKl", "ادائیگی"), ("akawnT", "اکاونٹ"), ("dza", "رقم")]);
}

#[test]
fn foreign_keyboards_on_english_sites() {
    for typed in ["зфньуте", "פשטצקמא", "حشغةثىف", "παυμεντ"] {
        reads("en", "layout", &[(typed, "payment")]);
    }
    reads(
        "en",
        "layout",
        &[("ыгиыскшзешщт", "subscription"), ("ігиіскшзешщт", "subscription"), ("שבבםומא", "account")],
    );
}

#[test]
fn cyrillic_in_latin_letters() {
    let reads = |lang, pairs: &[_]| reads(lang, "transliteration", pairs);
    reads("uk", &[("parol", "пароль"), ("oplata", "оплата"), ("rakhunok", "рахунок"), ("rahunok", "рахунок")]);
    reads("uk", &[("yak zminyty parol", "як змінити пароль"), ("yak zminiti parol", "як зминити пароль")]);
    reads("uk", &[("povernennia koshtiv", "повернення коштів"), ("pidtrymka", "підтримка"), ("novyi", "новий")]);
    reads(
        "uk",
        &[
            ("reiestratsiia", "реєстрація"),
            ("oblikovyi zapys", "обліковий запис"),
            ("zminiti moyi dani", "змінити мої дані"),
        ],
    );
    reads("bg", &[("parola", "парола"), ("plashtane", "плащане"), ("pla6tane", "плащане"), ("smetka", "сметка")]);
    reads(
        "bg",
        &[("poruchka", "поръчка"), ("porychka", "поръчка"), ("poru4ka", "поръчка"), ("kak da smenq", "как да сменя")],
    );
    reads("bg", &[("registracia", "регистрация"), ("vrashtane", "връщане"), ("moyat profil", "моят профил")]);
    reads("mk", &[("lozinka", "лозинка"), ("plakjanje", "плаќање"), ("plakanje", "плакање"), ("naracka", "нарачка")]);
    reads("mk", &[("kako da ja smenam", "како да ја сменам"), ("registracija", "регистрација")]);
    reads("kk", &[("tolem", "төлем"), ("tirkelu", "тіркелу"), ("kupiyasoz", "құпиясоз"), ("aqsha", "ақша")]);
    reads("kk", &[("qalai", "қалай"), ("esep", "есеп"), ("zhuktep", "жүктеп"), ("kosu", "қосу")]);
}

#[test]
fn other_scripts_in_latin_letters() {
    let reads = |lang, pairs: &[_]| reads(lang, "transliteration", pairs);
    reads("el", &[("kwdikos", "κωδικος"), ("kodikos", "κωδικος"), ("plhrwmh", "πληρωμη"), ("pliromi", "πληρωμι")]);
    reads(
        "el",
        &[("logariasmos", "λογαριασμος"), ("8elw", "θελω"), ("pws allazw", "πως αλλαζω"), ("eggrafh", "εγγραφη")],
    );
    reads("ka", &[("paroli", "პაროლი"), ("gadakhda", "გადახდა"), ("angarishi", "ანგარიში"), ("tanxa", "თანხა")]);
    reads("hy", &[("vcharum", "վճարում"), ("hashiv", "հաշիվ"), ("gaghtnabar", "գաղտնաբառ"), ("inchpes", "ինչպես")]);
    reads("he", &[("sisma", "סיסמה"), ("tashlum", "תשלום"), ("cheshbon", "חשבון"), ("heshbon", "חשבון")]);
    reads(
        "he",
        &[("eich leshanot sisma", "איך לשנות סיסמה"), ("kesef", "כסף"), ("ishur", "אישור"), ("lakoach", "לקוח")],
    );
    reads("ar", &[("7esab", "حساب"), ("daf3", "دفع"), ("raqm", "رقم"), ("ra2m", "رقم"), ("taghyeer", "تغيير")]);
    reads("ar", &[("kelma", "كلمة"), ("kif el7sab", "كيف الحسب"), ("ta7wil", "تحويل")]);
    reads("ar", &[("elgha2 elhesab", "الغاء الحساب"), ("ma3 elda3m", "مع الدعم")]);
    reads(
        "fa",
        &[("pardakht", "پرداخت"), ("hesab", "حساب"), ("ramz", "رمز"), ("chegune", "چگونه"), ("vorood", "ورود")],
    );
    reads("hi", &[("bhugtan", "भुगतान"), ("khata", "खाता"), ("kaise kare", "कैसे करें"), ("mera paisa", "मेरा पैसा")]);
    reads("hi", &[("password", "पासवर्ड"), ("badalna", "बदलना"), ("rupaye", "रुपये"), ("pata", "पता")]);
    reads("ja", &[("pasuwaado", "パスワード"), ("akaunto", "アカウント"), ("shiharai", "支払い"), ("meeru", "メール")]);
    reads(
        "ja",
        &[
            ("kippu", "きっぷ"),
            ("konnichiwa", "こんにちわ"),
            ("toroku", "登録"),
            ("matte", "まって"),
            ("ko-do", "コード"),
        ],
    );
}

#[test]
fn numbers_stay_where_digits_are_letters() {
    reads("ar", "transliteration", &[("7 ayam", "7 ايام"), ("27 ayam", "27 ايام")]);
    reads("el", "transliteration", &[("8 eurw", "8 ευρω"), ("80 eurw", "80 ευρω")]);
    reads("kk", "transliteration", &[("2 esep", "2 есеп")]);
}

#[test]
fn lists() {
    for &code in CODES.iter() {
        let language = language(code);
        let words: Vec<&str> = language.stop_words.split(' ').collect();
        let set: BTreeSet<&str> = words.iter().copied().collect();
        assert_eq!(words.len(), set.len(), "{code}: twice");
        assert!(words.len() >= if UNSPACED.contains(&code) { 20 } else { 30 }, "{code}");
        let asked: Vec<&str> = language.interrogatives.split(' ').collect();
        assert_eq!(asked.len(), asked.iter().collect::<BTreeSet<_>>().len(), "{code}: twice");
        assert!(asked.len() >= 4 && asked.iter().all(|word| set.contains(word)), "{code}");
        let distinct = |lines: &str| lines.lines().count() == lines.lines().collect::<BTreeSet<_>>().len();
        assert!(distinct(&language.keyboards) && distinct(&language.respellings), "{code}: twice");
        let respelled = |line: &str| line.split_once(' ').is_some_and(|(typed, letters)| typed != letters);
        assert!(language.respellings.lines().all(|line| respelled(line) && fold(line) == line), "{code}");
        assert_eq!(language.compounds, !language.links.is_empty() || matches!(code, "et" | "hu"), "{code}");
    }
}

/// Every stop word is one that a text gives, whole and folded.
#[test]
fn stop_words_are_found_in_texts() {
    let mut lost = Vec::new();
    for &code in CODES.iter() {
        let analyzer = Analyzer::new(code);
        for word in language(code).stop_words.split(' ') {
            let mut given = Vec::new();
            analyzer.analyze(word, &mut |token| given.push(token.word.to_owned()));
            if given.len() != 1 || !analyzer.is_stop_word(&given[0]) {
                lost.push(format!("{code} {word}: {given:?}"));
            }
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn articles_are_left_out() {
    let words = |lang: &str, text: &str| {
        let mut words = Vec::new();
        Analyzer::new(lang).analyze(text, &mut |token| words.push(token.word.to_owned()));
        words
    };
    assert_eq!(words("ar", "الحساب والحساب بالحساب للحساب حساب"), ["حساب"; 5]);
    assert_eq!(words("he", "החשבון והחשבון שהחשבון מהחשבון חשבון"), ["חשבונ"; 5]);
    assert_eq!(words("hy", "Ինչպե՞ս"), ["ինչպես"]);
    assert_eq!(words("sr", "налог nalog Ђуро Đuro"), ["nalog", "nalog", "duro", "duro"]);
    assert_eq!(words("he", "ג׳ירפה ג'ירפה גירפה"), ["גירפה"; 3]);
}

#[track_caller]
fn alike(lang: &str, forms: &str) {
    let mut stems = BTreeSet::new();
    Analyzer::new(lang).analyze(forms, &mut |token| {
        stems.insert(token.stem.to_owned());
    });
    assert_eq!(stems.len(), 1, "{lang} {forms}: {stems:?}");
}

#[test]
fn forms_of_one_word() {
    alike("et", "seaded seadeid seadetes seadetest");
    alike("et", "parool parooli paroolid paroolide paroolidega");
    alike("et", "maksma maksan maksab maksta");
    alike("et", "arve arved arvete arveid");
    alike("gl", "conta contas");
    alike("gl", "pagar pago paga pagamos pagou");
    alike("eu", "kontu kontua kontuaren kontuetara kontutik");
    alike("eu", "ordaindu ordaintzen ordaintzeko ordainduko");
    alike("ga", "bord bhord mbord");
    alike("ga", "cuntas chuntas gcuntas");
    alike("he", "תשלום תשלומים התשלום");
}

#[test]
fn the_ending_of_a_name_is_no_part_of_it() {
    let words = |text: &str| {
        let mut words = Vec::new();
        Analyzer::new("tr").analyze(text, &mut |token| words.push((token.word.to_owned(), token.end)));
        words
    };
    assert_eq!(words("Ankara'da"), [("ankara".to_owned(), 9)]);
    assert_eq!(words("2024'te PayPal’dan"), [("2024".to_owned(), 7), ("paypal".to_owned(), 20)]);
    let neill: Vec<_> = words("O'Neill").into_iter().map(|(word, _)| word).collect();
    assert_eq!(neill, ["o", "neill", "oneill"]);
}

/// A browser loads the file of its reader's language.
/// What a browser loads once for a language, compressed: half of the languages take 6 kB or less, none more than 12.
#[test]
fn files_are_small() {
    let mut lengths: Vec<(usize, &str)> = Vec::new();
    for &code in CODES.iter() {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(packed(code).unwrap()).unwrap();
        lengths.push((gzip.finish().unwrap().len(), code));
    }
    lengths.sort_unstable();
    assert!(lengths[lengths.len() / 2].0 <= 6_000 && lengths[lengths.len() - 1].0 <= 12_000, "{lengths:?}");
}
