//! Words that no article uses, of the site's language and of others.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::{Files, ask, document, english, first, searcher};
use helpdex_search::{Document, Query, Searcher, Words, build};

#[test]
fn a_word_near_in_meaning_finds() {
    let documents = [
        document("fees", "Is there a fee?", "The price is two percent."),
        document("friends", "Invite a friend", "Friends and family get a bonus."),
    ];
    let searcher = searcher("en", &documents, &Words::default());
    assert_eq!(first(&searcher, "which percentage do you keep?"), "/fees/");
    assert_eq!(first(&common::searcher("en", &english(), &Words::default()), "my wage"), "/payout/");
}

#[test]
fn what_customers_say_finds_what_help_centers_call_it() {
    let find = |lang: &str, documents: &[Document], query: &str, url: &str| {
        assert_eq!(first(&searcher(lang, documents, &Words::default()), query), url, "{query}");
    };
    let english = [
        document("suspended", "Why is my account suspended?", "It broke the rules of the community."),
        document("limit", "Limit the traffic of a device", "Set a monthly volume."),
    ];
    find("en", &english, "you kicked me ", "/suspended/");
    find("en", &english, "it eats so many gigs ", "/limit/");
    let russian = [
        document("family", "Можно ли пригласить семью?", "Каждому взрослому — свой аккаунт."),
        document("payout", "Как запросить выплату", "Выберите способ."),
    ];
    find("ru", &russian, "хочу обналичить ", "/payout/");
    find("ru", &russian, "моя тёща ", "/family/");
    let belarusian = [
        document("family", "Ці можна запрасіць сямʼю?", "Кожнаму даросламу — свой акаўнт."),
        document("device", "Як дадаць прыладу", "Усталюйце праграму."),
    ];
    find("be", &belarusian, "мой мабільнік ", "/device/");
}

#[test]
fn everyday_words_are_asked_only_where_no_article_has_them() {
    let stay = document("stay", "Book your accommodation", "Choose a house.");
    let bed = document("bed", "Clean a bedroom", "Use a soft brush.");
    let find = |documents: &[Document]| {
        let hits = ask(&searcher("en", documents, &Words::default()), "bedroom ").hits;
        hits.into_iter().map(|hit| hit.url).collect::<Vec<_>>()
    };
    assert_eq!(find(std::slice::from_ref(&stay)), ["/stay/"]);
    assert_eq!(find(&[stay, bed]), ["/bed/"]);
}

#[test]
fn a_slip_of_a_word_is_no_stop_word() {
    let documents = [
        document("arrive", "When does a payment arrive?", "Within three days and nights."),
        document("and", "Cookies and tea", "Milk and sugar and honey."),
    ];
    let found = ask(&searcher("en", &documents, &Words::default()), "lands ");
    assert_eq!(found.hits.iter().map(|hit| hit.url.as_str()).collect::<Vec<_>>(), ["/arrive/"]);
    assert_eq!(found.did_you_mean, None);
}

#[test]
fn a_slip_that_means_the_same_counts_in_full() {
    let documents = [document("gray", "Choose gray", "Any of it."), document("color", "Choose a color", "Any of it.")];
    let searcher = searcher("en", &documents, &Words::default());
    let weight = |query: &str| {
        let query = Query { text: query.to_owned(), limit: 1, explain: true, ..Query::default() };
        let hits = searcher.search(&query).unwrap().hits;
        hits[0].explanation.as_ref().unwrap().words[0].weight
    };
    assert!(weight("grey ") > 0.8 * weight("gray "));
}

#[test]
fn what_a_small_site_is_about_still_tells_its_articles_apart() {
    let mut documents =
        vec![document("vpn", "Is a VPN allowed?", "No."), document("review", "Do people like it?", "Yes.")];
    documents.extend(["a", "b", "c", "d", "e"].map(|name| document(name, "Other things", "Without a VPN it works.")));
    let find = |words: &Words| first(&searcher("en", &documents, words), "people vpn ");
    assert_eq!(find(&Words::default()), "/vpn/", "everybody says `people`, and hardly anybody `VPN`");
    assert_eq!(find(&Words { literal: true, ..Words::default() }), "/review/", "of these articles one has `people`");
}

