//! Messages of the contact form: kept before they are acknowledged, delivered, tried again, never lost.

use super::collector::Place;
use super::database::with_both;
use super::receiver::{Receiver, eventually};

with_both!(
    forms_in_every_format,
    a_form_sent_twice_is_one_message,
    posted_and_signed,
    mailed,
    tried_again_until_it_is_taken,
    given_up_and_taken_up_again,
);

const FORM: &str = "language=en&subject=Late+payout&email=anna%40example.org&text=%3Cscript%3Ealert(1)%3C%2Fscript%3E";

fn forms_in_every_format(place: &Place) {
    let collector = place.start(&[]);
    let script = collector.send(
        "POST",
        "/v1/contact",
        &[
            "Origin: https://help.example.com",
            "Content-Type: application/x-www-form-urlencoded",
            "Accept: application/json",
        ],
        FORM.as_bytes(),
    );
    assert_eq!(script.status, 202, "{script:?}");
    let id = script.json()["id"].as_str().expect("a key").to_owned();
    let plain = collector.form("/v1/contact", "language=en&subject=Other&next=%2Fcontact%2Fsent%2F");
    assert_eq!((plain.status, plain.header("location")), (303, Some("https://help.example.com/contact/sent/")));
    let json = collector.post("/v1/contact", "application/json", r#"{"language":"ru","subject":"Где выплата?"}"#);
    assert_eq!(json.status, 202);
    let multipart = "--X\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\nWith a file\r\n--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"log.txt\"\r\nContent-Type: text/plain\r\n\r\nlines\r\n--X--\r\n";
    assert_eq!(collector.post("/v1/contact", "multipart/form-data; boundary=X", multipart).status, 202);
    // The field that people don't see: a robot believes that it was heard.
    assert_eq!(collector.form("/v1/contact", "subject=Buy&website=http%3A%2F%2Fspam.example").status, 202);
    collector.kill();
    let messages = place.database.messages();
    let subject = |message: &serde_json::Value| {
        let fields = message["fields"].as_array().expect("fields").clone();
        fields.iter().find(|field| field["name"] == "subject").expect("a subject")["value"].as_str().map(str::to_owned)
    };
    let mut subjects: Vec<_> = messages.iter().filter_map(subject).collect();
    subjects.sort();
    assert_eq!(subjects, ["Late payout", "Other", "With a file", "Где выплата?"]);
    let first = messages.iter().find(|message| message["id"] == id.as_str()).expect("kept");
    assert!(
        first["fields"].as_array().expect("fields").iter().any(|field| field["value"] == "<script>alert(1)</script>")
    );
    let with_file = messages.iter().find(|message| message["files"].is_array()).expect("kept");
    assert_eq!(with_file["files"][0]["name"], "log.txt");
    // The same on the command line.
    assert_eq!(place.desk(&["messages"]).lines().count(), 4);
}

fn a_form_sent_twice_is_one_message(place: &Place) {
    let collector = place.start(&[]);
    assert_eq!(collector.form("/v1/contact", FORM).status, 202);
    assert_eq!(collector.form("/v1/contact", FORM).status, 202, "for a browser nothing is different");
    assert_eq!(collector.form("/v1/contact", &FORM.replace("Late", "Early")).status, 202);
    let keyed = r#"{"id":"0123456789abcdef","subject":"Help"}"#;
    assert_eq!(collector.post("/v1/contact", "application/json", keyed).status, 202);
    let again = collector.post("/v1/contact", "application/json", &keyed.replace("Help", "Help!"));
    assert_eq!((again.status, again.json()["already"].as_bool()), (200, Some(true)));
    assert_eq!(place.database.messages().len(), 3);
}

fn posted_and_signed(place: &Place) {
    let receiver = Receiver::webhook();
    let collector = place.start(&["--webhook", &format!("http://{}/hook", receiver.address)]);
    assert_eq!(collector.form("/v1/contact", FORM).status, 202);
    let taken = receiver.wait(1);
    let secret = std::fs::read_to_string(place.data().join("webhook-secret")).expect("made");
    let (id, time) = (taken[0].header("webhook-id"), taken[0].header("webhook-timestamp"));
    use base64::Engine;
    use hmac::{KeyInit, Mac};
    let mut mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(secret.trim().as_bytes()).expect("any length");
    mac.update(format!("{id}.{time}.{}", taken[0].body).as_bytes());
    let expected = base64::engine::general_purpose::STANDARD.encode(mac.finalize().into_bytes());
    assert_eq!(taken[0].header("webhook-signature"), format!("v1,{expected}"));
    assert_eq!((taken[0].header("idempotency-key"), taken[0].header("helpdex-redelivery")), (id, "0"));
    let message: serde_json::Value = serde_json::from_str(&taken[0].body).expect("JSON");
    assert_eq!((message["id"].as_str(), message["language"].as_str()), (Some(id), Some("en")));
    eventually("noted", || place.database.texts("SELECT state FROM deliveries") == ["delivered"]);
    // Nothing of what was written is told.
    eventually("told", || collector.log().contains("\"event\":\"delivered\""));
    let log = collector.log();
    assert!(!log.contains("payout") && !log.contains("anna"), "{log}");
}

fn mailed(place: &Place) {
    let server = Receiver::mail();
    let url = format!("smtp://{}", server.address);
    let options = ["--mail-from", "help@example.com", "--mail-to", "desk@example.com"];
    let collector = place.start_with(&options, &[("HELPDEX_SMTP", &url)]);
    server.answer(451);
    assert_eq!(collector.form("/v1/contact", FORM).status, 202);
    eventually("refused", || collector.log().contains("the mail server answered 451"));
    assert!(!collector.log().contains("anna"), "a server's words may name somebody");
    server.answer(200);
    place.desk(&["retry", &place.database.texts("SELECT id FROM messages")[0]]);
    let taken = server.wait(1);
    assert_eq!((taken[0].header("Subject"), taken[0].header("Reply-To")), ("Late payout", "anna@example.org"));
    assert!(taken[0].header("Content-Type").starts_with("text/plain"));
    assert!(taken[0].body.contains("<script>alert(1)</script>"), "{}", taken[0].body);
}

fn tried_again_until_it_is_taken(place: &Place) {
    let receiver = Receiver::webhook();
    let option = format!("http://{}/hook", receiver.address);
    let collector = place.start(&["--webhook", &option]);
    receiver.answer(500);
    assert_eq!(collector.form("/v1/contact", FORM).status, 202);
    eventually("tried", || collector.log().contains("the webhook answered 500"));
    // Killed while it waits; then the other side is well again.
    collector.kill();
    receiver.answer(200);
    let _collector = place.start(&["--webhook", &option]);
    let taken = receiver.wait(1);
    assert_eq!(taken[0].header("helpdex-redelivery"), "0", "the other side said that it did not take it");
    eventually("noted", || place.database.texts("SELECT state FROM deliveries") == ["delivered"]);
    assert_eq!(receiver.taken().len(), 1);
}

fn given_up_and_taken_up_again(place: &Place) {
    let receiver = Receiver::webhook();
    receiver.answer(410);
    let collector = place.start(&["--webhook", &format!("http://{}/hook", receiver.address)]);
    assert_eq!(collector.form("/v1/contact", FORM).status, 202);
    eventually("tried", || collector.log().contains("the webhook answered 410"));
    // As if it were tried for days.
    eventually("put off", || place.database.texts("SELECT state FROM deliveries") == ["waiting"]);
    place.database.execute("UPDATE deliveries SET attempts = 21, due = 0");
    eventually("given up", || place.database.texts("SELECT state FROM deliveries") == ["dead"]);
    let listed = place.desk(&["outbox", "--state", "dead", "--format", "jsonl"]);
    let listed: serde_json::Value = serde_json::from_str(&listed).expect("one line of JSON");
    assert_eq!((listed["attempts"].as_u64(), listed["fault"].as_str()), (Some(22), Some("the webhook answered 410")));
    assert!(place.desk(&["outbox"]).contains("dead"));
    receiver.answer(200);
    place.desk(&["retry"]);
    assert_eq!(receiver.wait(1).len(), 1);
}
