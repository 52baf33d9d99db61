//! Proposals on a site in memory.

use super::*;
use helpdex_content::config::Config;
use helpdex_content::query_logs;
use helpdex_content::site::{Options, Site};
use std::sync::Arc;

/// Proposals as `opened/of query -> file`, with how often no page was opened.
fn proposed(base: &str, articles: &[(&str, &str)], list: &str, least: u64) -> (Vec<String>, u64) {
    let dir = tempfile::tempdir().expect("a folder");
    let file = |path: &str, text: &str| {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    };
    file("helpdex.yaml", &format!("title: Help\nbase_url: {base}\nlanguages: [en, ru]\n"));
    for (path, text) in articles {
        file(&format!("content/{path}"), text);
    }
    file("opened.csv", list);
    let config = Arc::new(Config::load(dir.path()).expect("found").expect("valid"));
    let today = jiff::civil::date(2026, 11, 21);
    let (theme, _) = helpdex_render::theme::Theme::of(&config).expect("read");
    let labels = theme.all_labels(&config.languages);
    let site = Site::load(config, Options { drafts: false, today }, &labels).expect("loaded");
    let languages: Vec<Language> = (site.config.languages.pairs())
        .map(|(id, language)| Language {
            code: language.code.clone(),
            index: Arc::new(helpdex_render::search::Index::in_memory(&site, id).expect("indexed")),
        })
        .collect();
    let pages = Pages { config: &site.config, sources: &site.sources, routes: &site.routes };
    let log = query_logs::read(&dir.path().join("opened.csv")).expect("read");
    let found = find(&log.queries, pages, &languages, least).expect("asked");
    let lines = found.articles.iter().flat_map(|article| {
        let line = |ask: &Ask| format!("{}/{} {} -> {}", ask.opened, ask.of, ask.query, article.source);
        article.asks.iter().map(line).collect::<Vec<_>>()
    });
    (lines.collect(), found.unknown)
}

const BASE: &str = "https://help.example.com/help";

fn site() -> Vec<(&'static str, &'static str)> {
    vec![
        (
            "pay/when.md",
            "---\ntitle: When do I get paid?\nasks: [salary day]\naliases: [/old/pay/]\n---\n\nOn Monday.\n",
        ),
        ("pay/when.ru.md", "---\ntitle: Когда придут деньги?\n---\n\nВ понедельник.\n"),
        ("pay/fees.md", "---\ntitle: Are there fees?\nasks: [hidden costs]\n---\n\nNone. Nobody pays commission.\n"),
        ("pay/old.md", "---\ntitle: What was before?\nstatus: archived\n---\n\nNothing.\n"),
    ]
}

#[test]
fn an_article_is_known_by_its_url_its_alias_and_its_file() {
    let ways = [
        "https://help.example.com/help/pay/when/",
        "HTTP://HELP.example.com/help/pay/when?utm=1#top",
        "/help/pay/when/",
        "/pay/when/",
        "/pay/when/index.html",
        "pay/when",
        "/old/pay/",
        "https://help.example.com/help/old/pay",
        "content/pay/when.md",
        "pay/when.md",
    ];
    for way in ways {
        let list = format!("query,opened,count\nwheelbarrow,{way},3\n");
        let (found, unknown) = proposed(BASE, &site(), &list, 3);
        assert_eq!((found, unknown), (vec!["3/3 wheelbarrow -> content/pay/when.md".to_owned()], 0), "{way}");
    }
    for way in ["https://elsewhere.example/help/pay/when/", "/gone/", "://", "%ff", "../../etc/passwd", "/helpful/"] {
        let (found, unknown) = proposed(BASE, &site(), &format!("query,opened,count\nwheelbarrow,{way},3\n"), 3);
        assert_eq!((found.len(), unknown), (0, 3), "{way}");
    }
    for way in ["/pay/", "/", "/pay/old/", "/search/"] {
        let (found, unknown) = proposed(BASE, &site(), &format!("query,opened,count\nwheelbarrow,{way},3\n"), 3);
        assert_eq!((found.len(), unknown), (0, 0), "{way} is a page, and no article to find");
    }
}

#[test]
fn only_what_is_frequent_clear_and_new_is_proposed() {
    let list = "query,opened,count\n\
                wheelbarrow,/pay/when/,3\nWheelbarrows,/pay/when/,4\nwheelbarrow,/pay/fees/,5\n\
                rare,/pay/when/,2\n\
                unclear,/pay/when/,3\nunclear,/pay/fees/,3\n\
                elsewhere,/pay/when/,3\nelsewhere,/gone/,4\n\
                \"paid: when?\",/pay/fees/,1\nwhen paid,/pay/when/,9\nsalary days,/pay/when/,9\n\
                hidden costs,/pay/when/,9\n\
                commission,/pay/when/,6\n\
                mail anna@mail.ru,/pay/when/,9\norder 12345678,/pay/when/,9\n";
    let (found, unknown) = proposed(BASE, &site(), list, 3);
    assert_eq!(found, ["7/12 wheelbarrow -> content/pay/when.md", "6/6 commission -> content/pay/when.md"]);
    assert_eq!(unknown, 4);
    assert!(proposed(BASE, &site(), list, 8).0.is_empty());
}

#[test]
fn a_query_is_proposed_in_its_language_alone() {
    let list = "query,opened,lang,count\n\
                хрусты,/ru/pay/when/,,3\nхрусты,/pay/when/,,1\nзарплата,/pay/when/,ru,9\nденьги,/pay/when/,,9\n";
    assert_eq!(proposed(BASE, &site(), list, 3).0, ["3/3 хрусты -> content/pay/when.ru.md"]);
}

#[test]
fn an_article_gets_a_few_at_a_time() {
    let words = ["apple", "banana", "cherry", "damson", "elder", "fig", "grape", "honey", "iris", "jasmine"];
    let rows: String = words.iter().zip(3..).map(|(word, count)| format!("{word},/pay/when/,{count}\n")).collect();
    let (found, _) = proposed(BASE, &site(), &format!("query,opened,count\n{rows}"), 3);
    assert_eq!(found.len(), MOST);
    assert_eq!(found.first().map(String::as_str), Some("12/12 jasmine -> content/pay/when.md"));
}
