use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use helpdex_content::config::Config;
use helpdex_content::error::Result;
use helpdex_content::markdown::LinkTarget;
use helpdex_content::path::ArticleKey;
use helpdex_content::references;
use helpdex_content::routes::Routes;
use helpdex_content::site::{Options, Site};
use helpdex_content::source;
use helpdex_lint::url_ledger;
use helpdex_publish::build::{self, Loaded};
use jiff::civil::date;

use super::{Place, Plan, movement, removal};

const SETTINGS: &str = "title: T\nbase_url: https://x.example/help\nlanguages: [en, ru]\n\
    checks: {late-answer: off, unused-image: error, overrides: [{paths: content/pay/**, rules: {long-sentence: off}}]}\n\
    footer: {links: [{label: F, url: /pay/fees/}, {label: G, url: /help/ru/pay/}]}\n";

struct Fixture {
    dir: tempfile::TempDir,
}

impl Fixture {
    fn new(files: &[(&str, &str)]) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let fixture = Self { dir };
        fixture.write("helpdex.yaml", SETTINGS);
        for (path, text) in files {
            fixture.write(&format!("content/{path}"), text);
        }
        fixture
    }

    fn root(&self) -> &Path {
        self.dir.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
    }

    fn config(&self) -> Config {
        Config::load(self.root()).expect("read").expect("valid")
    }

    fn load(&self) -> Loaded {
        let options = Options { drafts: false, today: date(2026, 11, 30) };
        build::load(Arc::new(self.config()), options).expect("loaded")
    }

    fn faults(&self) -> Vec<String> {
        self.load()
            .diagnostics
            .iter()
            .map(|found| format!("{} {} {}", found.location(), found.code, found.message))
            .collect()
    }

    fn with<T>(&self, plan: impl FnOnce(Place<'_>) -> T) -> T {
        let config = self.config();
        let sources = source::read(&config).expect("read");
        let (routes, _) = Routes::plan(&config, &sources, true);
        let references = references::all(&config, &sources);
        plan(Place { config: &config, sources: &sources, routes: &routes, references: &references })
    }

    /// The same for whoever asks for names alone.
    fn with_names<T>(&self, plan: impl FnOnce(Place<'_>) -> T) -> T {
        let config = self.config();
        let sources = source::read(&config).expect("read");
        let (routes, _) = Routes::plan(&config, &sources, true);
        plan(Place { config: &config, sources: &sources, routes: &routes, references: &[] })
    }

    fn plan(&self, old: &str, new: &str) -> Result<Plan> {
        self.with(|place| movement(place, old, new))
    }

    fn mv(&self, old: &str, new: &str) -> Result<()> {
        self.plan(old, new)?.apply(&self.config())
    }

    fn files(&self) -> Vec<String> {
        let all =
            walkdir::WalkDir::new(self.root()).sort_by_file_name().into_iter().filter_map(std::result::Result::ok);
        let files = all.filter(|entry| entry.file_type().is_file());
        files.map(|entry| entry.path().strip_prefix(self.root()).expect("inside").display().to_string()).collect()
    }
}

fn small() -> Fixture {
    Fixture::new(&[
        ("pay/_index.md", "---\ntitle: Pay\n---\n"),
        ("pay/_index.ru.md", "---\ntitle: Оплата\n---\n"),
        ("pay/fees.md", "---\ntitle: Fees\nrelated: [when.md]\n---\n\nSee [when](when.md#how) and ![a](img/a.png).\n"),
        ("pay/fees.ru.md", "---\ntitle: Сборы\n---\n\nКогда: [сроки выплат](when.md).\n"),
        (
            "pay/when.md",
            "---\ntitle: When\n---\n\n## How\n\n[Fees](fees.md) and [again](/pay/fees/). ![b](img/b.png)\n",
        ),
        ("pay/img/a.png", "a"),
        ("pay/img/b.png", "b"),
        ("account/_index.md", "---\ntitle: Account\n---\n"),
        (
            "account/close.md",
            "---\ntitle: Close\n---\n\n{{ s }} See [Fees](../pay/fees.md) of [Pay](../pay/_index.md).\n",
        ),
        ("_snippets/s.md", "[Fees](../pay/fees.md)."),
        ("queries.yaml", "- {query: fees, expect: pay/fees.md}\n"),
        ("synonyms.yaml", "en:\n  pins:\n  - query: costs\n    articles: [pay/fees.md]\n"),
    ])
}

#[test]
fn an_article_takes_along_what_is_its_own() {
    let site = small();
    assert_eq!(site.faults(), Vec::<String>::new());
    url_ledger::record(&site.load().site).expect("written");
    site.mv("content/pay/fees.md", "account/costs").expect("moved");
    assert_eq!(site.faults(), Vec::<String>::new());
    assert_eq!(
        site.read("content/account/costs.md"),
        "---\ntitle: Fees\nrelated: [pay/when.md]\naliases:\n  - /pay/fees/\n---\n\n\
         See [when](../pay/when.md#how) and ![a](img/a.png).\n"
    );
    assert!(site.read("content/account/costs.ru.md").contains("aliases:\n  - /ru/pay/fees/\n"));
    assert_eq!(site.read("content/account/img/a.png"), "a");
    assert_eq!(site.read("content/pay/img/b.png"), "b");
    assert_eq!(site.read("content/_snippets/s.md"), "[Fees](../account/costs.md).");
    assert!(site.read("helpdex.yaml").contains("url: /account/costs/"));
    assert!(site.read("helpdex.urls").contains("\n/account/costs/\n"));
    // And back: the address that was an alias is a page again.
    site.mv("account/costs.md", "pay/fees.md").expect("moved");
    assert_eq!(site.faults(), Vec::<String>::new());
    assert!(site.read("content/pay/fees.md").contains("aliases:\n  - /account/costs/\n"));
}

#[test]
fn a_category_keeps_what_customers_save() {
    let site = small();
    site.write("content/pay/form.pdf", "%PDF");
    site.write("content/pay/when.md", "---\ntitle: When\n---\n\n## How\n\n[Form](form.pdf) and ![b](img/b.png)\n");
    site.write("content/pay/cards/lost.md", "---\ntitle: Lost\n---\n\n[Form](../form.pdf), [when](../when.md)\n");
    site.write("content/pay/cards/_index.md", "---\ntitle: Cards\n---\n");
    url_ledger::record(&site.load().site).expect("written");
    let before = site.faults();
    site.mv("pay", "money").expect("moved");
    assert_eq!(site.faults(), before);
    assert_eq!(site.read("content/pay/form.pdf"), "%PDF");
    assert!(site.read("content/money/cards/lost.md").contains("[Form](../../pay/form.pdf), [when](../when.md)"));
    assert!(site.read("content/money/_index.ru.md").contains("- /ru/pay/\n"));
    assert!(site.read("helpdex.yaml").contains("paths: content/money/**"));
    assert!(site.read("helpdex.yaml").contains("url: /help/ru/money/"));
    // Into a category that is there.
    site.mv("money", "account").expect("moved");
    assert_eq!(site.faults(), before);
    assert_eq!(site.read("content/account/money/img/b.png"), "b");
}

#[test]
fn what_is_in_the_way_is_told_and_nothing_moves() {
    let site = small();
    site.write("content/account/fees.ru.md", "---\ntitle: Другое\n---\n\nТекст.\n");
    let files = site.files();
    let cases = [
        ("pay/fees.md", "account/", "is there already"),
        ("pay/fees.md", "pay/when.md", "is there already"),
        ("pay/fees.md", "nowhere/fees.md", "helpdex new --category nowhere"),
        ("pay/fees.md", "../x.md", "leads out of the content folder"),
        ("pay/fees.md", "pay/fees.md", "its name already"),
        ("pay/fees.md", "pay/_x/fees.md", "is not published"),
        ("pay/fees.md", "pay/fees.de.md", "does not speak `de`"),
        ("pay/fee.md", "pay/x.md", "did you mean `pay/fees.md`?"),
        ("pay", "pay/inner", "into itself"),
        ("pay/fees.md", "search.md", "is taken"),
    ];
    for (old, new, why) in cases {
        let fault = site.mv(old, new).expect_err(new);
        assert!(fault.to_string().contains(why), "{old} to {new}: {fault}");
        assert_eq!(fault.exit_status(), 2, "{new}");
    }
    assert_eq!(site.files(), files);
}

#[test]
fn a_step_that_fails_leaves_all_as_it_was() {
    let site = small();
    let plan = site.plan("pay/fees.md", "account/costs.md").expect("planned");
    let texts = |site: &Fixture| site.files().iter().map(|path| site.read(path)).collect::<Vec<_>>();
    // Somebody writes while the plan is read.
    site.write("content/synonyms.yaml", "en: {}\n");
    let (files, before) = (site.files(), texts(&site));
    plan.apply(&site.config()).expect_err("changed meanwhile");
    assert_eq!((site.files(), texts(&site)), (files, before));
    let plan = site.plan("pay/fees.md", "account/costs.md").expect("planned");
    site.write("content/account/costs.ru.md", "---\ntitle: X\n---\n");
    let (files, before) = (site.files(), texts(&site));
    plan.apply(&site.config()).expect_err("in the way");
    assert_eq!((site.files(), texts(&site)), (files, before));
}

#[test]
fn an_article_that_goes_leaves_its_addresses_to_another() {
    let site = small();
    site.write("content/pay/fees.md", "---\ntitle: Fees\naliases: [/old/]\n---\n\n## Cards\n\nText. ![a](img/a.png)\n");
    site.write("content/account/close.md", "---\ntitle: Close\nrelated: [pay/fees.md, pay/when.md]\n---\n\n{{ s }} [Fees](../pay/fees.md#cards) of [Pay](../pay/_index.md).\n");
    url_ledger::record(&site.load().site).expect("written");
    assert_eq!(site.faults(), Vec::<String>::new());
    let loaded = site.load();
    let anchors = |file: &str| -> BTreeSet<String> {
        let body = loaded.site.id_of(file).and_then(|id| loaded.site.body(id));
        body.map(|body| body.anchors.iter().cloned().collect()).unwrap_or_default()
    };
    site.with(|place| {
        removal(place, "pay/fees.md", None, &anchors).expect_err("it was published");
        removal(place, "pay/fees.md", Some("pay"), &anchors).expect_err("a category");
        removal(place, "pay/fees.md", Some("pay/fees"), &anchors).expect_err("itself");
        let removal = removal(place, "pay/fees.md", Some("pay/when.md"), &anchors).expect("planned");
        assert_eq!(removal.plan.removed, ["content/pay/fees.md", "content/pay/fees.ru.md", "content/pay/img/a.png"]);
        assert_eq!(removal.places.len(), 8, "{:?}", removal.places);
        removal.plan.apply(place.config).expect("applied");
    });
    assert_eq!(site.faults(), Vec::<String>::new());
    assert_eq!(
        site.read("content/account/close.md"),
        "---\ntitle: Close\nrelated: [pay/when.md]\n---\n\n{{ s }} [Fees](../pay/when.md) of [Pay](../pay/_index.md).\n"
    );
    assert!(site.read("content/pay/when.md").contains("aliases:\n  - /pay/fees/\n  - /old/\n  - /ru/pay/fees/\n"));
    assert!(!site.read("helpdex.urls").contains("/pay/fees/#cards"));
}

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("small") % limit
    }

    fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }
}

