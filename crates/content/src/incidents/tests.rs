use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::config::{Config, LanguageId, PerLanguage};
use crate::markdown::tests::labels;
use crate::site::{Options, Site};

const YAML: &str = "title: T\nbase_url: https://x.example\nlanguages: [en, ru]\ntime_zone: Europe/Minsk\n";

/// A site with two articles in a category, and these files of incidents.
fn site(files: &[(&str, &str)]) -> (tempfile::TempDir, Site) {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("helpdex.yaml"), YAML).expect("written");
    let articles =
        [("pay/when.md", "---\ntitle: When?\n---\n"), ("pay/fees.md", "---\ntitle: Fees\ntags: [Tax]\n---\n")];
    let files = files.iter().map(|(name, text)| (format!("_incidents/{name}"), *text));
    for (name, text) in articles.into_iter().map(|(name, text)| (name.to_owned(), text)).chain(files) {
        let path = dir.path().join("content").join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    let config = Config::load(dir.path()).expect("found").expect("valid");
    let labels = PerLanguage::new(&config.languages, |_| labels());
    let options = Options { drafts: false, today: date(2026, 11, 28) };
    let site = Site::read(Arc::new(config), options, &labels).expect("read");
    (dir, site)
}

fn faults(files: &[(&str, &str)]) -> Vec<String> {
    let (_dir, site) = site(files);
    let mut found = site.diagnostics();
    crate::diagnostic::tidy(&mut found);
    let place = |found: &crate::diagnostic::Diagnostic| found.location().replace("content/_incidents/", "");
    found.iter().map(|found| format!("{} {} {}", place(found), found.code, found.message)).collect()
}

const LATE: &str = "---\ntitle: Payouts are delayed\nseverity: major\nstarted: 2026-11-26 14:30\nexpires: 2026-11-27\n\
                    affects: [pay]\ninstead: Use bank transfer.\n---\nSome banks answer slowly.\n\n\
                    ## 2026-11-26 15:00 identified\n\nA bank is [down](../pay/fees.md).\n";

#[test]
fn an_incident_in_two_languages() {
    let russian = "---\ntitle: Выплаты задерживаются\n---\nБанки медлят.\n";
    let (_dir, site) = site(&[("2026-11-26-late.md", LATE), ("2026-11-26-late.ru.md", russian)]);
    assert_eq!(site.diagnostics(), []);
    let incident = site.incidents.iter().next().expect("one");
    assert_eq!((incident.id.as_str(), incident.kind), ("2026-11-26-late", Kind::Incident));
    assert_eq!((incident.severity, incident.state), (Severity::Major, State::Identified));
    assert_eq!(incident.started.to_string(), "2026-11-26T11:30:00Z");
    assert_eq!(incident.shown_until().to_string(), "2026-11-27T21:00:00Z", "until the end of that day in Minsk");
    let original = incident.version(LanguageId::DEFAULT).expect("there");
    assert_eq!(original.updates.len(), 2);
    assert_eq!(original.updates[1].body.texts().html, "<p>A bank is <a href=\"/pay/fees/\">down</a>.</p>\n");
    let told = incident.told(LanguageId::nth(1));
    let text = |update: &Update| update.body.texts().sections[0].text.trim().to_owned();
    let told: Vec<_> = told.iter().map(|(language, update)| (language.index(), text(update))).collect();
    let wanted = [(0, "A bank is down.".to_owned()), (1, "Банки медлят.".to_owned())];
    assert_eq!(told, wanted, "what nobody translated is not kept from anybody");
}

