//! What customers type, and what they must find.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use common::{ask, document, english, first, searcher};
use helpdex_search::{Document, DocumentSection, Pin, Query, Words};
use proptest::prelude::*;

#[test]
fn words_stems_prefixes_and_typos_find_their_article() {
    let searcher = searcher("en", &english(), &Words::default());
    for (query, url) in [
        ("withdraw", "/withdraw/"),
        ("withdrawing", "/withdraw/"),
        ("withdrw", "/withdraw/"),
        ("withdrawi", "/withdraw/"),
        ("blueto", "/bluetooth/"),
        ("bluetoth", "/bluetooth/"),
        ("lbuetooth", "/bluetooth/"),
        ("instal drivres", "/drivers/"),
        ("wi-fi", "/wifi/"),
        ("wi fi", "/wifi/"),
        ("wifi", "/wifi/"),
        ("esp32", "/wifi/"),
        ("esp 32", "/wifi/"),
        ("signin", "/signin/"),
        ("where is my money", "/payout/"),
        ("salary", "/payout/"),
        ("WHEN DO I GET PAID", "/payout/"),
    ] {
        assert_eq!(first(&searcher, query), url, "{query}");
    }
}

#[test]
fn two_words_are_none_that_tells_nothing() {
    let documents = [
        document(
            "friends",
            "Friends and their accounts",
            "An account is theirs. Theirs alone, and nobody else has theirs.",
        ),
        document("tax", "Which forms of the IRS do I need?", "We send them in January."),
        document("therapist", "Find a therapist", "They call you."),
    ];
    let searcher = searcher("en", &documents, &Words::default());
    let urls = |query: &str| ask(&searcher, query).hits.into_iter().map(|hit| hit.url).collect::<Vec<_>>();
    assert_eq!(urls("the irs "), ["/tax/"], "it is no `theirs`");
    assert_eq!(urls("the rapist ")[0], "/therapist/", "a slip of somebody who types");
}

/// Documents that customers found by these words.
fn typed() -> Vec<Document> {
    let mut documents = english();
    documents[1].typed = vec!["lolly".to_owned(), "lolly lolly wampum".to_owned(), "lolly please".to_owned()];
    documents[2].asks = vec!["where is the wampum".to_owned()];
    documents[3].typed = vec!["lolly".to_owned()];
    documents
}

#[test]
fn what_customers_typed_finds_less_than_what_authors_wrote() {
    let searcher = searcher("en", &typed(), &Words::default());
    assert_eq!(first(&searcher, "lollies"), "/withdraw/");
    assert_eq!(first(&searcher, "wampum"), "/bluetooth/", "its author says so");
    let score = |url: &str| ask(&searcher, "lolly").hits.iter().find(|hit| hit.url == url).map(|hit| hit.score.0);
    let (often, once) = (score("/withdraw/").unwrap(), score("/drivers/").unwrap());
    assert!(often <= once, "a word counts once, however many typed it: {often} {once}");
}

#[test]
fn nobody_learns_to_spell_from_what_customers_typed() {
    let searcher = searcher("en", &typed(), &Words::default());
    let results = ask(&searcher, "wampun");
    assert_eq!(results.did_you_mean.as_deref(), Some("wampum"), "as an author spells it");
    let mut documents = typed();
    documents[1].typed.push("marmalade".to_owned());
    let searcher = self::searcher("en", &documents, &Words::default());
    let results = ask(&searcher, "marmelade");
    assert_eq!((results.total, results.did_you_mean), (1, None));
}

#[test]
fn numbers_have_no_typos() {
    let documents = [document("a", "Error 4041", "x"), document("b", "Error 5000", "y")];
    let searcher = searcher("en", &documents, &Words::default());
    assert_eq!(ask(&searcher, "4042").total, 0);
    assert_eq!(ask(&searcher, "4041").total, 1);
}

#[test]
fn a_word_that_is_there_finds_no_neighbours() {
    let documents = [document("a", "Pay", "pay"), document("b", "Payout", "payout"), document("c", "Play", "play")];
    let searcher = searcher("en", &documents, &Words::default());
    assert_eq!(ask(&searcher, "pay").total, 1);
}

#[test]
fn the_last_word_may_be_unfinished() {
    let documents = [document("a", "Change your e-mail", "mail"), document("b", "Withdraw to paypal", "with")];
    let searcher = searcher("en", &documents, &Words::default());
    assert_eq!(first(&searcher, "payp"), "/b/");
    assert_eq!(first(&searcher, "withdraw to pay"), "/b/");
}

