//! An index that is made from the one before has the bytes of one that is made anew.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use common::document;
use helpdex_search::{Archive, Builder, Document, DocumentSection, Kept, Key, Pin, Words};

/// A number of a document, as whoever keeps an index makes one.
fn key(document: &Document) -> Key {
    let mut key = [0; 16];
    for (at, byte) in format!("{document:?}").bytes().enumerate() {
        let old: u8 = key[at % 16];
        key[at % 16] = old.wrapping_mul(31).wrapping_add(byte).rotate_left(3);
    }
    key
}

fn kept(lang: &str, documents: &[Document], words: &Words) -> Option<Kept> {
    let mut builder = Builder::new(lang, words).unwrap().to_keep();
    for document in documents {
        builder.add_keyed(document, &key(document), &[7; 32]).unwrap();
    }
    let (_, bytes) = builder.finish(&[lang], &mut |_| ()).unwrap();
    bytes.map(|bytes| Kept::read(bytes).unwrap())
}

/// The archive with what is kept taken over, and how much of it was.
fn continued(lang: &str, documents: &[Document], words: &Words, kept: &Kept) -> (Archive, usize) {
    let mut builder = Builder::new(lang, words).unwrap().from_kept(kept);
    let mut taken = 0;
    for document in documents {
        let key = key(document);
        match kept.note(&key) {
            Some(note) => {
                assert_eq!(note, [7; 32]);
                taken += 1;
                let head = Document { sections: Vec::new(), ..document.clone() };
                builder.add_kept(&head, &key, Box::new(|| document.clone())).unwrap();
            }
            None => builder.add_keyed(document, &key, &[8; 32]).unwrap(),
        }
    }
    (builder.archive(&[lang]).unwrap(), taken)
}

fn anew(lang: &str, documents: &[Document], words: &Words) -> Archive {
    helpdex_search::build(lang, &[lang], documents, words).unwrap()
}

/// A help center whose articles differ in their words, their lengths and their fields.
fn site(texts: &[&str]) -> Vec<Document> {
    let words: Vec<&str> = texts.iter().flat_map(|text| text.split(' ')).collect();
    let word = |at: usize| words[at * 7 % words.len()];
    (0..60)
        .map(|number| {
            let title = format!("{} {} {}", word(number), word(number + 3), word(number + 11));
            let body: Vec<&str> = (0..20 + number * 3).map(|at| word(at * number + at)).collect();
            let mut article = document(&format!("a{number}"), &title, &body.join(" "));
            article.asks = (0..number % 3).map(|ask| format!("{} {}", word(ask), word(number * ask))).collect();
            article.summary = if number % 2 == 0 { texts[number % texts.len()].to_owned() } else { String::new() };
            article.typed = if number % 9 == 0 { vec![word(number + 1).to_owned()] } else { Vec::new() };
            article.featured = number % 10 == 0;
            article.category = format!("C{}", number / 20);
            article.category_url = format!("/c{}/", number / 20);
            article
        })
        .collect()
}

const TEXTS: [(&str, &[&str]); 5] = [
    (
        "en",
        &[
            "how do I withdraw my earnings to a bank card",
            "the app does not connect on wi-fi 2.4 GHz",
            "refund of fee 12.50",
        ],
    ),
    ("ru", &["как вывести деньги на карту банка", "приложение не подключается к сети", "комиссия за вывод"]),
    ("de", &["Zahlung Methode Zahlungsmethode ändern", "Konto löschen Kontolöschung", "Auszahlung dauert Tage"]),
    ("zh-Hans", &["如何 提现 到 银行卡", "应用 无法 连接 网络", "手续费 是 多少"]),
    ("tr", &["hesabımı nasıl silerim", "ödeme yöntemleri ve ücretler", "uygulama bağlanmıyor"]),
];

#[test]
fn an_edit_gives_the_bytes_of_an_index_that_is_made_anew() {
    for (lang, texts) in TEXTS {
        let words = Words {
            pins: vec![Pin { query: texts[0].to_owned(), sources: vec!["content/a7.md".to_owned()] }],
            ..Words::default()
        };
        let before = site(texts);
        let kept = kept(lang, &before, &words).unwrap();
        assert_eq!(continued(lang, &before, &words, &kept), (anew(lang, &before, &words), 60), "{lang}");

        let mut after = before.clone();
        // Other words, some of which nobody else has; one that stays in its title only.
        after[5].sections[0].text = format!("{} zebra", texts[1]);
        after[6].sections.push(DocumentSection {
            title: Some("Quagga".to_owned()),
            anchor: Some("quagga".to_owned()),
            text: texts[2].to_owned(),
        });
        after[7].title = texts[2].to_owned();
        assert_eq!(continued(lang, &after, &words, &kept), (anew(lang, &after, &words), 57), "{lang}: edited");
        // Gone, new, and moved.
        after.remove(20);
        after.insert(3, document("new", "A new one", texts[0]));
        after.swap(30, 50);
        assert_eq!(continued(lang, &after, &words, &kept), (anew(lang, &after, &words), 56), "{lang}: moved");
        assert_eq!(continued(lang, &[], &words, &kept), (anew(lang, &[], &words), 0), "{lang}: none is left");
    }
}

#[test]
fn what_changes_too_much_is_not_taken_over() {
    let words = Words::default();
    let articles = site(TEXTS[0].1);
    let kept = kept("en", &articles, &words).unwrap();
    let keys: Vec<Key> = articles.iter().map(key).collect();
    let other = |count: usize| -> Vec<Key> {
        keys.iter().enumerate().map(|(at, key)| if at < count { [at as u8; 16] } else { *key }).collect()
    };
    assert!(kept.is_worth(&keys) && kept.is_worth(&other(8)) && !kept.is_worth(&other(9)));
    assert!(kept.note(&[0; 16]).is_none());
}

#[test]
fn what_is_not_kept_can_not_be_added() {
    let words = Words::default();
    let articles = site(TEXTS[0].1);
    let kept = kept("en", &articles, &words).unwrap();
    let mut builder = Builder::new("en", &words).unwrap().from_kept(&kept);
    let stranger = document("x", "X", "y");
    assert!(builder.add_kept(&stranger, &key(&stranger), Box::new(Document::default)).is_err());
}

#[test]
fn the_stems_of_belarusian_depend_on_more_than_an_article() {
    assert!(kept("be", &site(&["як вывесці грошы", "праграма не працуе"]), &Words::default()).is_none());
}

#[test]
fn bytes_that_are_cut_off_are_not_read() {
    let words = Words::default();
    let mut builder = Builder::new("en", &words).unwrap().to_keep();
    let article = document("a", "Pay", "Money comes.");
    builder.add_keyed(&article, &key(&article), &[0; 32]).unwrap();
    let bytes = builder.finish(&["en"], &mut |_| ()).unwrap().1.unwrap();
    assert!(Kept::read(bytes.clone()).is_some());
    for end in 0..bytes.len() {
        assert!(Kept::read(bytes[..end].to_vec()).is_none(), "cut after {end} bytes");
    }
}
