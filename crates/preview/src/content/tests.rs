//! A site that was followed through many changes is the site that a fresh start reads.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::*;
use crate::load;
use helpdex_lint::rules;
use helpdex_render::pages::{self, Rendering};

/// Numbers that look random and are the same each time (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

const NAMES: [&str; 8] = ["when", "When!", "fees", "fee", "v2.0", "комиссия", "index", "old"];
const FOLDERS: [&str; 5] = ["pay", "pay/deep", "Pay", "accounts", "комиссии"];

/// An article with links to others, most of which are there at some time.
fn article(chance: &mut Chance) -> String {
    let mut text = format!("---\ntitle: {} {}?\n", chance.of(&["How", "why", "Wann", "Почему"]), chance.below(9));
    match chance.below(6) {
        0 => text.push_str("order: 1\n"),
        1 => text.push_str("status: draft\n"),
        2 => text.push_str("status: archived\n"),
        3 => text.push_str(&format!("aliases: [/{}/, /old/{}/]\n", chance.of(&NAMES[5..]), chance.below(4))),
        4 => text.push_str(&format!("tags: [{}, Fees]\n", chance.of(&["fees", "cards", "Карты"]))),
        _ => text.push_str("checks: { broken-link: warning }\n"),
    }
    text.push_str("---\n\n## One\n\nSee {{ note }}.\n\n");
    for _ in 0..3 {
        let up = chance.of(&["", "../", "../../", "/"]);
        let folder = chance.of(&["", "pay/", "pay/deep/", "accounts/", "Pay/"]);
        let name = chance.of(&NAMES);
        let link = match chance.below(6) {
            0 => format!("/old/{}/", chance.below(4)),
            1 => format!("{up}{folder}"),
            2 => format!("/{folder}{name}/#one"),
            3 => format!("{up}{folder}{name}.ru.md"),
            4 => format!("{up}{folder}_index.md"),
            _ => format!("{up}{folder}{name}.md#one"),
        };
        text.push_str(&format!("[a](<{link}>) ![b](<{up}{folder}{name}.svg>)\n\n"));
    }
    text
}

/// Changes something on disk and tells the paths that a system would tell of.
fn change(top: &Path, chance: &mut Chance) -> Vec<PathBuf> {
    let (folder, name) = (top.join(chance.of(&FOLDERS)), chance.of(&NAMES));
    let ending = chance.of(&["md", "md", "md", "ru.md", "svg"]);
    let file = folder.join(format!("{name}.{ending}"));
    let write = |path: PathBuf, text: String| {
        let new_folder = path.ancestors().skip(1).find(|up| up.parent().is_some_and(Path::exists)).map(Path::to_owned);
        let new_folder = new_folder.filter(|folder| !folder.exists());
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(&path, text).expect("written");
        new_folder.into_iter().chain([path]).collect()
    };
    match chance.below(12) {
        0 => write(folder.join("_index.md"), format!("---\ntitle: Category {}\n---\n", chance.below(5))),
        1 => write(top.join("_snippets/note.md"), format!("note {}", chance.below(5))),
        2 => {
            let tests = format!("- {{query: how, expect: {}/{name}.md}}\n", chance.of(&FOLDERS));
            write(top.join("queries.yaml"), tests)
        }
        3 | 4 => {
            let _ = std::fs::remove_file(&file);
            vec![file]
        }
        5 => {
            let _ = std::fs::remove_dir_all(&folder);
            vec![folder]
        }
        6 => {
            let other = top.join(chance.of(&FOLDERS));
            let _ = std::fs::rename(&folder, &other);
            vec![folder, other]
        }
        7 => {
            let other = folder.join(format!("{}.md", chance.of(&NAMES)));
            let _ = std::fs::rename(&file, &other);
            vec![file, other]
        }
        _ if ending == "svg" => write(file, format!("<svg width=\"{}\" height=\"9\"/>", 1 + chance.below(50))),
        _ => write(file, article(chance)),
    }
}

