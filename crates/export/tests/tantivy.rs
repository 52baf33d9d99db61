//! Stock tantivy, as any other program links it, reads what is exported.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may stop at what it made itself")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use helpdex_content::config::{Config, LanguageId};
use helpdex_content::site::{Options, Site};
use helpdex_render::theme::Theme;
use helpdex_search::Query;
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::Value;
use tantivy::{Index, TantivyDocument};

struct Help(tempfile::TempDir);

impl Help {
    fn new() -> Self {
        let help = Self(tempfile::tempdir().expect("a folder"));
        help.write("helpdex.yaml", "title: T\nbase_url: https://x.example/help\nlanguages: [en, ru, be]\n");
        help.write("content/money/_index.md", "---\ntitle: Money\n---\n");
        help.write(
            "content/money/payouts.md",
            "---\ntitle: When do payouts arrive?\nsummary: Within three days.\ntags: [bank, new seller]\nreviewed: 2026-11-02\n\
             asks: [where is my cash]\n---\n\nMoney goes to your bank account.\n\n## To PayPal\n\nThe first payout waits.\n",
        );
        help.write(
            "content/money/fees.md",
            "---\ntitle: Fees\nreviewed: 2026-01-05\n---\n\nEach payout costs nothing. Our Wi-Fi is free.\n",
        );
        help.write("content/money/fees.ru.md", "---\ntitle: Комиссии\n---\n\nВыплаты бесплатны.\n");
        help
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn site(&self) -> Site {
        let config = Config::load(self.0.path()).expect("found").expect("valid");
        let options = Options { drafts: false, today: jiff::civil::date(2026, 11, 21) };
        let (theme, _) = Theme::of(&config).expect("read");
        let labels = theme.all_labels(&config.languages);
        Site::load(config.into(), options, &labels).expect("read")
    }

    fn export(&self, to: &str) -> PathBuf {
        let out = self.path(to);
        helpdex_export::tantivy::write(&self.site(), &out).expect("exported");
        out
    }

    fn ask(&self, language: usize, text: &str) -> Result<Vec<String>, String> {
        let site = self.site();
        let language = site.config.languages.ids().nth(language).unwrap_or(LanguageId::DEFAULT);
        let index = helpdex_export::tantivy::LanguageIndex::of(&site, language).expect("indexed");
        let query = Query { text: text.to_owned(), limit: 10, ..Query::default() };
        let mut found: Vec<String> = index
            .search(&query)
            .map_err(|fault| fault.to_string())?
            .hits
            .into_iter()
            .map(|hit| hit.source.trim_start_matches("content/money/").to_owned())
            .collect();
        found.sort();
        Ok(found)
    }
}

/// Asks a folder with nothing but tantivy: its own analyzers, its own parser.
fn stock(folder: &Path, text: &str) -> Vec<TantivyDocument> {
    let index = Index::open_in_dir(folder).expect("stock tantivy opens it");
    assert!(index.validate_checksum().expect("checked").is_empty());
    let names = ["title", "asks", "keywords", "summary", "body"];
    let fields = names.iter().map(|name| index.schema().get_field(name).expect("a field")).collect();
    let query = QueryParser::for_index(&index, fields).parse_query(text).expect("a query");
    let searcher = index.reader().expect("a reader").searcher();
    let found = searcher.search(&query, &TopDocs::with_limit(10).order_by_score()).expect("answered");
    found.into_iter().map(|(_, address)| searcher.doc(address).expect("stored")).collect()
}

fn stored(folder: &Path, document: &TantivyDocument, name: &str) -> Vec<String> {
    let schema = Index::open_in_dir(folder).expect("opened").schema();
    let values = document.get_all(schema.get_field(name).expect("a field"));
    values.map(|value| value.as_str().map_or_else(|| format!("{:?}", value.as_datetime()), str::to_owned)).collect()
}

fn urls(folder: &Path, text: &str) -> Vec<String> {
    let mut urls: Vec<String> = stock(folder, text).iter().flat_map(|found| stored(folder, found, "url")).collect();
    urls.sort();
    urls.iter().map(|url| url.trim_start_matches("https://x.example/help/").to_owned()).collect()
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(&at).expect("listed") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files
                    .insert(path.strip_prefix(folder).expect("inside").to_owned(), std::fs::read(&path).expect("read"));
            }
        }
    }
    files
}

#[test]
fn stock_tantivy_opens_and_asks_it() {
    let help = Help::new();
    let out = help.export("index");
    let en = out.join("en");
    let found = stock(&en, "\"first payout\"");
    let [found] = found.as_slice() else { panic!("{} found", found.len()) };
    let field = |name| stored(&en, found, name);
    assert_eq!(field("title"), ["When do payouts arrive?"]);
    assert_eq!(field("url"), ["https://x.example/help/money/payouts/"]);
    assert_eq!(field("source"), ["content/money/payouts.md"]);
    assert_eq!(field("summary"), ["Within three days."]);
    assert_eq!(field("category"), ["Money"]);
    assert_eq!(field("tags"), ["bank", "new seller"]);
    assert_eq!(field("language"), ["en"]);
    assert_eq!(field("body"), ["Money goes to your bank account.\n\nTo PayPal\n\nThe first payout waits."]);
    assert!(field("updated")[0].contains("2026-11-02T00:00:00Z"), "{:?}", field("updated"));
    assert_eq!(field("asks"), [""; 0], "what no reader sees is not stored");
    // Its own stemmer, fields, operators, exact tags, dates, and our terms as they stand.
    assert_eq!(urls(&en, "paying +payouts"), ["money/fees/", "money/payouts/"]);
    assert_eq!(urls(&en, "+payout -paypal"), ["money/fees/"]);
    assert_eq!(urls(&en, "title:payout"), ["money/payouts/"]);
    assert_eq!(urls(&en, "cash"), ["money/payouts/"]);
    assert_eq!(urls(&en, "tags:\"new seller\""), ["money/payouts/"]);
    assert_eq!(urls(&en, "tags:new"), [""; 0]);
    assert_eq!(urls(&en, "updated:[2026-11-01T00:00:00Z TO *]"), ["money/payouts/"]);
    assert_eq!(urls(&en, "body_terms:wifi"), ["money/fees/"]);
    assert_eq!(urls(&en, "body_terms:\"first payout\""), ["money/payouts/"]);
    assert_eq!(urls(&out.join("ru"), "бесплатны"), ["ru/money/fees/"]);
    assert_eq!(urls(&out.join("be"), "бясплатна"), [""; 0], "a language without articles has an empty index");
}

