//! A build that remembers the one before writes the same bytes as one that remembers nothing, whatever was changed between.

use std::collections::BTreeMap;

use crate::support::Site;

/// Edits that one run makes; each is followed by a build.
const EDITS: usize = 200;
/// After so many edits the output is compared with one that was made anew. What a build leaves out wrongly stays wrong.
const COMPARED: usize = 8;

/// Numbers that look random and are the same each time (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % (end.max(1) as u64)).unwrap_or_default()
    }

    fn one_of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }

    fn word(&mut self) -> &'static str {
        self.one_of(&["bank", "card", "payout", "fee", "wallet", "report", "delay", "limit", "выплата", "банк"])
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}

/// A site under edits: the articles that it has, by their paths below the content folder without language and ending.
struct Edited {
    site: Site,
    articles: Vec<String>,
    chance: Chance,
    made: usize,
}

const SETTINGS: &str = "title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru]\ntheme: own\n\
    variables:\n  limit: 500\nchecks:\n  broken-link: warning\n  missing-image: warning\n  empty-article: warning\n  \
    dead-link: warning\n  unknown-variable: warning\n  unknown-block: warning\n  vanished-url: off\n  \
    duplicate-url: warning\n  link-to-draft: warning\n";

impl Edited {
    fn new(seed: u64) -> Self {
        let site = Site::empty()
            .file("helpdex.yaml", SETTINGS)
            .file("themes/own/css/own.css", "a { color: red }\n")
            .file("content/pay/_index.md", "---\ntitle: Payouts\n---\n")
            .file("content/pay/_index.ru.md", "---\ntitle: Выплаты\n---\n")
            .file("content/card/_index.md", "---\ntitle: Cards\norder: 2\n---\n")
            .file("content/_snippets/fee.md", "The fee is 2 %.\n")
            .file("content/pay/plan.csv", "a,b\n");
        let mut edited = Self { site, articles: Vec::new(), chance: Chance(seed), made: 0 };
        for _ in 0..8 {
            edited.add();
        }
        edited
    }

    fn article(&mut self) -> String {
        let chance = &mut self.chance;
        let mut text = format!("---\ntitle: {} {}?\n", chance.words(2), chance.below(1_000));
        if chance.below(2) == 0 {
            text.push_str(&format!("summary: {}.\n", chance.words(4)));
        }
        if chance.below(3) == 0 {
            text.push_str(&format!("tags: [{}]\n", chance.word()));
        }
        if chance.below(4) == 0 {
            text.push_str(chance.one_of(&["status: draft\n", "status: archived\n", "featured: true\n", "order: 3\n"]));
        }
        text.push_str(&format!("---\n\n{}.\n\n## {}\n\n{}.\n", chance.words(9), chance.words(2), chance.words(12)));
        if let Some(other) = self.articles.get(chance.below(self.articles.len() + 1)) {
            text.push_str(&format!("\n[{}](/{other}.md), {{{{ fee }}}}, {{{{ limit }}}}.\n", chance.word()));
        }
        if chance.below(3) == 0 {
            text.push_str(&self.poor());
        }
        text
    }

    /// A paragraph that rules have something to say about: some of them by its words alone, others by what else there is.
    fn poor(&mut self) -> String {
        let chance = &mut self.chance;
        let other = self.articles.get(chance.below(self.articles.len() + 1)).map_or("gone/away", String::as_str);
        let name = other.rsplit('/').next().unwrap_or(other);
        match chance.below(13) {
            0 => format!("\nWrite to anna.petrova{}@corp.example.\n", chance.below(9)),
            1 => format!("\n[{}] (/{other}.md) and [[{name}]].\n", chance.word()),
            2 => format!("\n**{} **\n\nTODO: {}\n", chance.word(), chance.words(3)),
            3 => format!("\n{}.\n", chance.words(40)),
            4 => format!("\n[{}](/{other}.md#{}) and [there](#nowhere).\n", chance.word(), chance.word()),
            5 => format!("\n![](/pay/plan{}.png) {{{{ nothing }}}}\n", chance.below(2)),
            6 => format!("\nThe limit is {}.\n", chance.below(900)),
            // What stands on other pages too, or is for some alone.
            7 => format!("\n:::faq\n### {}?\n\n{}.\n:::\n", chance.words(2), chance.words(5)),
            8 => format!(
                "\n:::updated 2026-11-{:02} {}\n{}.\n:::\n",
                1 + chance.below(28),
                chance.word(),
                chance.words(5)
            ),
            9 => format!("\n:::agents\n{}.\n:::\n", chance.words(4)),
            10 => "\n`{{ fee }}` and `{{ limit }}`.\n".to_owned(),
            11 => format!("\n### {}\n\n{}.\n", chance.words(1), chance.words(3)),
            _ => {
                format!("\n{}\n", "The same words stand in several of these articles, one after the other. ".repeat(6))
            }
        }
    }

