//! A site that follows changes beside one that is put together anew, over random ones.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;

use super::Site;
use crate::config::{Config, PerLanguage};
use crate::diagnostic::SourceText;
use crate::markdown::{Labels, tests::labels};
use crate::site::{Dates, Options};
use crate::source::{Entry, Sources, StaticFile, entry_from_text};

/// Places of which the first [`CALM`] have addresses of their own. The others get in somebody's way: by an address that is
/// the same in lower case, as the folder of another language, as pages of Helpdex, or by a name that Windows can't hold.
const PATHS: [&str; 26] = [
    "_index.md",
    "_index.ru.md",
    "pay/_index.md",
    "pay/_index.ru.md",
    "pay/fees.md",
    "pay/fees.ru.md",
    "pay/limits.md",
    "pay/cards/_index.md",
    "pay/cards/new.md",
    "pay/cards/lost.md",
    "pay/cards/lost.ru.md",
    "news/a/b/c.md",
    "news/a/_index.md",
    "team/_index.md",
    "team/notes.md",
    "old.md",
    "pay.md",
    "pay/cards.ru.md",
    "pay/fees.en.md",
    "pay/Fees.md",
    "Pay/limits.md",
    "pay/cards/aux.md",
    "ru/pay/fees.md",
    "ru/pay/_index.md",
    "search/a.md",
    "search.md",
];
const CALM: usize = 18;

/// Lines of front matter; those in which nothing is wrong come most often.
const LINES: [&str; 20] = [
    "order: 1",
    "order: 2",
    "order: 3",
    "status: draft",
    "status: archived",
    "tags: [Cards, fees]",
    "tags: [cards]",
    "tags: [Fees, old]",
    "aliases: [/old/]",
    "aliases: [/a/, /b/]",
    "aliases: [/pay/fees/]",
    "aliases: [/b/*]",
    "audience: agents",
    "related: [pay/fees.md]",
    "",
    "",
    "",
    "",
    "",
    "",
];

const LINKS: [&str; 6] = ["fees.md", "/pay/limits.md", "/pay/cards/", "lost.md", "/old/", "../x.png"];

/// What an author does to a file.
#[derive(Clone, Debug)]
enum Act {
    /// Writes it, with a title, lines of front matter and a link.
    Write(usize, u8, Vec<usize>, usize),
    Remove(usize),
    /// Renames a folder or a file.
    Rename(usize, usize),
    /// Puts a picture somewhere, or takes it away.
    Picture(bool),
}

fn act() -> impl Strategy<Value = Act> {
    let path = prop_oneof![8 => 0..CALM, 1 => 0..PATHS.len()];
    let lines = proptest::collection::vec(0..LINES.len(), 0..3);
    prop_oneof![
        6 => (path.clone(), any::<u8>(), lines, 0..LINKS.len())
            .prop_map(|(path, title, lines, link)| Act::Write(path, title % 4, lines, link)),
        3 => path.clone().prop_map(Act::Remove),
        2 => (path.clone(), path).prop_map(|(from, to)| Act::Rename(from, to)),
        1 => any::<bool>().prop_map(Act::Picture),
    ]
}

/// Files as they lie on disk, and what was read of each.
struct Author {
    config: Arc<Config>,
    files: BTreeMap<String, String>,
    read: BTreeMap<String, Arc<Entry>>,
    picture: Option<Arc<StaticFile>>,
}

impl Author {
    fn does(&mut self, act: &Act) {
        match act {
            Act::Write(path, title, lines, link) => {
                let lines: BTreeSet<&str> = lines.iter().map(|line| LINES[*line]).collect();
                let mut keys = BTreeSet::new();
                let lines: Vec<&str> = lines.into_iter().filter(|line| keys.insert(line.split(':').next())).collect();
                let link = LINKS[*link];
                let text =
                    format!("---\ntitle: Title {title}\n{}\n---\n\nA text with a [link]({link}).\n", lines.join("\n"));
                self.files.insert(PATHS[*path].to_owned(), text);
            }
            Act::Remove(path) => drop(self.files.remove(PATHS[*path])),
            Act::Rename(from, to) => {
                if let Some(text) = self.files.remove(PATHS[*from]) {
                    self.files.insert(PATHS[*to].to_owned(), text);
                }
            }
            Act::Picture(there) => {
                self.picture = there.then(|| Arc::new(StaticFile::new("pay/x.png".into(), "/nowhere/x.png".into())));
            }
        }
    }

    /// What is read of the files; those that stayed as they were are shared.
    fn sources(&mut self) -> Sources {
        let mut read = BTreeMap::new();
        for (path, text) in &self.files {
            let known = self.read.get(path).filter(|entry| entry.file.text() == *text).cloned();
            let file = SourceText::new(self.config.site_path(path), text.clone());
            let entry = known.unwrap_or_else(|| entry_from_text(&self.config, file).expect("an article").into());
            read.insert(path.clone(), entry);
        }
        self.read = read;
        let mut sources = Sources {
            entries: self.read.values().cloned().collect(),
            files: self.picture.iter().cloned().collect(),
            ..Sources::default()
        };
        sources.sort();
        sources
    }
}

