//! What one sender may cost: requests, bytes, time, and the disk.

use std::io::Write;
use std::time::{Duration, Instant};

use super::collector::{Place, SITE, head};
use super::database::with_both;
use super::http::Client;

with_both!(ten_thousand_requests_of_one_address, large_bodies);

const EVENT: &str = r#"{"kind":"missing","path":"/old/"}"#;

fn ten_thousand_requests_of_one_address(place: &Place) {
    let collector = place.start(&["--trusted-proxy", "127.0.0.1"]);
    let origin = format!("Origin: {SITE}");
    let mut client = Client::connect(collector.address).expect("connected");
    let mut post = |address: &str| {
        let from = format!("X-Forwarded-For: {address}");
        let head = head(collector.address, "POST", "/v1/events", &[&origin, &from], EVENT.len());
        client.send(&head, EVENT.as_bytes()).expect("an answer")
    };
    let started = Instant::now();
    let mut taken = 0;
    for _ in 0..10_000 {
        let answer = post("192.0.2.77");
        match answer.status {
            202 => taken += 1,
            429 => assert!(answer.header("retry-after").is_some()),
            other => panic!("{other}: {answer:?}"),
        }
    }
    // 120 at once, and two more for each second that it took.
    let most = 120 + 2 * (started.elapsed().as_secs() as usize + 1);
    assert!((120..=most).contains(&taken), "{taken}");
    // Others are heard.
    assert_eq!(post("192.0.2.78").status, 202);
    assert_eq!(place.database.number("SELECT COUNT(*) FROM events"), taken as i64 + 1);
}

fn large_bodies(place: &Place) {
    let collector = place.start(&[]);
    let filled = |bytes: usize| format!("{EVENT}\n{EVENT}{}", "\n".repeat(bytes - 2 * EVENT.len() - 1));
    assert_eq!(collector.script("/v1/events", &filled(64 * 1024)).status, 202);
    assert_eq!(collector.script("/v1/events", &filled(64 * 1024 + 1)).status, 413);
    // One that says too late how long it is.
    let mut client = Client::connect(collector.address).expect("connected");
    let head = format!(
        "POST /v1/contact HTTP/1.1\r\nHost: {}\r\nOrigin: {SITE}\r\nTransfer-Encoding: chunked\r\n",
        collector.address
    );
    let chunk = format!("{:x}\r\n{}\r\n", 70_000, "a".repeat(70_000));
    assert_eq!(client.send(&head, chunk.as_bytes()).expect("an answer").status, 413);
}

/// Clients that say nothing, or very slowly, keep nobody else from being heard, and are let go.
#[test]
fn slow_clients() {
    let place = Place::sqlite();
    let collector = place.start(&[]);
    let mut silent: Vec<Client> = (0..50).map(|_| Client::connect(collector.address).expect("connected")).collect();
    let mut slow = Client::connect(collector.address).expect("connected");
    let head = head(collector.address, "POST", "/v1/events", &[&format!("Origin: {SITE}")], 5_000);
    write!(slow.stream(), "{head}\r\n{EVENT}").expect("written");
    let started = Instant::now();
    assert_eq!(collector.script("/v1/events", EVENT).status, 202);
    assert!(started.elapsed() < Duration::from_secs(2));
    let answer = slow.read().expect("an answer");
    assert_eq!(answer.status, 408);
    assert!(started.elapsed() < Duration::from_secs(20));
    // Whoever said nothing at all is let go without a word, or with one that it took too long.
    let ended = silent.iter_mut().all(|client| client.read().map_or(true, |answer| answer.status == 408));
    assert!(ended && started.elapsed() < Duration::from_secs(25), "{:?}", started.elapsed());
    assert_eq!(place.database.events().len(), 1);
}

/// Room for a megabyte: then 507, nothing that was acknowledged is lost, and with more room it goes on.
#[test]
fn a_database_that_may_not_grow() {
    let place = Place::sqlite();
    let text = "x".repeat(900);
    let message = |number: usize| format!("subject={number}&text={}", text.repeat(20));
    let collector = place.start(&["--max-size", "1", "--rate", "0"]);
    let (taken, refused) = fill(&|number| collector.form("/v1/contact", &message(number)).status);
    assert!(taken > 5 && refused > 5, "{taken} {refused}");
    assert!(collector.log().contains("\"event\":\"disk_full\""));
    collector.kill();
    assert_eq!(place.database.messages().len(), taken);
    let collector = place.start(&["--rate", "0"]);
    assert_eq!(collector.form("/v1/contact", &message(1_000)).status, 202);
    assert_eq!(place.database.messages().len(), taken + 1);
}

/// The same with a disk that is full indeed, where the machine lets us mount a small one.
#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_is_full() {
    // A message takes ten pages: whatever room is left behind the last one that fits, it starts again.
    for pages in 0..10 {
        if !fill_a_disk(pages) {
            // `a_database_that_may_not_grow` has SQLite say the same.
            println!("this machine lets nobody mount a small disk");
            return;
        }
    }
}

/// Fills a disk that has so many pages less, and starts again on it. Says no where there is no such disk.
fn fill_a_disk(pages: usize) -> bool {
    use std::process::Command;
    let place = Place::sqlite();
    std::fs::create_dir(place.data()).expect("made");
    let mut mount = Command::new("mount");
    mount.args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"]).arg(place.data());
    if !mount.output().is_ok_and(|told| told.status.success()) {
        return false;
    }
    let disk = Disk(place.data());
    std::fs::write(place.data().join("other"), vec![b'x'; pages * 4_096]).expect("written");
    let text = "x".repeat(18_000);
    let collector = place.start(&["--rate", "0"]);
    let (taken, refused) =
        fill(&|number| collector.form("/v1/contact", &format!("subject={number}&text={text}")).status);
    collector.kill();
    let kept = place.database.messages().len();
    // What was acknowledged is there after a new start, too, on the same full disk.
    let collector = place.start(&["--rate", "0"]);
    let after = place.database.messages().len();
    collector.kill();
    drop(disk);
    assert!(taken > 5 && refused > 5, "{taken} {refused}");
    assert_eq!((kept, after), (taken, taken), "{pages}");
    true
}

/// A small disk; it is taken away with the value, also when a test fails.
struct Disk(std::path::PathBuf);

impl Drop for Disk {
    fn drop(&mut self) {
        let done = std::process::Command::new("umount").arg(&self.0).status();
        // One that stays is told by the test, not by a second panic.
        println!("taken away: {:?}", done.map(|status| status.success()));
    }
}

/// Sends until nothing more is taken. Says how many were, and how many were refused.
fn fill(send: &dyn Fn(usize) -> u16) -> (usize, usize) {
    let (mut taken, mut refused) = (0, 0);
    for number in 0..400 {
        match send(number) {
            202 => taken += 1,
            507 => refused += 1,
            other => panic!("{other}"),
        }
        if refused > 10 {
            break;
        }
    }
    (taken, refused)
}