#[test]
fn what_is_over_is_known_without_a_clock() {
    let resolved = "---\ntitle: A\nstarted: 2026-11-20 10:00\nresolved: 2026-11-20 12:00\naffects: [pay]\n---\n";
    let planned =
        "---\ntitle: B\nkind: maintenance\nstarts: 2027-01-01 10:00\nends: 2027-01-01 12:00\naffects: [pay]\n---\n";
    let current = |files: &[(&str, &str)]| {
        let (_dir, site) = site(files);
        assert_eq!(site.diagnostics(), []);
        let of = |incidents: &mut dyn Iterator<Item = &Incident>| incidents.map(|i| i.id.clone()).collect::<Vec<_>>();
        (of(&mut site.incidents.perhaps_current()), of(&mut site.incidents.open()), of(&mut site.incidents.history()))
    };
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    // The newest word is its own end, which stays for its while.
    assert_eq!(current(&[("a.md", resolved)]), (names(&["a"]), names(&[]), names(&["a"])));
    // What is to come is no sign of the time.
    let all = current(&[("a.md", resolved), ("b.md", planned)]);
    assert_eq!(all, (names(&["b", "a"]), names(&["b"]), names(&["a"])));
    let later = current(&[("a.md", resolved), ("b.md", planned), ("c.md", LATE)]);
    assert_eq!(later, (names(&["b", "c"]), names(&["b", "c"]), names(&["a"])));
}

#[test]
fn when_each_is_shown() {
    let shown = |front: &str| {
        let (_dir, site) = site(&[("x.md", &format!("---\ntitle: X\naffects: [pay]\n{front}---\n"))]);
        assert_eq!(site.diagnostics(), [], "{front}");
        let incident = site.incidents.iter().next().expect("one");
        format!("{} {}", incident.shown_from(), incident.shown_until()).replace(":00Z", "")
    };
    let planned = "kind: maintenance\nstarts: 2026-12-01 10:00Z\nends: 2026-12-01 12:00Z\n";
    assert_eq!(shown(planned), "2026-12-01T10:00 2026-12-01T12:00");
    assert_eq!(shown(&format!("{planned}announced: 2026-11-30\n")), "2026-11-29T21:00 2026-12-01T12:00");
    assert_eq!(shown(&format!("{planned}resolved: 2026-12-01 10:30Z\n")), "2026-12-01T10:00 2026-12-01T11:30");
    assert_eq!(shown(&format!("{planned}resolved: 2026-12-01 11:30Z\n")), "2026-12-01T10:00 2026-12-01T12:00");
    // Nobody said when it expires: a week after the last word it is forgotten.
    assert_eq!(shown("started: 2026-11-01 10:00Z\n"), "2026-11-01T10:00 2026-11-08T10:00");
    let resolved = "started: 2026-11-01 10:00Z\nresolved: 2026-11-20 10:00Z\nexpires: 2026-11-02\n";
    assert_eq!(shown(resolved), "2026-11-01T10:00 2026-11-20T11:00", "its end is told even if it is late");
}

#[test]
fn names_of_what_is_affected() {
    let (_dir, site) = site(&[("x.md", LATE)]);
    let affected = |name: &str| site.affected(name);
    assert_eq!(affected("Everything"), Some(Affected::Everything));
    for name in ["pay", "/pay/", "pay/_index.md", "content/pay"] {
        assert_eq!(affected(name), Some(Affected::Category("pay".to_owned())), "{name}");
    }
    for name in ["pay/when", "pay/when.md", "pay/when.ru.md", "./pay/when.md"] {
        assert_eq!(affected(name), Some(Affected::Article("pay/when".to_owned())), "{name}");
    }
    assert_eq!(affected("tax"), Some(Affected::Tag("tax".to_owned())));
    assert_eq!(affected("pay/gone"), None);
    let all = |name: &str| [affected(name).expect("known")].into();
    assert!(site.affects_article(&all("pay"), "pay/when") && site.affects_category(&all("pay"), "pay"));
    assert!(site.affects_article(&all("tax"), "pay/fees") && !site.affects_article(&all("tax"), "pay/when"));
    assert!(!site.affects_category(&all("pay/when"), "pay"));
}

