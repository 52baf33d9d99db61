//! Events: taken once, kept as they are, refused where nothing of the site sends them.

use super::collector::Place;
use super::database::with_both;

with_both!(
    events_are_kept,
    twice_counts_once,
    feedback_by_script_and_by_form,
    sums_are_those_of_the_events,
    a_reason_that_comes_later_is_kept,
    foreign_sites,
    odd_requests
);

const SEARCH: &str =
    r#"{"id":"s1","kind":"search","query":"payout late","lang":"en","hits":3,"then":"open","opened":"/payouts/late/"}"#;

fn events_are_kept(place: &Place) {
    let collector = place.start(&[]);
    let lines = format!(
        "{SEARCH}\n{}\n{}\nno event\n{}\n",
        r#"{"kind":"read","path":"/payouts/late/","lang":"en","revision":"0123456789ab"}"#,
        r#"{"kind":"missing","path":"/old/"}"#,
        r#"{"kind":"form","path":"/contact/","lang":"en","from":"/a/","offered":["/b/"],"outcome":"solved"}"#,
    );
    let answer = collector.script("/v1/events", &lines);
    assert_eq!(answer.status, 202, "{answer:?}");
    assert_eq!(answer.header("access-control-allow-origin"), Some(super::collector::SITE));
    let told = answer.json();
    assert_eq!((told["taken"].as_u64(), told["known"].as_u64(), told["refused"].as_u64()), (Some(4), Some(0), Some(1)));
    assert_eq!(told["faults"][0]["line"], 4);
    // Acknowledged is kept: whatever becomes of the process.
    collector.kill();
    let events = place.database.events();
    let kinds: Vec<&str> = events.iter().filter_map(|event| event["kind"].as_str()).collect();
    assert_eq!(kinds, ["search", "read", "missing", "form"]);
    assert_eq!(events[0], serde_json::from_str::<serde_json::Value>(SEARCH).unwrap());
}

fn twice_counts_once(place: &Place) {
    let collector = place.start(&[]);
    let twice = collector.script("/v1/events", &format!("{SEARCH}\n{SEARCH}"));
    assert_eq!((twice.json()["taken"].as_u64(), twice.json()["known"].as_u64()), (Some(1), Some(1)));
    let again = collector.script("/v1/events", SEARCH);
    assert_eq!((again.status, again.json()["known"].as_u64()), (202, Some(1)));
    collector.end();
    // Also after it was started anew.
    let collector = place.start(&[]);
    assert_eq!(collector.script("/v1/events", SEARCH).json()["known"], 1);
    // Without a mark each counts.
    let unmarked = r#"{"kind":"missing","path":"/old/"}"#;
    assert_eq!(collector.script("/v1/events", &format!("{unmarked}\n{unmarked}")).json()["taken"], 2);
    assert_eq!(place.database.events().len(), 3);
    assert_eq!(place.database.number("SELECT CAST(SUM(asked) AS BIGINT) FROM sum_queries WHERE span % 4 = 0"), 1);
    assert_eq!(place.database.number("SELECT times FROM sum_missing WHERE span % 4 = 0"), 2);
}

fn feedback_by_script_and_by_form(place: &Place) {
    let collector = place.start(&[]);
    let no = r#"{"kind":"feedback","id":"f1","path":"/payouts/late/","lang":"ru","revision":"0123456789ab","helped":false,"reason":"outdated","text":"<b>Пишите</b> на anna@example.com"}"#;
    assert_eq!(collector.script("/v1/feedback", no).status, 202);
    assert_eq!(collector.script("/v1/feedback", no).status, 200, "known already");
    let yes = "path=%2Fpayouts%2Flate%2F&lang=en&revision=0123456789ab&helped=true&text=&next=%2Fpayouts%2Flate%2F%23hd-thanks";
    let answer = collector.form("/v1/feedback", yes);
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("location"), Some("https://help.example.com/payouts/late/#hd-thanks"));
    let elsewhere = collector.form("/v1/feedback", &yes.replace("next=%2F", "next=https%3A%2F%2Fevil.example%2F"));
    assert_eq!((elsewhere.status, elsewhere.header("location")), (202, None), "no form leads to another site");
    let events = place.database.events();
    assert_eq!(events.len(), 3);
    assert_eq!(events[0]["text"], "<b>Пишите</b> на [e-mail]", "text stays text, addresses go");
    let days = "SELECT lang, yes, no, outdated FROM sum_articles WHERE span % 4 = 0 ORDER BY lang";
    let sums = place.database.rows(days, |row| {
        use sqlx::Row;
        (row.get::<String, _>(0), row.get::<i64, _>(1), row.get::<i64, _>(2), row.get::<i64, _>(3))
    });
    assert_eq!(sums, [("en".to_owned(), 2, 0, 0), ("ru".to_owned(), 0, 1, 1)]);
}