#[test]
fn what_is_there_outranks_what_is_only_near() {
    let documents = [
        document("percent", "Percent and percent again", "Two percent, percent by percent."),
        document("percentage", "Other things", "Somewhere in a long text about other things stands a percentage."),
    ];
    let searcher = searcher("en", &documents, &Words::default());
    assert_eq!(first(&searcher, "percentage "), "/percentage/");
    assert_eq!(ask(&searcher, "percentage ").total, 1, "a word that is there needs no other");
}

#[test]
fn words_that_are_there_but_not_together_mean_what_is_near() {
    let documents = [
        document("fees", "Is there a fee?", "The price is two percent of each withdrawal."),
        document("keep", "Keep your account safe", "Use a long password."),
        document("percentage", "Quality of a line", "A percentage of lost packets."),
    ];
    let searcher = searcher("en", &documents, &Words::default());
    let hits = ask(&searcher, "what percentage cost withdrawal").hits;
    assert_eq!(hits[0].url, "/fees/", "two of its words are only near");
    assert_eq!(ask(&searcher, "percentage ").total, 1, "one word needs no other");
}

#[test]
fn a_question_in_another_language_finds() {
    let searcher = searcher("en", &english(), &Words::default());
    for (query, url) in [("как поставить драйвер", "/drivers/"), ("когда мне заплатят", "/payout/")]
    {
        assert_eq!(first(&searcher, query), url, "{query}");
    }
}

#[test]
fn a_language_of_the_site_answers_first() {
    let files = Files::new(build("en", &["en", "ru"], &english(), &Words::default()).unwrap());
    let searcher = files.open().unwrap();
    let query = Query { text: "когда мне заплатят".to_owned(), limit: 5, ..Query::default() };
    assert_eq!(searcher.search(&query).unwrap().total, 0, "an English reader asks the Russian articles");
    let foreign = searcher.search(&Query { foreign: true, ..query }).unwrap();
    assert_eq!(foreign.hits[0].url, "/payout/", "what a Russian reader finds beside these");
}

#[test]
fn an_author_knows_better_than_the_table() {
    let documents: Vec<Document> =
        vec![document("fees", "Our price", "Two percent."), document("rates", "Exchange", "What a euro costs.")];
    let words = Words { one_way: vec![("percentage".into(), vec!["euro".into()])], ..Words::default() };
    assert_eq!(first(&searcher("en", &documents, &words), "percentage "), "/rates/");
}

#[test]
fn nothing_is_loaded_for_words_that_are_there() {
    let archive = build("en", &["en"], &english(), &Words::default()).unwrap();
    let files: BTreeMap<String, Vec<u8>> = archive.files.into_iter().map(|file| (file.name, file.bytes)).collect();
    let loaded = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&loaded);
    let load = move |name: &str| {
        counter.fetch_add(1, Ordering::Relaxed);
        files.get(name).cloned().ok_or(std::io::ErrorKind::NotFound.into())
    };
    let searcher = Searcher::open(load, &archive.manifest).unwrap();
    let after = |text: &str| {
        ask(&searcher, text);
        loaded.load(Ordering::Relaxed)
    };
    after("money wallet bank transfer");
    let known = after("withdraw money to a bank");
    assert_eq!(after("money to my bank wallet"), known);
    let slip = after("monay to my bank");
    assert_eq!(slip, known + 2, "the list and a run: what looks like a slip may be a word that no article has");
    assert_eq!(after("monay wallet"), slip, "only once");
    let unknown = after("withdraw wage");
    assert!(unknown > slip, "another run");
    assert_eq!(after("money wage"), unknown);
}

#[test]
fn it_can_be_switched_off() {
    let words = Words { literal: true, ..Words::default() };
    let searcher = searcher("en", &english(), &words);
    assert!(ask(&searcher, "wage").hits.iter().all(|hit| hit.url != "/payout/"));
    assert_eq!(ask(&searcher, "когда мне заплатят").total, 0);
}