#[test]
fn synonyms_work_the_ways_they_are_given() {
    let words = Words {
        equal: vec![vec!["withdraw".into(), "cash out".into()]],
        one_way: vec![("paypal".into(), vec!["payout".into()])],
        ..Words::default()
    };
    let searcher = searcher("en", &english(), &words);
    assert_eq!(first(&searcher, "cash out"), "/withdraw/");
    assert_eq!(first(&searcher, "cashing out"), "/withdraw/");
    assert_eq!(first(&searcher, "paypal"), "/payout/");
}

#[test]
fn a_synonym_is_no_typo_of_another_word() {
    let documents = [document("cash", "Cash", "Cash and cash."), document("stops", "It stops", "When the app stops.")];
    let words = Words { one_way: vec![("crash".into(), vec!["stops".into()])], ..Words::default() };
    let results = ask(&searcher("en", &documents, &words), "crash");
    assert_eq!((results.hits[0].url.as_str(), results.total, results.did_you_mean), ("/stops/", 1, None));
}

#[test]
fn pins_come_first_whatever_the_order_of_words() {
    let pin = Pin { query: "no money".into(), sources: vec!["content/wifi.md".into(), "content/gone.md".into()] };
    let searcher = searcher("en", &english(), &Words { pins: vec![pin], ..Words::default() });
    let results = ask(&searcher, "money no?");
    assert_eq!(results.hits[0].url, "/wifi/");
    assert!(results.hits[0].score > results.hits[1].score);
    assert_eq!(results.hits.iter().filter(|hit| hit.url == "/wifi/").count(), 1);
}

#[test]
fn the_other_keyboard_layout_is_read_and_told() {
    let documents = [document("a", "Вывод денег", "Привет")];
    let searcher = searcher("ru", &documents, &Words::default());
    let results = ask(&searcher, "dsdjl ltytu");
    assert_eq!(results.hits[0].url, "/a/");
    let read_as = results.read_as.unwrap();
    assert_eq!((read_as.query.as_str(), read_as.why), ("вывод денег", "layout"));
    assert_eq!(ask(&searcher, "вывода").read_as, None);
}

#[test]
fn a_typo_is_told_in_the_spelling_of_the_articles() {
    let searcher = searcher("en", &english(), &Words::default());
    assert_eq!(ask(&searcher, "Pair bluetoth!").did_you_mean.as_deref(), Some("Pair bluetooth!"));
    assert_eq!(ask(&searcher, "pair bluetooth").did_you_mean, None);
}

#[test]
fn a_typo_is_told_only_when_the_first_hit_has_the_word() {
    let documents = [
        document("a", "Withdraw money to a bank", "Withdraw money to a bank account in two days."),
        document("b", "Which keyboard works?", "Any of them."),
    ];
    let searcher = searcher("en", &documents, &Words::default());
    assert_eq!(ask(&searcher, "withdraw money to a bank keyboord").did_you_mean, None);
    assert_eq!(ask(&searcher, "keyboord").did_you_mean.as_deref(), Some("keyboard"));
}

#[test]
fn the_very_question_of_an_article_comes_first() {
    let mut documents: Vec<Document> = (0..5)
        .map(|n| document(&format!("a{n}"), &format!("Withdraw to card {n}"), "Withdraw and withdraw, withdrawing."))
        .collect();
    let mut asked = document("asked", "Request a payout", "Press the button and wait until the money is there.");
    asked.asks = vec!["how can I withdraw".into(), "send me my balance".into(), "take out earnings".into()];
    documents.push(asked);
    let searcher = searcher("en", &documents, &Words::default());
    assert_eq!(first(&searcher, "How can I withdraw?"), "/asked/");
    assert_ne!(first(&searcher, "withdraw card"), "/asked/");
}

#[test]
fn a_synonym_is_worth_no_more_than_the_word_typed() {
    let mut documents: Vec<Document> =
        (0..8).map(|n| document(&format!("a{n}"), &format!("About {n}"), "The app runs.")).collect();
    documents.push(document("program", "Referral program", "A program for friends."));
    documents.push(document("app", "Update the app", "The app updates itself."));
    let words = Words { equal: vec![vec!["app".into(), "program".into()]], ..Words::default() };
    let searcher = searcher("en", &documents, &words);
    assert_eq!(first(&searcher, "app"), "/app/");
    assert_eq!(first(&searcher, "program"), "/program/");
}