#[test]
fn faults_are_told_with_their_places() {
    let of = |front: &str| faults(&[("x.md", &format!("---\ntitle: X\naffects: [pay]\n{front}---\n"))]);
    let one = |front: &str| of(front).join("\n");
    assert_eq!(
        one("started: 2026-11-26 25:00\n"),
        "x.md:1:1 missing-key nobody can tell when this begins: there is no `started`\nx.md:4:10 bad-date `2026-11-26 25:00` is not a moment"
    );
    let resolved = "started: 2026-11-26 14:00\nresolved: 2026-11-26 13:00\n";
    assert_eq!(one(resolved), "x.md:5:11 incident-times `resolved` is before `started`");
    assert_eq!(
        one("started: 2026-11-26 14:00\nexpires: 2026-11-26 14:00\n"),
        "x.md:5:10 incident-times `expires` is not after `started`"
    );
    assert_eq!(
        one("started: 2026-11-26\nresolved: 2026-11-26 01:00\nresolved: 2026-11-26 02:00\n"),
        "x.md:6:1 duplicate-key `resolved` is written twice"
    );
    assert_eq!(
        one("started: 2026-11-26\nstate: resolved\n"),
        "x.md:5:8 incident-state nobody can tell when it was resolved"
    );
    assert_eq!(one("started: 2026-11-26\nseverty: minor\n"), "x.md:5:1 unknown-key unknown key `severty`");
    assert_eq!(one("started: 2026-11-26\nends: 2026-11-27\n"), "x.md:5:1 unknown-key `ends` has no meaning here");
    assert_eq!(
        one("kind: peak\nstarts: 2026-11-26\nends: 2026-11-27\nreplies: {chat: -3}\n"),
        "x.md:7:17 bad-value `-3` is not a span of time"
    );
    assert_eq!(
        one("kind: maintenance\nstarts: 2026-11-26\n"),
        "x.md:1:1 missing-key what is planned has an end: there is no `ends`"
    );
    let twice = "---\ntitle: X\naffects: [pay]\nstate: identified\nstarted: 2026-11-26\n---\n## 2026-11-26 14:30 resolved\n\nA.\n\n## 2026-11-26 15:30 resolved\n\nB.\n\n## 2026-11-25\n";
    assert_eq!(
        faults(&[("x.md", twice)]),
        [
            "x.md:4:8 incident-state `state` is `identified`, and the newest update says `resolved`",
            "x.md:11:1 incident-state it is resolved a second time",
            "x.md:15:1 incident-times the update is from before `started`",
        ]
    );
    let translation = "---\ntitle: Х\nstate: resolved\n---\n### Часть\n";
    assert_eq!(
        faults(&[("x.md", LATE), ("x.ru.md", translation)]),
        [
            "x.ru.md:3:1 unknown-key `state` has no meaning here",
            "x.ru.md:5:1 incident-update an update is a short text: nothing in it can be led to, as to `#часть`",
        ]
    );
}

#[test]
fn a_category_called_status_is_in_the_way() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("helpdex.yaml"), YAML).expect("written");
    std::fs::create_dir_all(dir.path().join("content/status")).expect("made");
    std::fs::write(dir.path().join("content/status/x.md"), "---\ntitle: X\n---\n").expect("written");
    let read = || {
        let config = Config::load(dir.path()).expect("found").expect("valid");
        let labels = PerLanguage::new(&config.languages, |_| labels());
        let options = Options { drafts: false, today: date(2026, 11, 28) };
        let found = Site::read(Arc::new(config), options, &labels).expect("read").diagnostics();
        found.iter().map(|found| format!("{} {}", found.path, found.message)).collect::<Vec<_>>()
    };
    assert_eq!(read(), Vec::<String>::new(), "without incidents there is no such page");
    std::fs::create_dir(dir.path().join("content/_incidents")).expect("made");
    std::fs::write(dir.path().join("content/_incidents/2026-11-26-late.md"), LATE.replace("[pay]", "[]"))
        .expect("written");
    assert!(read().contains(&"content/status `/status/` is taken".to_owned()), "{:?}", read());
}
