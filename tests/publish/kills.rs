//! Builds that are killed at any moment leave a complete old or a complete new site.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::Site;

type Files = BTreeMap<String, Vec<u8>>;

/// Numbers that look random and are the same each time (splitmix64).
struct Chance(u64);

impl Chance {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name} is no number")))
}

/// `HELPDEX_KILLS=1000 cargo test --test publish killed -- --nocapture` does more of them, `HELPDEX_SEED=2` others.
#[test]
fn killed_builds_leave_a_whole_site() {
    let (kills, seed) = (number("HELPDEX_KILLS", 200), number("HELPDEX_SEED", 1));
    let started = Instant::now();
    let threads = 2;
    let outcomes: Vec<Tally> = std::thread::scope(|scope| {
        let run =
            |thread: u64| move || rounds(kills / threads + u64::from(thread < kills % threads), seed ^ (thread << 32));
        let threads: Vec<_> = (0..threads).map(|thread| scope.spawn(run(thread))).collect();
        threads.into_iter().map(|thread| thread.join().expect("no test failed")).collect()
    });
    let sum = |what: fn(&Tally) -> u64| outcomes.iter().map(what).sum::<u64>();
    println!(
        "{kills} builds, seed {seed}: {} killed before they ended; {} old sites, {} new ones; leftovers after {}; {:.0} s",
        sum(|tally| tally.killed),
        sum(|tally| tally.old),
        sum(|tally| tally.new),
        sum(|tally| tally.leftovers),
        started.elapsed().as_secs_f64()
    );
    // Or else the test would have looked at nothing.
    assert!(sum(|tally| tally.killed) > kills / 4, "many builds were killed while they worked");
    assert!(kills < 100 || sum(|tally| tally.leftovers) > 0, "some were killed while they staged");
}

#[derive(Debug, Default)]
struct Tally {
    killed: u64,
    old: u64,
    new: u64,
    leftovers: u64,
}

/// The two states between which the site goes to and fro.
fn states() -> [Vec<(String, String)>; 2] {
    let article = |number: usize, word: &str| {
        let text = format!("---\ntitle: About {word} {number}\n---\n\n## Part\n\n{}\n", format!("{word} ").repeat(60));
        (format!("content/payouts/a{number}.md"), text)
    };
    let shared = (0..6).map(|number| article(number, "always"));
    let first = shared.clone().chain((6..12).map(|number| article(number, "before")));
    // Half of the files stay, a quarter changes, a quarter goes or comes.
    let second = shared.chain((9..15).map(|number| article(number, "after")));
    [first.collect(), second.collect()]
}

fn lay(site: &Site, state: &[(String, String)]) {
    std::fs::remove_dir_all(site.path("content/payouts")).expect("removed");
    std::fs::create_dir_all(site.path("content/payouts")).expect("made");
    site.with("content/payouts/_index.md", "---\ntitle: Payouts\n---\n");
    for (path, text) in state {
        site.with(path, text);
    }
}

fn build(site: &Site) -> std::process::Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_helpdex"));
    command.args(["build", "--quiet"]).current_dir(site.path("")).stdin(Stdio::null());
    // Each on a thread of its own, or two builds would share two cores in ever new ways.
    command.stdout(Stdio::null()).stderr(Stdio::piped()).env("RAYON_NUM_THREADS", "1");
    command.spawn().expect("helpdex starts")
}

fn rounds(kills: u64, seed: u64) -> Tally {
    let site = Site::new()
        .file("helpdex.yaml", "title: Help\nbase_url: https://help.example.com\nchecks: {vanished-url: off}\n");
    let states = states();
    let mut whole: Vec<Files> = Vec::new();
    let mut takes = Duration::ZERO;
    for state in &states {
        lay(&site, state);
        let started = Instant::now();
        assert!(build(&site).wait().expect("ended").success());
        takes = takes.max(started.elapsed());
        whole.push(site.snapshot("public"));
    }
    assert_ne!(whole[0], whole[1]);
    let (mut chance, mut tally, mut published) = (Chance(seed), Tally::default(), 1);
    for round in 0..kills {
        let wanted = 1 - published;
        lay(&site, &states[wanted]);
        let mut child = build(&site);
        // Half of them at any moment, half towards the end, where the new site takes the old one's place.
        let share = if round % 2 == 0 { chance.share() } else { 0.6 + 0.5 * chance.share() };
        std::thread::sleep(takes.mul_f64(share));
        let ended = child.try_wait().expect("looked at").is_some();
        child.kill().expect("killed");
        child.wait().expect("gone");
        tally.killed += u64::from(!ended);
        // What else the machine does changes; the moments go with it.
        takes = takes.mul_f64(if ended { 0.93 } else { 1.04 });
        let found = site.snapshot("public");
        let state = whole.iter().position(|files| *files == found);
        let state = state.unwrap_or_else(|| {
            panic!("round {round}: neither the old site nor the new one: {:?}", odd(&whole, &found))
        });
        if state == wanted {
            tally.new += 1
        } else {
            tally.old += 1
        }
        published = state;
        let names = site.names("");
        let ours = [".public.helpdex-new", ".public.helpdex-old"];
        let left = names.iter().filter(|name| ours.contains(&name.as_str())).count();
        tally.leftovers += u64::from(left > 0);
        let known = ["content", "helpdex.urls", "helpdex.yaml", "public", ".public.helpdex-lock", ".helpdex"];
        let known = [&known[..], &[".public.helpdex-spare"]].concat();
        let unknown: Vec<_> =
            names.iter().filter(|name| !known.contains(&name.as_str()) && !ours.contains(&name.as_str())).collect();
        assert!(unknown.is_empty(), "round {round}: {unknown:?}");
        if left > 0 && round % 8 == 0 {
            published = cleans_up(&site, &states, &whole, wanted);
        }
    }
    cleans_up(&site, &states, &whole, 0);
    tally
}

/// A build that nobody kills publishes its state and removes what those before it left.
fn cleans_up(site: &Site, states: &[Vec<(String, String)>; 2], whole: &[Files], wanted: usize) -> usize {
    lay(site, &states[wanted]);
    let told = build(site).wait_with_output().expect("ended");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    assert!(site.snapshot("public") == whole[wanted], "the next build is whole");
    let names: Vec<_> = site.names("").into_iter().filter(|name| name != ".public.helpdex-spare").collect();
    assert_eq!(names, [".helpdex", ".public.helpdex-lock", "content", "helpdex.urls", "helpdex.yaml", "public"]);
    wanted
}

/// The files in which a site differs from both whole ones.
fn odd(whole: &[Files], found: &Files) -> Vec<String> {
    let differs = |path: &&String| whole.iter().all(|files| files.get(*path) != found.get(*path));
    let missing = whole[0].keys().filter(|path| whole[1].contains_key(*path) && !found.contains_key(*path));
    found.keys().filter(differs).chain(missing).cloned().collect()
}
