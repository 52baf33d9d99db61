//! Collectors that are killed at any moment: what was acknowledged is there, and nothing is there twice.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::collector::{Place, SITE, head};
use super::http::Client;
use super::receiver::Receiver;

/// `HELPDEX_KILLS=1000 cargo test --test collect killed -- --nocapture` does more of them.
fn kills(default: u64) -> u64 {
    std::env::var("HELPDEX_KILLS").ok().map_or(default, |text| text.parse().expect("HELPDEX_KILLS is a number"))
}

/// What was sent and how it went.
#[derive(Default)]
struct Sent {
    /// Marks of events and keys of messages that were acknowledged.
    acknowledged: Mutex<BTreeSet<String>>,
    /// What broke off: it is sent again in the next round, as a page or a person would.
    open: Mutex<Vec<String>>,
    next: AtomicUsize,
}

/// Senders of a round: together two hundred events a second, and a message with every tenth.
const SENDERS: usize = 4;
const PAUSE: Duration = Duration::from_millis(20);

impl Sent {
    fn send_until(&self, address: SocketAddr, over: &AtomicBool) {
        let Ok(mut client) = Client::connect(address) else { return };
        while !over.load(Ordering::Relaxed) {
            let started = Instant::now();
            let open = self.open.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let id = open.unwrap_or_else(|| {
                let number = self.next.fetch_add(1, Ordering::Relaxed);
                if number % 10 == 9 { format!("message-{number:06}") } else { format!("event-{number:06}") }
            });
            match post(&mut client, address, &id) {
                Ok(200 | 202) => {
                    self.acknowledged.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
                }
                Ok(other) => panic!("{id}: {other}"),
                // It was killed.
                Err(_) => {
                    self.open.lock().unwrap_or_else(PoisonError::into_inner).push(id);
                    return;
                }
            }
            std::thread::sleep(PAUSE.saturating_sub(started.elapsed()));
        }
    }
}

fn post(client: &mut Client, address: SocketAddr, id: &str) -> std::io::Result<u16> {
    let (path, body) = match id.starts_with("event") {
        true => (
            "/v1/events",
            format!(r#"{{"id":"{id}","kind":"search","query":"q {id}","lang":"en","hits":1,"then":"leave"}}"#),
        ),
        false => ("/v1/contact", format!(r#"{{"id":"{id}","subject":"{id}"}}"#)),
    };
    let origin = format!("Origin: {SITE}");
    let head = head(address, "POST", path, &[&origin, "Content-Type: text/plain"], body.len());
    Ok(client.send(&head, body.as_bytes())?.status)
}

/// Numbers that look random and are the same each time.
fn moment(round: u64) -> Duration {
    let mixed = (round + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    Duration::from_millis(15 + (mixed >> 32) % 120)
}

fn rounds(place: &Place, kills: u64, options: &[&str]) -> Sent {
    let sent = Sent::default();
    let started = Instant::now();
    for round in 0..kills {
        let collector = place.start(&[&["--rate", "0"], options].concat());
        let (over, address) = (AtomicBool::new(false), collector.address);
        std::thread::scope(|scope| {
            for _ in 0..SENDERS {
                scope.spawn(|| sent.send_until(address, &over));
            }
            std::thread::sleep(moment(round));
            // While they send.
            collector.kill();
            over.store(true, Ordering::Relaxed);
        });
    }
    let acknowledged = sent.acknowledged.lock().unwrap().len();
    println!("{kills} kills: {acknowledged} acknowledged, {:.0} s", started.elapsed().as_secs_f64());
    assert!(acknowledged as u64 > kills / 4, "or else the test would have looked at nothing");
    sent
}

/// Everything acknowledged is there once; what is there beyond it was sent.
fn whole(place: &Place, sent: &Sent) {
    let acknowledged = sent.acknowledged.lock().unwrap();
    let mut there: BTreeMap<String, usize> = BTreeMap::new();
    for event in place.database.events() {
        *there.entry(event["id"].as_str().expect("a mark").to_owned()).or_default() += 1;
    }
    for id in place.database.texts("SELECT id FROM messages") {
        *there.entry(id).or_default() += 1;
    }
    let lost: Vec<&String> = acknowledged.iter().filter(|id| !there.contains_key(*id)).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    let twice: Vec<_> = there.iter().filter(|(_, times)| **times > 1).collect();
    assert!(twice.is_empty(), "twice: {twice:?}");
    // The sums are those of the events, whatever moment it was.
    let events = there.keys().filter(|id| id.starts_with("event")).count() as i64;
    assert_eq!(place.database.number("SELECT CAST(SUM(asked) AS BIGINT) FROM sum_queries WHERE span % 4 = 0"), events);
    assert_eq!(place.database.number("SELECT CAST(SUM(searches) AS BIGINT) FROM sum_hours"), events);
}

#[test]
fn killed_two_hundred_times() {
    let place = Place::sqlite();
    let sent = rounds(&place, kills(200), &[]);
    whole(&place, &sent);
}

#[test]
fn killed_with_postgres() {
    let place = Place::postgres();
    let sent = rounds(&place, kills(200) / 5, &[]);
    whole(&place, &sent);
}

/// Messages reach the other side although the collector dies again and again, and never twice without a note.
#[test]
fn killed_while_it_delivers() {
    let place = Place::sqlite();
    let receiver = Receiver::webhook();
    let webhook = format!("http://{}/", receiver.address);
    let sent = rounds(&place, kills(200) / 5, &["--webhook", &webhook]);
    whole(&place, &sent);
    let _collector = place.start(&["--webhook", &webhook]);
    let left = "SELECT COUNT(*) FROM deliveries WHERE state <> 'delivered'";
    super::receiver::eventually("delivered", || place.database.number(left) == 0);
    let mut delivered: BTreeMap<String, Vec<bool>> = BTreeMap::new();
    for taken in receiver.taken() {
        delivered
            .entry(taken.header("webhook-id").to_owned())
            .or_default()
            .push(taken.header("helpdex-redelivery") == "1");
    }
    let acknowledged = sent.acknowledged.lock().unwrap();
    for id in acknowledged.iter().filter(|id| id.starts_with("message")) {
        let times = delivered.get(id).unwrap_or_else(|| panic!("{id} was never delivered"));
        assert!(times.iter().skip(1).all(|noted| *noted), "{id} came again without a note: {times:?}");
    }
    let again = delivered.values().filter(|times| times.len() > 1).count();
    println!("{} messages delivered, {again} of them more than once, each with a note", delivered.len());
}
