//! Surveys: one answer for each link, and none for a link that was not made here.

use super::collector::{Place, SITE};
use super::database::with_both;

with_both!(one_answer_counts_once, forged_and_expired_links, without_a_script);

/// The reference in the link that the command prints.
fn reference(place: &Place, ticket: &str, options: &[&str]) -> String {
    let link = place.desk(&[&["link", "--url", SITE, "--survey", "csat", "--ticket", ticket], options].concat());
    let (page, reference) = link.trim().split_once("?t=").expect("a link");
    let page = page.strip_prefix(SITE).expect("the site's");
    assert!(["/survey/csat/", "/ru/survey/csat/"].contains(&page), "{page}");
    reference.to_owned()
}

fn answer(reference: &str, score: u8) -> String {
    format!(r#"{{"kind":"survey","survey":"csat","score":{score},"lang":"en","text":"<i>fine</i>","t":"{reference}"}}"#)
}

fn one_answer_counts_once(place: &Place) {
    let collector = place.start(&[]);
    let reference = reference(place, "T-123", &["--lang", "ru"]);
    let first = collector.script("/v1/survey", &answer(&reference, 5));
    assert_eq!((first.status, first.json()["already"].as_bool()), (202, Some(false)));
    let second = collector.script("/v1/survey", &answer(&reference, 1));
    assert_eq!((second.status, second.json()["already"].as_bool()), (200, Some(true)));
    // Another survey of the same ticket is another answer.
    let other = answer(&reference, 9).replace("csat", "nps");
    assert_eq!(collector.script("/v1/survey", &other).status, 202);
    let events = place.database.events();
    assert_eq!(events.len(), 2);
    assert_eq!((events[0]["score"].as_u64(), events[0]["ticket"].as_str()), (Some(5), Some("T-123")));
    assert_eq!(events[0]["text"], "<i>fine</i>");
    assert!(events[0]["t"].is_null(), "the signature is not kept");
    assert_eq!(place.database.texts("SELECT survey FROM sum_surveys ORDER BY survey"), ["csat", "nps"]);
}

fn forged_and_expired_links(place: &Place) {
    let collector = place.start(&[]);
    let good = reference(place, "T-1", &[]);
    let (said, mac) = good.rsplit_once('.').expect("signed");
    let expired = {
        // Signed with the collector's own secret, long ago.
        let secret = std::fs::read_to_string(place.data().join("secret")).expect("made");
        sign("T-1.1700000000", secret.trim())
    };
    for forged in [
        format!("{}.{mac}", said.replace("T-1", "T-2")),
        format!("{said}.{}", "A".repeat(22)),
        sign(said, "another secret of some length"),
        "T-1".to_owned(),
        expired,
        String::new(),
    ] {
        let refused = collector.script("/v1/survey", &answer(&forged, 5));
        assert_eq!(refused.status, 403, "{forged}");
    }
    // A ticket named beside the link counts for nothing, and a score off the scale for no answer.
    let named = answer(&good, 5).replace("\"lang\"", "\"ticket\":\"T-9\",\"lang\"");
    assert_eq!(collector.script("/v1/survey", &answer(&good, 6)).status, 422);
    assert_eq!(collector.script("/v1/survey", &named).status, 202);
    assert_eq!(place.database.events()[0]["ticket"], "T-1");
}

/// As the manual says it: `ID.EXPIRY.` and 22 letters of HMAC-SHA256 over `v1.ID.EXPIRY`.
fn sign(said: &str, secret: &str) -> String {
    use base64::Engine;
    use hmac::{KeyInit, Mac};
    let mut mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).expect("any length");
    mac.update(format!("v1.{said}").as_bytes());
    let text = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
    format!("{said}.{}", &text[..22])
}

fn without_a_script(place: &Place) {
    let collector = place.start(&[]);
    let reference = reference(place, "T-5", &[]);
    let page = format!("Referer: {SITE}/survey/csat/?t={reference}");
    let form = ["Content-Type: application/x-www-form-urlencoded", "Origin: https://help.example.com"];
    let body = b"survey=csat&score=4&lang=en&text=&t=&next=%2Fsurvey%2Fcsat%2F%23hd-thanks";
    let answer = collector.send("POST", "/v1/survey", &[&form[..], &[page.as_str()]].concat(), body);
    assert_eq!(answer.status, 303, "{answer:?}");
    assert_eq!(answer.header("location"), Some("https://help.example.com/survey/csat/#hd-thanks"));
    // Sent again, it leads to the same page and counts no more.
    assert_eq!(collector.send("POST", "/v1/survey", &[&form[..], &[page.as_str()]].concat(), body).status, 303);
    // Without the reference anywhere it is no answer.
    assert_eq!(collector.send("POST", "/v1/survey", &form, body).status, 403);
    assert_eq!(place.database.events().len(), 1);
}
