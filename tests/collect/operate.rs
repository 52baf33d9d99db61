//! What whoever runs a collector sees: health, numbers, the dashboard's door, a second collector in the same folder.

use super::collector::Place;

#[test]
fn health_and_numbers() {
    let place = Place::sqlite();
    let collector = place.start(&[]);
    assert_eq!(collector.get("/healthz", &[]).body, "ok\n");
    assert_eq!(collector.script("/v1/events", r#"{"kind":"missing","path":"/old/"}"#).status, 202);
    let numbers = collector.get("/metrics", &[]);
    assert!(numbers.header("content-type").is_some_and(|kind| kind.starts_with("text/plain; version=0.0.4")));
    assert!(
        numbers.body.contains("helpdex_collect_records_total{kind=\"missing\",outcome=\"new\"} 1\n"),
        "{}",
        numbers.body
    );
    assert!(numbers.body.contains("helpdex_collect_requests_total{route=\"/v1/events\",status=\"202\"} 1\n"));
    // Through a proxy they are for whoever has the token.
    let passed_on = "X-Forwarded-For: 203.0.113.9";
    assert_eq!(collector.get("/metrics", &[passed_on]).status, 401);
    let token = std::fs::read_to_string(place.data().join("token")).expect("made");
    let bearer = format!("Authorization: Bearer {}", token.trim());
    assert_eq!(collector.get("/metrics", &[passed_on, &bearer]).status, 200);
}

#[test]
fn the_dashboard_is_behind_the_token() {
    let place = Place::sqlite();
    let collector = place.start(&[]);
    let door = collector.get("/", &[]);
    assert_eq!((door.status, door.header("set-cookie")), (401, None));
    assert!(door.body.contains("<form method=\"post\" action=\"/login\">"));
    let token = std::fs::read_to_string(place.data().join("token")).expect("made").trim().to_owned();
    let own = format!("Origin: http://{}", collector.address);
    let kind = "Content-Type: application/x-www-form-urlencoded";
    let login = |origin: &str, token: &str| {
        collector.send("POST", "/login", &[origin, kind], format!("token={token}").as_bytes())
    };
    assert_eq!(login("Origin: https://help.example.com", &token).status, 403, "no other page signs anybody in");
    let signed_in = login(&own, &token);
    assert_eq!((signed_in.status, signed_in.header("location")), (303, Some("/")));
    let cookie = signed_in.header("set-cookie").expect("a cookie").to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let cookie = format!("Cookie: {}", cookie.split(';').next().expect("a pair"));
    let seen = collector.get("/", &[&cookie]);
    assert_eq!(seen.status, 200, "{seen:?}");
    assert_eq!(seen.header("cache-control"), Some("no-store"));
    let forged = cookie.replace("helpdex=1", "helpdex=9");
    assert_eq!(collector.get("/", &[&forged]).status, 401);
    // Whoever tries tokens is stopped.
    let tries: Vec<u16> = (0..30).map(|_| login(&own, "guessed").status).collect();
    assert!(tries.contains(&401) && tries.last() == Some(&429), "{tries:?}");
    assert!(!collector.log().contains("guessed") && !collector.log().contains(&token));
}

#[test]
fn one_collector_a_folder() {
    let place = Place::sqlite();
    let _collector = place.start(&[]);
    let second = place.command(&[]).args(["--allow", "https://help.example.com", "--port", "0"]).output();
    let second = second.expect("it runs");
    assert_eq!(second.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&second.stderr).contains("another collector runs"), "{second:?}");
}

/// Two machines behind a load balancer share one PostgreSQL.
#[test]
fn two_collectors_with_one_database() {
    let place = Place::postgres();
    let other = Place::sqlite();
    let super::database::Database::Postgres(url) = &place.database else { panic!("a PostgreSQL") };
    let one = place.start(&[]);
    let two = other.start_with(&[], &[("HELPDEX_DATABASE", url)]);
    let event = |number: usize| {
        format!(r#"{{"id":"e{number}","kind":"search","query":"q{}","lang":"en","hits":1,"then":"leave"}}"#, number % 7)
    };
    std::thread::scope(|scope| {
        for collector in [&one, &two] {
            scope.spawn(move || {
                // Both are sent the same: each counts once.
                for number in 0..100 {
                    assert_eq!(collector.script("/v1/events", &event(number)).status, 202);
                }
            });
        }
    });
    assert_eq!(place.database.events().len(), 100);
    assert_eq!(place.database.number("SELECT CAST(SUM(asked) AS BIGINT) FROM sum_queries WHERE span % 4 = 0"), 100);
}

#[test]
fn it_ends_well_when_it_is_asked_to() {
    let place = Place::sqlite();
    let collector = place.start(&[]);
    assert_eq!(collector.script("/v1/events", r#"{"kind":"missing","path":"/old/"}"#).status, 202);
    let told = collector.end();
    assert!(told.iter().any(|line| line.contains("\"event\":\"ended\"")), "{told:?}");
    // The file alone is whole: nothing is left in a journal.
    assert!(!place.data().join("events.db-wal").exists());
    assert_eq!(place.database.events().len(), 1);
}

super::database::with_both!(the_dashboard_shows_what_was_counted);

fn the_dashboard_shows_what_was_counted(place: &Place) {
    let collector = place.start(&[]);
    let search =
        r#"{"kind":"search","query":"<script>alert(1)</script> refund","lang":"en","hits":0,"then":"contact"}"#;
    assert_eq!(collector.script("/v1/events", &[search; 5].join("\n")).status, 202);
    let comment = r#"{"kind":"feedback","path":"/payouts/late/","lang":"en","revision":"0123456789ab","helped":false,"text":"<img src=x onerror=alert(1)>"}"#;
    assert_eq!(collector.script("/v1/feedback", comment).status, 202);
    let token = std::fs::read_to_string(place.data().join("token")).expect("made");
    let bearer = format!("Authorization: Bearer {}", token.trim());
    for view in ["/", "/todo", "/articles", "/searches", "/contact", "/surveys", "/volume", "/languages", "/missing"] {
        let page = collector.get(view, &[&bearer]);
        assert_eq!(page.status, 200, "{view}");
        assert!(!page.body.contains("<script") && !page.body.contains("<img"), "{view}: text stays text");
        assert!(page.body.contains("action=\"/logout\""), "{view}");
        assert!(page.header("content-security-policy").is_some_and(|policy| policy.starts_with("default-src 'none'")));
    }
    assert!(collector.get("/searches", &[&bearer]).body.contains("&lt;script&gt;"));
    assert_eq!(collector.get("/dashboard.css", &[&bearer]).header("content-type"), Some("text/css; charset=utf-8"));
    let table = collector.get("/searches.csv?days=7", &[&bearer]);
    assert!(table.header("content-type").is_some_and(|kind| kind.starts_with("text/csv")), "{table:?}");
    assert_eq!(collector.get("/nothing", &[&bearer]).status, 404);
    // The same figures on the command line.
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_helpdex"));
    command.args(["insights", "--format", "json", "--data"]).arg(place.data()).current_dir(place.data());
    if let super::database::Database::Postgres(url) = &place.database {
        command.env("HELPDEX_DATABASE", url);
    }
    let told = command.output().expect("it runs");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
    assert_eq!(told["figures"]["total"]["searches"], 5, "{told}");
}