#[test]
fn what_is_far_behind_the_best_is_no_result() {
    let mut documents: Vec<Document> = (0..20)
        .map(|n| document(&format!("a{n}"), &format!("Account number{n}"), "Your account and its things."))
        .collect();
    documents.push(document("litecoin", "Litecoin wallets", "Your account and its litecoin wallet."));
    let searcher = searcher("en", &documents, &Words::default());
    assert_eq!(ask(&searcher, "litecoin wallet account").total, 1);
    assert_eq!(ask(&searcher, "account").total, 20, "of equals none is left out");
}

#[test]
fn a_site_decides_what_its_texts_are_worth() {
    // "card" is in one article's title, "refund card fee" in another one's text.
    let site = |text: &dyn Fn(usize) -> String| {
        let topics = ["invoice", "password", "holiday", "garage", "window", "printer", "lantern", "blanket"];
        let mut documents: Vec<Document> = topics
            .iter()
            .enumerate()
            .map(|(number, topic)| document(topic, &format!("The {topic}"), &text(number).replace("TOPIC", topic)))
            .collect();
        documents.push(document("limits", "Card limits", "There are some."));
        documents.push(document("money", "Money back", "A refund to the card costs a fee."));
        searcher("en", &documents, &Words::default())
    };
    let echoing = site(&|_| "About the TOPIC.".to_owned());
    assert_eq!(first(&echoing, "card refund fee"), "/money/", "texts repeat titles, so words in a text are evidence");
    let silent = site(&|_| "Yes, from the menu.".to_owned());
    assert_eq!(first(&silent, "card refund"), "/limits/", "texts never repeat titles, so the title decides");
}

#[test]
fn a_word_that_all_have_is_worth_more_than_what_begins_with_it() {
    let mut documents: Vec<Document> = (0..12)
        .map(|n| document(&format!("a{n}"), &format!("How to do thing {n}"), "Helpdex does it. What more is there?"))
        .collect();
    documents.push(document("settings", "Settings in helpdexfile", "A helpdexfile is what helpdex reads."));
    documents.push(document("what", "What is Helpdex?", "A program."));
    let searcher = searcher("en", &documents, &Words::default());
    assert_eq!(first(&searcher, "what is helpdex"), "/what/");
}

#[test]
fn marks_tell_why_a_hit_is_one() {
    let documents = [document("card", "How do I pay with a card?", "How you pay: do it with the card.")];
    let searcher = searcher("en", &documents, &Words::default());
    let marked = |query: &str| {
        let hit = ask(&searcher, query).hits.into_iter().next().expect("a hit");
        let cut = |text: &str, marks: &[(u32, u32)]| {
            marks.iter().map(|(from, to)| text[*from as usize..*to as usize].to_owned()).collect::<Vec<_>>()
        };
        (cut(&hit.title, &hit.title_marks), cut(&hit.snippet, &hit.marks))
    };
    let texts = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(marked("how do i use a card"), (texts(&["card"]), texts(&["card"])));
    assert_eq!(marked("how do i").0, texts(&["How", "do", "I"]), "there is nothing else");
}

#[test]
fn a_word_that_asks_tells_articles_apart() {
    let documents = [
        document("when", "When does the season end?", "In May."),
        document("how", "How does the season end?", "With a party."),
        document("where", "Where does the season end?", "In Minsk."),
    ];
    let searcher = searcher("en", &documents, &Words::default());
    for (query, url) in [("where will the season end", "/where/"), ("how will season end", "/how/")] {
        assert_eq!(first(&searcher, query), url, "{query}");
    }
}

#[test]
fn a_category_narrows() {
    let searcher = searcher("en", &english(), &Words::default());
    let query = Query { text: "money".into(), limit: 10, category: Some("/money/".into()), ..Query::default() };
    let results = searcher.search(&query).unwrap();
    assert_eq!(results.total, 1);
    assert_eq!(results.hits[0].category, "Money");
}

