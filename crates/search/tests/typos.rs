//! What is misspelt.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use common::{ask, document, first, searcher};
use helpdex_search::{Query, Words};

#[test]
fn what_is_misspelt_is_a_word_rather_than_two() {
    let documents = [
        document("commit", "Find the oldest commit", "It is the last one of the list."),
        document("address", "A com address", "A hit of search, and its com address."),
        document("hit", "Hit by a ball", "Write to the com address when a hit hurts."),
    ];
    assert_eq!(first(&searcher("en", &documents, &Words::default()), "comhit "), "/commit/");
}

#[test]
fn what_is_misspelt_is_no_pair_of_stop_words() {
    let documents = [
        document("mail", "Не приходит почта", "Проверьте папку со спамом."),
        document("why", "Почему то и другое", "Почему? Потому что то и есть то."),
        document("late", "Почему поздно", "Почему то поздно."),
    ];
    assert_eq!(first(&searcher("ru", &documents, &Words::default()), "почьта "), "/mail/");
}

#[test]
fn a_typo_is_found_where_a_stem_ends_otherwise_than_its_word() {
    let documents = [
        document("privacy", "Privacy of your data", "We keep little."),
        document("saving", "Save a draft", "Nothing is lost."),
        document("history", "Your history", "Every order of the last year."),
    ];
    let searcher = searcher("en", &documents, &Words::default());
    for (query, url) in
        [("prikacy", "/privacy/"), ("hisrory", "/history/"), ("histroy", "/history/"), ("sazing", "/saving/")]
    {
        assert_eq!(first(&searcher, query), url, "{query}");
        assert_eq!(first(&searcher, &format!("{query} ")), url, "{query}, and no more of it");
    }
}

#[test]
fn a_stop_word_with_a_typo_tells_as_little() {
    let documents = [
        document("friends", "What friends should know", "They should read this because they should."),
        document("pay", "Ways to pay with a card in another country", "By card."),
        document("drivers", "Drivers", "We do not pay for drivers."),
    ];
    let searcher = searcher("en", &documents, &Words::default());
    let order = |query: &str| ask(&searcher, query).hits.into_iter().map(|hit| hit.url).collect::<Vec<_>>();
    assert_eq!(order("shuold i pay "), order("should i pay "));
    assert_eq!(order("should i pay ")[0], "/pay/");
}

#[test]
fn a_stop_word_is_none_of_other_words() {
    let documents = [
        document("whole", "The whole story", "It is whole."),
        document("device", "Whole devices", "Each device that is whole."),
        document("invoice", "A device of a friend", "Ask the friend."),
    ];
    let searcher = searcher("en", &documents, &Words::default());
    let query = Query { text: "whose device ".into(), limit: 3, explain: true, ..Query::default() };
    let explanation = searcher.search(&query).unwrap().hits.remove(0).explanation.unwrap();
    assert!(explanation.words[0].stop, "`whose` is no slip of `whole` that tells something");
}

#[test]
fn what_an_author_gave_synonyms_is_no_stop_word() {
    let documents = [
        document("transfer", "Bank transfers", "They take a day."),
        document("were", "Friends", "They were here, and you were there."),
        document("fees", "Fees", "What it costs."),
    ];
    let words = Words { one_way: vec![("wyre".to_owned(), vec!["bank transfer".to_owned()])], ..Words::default() };
    let searcher = searcher("en", &documents, &words);
    let found = ask(&searcher, "wyre fees ");
    assert_eq!(found.hits.len(), 2);
    let query = Query { text: "wyre fees ".into(), limit: 3, explain: true, ..Query::default() };
    let hits = searcher.search(&query).unwrap().hits;
    let words = &hits[0].explanation.as_ref().unwrap().words;
    assert!(words.iter().all(|word| !word.stop), "{words:?}");
}

#[test]
fn two_words_written_as_one_are_no_slip_of_another() {
    let documents = [
        document("sign", "A sign of life", "A sign is a sign, and signing takes long."),
        document("in", "How do I sign in?", "Press the button to sign in, for logging in."),
        document("sent", "What I sent in", "Sending, testing and asking."),
    ];
    let found = ask(&searcher("en", &documents, &Words::default()), "signin ");
    assert_eq!(found.did_you_mean, None);
    assert_eq!(found.hits[0].url, "/in/");
}
