//! Any bytes as a query, and as files of an archive. The fuzzer's targets in `fuzz/` and the test of their corpus call
//! these; whatever the bytes, nothing may panic, and an answer must hold together.
#![allow(dead_code, missing_docs, unreachable_pub, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::LazyLock;

use helpdex_search::languages;
use helpdex_search::{
    Answer, Document, DocumentSection, Engine, Location, Part, Pin, Query, Results, Searcher, Words, build, opened,
    parts,
};

const LANGUAGES: [&str; 3] = ["en", "ru", "be"];

/// A site with articles in three languages, synonyms and pins.
fn documents(lang: &str) -> Vec<Document> {
    let texts: &[(&str, &str)] = match lang {
        "en" => &[
            (
                "How do I withdraw money?",
                "Open the wallet and press Withdraw. We send it by bank transfer in 2.5 days.",
            ),
            ("Which Wi-Fi networks work?", "Any wifi at 2.4 GHz. An ESP32 board is fine; so is node.js on C++."),
            ("I can't sign in", "Reset your password on the sign-in page. It's the customer's own."),
            ("Pair a Bluetooth headset", "Turn Bluetooth on and hold the button. 日本語 and עברית are fine, too."),
        ],
        "ru" => &[
            ("Как вывести деньги?", "Откройте кошелёк. Выплаты приходят по пятницам, перевод в банк — два дня."),
            ("Забыл пароль", "Сбросьте пароль на странице входа. Участвующий получает письмо."),
        ],
        _ => &[
            ("Як вывесці грошы?", "Адкрыйце кашалёк. Выплаты прыходзяць па пятніцах; п’еса, сям'я."),
            ("Забыўся на пароль", "Скіньце пароль на старонцы ўваходу."),
        ],
    };
    let document = |(number, (title, text)): (usize, &(&str, &str))| Document {
        source: format!("content/a{number}.{lang}.md"),
        url: format!("/{lang}/a{number}/"),
        title: (*title).to_owned(),
        summary: "Two sentences. They answer.".to_owned(),
        asks: vec![format!("{title} please"), "where is it".to_owned()],
        keywords: vec!["salary".to_owned()],
        typed: vec!["wages wampum".to_owned()],
        category: "General".to_owned(),
        category_url: format!("/{lang}/general/"),
        featured: number == 0,
        sections: vec![
            DocumentSection { text: (*text).to_owned(), ..DocumentSection::default() },
            DocumentSection {
                title: Some(format!("More: {title}")),
                anchor: Some("more".to_owned()),
                text: text.repeat(3),
            },
        ],
    };
    texts.iter().enumerate().map(document).collect()
}

fn words() -> Words {
    Words {
        equal: vec![
            vec!["withdraw".into(), "cash out".into(), "вывести".into()],
            vec!["sign in".into(), "login".into()],
        ],
        one_way: vec![("paypal".into(), vec!["wallet".into(), "кошелек".into()])],
        pins: vec![Pin { query: "minimum payout".into(), sources: vec!["content/a1.en.md".into()] }],
        ..Words::default()
    }
}

/// An archive's files by name, and the core's name.
struct Sound {
    files: BTreeMap<String, Vec<u8>>,
    core: String,
}

impl Sound {
    /// A file of its own, unpacked.
    fn file(&self, name: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(self.files.get(name)?.as_slice()).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// What the engine asks for.
    fn part(&self, Location { file, range }: &Location) -> Option<Vec<u8>> {
        match range {
            Some(range) => opened(self.files.get(file)?.get(range.clone())?).ok(),
            None => self.file(file),
        }
    }
}

static SOUND: LazyLock<Sound> = LazyLock::new(|| {
    let archive = build("en", &["en"], &documents("en"), &words()).unwrap();
    let manifest = archive.files.iter().find(|file| file.name == archive.manifest).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&manifest.bytes).unwrap();
    let core = manifest["core"].as_str().unwrap().to_owned();
    Sound { files: archive.files.into_iter().map(|file| (file.name, file.bytes)).collect(), core }
});