#[test]
fn snippets_mark_words_in_utf_16_and_name_the_heading() {
    let mut documents = english();
    documents[1].sections[1].text = "🙂 A transfer \n Fast:\nto   your bank\ntakes two days.\nNo more.".into();
    let searcher = searcher("en", &documents, &Words::default());
    let hit = ask(&searcher, "bank transfers days").hits.remove(0);
    assert_eq!(hit.snippet, "🙂 A transfer · Fast: to your bank · takes two days. No more.");
    let units: Vec<u16> = hit.snippet.encode_utf16().collect();
    let marked: Vec<String> =
        hit.marks.iter().map(|&(from, to)| String::from_utf16(&units[from as usize..to as usize]).unwrap()).collect();
    assert_eq!(marked, ["transfer", "bank", "days"]);
    assert_eq!(hit.sections[0].url, "/withdraw/#bank-transfer");
}

#[test]
fn a_heading_that_is_the_query_answers_it() {
    let section = |title: &str, text: &str| DocumentSection {
        title: Some(title.to_owned()),
        anchor: Some("anchor".to_owned()),
        text: text.to_owned(),
    };
    let mut documents = [
        document("domains", "Is a custom domain free for customers of the second plan?", "Yes."),
        document("settings", "Settings", "All of them."),
        document("asked", "Names", "Of hosts."),
    ];
    documents[1].sections.extend([section("Theme", "Its folder."), section("Custom domain", "Its name.")]);
    let urls = |documents: &[Document], query: &str| {
        let found = ask(&searcher("en", documents, &Words::default()), query);
        found.hits.into_iter().map(|hit| hit.url).collect::<Vec<_>>()
    };
    assert_eq!(urls(&documents, "custom domain ")[0], "/settings/");
    assert_eq!(urls(&documents, "domain custom ")[0], "/domains/", "the same words are not the same heading");
    documents[2].asks = vec!["custom domain".to_owned()];
    assert_eq!(urls(&documents, "custom domain ")[0], "/asked/", "an author's own answer counts more");
}

#[test]
fn both_ways_of_writing_json_agree() {
    let searcher = searcher("en", &english(), &Words::default());
    for query in ["bluetoth", "sign \"in\" \\ \u{1}\u{8}\n", "", "nothing-at-all"] {
        let results = ask(&searcher, query);
        let by_hand: serde_json::Value = serde_json::from_str(&results.to_json()).unwrap();
        assert_eq!(by_hand, serde_json::to_value(&results).unwrap());
    }
}

#[test]
fn an_explanation_names_words_and_fields() {
    let searcher = searcher("en", &english(), &Words::default());
    let query = Query { text: "withdraw".into(), limit: 1, explain: true, ..Query::default() };
    let explanation = searcher.search(&query).unwrap().hits.remove(0).explanation.unwrap();
    let stem = &explanation.words[0].stems[0];
    assert_eq!((stem.stem.as_str(), stem.how, stem.articles), ("withdraw", "stem", 1));
    assert_eq!(stem.fields.iter().map(|field| field.field).collect::<Vec<_>>(), ["title", "body"]);
}

#[test]
fn hostile_queries_are_only_queries() {
    let searcher = searcher("en", &english(), &Words::default());
    let long = "withdraw ".repeat(11_000);
    let words = (0..10_000).map(|n| format!("word{n}")).collect::<Vec<_>>().join(" ");
    for query in [
        "",
        "   ",
        "?!…",
        "how to",
        "the",
        &long,
        &words,
        "\u{0}\u{1}\u{1b}[31m",
        "\u{202e}yap\u{202c}",
        "🙂🙃 👨‍👩‍👧",
        "日本語の質問",
        "\u{fffd}",
        "e\u{301}\u{301}\u{301}",
        "<img src=x onerror=alert(1)>",
        "a",
        "''''",
        "--",
        "\u{feff}",
    ] {
        let results = ask(&searcher, query);
        assert_eq!(results.query, query);
    }
    assert_eq!(first(&searcher, &long), "/withdraw/");
}

proptest! {
    #[test]
    fn no_query_panics(query in "\\PC{0,60}", lang in prop::sample::select(vec!["en", "ru", "be", "xx", ""])) {
        let mut documents = english();
        documents.push(document("ru", "Как вывести деньги?", "Выплаты приходят по пятницам, перевод в банк."));
        documents.push(document("odd", &query, &query));
        let searcher = searcher(lang, &documents, &Words { equal: vec![vec![query.clone(), "money".into()]], ..Words::default() });
        for text in [query.as_str(), "money", "bank transfer деньги"] {
            let results = ask(&searcher, text);
            for hit in results.hits {
                let units = hit.snippet.encode_utf16().count() as u32;
                prop_assert!(hit.marks.iter().all(|&(from, to)| from < to && to <= units));
            }
        }
    }
}