const FOLDERS: [&str; 5] = ["pay", "pay/cards", "account", "Помощь", "tech stuff"];

/// A site in which everything that can name an article does.
fn large(random: &mut Random) -> Fixture {
    let keys: Vec<String> = (0..30).map(|number| format!("{}/a {number}", FOLDERS[number % FOLDERS.len()])).collect();
    let site = Fixture::new(&[]);
    site.write("helpdex.yaml", &SETTINGS.replace("/pay/fees/", "/pay/a-0/"));
    for folder in FOLDERS {
        site.write(&format!("content/{folder}/_index.md"), &format!("---\ntitle: The folder {folder}\n---\n"));
    }
    for (number, key) in keys.iter().enumerate() {
        let folder = key.rsplit_once('/').expect("a folder").0;
        let mut body = format!("Text {number} of its own.\n\n## Part {number}\n\n");
        for _ in 0..4 {
            let at = random.below(keys.len());
            let other = &keys[at];
            let relative = helpdex_content::path::relative(folder, other);
            let slug = helpdex_content::routes::slug_path(other);
            let anchor = if random.below(2) == 0 { format!("#part-{at}") } else { String::new() };
            body.push_str(&match random.below(7) {
                0 => format!("[a link]({}.md{anchor}).\n", relative.replace(' ', "%20")),
                1 => format!("[a link](<{relative}.md{anchor}>).\n"),
                2 => format!("[a link](</{other}.md{anchor}>).\n"),
                3 => format!("[a link](/{slug}/{anchor}).\n"),
                4 => format!("<a href=\"{}.md{anchor}\">a link</a>.\n", relative.replace(' ', "%20")),
                5 => format!("[a link][to{at}].\n\n[to{at}]: <{relative}.md{anchor}> \"T\"\n"),
                _ => format!("[a link]({}).\n", relative.replace(' ', "%20")),
            });
            body.push('\n');
        }
        if number % 4 == 0 {
            site.write(&format!("content/{folder}/img/p{number}.png"), "png");
            body.push_str(&format!("![A picture](img/p{number}.png)\n"));
        }
        let related = random.of(&keys);
        let text = |title: &str| format!("---\ntitle: {title} {number}\nrelated: [\"{related}.md\"]\n---\n\n{body}");
        site.write(&format!("content/{key}.md"), &text("Article"));
        if number % 3 == 0 {
            site.write(&format!("content/{key}.ru.md"), &text("Статья"));
        }
    }
    site.write("content/_snippets/s.md", &format!("[a link](<../{}.md>)", keys[7]));
    let tests: String = keys.iter().take(9).map(|key| format!("- query: {key}\n  expect: \"{key}.md\"\n")).collect();
    site.write("content/queries.yaml", &tests);
    site.write(
        "content/synonyms.yaml",
        &format!("en:\n  pins:\n  - query: zero\n    articles: [\"{}.md\"]\n", keys[0]),
    );
    site
}