static SEARCHERS: LazyLock<Vec<Searcher>> = LazyLock::new(|| {
    let open = |lang: &&str| {
        let archive = build(lang, &LANGUAGES, &documents(lang), &words()).unwrap();
        let files: BTreeMap<String, Vec<u8>> = archive.files.into_iter().map(|file| (file.name, file.bytes)).collect();
        let load = move |name: &str| files.get(name).cloned().ok_or_else(|| std::io::ErrorKind::NotFound.into());
        Searcher::open(load, &archive.manifest).unwrap()
    };
    LANGUAGES.iter().map(open).collect()
});

/// Asks in the language that the first byte chooses.
pub fn query(data: &[u8]) {
    let Some((&first, text)) = data.split_first() else { return };
    let query = Query {
        text: String::from_utf8_lossy(text).into_owned(),
        limit: usize::from(first >> 4),
        category: (first & 8 > 0).then(|| "/en/general/".to_owned()),
        explain: first & 4 > 0,
        foreign: first & 2 > 0,
    };
    let ask = |number: usize, query: &Query| SEARCHERS[number].search(query);
    let results = languages::search(&query, usize::from(first) % 3, &LANGUAGES, ask).unwrap();
    assert_eq!(results.query, query.text);
    check(&results, query.limit);
}

/// The core, and seven kinds of parts.
const KINDS: u8 = 8;

/// Reads a file of an archive that is these bytes. The first byte chooses which one: the core, or a kind of part.
pub fn archive(data: &[u8]) {
    let Some((&first, bytes)) = data.split_first() else { return };
    let sound = &*SOUND;
    let core = if first % KINDS == 0 { bytes.to_vec() } else { sound.file(&sound.core).unwrap() };
    let Ok(mut engine) = Engine::open(&core, &sound.core) else { return };
    for text in ["withdraw mony to a bank", "minimum payouts", "p", "salary 0x80070005"] {
        let query = Query { text: text.to_owned(), limit: 10, ..Query::default() };
        for _ in 0..12 {
            let parts = match engine.search(&query) {
                Answer::Results(results) => {
                    check(&results, query.limit);
                    break;
                }
                Answer::Dependencies(parts) => parts,
            };
            assert!(!parts.is_empty());
            for part in parts {
                let kind = match part {
                    Part::Block(_) => 1,
                    Part::Chunk(..) => 2,
                    Part::Page(_) => 3,
                    Part::Articles(..) => 4,
                    Part::ExpansionList(_) => 5,
                    Part::Expansions(..) => 6,
                    Part::Language | Part::ExpansionLanguage(_) => 7,
                };
                let own = engine.locate(part).and_then(|location| sound.part(&location));
                let own = own.filter(|_| first % KINDS != kind);
                if engine.supply(part, own.as_deref().unwrap_or(bytes)).is_err() {
                    return;
                }
            }
        }
    }
}

/// Marks lie in what they mark, and both ways of writing JSON say the same.
fn check(results: &Results, limit: usize) {
    assert!(results.hits.len() <= limit && results.hits.len() <= results.total);
    for hit in &results.hits {
        for (text, marks) in [(&hit.snippet, &hit.marks), (&hit.title, &hit.title_marks)] {
            let units = text.encode_utf16().count() as u32;
            let mut end = 0;
            for &(from, to) in marks {
                assert!(end <= from && from < to && to <= units, "{marks:?} in {text:?}");
                end = to;
            }
        }
    }
    let mut plain = results.clone();
    plain.hits.iter_mut().for_each(|hit| hit.explanation = None);
    let by_hand: serde_json::Value = serde_json::from_str(&results.to_json()).unwrap();
    assert_eq!(by_hand, serde_json::to_value(&plain).unwrap());
}

/// What a sound archive is made of, as a fuzzer may begin with it: each file and part as the core and as any kind of part.
pub fn seeds() -> Vec<Vec<u8>> {
    let with = |first: u8, bytes: &[u8]| [&[first], bytes].concat();
    // The browser's engine is a file of its own.
    let names = SOUND.files.keys().filter(|name| name.starts_with("en/"));
    let parts = names.flat_map(|name| match SOUND.file(name) {
        Some(bytes) => vec![bytes],
        None => parts(&SOUND.files[name]).into_iter().map(|part| [&[0; 6], part.as_slice()].concat()).collect(),
    });
    parts.flat_map(|bytes| (0..KINDS).map(move |first| with(first, &bytes))).collect()
}