/// Every page, and everything that is wrong.
fn everything(state: &State) -> Vec<(String, String)> {
    let site = (*state.site).clone();
    let related = Arc::new(site.nearest());
    let site = site.with_related(related);
    let rendering = Rendering::with(&site, &state.theme, &state.shared);
    let mut all: Vec<(String, String)> = pages::list(&site)
        .iter()
        .map(|page| {
            let bytes = pages::render(&rendering, page).expect("rendered");
            (page.output(&site).unwrap_or_default(), String::from_utf8(bytes).expect("text"))
        })
        .collect();
    all.sort();
    let faults = rules::run(&site).iter().map(|found| format!("{found:?}\n")).collect();
    all.push(("faults".to_owned(), faults));
    all
}

/// `HELPDEX_SEED=2 HELPDEX_STEPS=1000 cargo test --lib serve::content` tries other changes, and more of them.
#[test]
fn what_is_followed_is_what_a_fresh_start_reads() {
    let number = |name: &str, usual| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let mut chance = Chance(number("HELPDEX_SEED", 1));
    let dir = tempfile::tempdir().expect("a folder");
    let top = dir.path().join("content");
    std::fs::create_dir(&top).expect("made");
    let yaml = "title: T\nbase_url: https://x.example/base\nlanguages: [en, ru]\n";
    std::fs::write(dir.path().join("helpdex.yaml"), yaml).expect("written");
    for _ in 0..20 {
        change(&top, &mut chance);
    }
    let config = Arc::new(Config::load(dir.path()).expect("found").expect("valid"));
    let (mut state, words) = load::whole(Arc::clone(&config), false).expect("read");
    for step in 0..number("HELPDEX_STEPS", 60) {
        let paths: BTreeSet<PathBuf> = (0..1 + chance.below(3)).flat_map(|_| change(&top, &mut chance)).collect();
        let scope = ChangeSet::of(&config, &paths, false);
        let mut held = Held::new();
        if let ContentUpdate::Changed(site) = reread(&state, &scope, &words.labels, &mut held) {
            load::put(&mut state, *site);
        }
        assert!(held.is_empty(), "{held:?}");
        let (fresh, _) = load::whole(Arc::clone(&config), false).expect("read");
        for (followed, read) in everything(&state).iter().zip(&everything(&fresh)) {
            assert_eq!(followed, read, "step {step}: {:?}", scope.content);
        }
        for output in everything(&fresh).iter().filter(|(output, _)| output.ends_with("index.html")) {
            let path = format!("/base/{}", output.0.trim_end_matches("index.html"));
            assert!(super::super::catalog::find(&state.site, &path).is_some(), "{path}");
        }
    }
}

#[test]
fn an_edit_renders_only_what_it_concerns() {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    };
    write("helpdex.yaml", "title: T\nbase_url: https://x.example\n");
    write("content/a/linking.md", "---\ntitle: L\n---\n\n[to](../b/new.md)\n");
    write("content/a/other.md", "---\ntitle: O\n---\n\n[to](linking.md)\n");
    let config = Arc::new(Config::load(dir.path()).expect("found").expect("valid"));
    let (mut state, words) = load::whole(Arc::clone(&config), false).expect("read");
    let mut follow = |path: &str| {
        let before = Arc::clone(&state.site);
        let scope = ChangeSet::of(&config, &[dir.path().join(path)].into(), false);
        if let ContentUpdate::Changed(site) = reread(&state, &scope, &words.labels, &mut Held::new()) {
            load::put(&mut state, *site);
        }
        let body =
            |site: &Site, path: &str| site.id_of(path).and_then(|index| site.body(index)).map(std::ptr::from_ref);
        ["content/a/linking.md", "content/a/other.md"].map(|path| body(&before, path) != body(&state.site, path))
    };
    write("content/b/new.md", "---\ntitle: N\n---\n");
    assert_eq!(follow("content/b"), [true, false], "the link leads somewhere now");
    write("content/0/first.md", "---\ntitle: F\n---\n");
    assert_eq!(follow("content/0"), [false, false], "all others have another number now");
    write("content/a/other.md", "---\ntitle: O\n---\n\nOther.\n");
    assert_eq!(follow("content/a/other.md"), [false, true]);
    assert_eq!(follow("content/a/other.md"), [false, false], "the same text is no edit");
    std::fs::remove_file(dir.path().join("content/b/new.md")).expect("removed");
    assert_eq!(follow("content/b/new.md"), [true, false], "the link leads nowhere");
}