/// For each article by its title: the titles that its links lead to, with their anchors, and how many images it shows.
fn links(site: &Site) -> BTreeMap<String, (Vec<String>, usize)> {
    let of = |id| {
        let body = site.body(id)?;
        let targets = body.links.iter().map(|link| match &link.target {
            LinkTarget::Article(article) => {
                let title = site.id_of(&article.file).map(|id| site.title(id)).unwrap_or_default();
                format!("{title}#{}", article.fragment.as_deref().unwrap_or_default())
            }
            other => format!("{other:?}"),
        });
        Some((site.title(id), (targets.collect(), body.images.len())))
    };
    site.sources.ids().filter_map(of).collect()
}

#[test]
fn five_hundred_random_moves_leave_the_site_as_clean_as_it_was() {
    let mut random = Random(20_261_130);
    let site = large(&mut random);
    let loaded = site.load();
    url_ledger::record(&loaded.site).expect("written");
    let expected = links(&loaded.site);
    let before = codes(&loaded);
    assert!(!before.keys().any(|code| ["broken-link", "unknown-article", "vanished-url"].contains(code)), "{before:?}");
    let (mut moved, mut refused) = (0, 0);
    while moved < 500 {
        let (old, new) = next(&site, &mut random, moved);
        match site.mv(&old, &new) {
            Ok(()) => moved += 1,
            Err(fault) => {
                assert_eq!(fault.exit_status(), 2, "{old} to {new}: {fault}");
                refused += 1;
                assert!(refused < 2_000, "{fault}");
                continue;
            }
        }
        if moved % 25 == 0 || moved > 498 {
            let loaded = site.load();
            assert_eq!(links(&loaded.site), expected, "move {moved}: {old} to {new}");
            let faults: Vec<String> =
                loaded.diagnostics.iter().map(|d| format!("{} {}", d.location(), d.message)).collect();
            assert_eq!(codes(&loaded), before, "move {moved}: {old} to {new}: {faults:#?}");
        }
    }
}

