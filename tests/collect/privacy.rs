//! What is not kept: addresses, cookies, browsers' names.

use super::collector::{Place, SITE, files_with};
use super::database::with_both;

with_both!(no_address_and_no_cookie);

fn no_address_and_no_cookie(place: &Place) {
    let collector = place.start(&["--trusted-proxy", "127.0.0.1"]);
    let address = "203.0.113.213";
    let headers = [
        format!("Origin: {SITE}"),
        format!("X-Forwarded-For: {address}"),
        "User-Agent: Browser-of-a-reader/1.0".to_owned(),
        "Cookie: reader=somebody-known".to_owned(),
        format!("Referer: {SITE}/payouts/?secret-of-the-page=1"),
    ];
    let link = place.desk(&["link", "--url", SITE, "--survey", "csat", "--ticket", "T-1"]);
    let reference = link.trim().split_once("?t=").expect("a link").1;
    let bodies = [
        (
            "/v1/events",
            "text/plain",
            r#"{"kind":"search","query":"late","lang":"en","hits":1,"then":"leave"}"#.to_owned(),
        ),
        (
            "/v1/feedback",
            "text/plain",
            r#"{"kind":"feedback","path":"/a/","lang":"en","revision":"0123456789ab","helped":true}"#.to_owned(),
        ),
        ("/v1/survey", "application/x-www-form-urlencoded", format!("survey=csat&score=5&t={reference}")),
        ("/v1/contact", "application/x-www-form-urlencoded", "subject=Help".to_owned()),
    ];
    for (path, kind, body) in &bodies {
        let kind = format!("Content-Type: {kind}");
        let headers: Vec<&str> = headers.iter().map(String::as_str).chain([kind.as_str()]).collect();
        let answer = collector.send("POST", path, &headers, body.as_bytes());
        assert!([202, 303].contains(&answer.status), "{path} {answer:?}");
        assert_eq!(answer.header("set-cookie"), None);
    }
    for path in ["/", "/healthz", "/metrics", "/nothing"] {
        assert_eq!(collector.get(path, &["X-Forwarded-For: 203.0.113.213"]).header("set-cookie"), None);
    }
    let log = collector.log();
    collector.end();
    assert_eq!(place.database.number("SELECT COUNT(*) FROM events"), 3);
    assert_eq!(place.database.number("SELECT COUNT(*) FROM messages"), 1);
    for told in [address, "Browser-of-a-reader", "somebody-known", "secret-of-the-page"] {
        assert_eq!(files_with(&place.data(), told.as_bytes()), Vec::<std::path::PathBuf>::new(), "{told}");
        assert!(!log.contains(told), "{told}");
        for table in ["events", "messages", "queries", "sum_missing"] {
            for row in place.database.rows(&format!("SELECT * FROM {table}"), |row| format!("{:?}", texts(row))) {
                assert!(!row.contains(told), "{told} in {table}: {row}");
            }
        }
    }
}

/// Every column of a row that is a text.
fn texts(row: &sqlx::any::AnyRow) -> Vec<String> {
    use sqlx::Row;
    (0..row.len()).filter_map(|column| row.try_get::<String, _>(column).ok()).collect()
}
