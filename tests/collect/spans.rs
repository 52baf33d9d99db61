//! Sums of days, weeks and eight weeks: whatever the period, and whatever was removed, they tell what the events tell.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use super::collector::Place;
use super::database::with_both;
use super::receiver::eventually;

with_both!(any_period_is_the_sum_of_its_events, what_is_left_is_still_right);

/// Days from the first event to today.
const DAYS: i64 = 190;

/// Events of many days, a few a day, each kind on some of them; the same ones each time, and the last ones today.
fn events(from: i64) -> String {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut lines = String::new();
    for back in (0..from).rev() {
        let day = today.checked_sub(jiff::ToSpan::days(back)).expect("a day");
        let number = usize::try_from(back).expect("a number");
        let (path, revision) = (["/a/one/", "/a/two/", "/b/three/"][number % 3], 1 + number / 70);
        let lang = ["en", "ru"][number % 2];
        let article = format!(r#""path":"{path}","lang":"{lang}","revision":"{revision:012}""#);
        let mut event = |hour: u8, kind: &str, rest: &str| {
            writeln!(lines, r#"{{"at":"{day}T{hour:02}:00:00Z","kind":"{kind}",{rest}}}"#).expect("a text");
        };
        event(1, "read", &article);
        event(5, "feedback", &format!(r#"{article},"helped":{}"#, number % 4 > 0));
        let query = ["payout", "refund", "vpn"][number % 3];
        let opened = if number.is_multiple_of(5) { r#""then":"leave""# } else { r#""then":"open","opened":"/a/one/""# };
        event(9, "search", &format!(r#""query":"{query}","lang":"{lang}","hits":3,{opened}"#));
        event(12, "missing", &format!(r#""path":"/old/{}/""#, number % 7));
        event(20, "form", &format!(r#""path":"/contact/","from":"{path}","lang":"{lang}","outcome":"sent""#));
    }
    lines
}

/// What figures say of a period, from wherever they are made.
fn figures(place: &Place, source: &[&str], input: &str, period: &[&str]) -> Value {
    let arguments = [source, period, &["--format", "json"]].concat();
    let mut figures = place.insights(&arguments, input.as_bytes())["figures"].take();
    // Of equals any may stand first.
    for list in [&["searches", "groups"][..], &["satisfaction", "articles"], &["contact", "articles"], &["missing"]] {
        let list = list.iter().fold(&mut figures, |value, key| &mut value[*key]);
        let by_text: BTreeMap<String, Value> =
            list.as_array().expect("a list").iter().map(|value| (value.to_string(), value.clone())).collect();
        *list = by_text.into_values().collect();
    }
    figures
}

fn same(place: &Place, events: &str, days: i64) {
    let data = place.data().display().to_string();
    let days = days.to_string();
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let earlier = today.checked_sub(jiff::ToSpan::days(3)).expect("a day").to_string();
    for period in [&["--days", &*days][..], &["--days", &days, "--until", &earlier]] {
        let stream = figures(place, &["--from", "-"], events, period);
        let summed = figures(place, &["--data", &data], "", period);
        assert_eq!(stream, summed, "{period:?}");
        assert_ne!(stream["total"]["reads"], 0);
    }
}

fn any_period_is_the_sum_of_its_events(place: &Place) {
    let file = place.data().with_file_name("events.jsonl");
    std::fs::write(&file, events(DAYS)).expect("written");
    place.desk(&["import", &file.display().to_string()]);
    for days in [1, 13, 36, 111, DAYS + 10] {
        same(place, &events(DAYS), days);
    }
    let data = place.data().display().to_string();
    let ever = figures(place, &["--data", &data], "", &[]);
    assert_eq!(ever, figures(place, &["--from", "-"], &events(DAYS), &[]));
    assert_eq!(ever["total"]["searches"], json!(DAYS));
}

/// Retention cuts weeks in two. What is left of them counts, and what comes later for such a day, too.
fn what_is_left_is_still_right(place: &Place) {
    let file = place.data().with_file_name("events.jsonl");
    std::fs::write(&file, events(DAYS)).expect("written");
    place.desk(&["import", &file.display().to_string()]);
    for keep in [121, 118] {
        let text = keep.to_string();
        let collector = place.start(&["--keep", &text, "--keep-counts", &text]);
        eventually("removed", || collector.log().contains("\"event\":\"removed_old\""));
        collector.end();
        // The day that is as old as that is the last one to stay.
        same(place, &events(keep + 1), DAYS);
        same(place, &events(keep + 1), 119);
    }
    let late = events(118).lines().take(1).map(|line| format!("{line}\n")).collect::<String>();
    std::fs::write(&file, &late).expect("written");
    place.desk(&["import", &file.display().to_string()]);
    same(place, &format!("{}{late}", events(119)), DAYS);
    place.desk(&["erase", "--text", "refund"]);
    let kept = |line: &&str| !line.contains("refund");
    let text = events(119).lines().filter(kept).map(|line| format!("{line}\n")).collect::<String>();
    let data = place.data().display().to_string();
    let period = ["--days", "150"];
    let searches = |figures: Value| figures["searches"]["groups"].clone();
    let summed = searches(figures(place, &["--data", &data], "", &period));
    assert_eq!(summed, searches(figures(place, &["--from", "-"], &text, &period)));
}