/// How often each rule was broken.
fn codes(loaded: &Loaded) -> BTreeMap<&'static str, usize> {
    let mut codes = BTreeMap::new();
    loaded.diagnostics.iter().for_each(|found| *codes.entry(found.code).or_default() += 1);
    codes
}

/// A move that empties no category: one would be told of.
fn next(site: &Fixture, random: &mut Random, number: usize) -> (String, String) {
    site.with_names(|place| {
        let categories: Vec<&ArticleKey> = place.routes.categories().keys().collect();
        if random.below(6) == 0 {
            let old = random.of(&categories).to_string();
            let into = random.of(&categories).to_string();
            let new = match random.below(3) {
                0 => format!("moved {number}"),
                1 => format!("{into}/part {number}"),
                _ => into,
            };
            let sections =
                categories.iter().filter(|key| key.starts_with(&format!("{into_of}/", into_of = parent(&old))));
            let alone = !parent(&old).is_empty() && articles(place, parent(&old)).is_empty() && sections.count() == 1;
            let depth = new.matches('/').count() > 3;
            return if alone || depth { (old.clone(), old) } else { (old, new) };
        }
        let keys: Vec<&ArticleKey> = place.routes.articles().keys().collect();
        let old = random.of(&keys).to_string();
        let folder = parent(&old);
        let into = random.of(&categories).to_string();
        let new = match random.below(4) {
            0 => format!("{into}/"),
            1 => format!("{into}/Новое имя {number}"),
            2 => format!("{folder}/renamed-{number}.md"),
            // A name that was its own once.
            _ => format!("{into}/a {}", random.below(30)),
        };
        if articles(place, folder).len() < 2 { (old.clone(), old) } else { (old, new) }
    })
}

fn parent(key: &str) -> &str {
    key.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn articles<'p>(place: Place<'p>, folder: &str) -> Vec<&'p ArticleKey> {
    place.routes.articles().keys().filter(|key| parent(key) == folder).collect()
}