fn a_reason_that_comes_later_is_kept(place: &Place) {
    let collector = place.start(&[]);
    let no = r#"{"kind":"feedback","id":"f1","path":"/a/","lang":"en","revision":"0123456789ab","helped":false}"#;
    let why = no.replace("}", r#","reason":"unclear","text":"too long"}"#);
    // As a page sends it where the reader says no, leaves, comes back and says why; each of them may be sent again.
    for (body, status) in [(no, 202), (no, 200), (&*why, 202), (&*why, 200), (no, 200)] {
        assert_eq!(collector.script("/v1/feedback", body).status, status, "{body}");
    }
    // The other way round, and in one batch.
    let lines = [why.replace("f1", "f2"), no.replace("f1", "f2"), no.replace("f1", "f3"), why.replace("f1", "f3")];
    let told = collector.script("/v1/events", &lines.join("\n")).json();
    assert_eq!((told["taken"].as_u64(), told["known"].as_u64()), (Some(3), Some(1)));
    let sums = place.database.rows("SELECT yes, no, unclear FROM sum_articles WHERE span % 4 = 0", |row| {
        [0, 1, 2].map(|column| sqlx::Row::get::<i64, _>(row, column))
    });
    assert_eq!(sums, [[0, 3, 3]], "three votes, each with its reason");
    assert_eq!(place.database.number("SELECT no FROM sum_hours"), 3);
    // What is printed tells the same to whoever reads it as a stream.
    let lines = place.desk(&["events"]);
    let stream = place.insights(&["--from", "-", "--format", "json"], lines.as_bytes());
    let own = place.insights(&["--data", &place.data().display().to_string(), "--format", "json"], b"");
    for figures in [stream, own] {
        let article = &figures["figures"]["satisfaction"]["articles"][0];
        assert_eq!((&article["helped"]["of"], &article["reasons"]["unclear"]), (&3.into(), &3.into()), "{figures}");
        assert_eq!(figures["figures"]["comments"].as_array().map(Vec::len), Some(3));
    }
}

fn sums_are_those_of_the_events(place: &Place) {
    let collector = place.start(&[]);
    let search = |query: &str, hits: u8, then: &str| {
        format!(r#"{{"kind":"search","query":"{query}","lang":"en","hits":{hits},"then":"{then}"}}"#)
    };
    let lines = [
        search("late payout", 3, "leave"),
        search("payouts late", 0, "again"),
        search("refund", 0, "contact"),
        r#"{"kind":"form","path":"/contact/","lang":"en","outcome":"sent"}"#.to_owned(),
        r#"{"kind":"form","path":"/contact/","lang":"en","offered":["/b/"],"outcome":"left"}"#.to_owned(),
    ];
    // In two batches, so that the second adds to the first.
    for lines in lines.chunks(3) {
        assert_eq!(collector.script("/v1/events", &lines.join("\n")).status, 202);
    }
    assert_eq!(collector.script("/v1/events", &search("Late payouts?", 3, "leave")).status, 202);
    // In the sums of the day, of the week and of the eight weeks.
    for length in 0..3 {
        let text = format!(
            "SELECT asked, without_hits, not_opened, again, contact FROM sum_queries WHERE span % 4 = {length} ORDER BY asked DESC"
        );
        let queries =
            place.database.rows(&text, |row| [0, 1, 2, 3, 4].map(|column| sqlx::Row::get::<i64, _>(row, column)));
        assert_eq!(queries, [[3, 1, 2, 1, 0], [1, 1, 0, 0, 1]], "what asks the same is one query");
    }
    let hours = place.database.rows(
        "SELECT CAST(SUM(searches) AS BIGINT), CAST(SUM(offered) AS BIGINT), CAST(SUM(sent) AS BIGINT), CAST(SUM(left_form) AS BIGINT) FROM sum_hours",
        |row| [0, 1, 2, 3].map(|column| sqlx::Row::get::<i64, _>(row, column)),
    );
    assert_eq!(hours, [[4, 1, 1, 1]]);
}

fn foreign_sites(place: &Place) {
    let collector = place.start(&[]);
    for headers in [
        &["Origin: https://evil.example"][..],
        &["Origin: null"],
        &["Referer: https://evil.example/https://help.example.com/"],
        &["Origin: https://evil.example", "Referer: https://help.example.com/"],
        &[],
    ] {
        for path in ["/v1/events", "/v1/feedback", "/v1/survey", "/v1/contact"] {
            let answer = collector.send("POST", path, headers, SEARCH.as_bytes());
            assert_eq!(answer.status, 403, "{path} {headers:?}");
            assert_eq!(answer.header("access-control-allow-origin"), None);
        }
    }
    // What a browser asks before it sends JSON that is called so.
    let asked = collector.send("OPTIONS", "/v1/contact", &["Origin: https://evil.example"], b"");
    assert_eq!((asked.status, asked.header("access-control-allow-origin")), (403, None));
    let asked = collector.send("OPTIONS", "/v1/contact", &["Origin: https://help.example.com"], b"");
    assert_eq!((asked.status, asked.header("access-control-allow-methods")), (204, Some("POST")));
    // A page without `Origin`, and a program with the token.
    let by_page = collector.send("POST", "/v1/events", &["Referer: https://help.example.com/a/"], SEARCH.as_bytes());
    assert_eq!(by_page.status, 202);
    let token = std::fs::read_to_string(place.data().join("token")).expect("made").trim().to_owned();
    let by_program =
        collector.send("POST", "/v1/events", &[&format!("Authorization: Bearer {token}")], SEARCH.as_bytes());
    assert_eq!(by_program.status, 202);
    // A name that leads here and is none of ours.
    let mut client = super::http::Client::connect(collector.address).expect("connected");
    let head = "GET / HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\n";
    assert_eq!(client.send(head, b"").expect("an answer").status, 421);
    assert_eq!(place.database.events().len(), 1);
}

fn odd_requests(place: &Place) {
    let collector = place.start(&[]);
    let status = |path: &str, kind: &str, body: &str| collector.post(path, kind, body).status;
    assert_eq!(status("/v1/events", "text/plain", ""), 422);
    assert_eq!(status("/v1/events", "text/plain", "no event"), 422);
    assert_eq!(status("/v1/events", "text/plain", r#"{"kind":"survey","survey":"csat","score":5}"#), 422);
    assert_eq!(status("/v1/events", "text/plain", &format!("{SEARCH}\n").repeat(501)), 413);
    assert_eq!(status("/v1/feedback", "text/html", "a"), 415);
    assert_eq!(status("/v1/feedback", "text/plain", "[]"), 422);
    assert_eq!(status("/v1/contact", "multipart/form-data; boundary=x", "a"), 422);
    assert_eq!(status("/v1/contact", "application/x-www-form-urlencoded", "language=en"), 422);
    assert_eq!(status("/v1/nothing", "text/plain", SEARCH), 405);
    assert_eq!(collector.get("/v1/events", &[]).status, 405);
    let bytes = collector.send("POST", "/v1/events", &["Origin: https://help.example.com"], b"\xff\xfe");
    assert_eq!(bytes.status, 422);
    assert!(place.database.events().is_empty());
}