    /// An image of another size.
    fn picture(&mut self) -> Vec<u8> {
        let (width, height) = (1 + self.chance.below(3), 1 + self.chance.below(3));
        format!("P6 {width} {height} 255\n").into_bytes()
    }

    fn add(&mut self) {
        self.made += 1;
        let folder = self.chance.one_of(&["pay", "card", "card/lost", "new"]);
        let path = format!("{folder}/a{}", self.made);
        let text = self.article();
        self.write(&format!("content/{path}.md"), &text);
        self.articles.push(path);
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.site.path(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    }

    /// Changes something of a file that not everybody would see who looks at what the system says of it.
    fn sleight(&mut self, at: usize) -> String {
        let path = self.articles[at].clone();
        let place = self.site.path(format!("content/{path}.md"));
        let other = self.articles[self.chance.below(self.articles.len())].clone();
        let aside = self.site.path("aside");
        match self.chance.below(4) {
            0 => {
                let written = std::fs::metadata(&place).and_then(|found| found.modified()).expect("a time");
                let text = std::fs::read_to_string(&place).expect("read");
                let (from, to) = self.chance.one_of(&[&("card", "bank"), &("bank", "card"), &("wallet", "report")]);
                std::fs::write(&place, text.replace(from, to)).expect("written");
                let file = std::fs::File::options().write(true).open(&place).expect("there");
                file.set_modified(written).expect("set");
                format!("{from} is {to} in {path}, of the same size and time")
            }
            1 => {
                let file = std::fs::File::options().write(true).open(&place).expect("there");
                let hours = self.chance.below(9) as u64;
                let time = std::time::SystemTime::now() - std::time::Duration::from_secs(3_600 * hours);
                file.set_modified(time).expect("set");
                format!("{path} has another time")
            }
            2 => {
                let text = format!("{}\n{}.\n", self.site.read(&format!("content/{path}.md")), self.chance.words(5));
                std::fs::write(&aside, text).expect("written");
                std::fs::rename(&aside, &place).expect("replaced");
                format!("{path} was replaced")
            }
            _ => {
                let there = self.site.path(format!("content/{other}.md"));
                std::fs::rename(&place, &aside).expect("moved");
                if place != there {
                    std::fs::rename(&there, &place).expect("moved");
                }
                std::fs::rename(&aside, &there).expect("moved");
                format!("{path} and {other} changed their names")
            }
        }
    }

    /// Changes something, and says what.
    fn edit(&mut self) -> String {
        let at = self.chance.below(self.articles.len());
        let path = self.articles[at].clone();
        let file = format!("content/{path}.md");
        match self.chance.below(25) {
            0..=3 => {
                let text = format!("{}\n{}.\n", self.site.read(&file), self.chance.words(6));
                self.write(&file, &text);
                format!("a line more in {path}")
            }
            4 => {
                let text = format!("{}{}", self.site.read(&file), self.poor());
                self.write(&file, &text);
                format!("something poor in {path}")
            }
            18 => {
                let (from, to) = (self.chance.word(), self.chance.word());
                let text = self.site.read(&file).replacen(from, to, 3);
                self.write(&file, &text);
                format!("{from} is {to} in {path}")
            }
            19 => {
                let text = self.site.read(&file);
                let end = text.trim_end().rfind("\n\n").unwrap_or(text.len());
                self.write(&file, &format!("{}\n", &text[..end]));
                format!("a paragraph less in {path}")
            }
            20 => {
                let translation = format!("content/{path}.ru.md");
                if self.site.has(&translation) {
                    self.site.run(["translations", "--mark", &translation]);
                }
                format!("{translation} follows its source")
            }
            21..=24 => self.sleight(at),
            16 => {
                let (old, owner) = (self.site.read(&file), self.chance.words(1));
                let lines = old.lines().filter(|line| !line.starts_with("owner:")).collect::<Vec<_>>().join("\n");
                self.write(&file, &format!("{}\n", lines.replacen("---\n", &format!("---\nowner: {owner}\n"), 1)));
                format!("the front matter of {path}")
            }
            17 => {
                let drawn = self.picture();
                let to = self.site.path(format!("content/pay/plan{}.png", self.chance.below(2)));
                if self.chance.below(3) == 0 {
                    let _ = std::fs::remove_file(&to);
                } else {
                    std::fs::write(&to, drawn).expect("written");
                }
                format!("the image {}", to.display())
            }
            5 | 6 => {
                let text = self.article();
                self.write(&file, &text);
                format!("another text in {path}")
            }
            7 | 8 => {
                self.add();
                format!("new: {:?}", self.articles.last())
            }
            9 if self.articles.len() > 4 => {
                for ending in ["md", "ru.md"] {
                    let _ = std::fs::remove_file(self.site.path(format!("content/{path}.{ending}")));
                }
                self.articles.remove(at);
                format!("gone: {path}")
            }
            10 => {
                self.made += 1;
                let to = format!("card/moved{}", self.made);
                let text = self.site.read(&file).replacen("---\n", &format!("---\naliases: [/{path}/]\n"), 1);
                let text = if text.matches("aliases:").count() > 1 { self.site.read(&file) } else { text };
                std::fs::remove_file(self.site.path(&file)).expect("there");
                self.write(&format!("content/{to}.md"), &text);
                self.articles[at].clone_from(&to);
                format!("{path} moved to {to}")
            }
            11 => {
                let text = self.article();
                self.write(&format!("content/{path}.ru.md"), &text);
                format!("a translation of {path}")
            }
            12 => {
                let chance = &mut self.chance;
                let (limit, title) = (chance.below(900), chance.one_of(&["Help", "Answers", "Help & answers"]));
                let more = chance.one_of(&["", "offline: true\n", "programs:\n  llms: false\n", "widget: true\n"]);
                let settings = SETTINGS.replace("limit: 500", &format!("limit: {limit}"));
                let settings = settings.replace("title: Help", &format!("title: \"{title}\""));
                self.write("helpdex.yaml", &format!("{settings}{more}"));
                format!("settings: {limit} {title} {more}")
            }
            13 => {
                let text = format!("The fee is {} %, {}.\n", self.chance.below(9), self.chance.word());
                self.write("content/_snippets/fee.md", &text);
                "the snippet".to_owned()
            }
            14 => {
                let chance = &mut self.chance;
                let color = format!("a {{ color: #{:03} }}\n", chance.below(999));
                let (path, text) = match chance.below(4) {
                    0 => ("themes/own/css/own.css", color),
                    1 => ("themes/own/strings/en.yaml", format!("topics_all: {}\n", chance.words(2))),
                    2 => ("themes/own/icons/own.svg", "<svg viewBox=\"0 0 9 9\"><path d=\"M1 1\"/></svg>".to_owned()),
                    _ => ("themes/own/templates/tags.html", {
                        let added = chance.words(2);
                        format!("{{% extends \"default/tags.html\" %}}{{# {added} #}}")
                    }),
                };
                self.write(path, &text);
                format!("the theme: {path}")
            }
            _ => {
                let chance = &mut self.chance;
                let (path, text) = match chance.below(3) {
                    0 => (
                        "content/pay/_index.md",
                        format!("---\ntitle: {}\n---\n\n{}\n", chance.words(2), chance.words(5)),
                    ),
                    1 => ("content/pay/plan.csv", format!("{},{}\n", chance.word(), chance.below(9))),
                    _ => (
                        "content/synonyms.yaml",
                        format!("en:\n  equal:\n    - [{}, debit{}]\n", chance.word(), chance.below(9)),
                    ),
                };
                self.write(path, &text);
                path.to_owned()
            }
        }
    }
}

/// Every file that differs.
fn different(one: &BTreeMap<String, Vec<u8>>, two: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names = one.keys().chain(two.keys()).collect::<std::collections::BTreeSet<_>>();
    names.into_iter().filter(|name| one.get(*name) != two.get(*name)).cloned().collect()
}

#[test]
fn the_same_bytes_as_a_build_without_a_cache() {
    let mut edited = Edited::new(2_611);
    let mut edits = Vec::new();
    let (mut compared, mut faults) = (0, String::new());
    for number in 1..=EDITS {
        edits.push(edited.edit());
        let site = &edited.site;
        let warm = site.run(["build", "--format", "short"]);
        if number % COMPARED > 0 && number < EDITS {
            continue;
        }
        let cold = site.run(["build", "--format", "short", "--no-cache", "--out", "cold"]);
        let told = |outcome: &crate::support::Outcome| outcome.stdout.clone();
        assert_eq!((warm.status, told(&warm)), (cold.status, told(&cold)), "{edits:#?}");
        if warm.status == Some(0) {
            let (warm, cold) = (site.snapshot("public"), site.snapshot("cold"));
            let differ = different(&warm, &cold);
            let first =
                differ.first().map(|name| [&warm, &cold].map(|all| all.get(name).map(|b| String::from_utf8_lossy(b))));
            assert!(differ.is_empty(), "{differ:#?}\n{first:#?}\nafter {edits:#?}");
            compared += 1;
            edits.clear();
        } else {
            faults = told(&warm);
        }
    }
    assert!(compared > EDITS / COMPARED / 2, "{compared} outputs were compared; the others had faults:\n{faults}");
}

/// A site of some articles, built twice: it has a cache and a spare output.
fn built_twice() -> Site {
    let settings =
        "title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru]\nchecks:\n  vanished-url: off\n";
    let mut site = Site::new().file("helpdex.yaml", settings);
    for number in 0..5 {
        site = site.article(&format!("payouts/a{number}"), &format!("Article {number}?"), "Some words.");
    }
    site.run(["build"]).status(0);
    let site = site.article("payouts/a1", "Article 1?", "Other words.");
    site.run(["build"]).status(0);
    site
}

/// Builds after an edit, and compares with a build that remembers nothing.
fn builds_as_anew(site: Site) -> Site {
    let site = site.article("payouts/a2", "Article 2?", "Words that are new.");
    site.run(["build"]).status(0);
    site.run(["build", "--no-cache", "--out", "cold"]).status(0);
    let differ = different(&site.snapshot("public"), &site.snapshot("cold"));
    assert!(differ.is_empty(), "{differ:#?}");
    site
}

/// The file of the cache.
fn cache(site: &Site) -> std::path::PathBuf {
    let folder = site.path(".helpdex/cache/build");
    let mut found = std::fs::read_dir(folder).expect("there").map(|entry| entry.expect("listed").path());
    found.find(|path| path.extension().is_some_and(|kind| kind == "bin")).expect("a cache")
}

#[test]
fn a_cache_that_is_damaged_or_gone_is_none() {
    let mut site = built_twice();
    for kind in ["bin", "list", "texts"] {
        let place = cache(&site).with_extension(kind);
        let bytes = std::fs::read(&place).expect("read");
        // A bit is another one, the end is missing, nothing is left.
        let mut flipped = bytes.clone();
        for byte in flipped.iter_mut().step_by(7) {
            *byte ^= 1;
        }
        for damaged in [flipped.as_slice(), bytes.get(..bytes.len() / 2).expect("a half"), &[]] {
            std::fs::write(&place, damaged).expect("written");
            site = builds_as_anew(site);
        }
    }
    // One of another build than the other.
    let list = cache(&site).with_extension("list");
    let before = std::fs::read(&list).expect("read");
    let site = site.article("payouts/a4", "Article 4?", "Words of another article.");
    site.run(["build"]).status(0);
    std::fs::write(&list, before).expect("written");
    let site = builds_as_anew(site);
    std::fs::remove_dir_all(site.path(".helpdex")).expect("removed");
    let site = builds_as_anew(site);
    if site.has(".public.helpdex-spare") {
        std::fs::remove_dir_all(site.path(".public.helpdex-spare")).expect("removed");
    }
    std::fs::remove_dir_all(site.path("public")).expect("removed");
    builds_as_anew(site);
}

#[test]
fn what_was_changed_in_the_output_is_made_again() {
    let site = built_twice();
    std::fs::write(site.path("public/payouts/a3/index.html"), "another page").expect("written");
    std::fs::remove_file(site.path("public/payouts/a4/index.html")).expect("removed");
    let site = builds_as_anew(site);
    // In the spare output, too, whatever lies there.
    if site.has(".public.helpdex-spare") {
        let spare = |path: &str| site.path(".public.helpdex-spare").join(path);
        for page in ["payouts/a0/index.html", "payouts/a3/index.html"] {
            std::fs::remove_file(spare(page)).expect("removed");
        }
        std::fs::write(spare("payouts/a0/index.html"), "another page").expect("written");
        std::fs::create_dir_all(spare("payouts/a3/index.html/x")).expect("made");
        std::fs::write(spare("foreign.txt"), "years of work").expect("written");
    }
    let site = builds_as_anew(site);
    assert!(!site.has("public/foreign.txt"));
}

#[test]
fn files_of_other_times_are_compared() {
    let site = built_twice();
    // No article's text stands on it.
    let page = site.path("public/tags/index.html");
    let file = std::fs::File::options().write(true).open(&page).expect("there");
    let restored = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    file.set_modified(restored).expect("set");
    let site = builds_as_anew(site);
    let now = std::fs::metadata(site.path("public/tags/index.html")).expect("there").modified().expect("a time");
    assert_eq!(now, restored, "it was taken over as it is");
}

#[test]
fn without_a_cache_nothing_is_remembered() {
    let site = Site::new();
    site.run(["build", "--no-cache"]).status(0);
    assert!(!site.has(".helpdex") && !site.has(".public.helpdex-spare"));
    let site = built_twice();
    assert_eq!(site.has(".public.helpdex-spare"), cfg!(unix));
    site.run(["build", "--no-cache"]).status(0);
    assert!(!site.has(".public.helpdex-spare"));
    builds_as_anew(site);
}

/// The days that pages show come from git, which is asked once for each commit.
#[test]
fn days_of_changes_are_those_of_the_last_commit() {
    let site = built_twice();
    site.git(["init", "--quiet"]).git(["add", "content"]).commit_at("One", "2026-03-01T12:00:00Z");
    let site = builds_as_anew(site);
    let day = |site: &Site| site.read("public/payouts/a1/index.html").contains("2026-03-01");
    assert!(day(&site));
    let site = builds_as_anew(site);
    let site = site.article("payouts/a1", "Article 1?", "Words of April.");
    site.git(["add", "content"]).commit_at("Two", "2026-04-01T12:00:00Z");
    let site = builds_as_anew(site);
    assert!(!day(&site) && site.read("public/payouts/a1/index.html").contains("2026-04-01"));
    // The history is another one, of the same texts.
    site.git(["reset", "--quiet", "--soft", "HEAD~1"]).commit_at("Another two", "2026-05-01T12:00:00Z");
    let site = builds_as_anew(site);
    assert!(site.read("public/payouts/a1/index.html").contains("2026-05-01"));
}
