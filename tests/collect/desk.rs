//! What is asked beside a collector that runs: erasing, and what is too old.

use super::collector::{Place, files_with};
use super::database::with_both;
use super::receiver::eventually;

with_both!(erased_is_gone, what_is_too_old_goes);

const TEXT: &str = "the-words-of-somebody";

fn erased_is_gone(place: &Place) {
    let collector = place.start(&[]);
    let event = |text: &str| {
        format!(
            r#"{{"kind":"feedback","path":"/a/","lang":"en","revision":"0123456789ab","helped":false,"text":"{text}"}}"#
        )
    };
    for text in [TEXT, "of others", "ПИШУ Вам"] {
        assert_eq!(collector.script("/v1/feedback", &event(text)).status, 202);
    }
    let search = format!(r#"{{"kind":"search","query":"{TEXT}","lang":"en","hits":0,"then":"leave"}}"#);
    assert_eq!(collector.script("/v1/events", &search).status, 202);
    assert_eq!(collector.form("/v1/contact", "subject=a&email=Anna%40example.org").status, 202);
    assert_eq!(collector.form("/v1/contact", "subject=b&email=other%40example.org").status, 202);
    place.desk(&["erase", "--text", "The-Words-of"]);
    place.desk(&["erase", "--text", "пишу вам"]);
    place.desk(&["erase", "--email", "anna@example.org"]);
    let texts: Vec<_> = place.database.events().iter().map(|event| event["text"].clone()).collect();
    assert_eq!(texts, ["of others"]);
    assert_eq!(place.database.messages().len(), 1);
    assert_eq!(place.database.number("SELECT COUNT(*) FROM sum_queries"), 0);
    assert_eq!(place.database.number("SELECT COUNT(*) FROM queries"), 0);
    // The votes are counted still: they tell of nobody.
    assert_eq!(place.database.number("SELECT no FROM sum_articles WHERE span % 4 = 0"), 3);
    // Not in a free page of the file, and not in its journal.
    for gone in [TEXT, "Anna", "Вам"] {
        assert_eq!(files_with(&place.data(), gone.as_bytes()), Vec::<std::path::PathBuf>::new(), "{gone}");
    }
    assert_eq!(collector.script("/v1/feedback", &event("more")).status, 202, "it goes on");
    let nothing = place.command(&["erase", "--text", "nowhere-at-all"]).output().expect("it runs");
    assert!(nothing.status.success() && String::from_utf8_lossy(&nothing.stderr).contains("nothing was found"));
    assert_eq!(place.command(&["erase", "--text", "a"]).output().expect("it runs").status.code(), Some(2));
}

fn what_is_too_old_goes(place: &Place) {
    let collector = place.start(&[]);
    let read = r#"{"kind":"search","query":"an-old-query","lang":"en","hits":0,"then":"leave"}"#;
    assert_eq!(collector.script("/v1/events", read).status, 202);
    assert_eq!(collector.form("/v1/contact", "subject=an-old-message").status, 202);
    collector.end();
    // As if both came two hundred days ago.
    let day = 86_400_000_i64;
    for (table, column, one) in [
        ("events", "at", day),
        ("events", "day", 1),
        ("messages", "at", day),
        ("sum_queries", "span", 4),
        ("queries", "last_day", 1),
        ("sum_hours", "hour", 24),
        ("seen", "until", day),
    ] {
        place.database.execute(&format!("UPDATE {table} SET {column} = {column} - {}", 200 * one));
    }
    let collector = place.start(&["--keep", "201"]);
    let new = read.replace("an-old", "a-new");
    assert_eq!(collector.script("/v1/events", &new).status, 202);
    collector.end();
    assert_eq!(place.database.number("SELECT COUNT(*) FROM events"), 2, "a day is left");
    let collector = place.start(&["--keep", "199"]);
    eventually("removed", || collector.log().contains("\"event\":\"removed_old\""));
    collector.end();
    assert_eq!(place.database.number("SELECT COUNT(*) FROM events"), 1);
    assert_eq!(place.database.number("SELECT COUNT(*) FROM messages"), 0);
    assert_eq!(place.database.number("SELECT COUNT(*) FROM sum_queries WHERE span % 4 = 0"), 1);
    assert_eq!(place.database.number("SELECT COUNT(*) FROM queries"), 1);
    assert_eq!(place.database.number("SELECT COUNT(*) FROM sum_hours"), 2, "counts without texts stay longer");
    for gone in ["an-old-query", "an-old-message"] {
        assert_eq!(files_with(&place.data(), gone.as_bytes()), Vec::<std::path::PathBuf>::new(), "{gone}");
    }
    let collector = place.start(&["--keep-counts", "199"]);
    eventually("removed", || collector.log().contains("\"event\":\"removed_old\""));
    assert_eq!(place.database.number("SELECT COUNT(*) FROM sum_hours"), 1);
}