#[test]
fn the_same_site_makes_the_same_bytes() {
    let help = Help::new();
    let (one, two) = (files(&help.export("one")), files(&help.export("two")));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    assert!(one.len() > 15, "{:?}", one.keys());
    assert_eq!(one, two);
    assert!(one.keys().all(|path| !path.to_string_lossy().contains("lock")), "{:?}", one.keys());
    help.write("content/money/fees.md", "---\ntitle: Charges\n---\n\nNone.\n");
    assert_ne!(one, files(&help.export("one")), "what changed is in it");
}

#[test]
fn programs_may_write_on_into_it() {
    let help = Help::new();
    let en = help.export("index").join("en");
    let index = Index::open_in_dir(&en).expect("opened");
    let title = index.schema().get_field("title").expect("a field");
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 15_000_000).expect("a writer");
    writer.add_document(tantivy::doc!(title => "Refunds")).expect("added");
    writer.commit().expect("committed");
    assert_eq!(stock(&en, "refund").len(), 1);
    assert_eq!(stock(&en, "payouts").len(), 2);
}

#[test]
fn an_export_replaces_an_export_and_nothing_else() {
    let help = Help::new();
    let out = help.export("index");
    let before = files(&out);
    std::fs::write(out.join("en/notes.txt"), "mine").expect("written");
    let refused = helpdex_export::tantivy::write(&help.site(), &out).expect_err("refused").to_string();
    assert!(refused.contains("notes.txt"), "{refused}");
    std::fs::remove_file(out.join("en/notes.txt")).expect("removed");
    assert_eq!(files(&out), before, "a refusal changes nothing");
    for folder in ["content/index", "public", ""] {
        let refused = helpdex_export::tantivy::write(&help.site(), &help.path(folder));
        assert!(refused.is_err(), "`{folder}` is the site's");
    }
    help.write("content/money/fees.md", "---\ntitle: Charges\n---\n\nNone.\n");
    help.export("index");
    assert_eq!(urls(&out.join("en"), "charges"), ["money/fees/"]);
    let beside: Vec<_> = std::fs::read_dir(help.0.path())
        .expect("listed")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("index") && !name.ends_with("lock"))
        .collect();
    assert_eq!(beside, ["index"], "nothing half-written is left");
}

#[test]
fn our_own_parser_asks_our_own_terms() {
    let help = Help::new();
    let fine = |language, text| help.ask(language, text).expect(text);
    assert_eq!(fine(0, "+payout -paypal"), ["fees.md"]);
    assert_eq!(fine(0, "+payout -paypal title:fees"), ["fees.md"]);
    assert_eq!(fine(0, "title:payout OR title:fee"), ["fees.md", "payouts.md"]);
    assert_eq!(fine(0, "title:payout AND title:fee"), [""; 0]);
    assert_eq!(fine(0, "\"first payouts\""), ["payouts.md"]);
    assert_eq!(fine(0, "\"payout first\""), [""; 0]);
    assert_eq!(fine(0, "wifi"), ["fees.md"]);
    assert_eq!(fine(0, "wi-fi"), ["fees.md"]);
    assert_eq!(fine(0, "updated:[2026-11-01 TO *]"), ["payouts.md"]);
    assert_eq!(fine(0, "updated:2026-01-05"), ["fees.md"]);
    assert_eq!(fine(0, "tags:bank"), ["payouts.md"]);
    assert_eq!(fine(0, "*"), ["fees.md", "payouts.md"]);
    assert_eq!(fine(1, "выплатами"), ["fees.ru.md"], "Russian endings");
    assert_eq!(fine(1, "title:комиссий"), ["fees.ru.md"]);
    assert_eq!(fine(2, "выплата"), [""; 0]);
}

#[test]
fn what_cannot_be_asked_is_told() {
    let help = Help::new();
    let fault = |text| help.ask(0, text).expect_err(text);
    assert!(fault("titel:fees").contains("`titel` is no field"), "{}", fault("titel:fees"));
    assert!(fault("titel:fees").contains("did you mean `title`?"));
    assert!(fault("-paypal").contains("add a word"), "{}", fault("-paypal"));
    assert!(fault("updated:yesterday").contains("`updated:2026-11-01`"), "{}", fault("updated:yesterday"));
    assert!(fault("(payout").contains("cannot read the query `(payout` at character"), "{}", fault("(payout"));
    assert!(fault("title:[a TO").contains("cannot read"), "{}", fault("title:[a TO"));
}
