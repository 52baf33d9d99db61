use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::*;

fn site(bytes: &str) -> (tempfile::TempDir, Config) {
    let dir = tempfile::tempdir().expect("a folder");
    let yaml = "title: T\nbase_url: https://x.example\nlanguages: [en, ru]\n";
    fs::write(dir.path().join("helpdex.yaml"), yaml).expect("written");
    fs::create_dir_all(dir.path().join("content/a")).expect("made");
    fs::write(dir.path().join("content/a/x.md"), bytes).expect("written");
    let config = Config::load(dir.path()).expect("found").expect("valid");
    (dir, config)
}

fn place(config: &Config) -> Place {
    Place::of(config, "content/a/x.md").expect("a file")
}

fn on_disk(config: &Config) -> String {
    fs::read_to_string(config.root.join("content/a/x.md")).expect("there")
}

fn saved(outcome: Outcome) -> Version {
    match outcome {
        Outcome::Saved { version, .. } => version,
        Outcome::Changed(conflict) => panic!("{conflict:?}"),
    }
}

#[test]
fn a_save_changes_what_was_typed() {
    let (_dir, config) = site("\u{feff}---\r\ntitle: 'A'\r\n---\r\n\r\nOne\nTwo\r\n");
    let (desk, place) = (Desk::default(), place(&config));
    let opened = desk.open(&place).expect("read");
    assert_eq!(opened.line_end, "mixed");
    let same = desk.save(&config, &place, &opened.revision, &opened.document).expect("looked at");
    assert!(matches!(same, Outcome::Saved { unchanged: true, .. }));
    assert!(desk.saves(&config, &place).is_empty());
    let typed = Document { body: opened.document.body.replace("Two", "Three\nFour"), ..opened.document };
    let next = saved(desk.save(&config, &place, &opened.revision, &typed).expect("written"));
    assert_eq!(on_disk(&config), "\u{feff}---\r\ntitle: 'A'\r\n---\r\n\r\nOne\nThree\r\nFour\r\n");
    let id = desk.saves(&config, &place).first().expect("kept").id.clone();
    assert_eq!(desk.saved(&config, &place, &id).expect("kept").body, "\nOne\nTwo\n");
    let undone = saved(desk.undo(&config, &place, &next.revision, &id).expect("written"));
    assert_eq!(on_disk(&config), "\u{feff}---\r\ntitle: 'A'\r\n---\r\n\r\nOne\nTwo\r\n");
    assert_eq!((undone.revision, desk.saves(&config, &place).len()), (opened.revision, 2));
}

#[test]
fn nobody_writes_over_somebody_else() {
    let (_dir, config) = site("one\ntwo\nthree\nfour\n");
    let (desk, place) = (Desk::default(), place(&config));
    let opened = desk.open(&place).expect("read");
    let ours = Document { front: String::new(), body: "ONE\ntwo\nthree\nfour\n".to_owned() };
    fs::write(&place.location, "one\ntwo\nthree\nFOUR\n").expect("written");
    let Outcome::Changed(conflict) = desk.save(&config, &place, &opened.revision, &ours).expect("read") else {
        panic!("written over")
    };
    assert_eq!(on_disk(&config), "one\ntwo\nthree\nFOUR\n");
    let theirs = conflict.theirs.expect("there");
    assert_eq!(theirs.document.body, "one\ntwo\nthree\nFOUR\n");
    let merged = conflict.merged.expect("both");
    assert_eq!(merged.body, "ONE\ntwo\nthree\nFOUR\n");
    saved(desk.save(&config, &place, &theirs.revision, &merged).expect("written"));
    assert_eq!(on_disk(&config), "ONE\ntwo\nthree\nFOUR\n");
    fs::remove_file(&place.location).expect("removed");
    let gone = desk.save(&config, &place, &theirs.revision, &ours).expect("looked at");
    assert!(matches!(gone, Outcome::Changed(conflict) if conflict.theirs.is_none()));
    saved(desk.save(&config, &place, "", &ours).expect("written"));
    assert_eq!(on_disk(&config), ours.body);
}

#[test]
fn what_no_build_reads_is_not_written() {
    let (_dir, config) = site("x\n");
    let (desk, place) = (Desk::default(), place(&config));
    let known = desk.open(&place).expect("read").revision;
    let save = |body: String| desk.save(&config, &place, &known, &Document { front: String::new(), body });
    assert!(matches!(save("x".repeat(MAX_BYTES + 1)), Err(Fault::TooLarge(_))));
    assert!(matches!(save("a\0b".to_owned()), Err(Fault::Refused(_))));
    fs::write(&place.location, b"\xff").expect("written");
    assert!(matches!(desk.open(&place), Err(Fault::Refused(_))));
    assert!(matches!(desk.open(&Place::of(&config, "content/a/y.md").expect("a file")), Err(Fault::NotFound)));
}

/// The variable that makes this test the process to be killed.
const VICTIM: &str = "HELPDEX_TEST_SAVES";

/// The file that it writes when it has saved once.
const STARTED: &str = "started";

/// Saves for ever, one text after the other.
fn save_for_ever(root: &Path) {
    let config = Config::load(root).expect("found").expect("valid");
    let (desk, place) = (Desk::default(), place(&config));
    let mut known = desk.open(&place).expect("read").revision;
    for letter in ['b', 'a'].into_iter().cycle() {
        let document = Document { front: String::new(), body: whole(letter) };
        known = saved(desk.save(&config, &place, &known, &document).expect("written")).revision;
        fs::write(root.join(STARTED), "").expect("written");
    }
}

/// A text that takes more than one write.
fn whole(letter: char) -> String {
    format!("{}\n", letter.to_string().repeat(8_000)).repeat(40)
}

#[test]
fn a_file_is_the_old_one_or_the_new_one_after_200_kills() {
    if let Some(root) = std::env::var_os(VICTIM) {
        return save_for_ever(Path::new(&root));
    }
    let (dir, config) = site(&whole('a'));
    let mut seen = std::collections::BTreeSet::new();
    for kill in 0..200u64 {
        let mut child = Command::new(std::env::current_exe().expect("known"))
            .args(["--exact", "desk::tests::a_file_is_the_old_one_or_the_new_one_after_200_kills"])
            .env(VICTIM, dir.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        // However long a busy machine takes to start it: then another moment each time.
        let started = dir.path().join(STARTED);
        while !started.exists() {
            assert!(child.try_wait().expect("known").is_none(), "it ended before it saved");
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros(kill * 7_919 % 40_000));
        child.kill().expect("killed");
        child.wait().expect("ended");
        fs::remove_file(started).expect("removed");
        let text = on_disk(&config);
        assert!(text == whole('a') || text == whole('b'), "torn after kill {kill}: {} bytes", text.len());
        seen.insert(text.chars().next());
        // What was kept for undo is whole too.
        for old in Saves::of(&config.root).texts("content/a/x.md") {
            assert!(old == whole('a').into_bytes() || old == whole('b').into_bytes(), "kill {kill}");
        }
        let _ = fs::remove_dir_all(config.root.join(".helpdex"));
    }
    assert!(seen.contains(&Some('b')), "nothing was saved between the kills");
}