/// All that is known of a site but its files, in an order that no hash decides.
fn shown(site: &Site) -> String {
    let routes = &site.routes;
    let outputs: BTreeMap<_, _> = routes.outputs().collect();
    let bodies: Vec<_> =
        site.sources.ids().map(|id| (site.identity(id), site.body(id).map(|body| body.texts().html.clone()))).collect();
    format!(
        "{:#?}",
        (
            (
                outputs,
                routes.articles(),
                routes.categories(),
                routes.aliases(),
                routes.open_aliases().collect::<Vec<_>>()
            ),
            site.sources.ids().map(|id| routes.url(id)).collect::<Vec<_>>(),
            (&site.tree, &site.tags, site.diagnostics(), bodies),
        )
    )
}

/// Whether the routes of one of the two were made from those of the other.
fn is_patched(one: &Site, other: &Site) -> bool {
    !Arc::ptr_eq(&one.routes, &other.routes) && std::ptr::eq(one.routes.files(), other.routes.files())
}

fn labels_of(config: &Config) -> PerLanguage<Labels> {
    PerLanguage::new(&config.languages, |_| labels())
}

fn config(audience: &str) -> (tempfile::TempDir, Arc<Config>) {
    let dir = tempfile::tempdir().expect("a folder");
    let yaml = "title: T\nbase_url: https://x.example/help\nlanguages: [en, ru]\nshare: { pictures: true }\n";
    std::fs::write(dir.path().join("helpdex.yaml"), yaml).expect("written");
    let config = Config::load(dir.path()).expect("found").expect("valid");
    let config = if audience == "agents" { config.for_agents() } else { config };
    (dir, Arc::new(config))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn following_comes_to_the_same_as_starting_anew(
        batches in proptest::collection::vec(proptest::collection::vec(act(), 1..4), 1..24),
        audience in prop_oneof![Just("everyone"), Just("agents")],
        drafts in any::<bool>(),
    ) {
        let (_dir, config) = config(audience);
        let labels = labels_of(&config);
        let options = Options { drafts, today: jiff::civil::date(2026, 12, 1) };
        let mut author = Author { config: Arc::clone(&config), files: BTreeMap::new(), read: BTreeMap::new(), picture: None };
        let anew = |sources: Sources| Site::assemble(Arc::clone(&config), options, sources, Arc::new(Dates::default()), &labels);
        let mut site = anew(author.sources());
        for batch in batches {
            batch.iter().for_each(|act| author.does(act));
            let sources = author.sources();
            let next = site.follow(sources.clone(), &labels);
            let (followed, anew) = (shown(&next), shown(&anew(sources)));
            let differs = followed.lines().zip(anew.lines()).position(|(one, other)| one != other);
            let around = |text: &str| {
                let lines = text.lines().skip(differs.unwrap_or_default().saturating_sub(8)).take(24);
                lines.collect::<Vec<_>>().join("\n")
            };
            prop_assert!(
                followed == anew, "after {:?} (patched: {}):\n{}\nand not\n{}", batch, is_patched(&site, &next), around(&followed), around(&anew)
            );
            site = next;
        }
    }
}

#[test]
fn what_takes_nothing_from_others_is_patched() {
    let (_dir, config) = config("everyone");
    let labels = labels_of(&config);
    let options = Options { drafts: false, today: jiff::civil::date(2026, 12, 1) };
    let mut author =
        Author { config: Arc::clone(&config), files: BTreeMap::new(), read: BTreeMap::new(), picture: None };
    for path in ["pay/_index.md", "pay/fees.md", "pay/cards/lost.md"] {
        author.files.insert(path.to_owned(), "---\ntitle: T\n---\n\nText.\n".to_owned());
    }
    let first = Site::assemble(Arc::clone(&config), options, author.sources(), Arc::default(), &labels);
    let after = |author: &mut Author, path: &str, text: Option<&str>| {
        match text {
            Some(text) => drop(author.files.insert(path.to_owned(), text.to_owned())),
            None => drop(author.files.remove(path)),
        }
        first.follow(author.sources(), &labels)
    };
    let front = |line: &str| format!("---\ntitle: T\n{line}\n---\n\nText.\n");
    for (path, line) in [
        ("pay/new.md", ""),
        ("pay/new.ru.md", "tags: [a]"),
        ("news/a/b.md", "aliases: [/old/]"),
        ("pay/cards/_index.md", "order: 2"),
        ("pay/fees.md", "status: archived"),
        ("pay/fees.md", "status: draft"),
        ("_index.md", ""),
    ] {
        let before = author.files.get(path).cloned();
        assert!(is_patched(&first, &after(&mut author, path, Some(&front(line)))), "{path} {line}");
        after(&mut author, path, before.as_deref());
    }
    for path in ["pay/_index.md", "pay/fees.md", "pay/cards/lost.md"] {
        let text = author.files.get(path).cloned();
        assert!(is_patched(&first, &after(&mut author, path, None)), "{path}");
        after(&mut author, path, text.as_deref());
    }
    // What wants a URL of another has a fault that only a plan tells.
    for (path, line) in
        [("pay/Fees.md", ""), ("search.md", ""), ("pay/b.md", "aliases: [/pay/fees/]"), ("pay/aux.md", "")]
    {
        assert!(!is_patched(&first, &after(&mut author, path, Some(&front(line)))), "{path} {line}");
        after(&mut author, path, None);
    }
}
