//! Lists and events, on sites in folders of their own.

use super::*;
use crate::source;

/// A site with a list (`asked.csv`) and events (`events.jsonl`), and what its settings say of search.
fn typed(search: &str, list: &str, events: &str) -> (Vec<String>, Vec<String>) {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    };
    let settings =
        "title: T\nbase_url: https://x.example/help\nlanguages: [en, ru]\nasked: asked.csv\ninsights: events.jsonl\n";
    write("helpdex.yaml", &format!("{settings}{search}"));
    write(
        "content/pay/when.md",
        "---\ntitle: When am I paid?\nasks: [salary day]\nkeywords: [payroll]\n---\n\nOn Monday.\n",
    );
    write("content/pay/when.ru.md", "---\ntitle: Когда придут деньги?\n---\n\nВ понедельник.\n");
    write("content/pay/fees.md", "---\ntitle: Are there fees?\n---\n\nNone.\n");
    write("content/pay/old.md", "---\ntitle: What was before?\nstatus: archived\n---\n\nNothing.\n");
    write("asked.csv", list);
    write("events.jsonl", events);
    let config = Config::load(dir.path()).expect("found").expect("valid");
    let sources = source::read(&config).expect("read");
    let (routes, _) = Routes::plan(&config, &sources, false);
    let mut found = Vec::new();
    let typed = read(&config, &sources, &routes, &mut found);
    let lines = typed.articles().flat_map(|(path, queries)| {
        let line = |typed: &TypedQuery| format!("{path}: {} ({} of {})", typed.query, typed.opened, typed.of);
        queries.iter().map(line).collect::<Vec<_>>()
    });
    (lines.collect(), found.iter().map(|found| format!("{} {}", found.code, found.message)).collect())
}

fn from_list(list: &str) -> Vec<String> {
    let (typed, faults) = typed("", &format!("query,opened,count,lang\n{list}"), "");
    assert_eq!(faults, Vec::<String>::new());
    typed
}

fn search(query: &str, opened: &str, times: usize) -> String {
    format!("{{\"kind\":\"search\",\"lang\":\"en\",\"query\":\"{query}\",\"hits\":3,\"then\":\"open\",\"opened\":\"{opened}\"}}\n")
        .repeat(times)
}

#[test]
fn what_most_people_opened_is_meant() {
    let list = "wheelbarrow,/pay/when/,4\nWheelbarrows,https://x.example/help/pay/when/?utm=1,3\nwheelbarrow,/pay/fees/,5\n\
                rare,/pay/when/,4\n\
                even,/pay/when/,6\neven,/pay/fees/,6\n\
                many,/pay/when/,6\nmany,/pay/fees/,2\nmany,/gone/,2\nmany,/,2\n\
                archived,/pay/old/,9\n";
    assert_eq!(from_list(list), ["content/pay/when.md: wheelbarrow (7 of 12)"]);
}

#[test]
fn what_may_tell_who_somebody_is_stays_out() {
    let long = "a very ".repeat(20);
    let list = format!(
        "mail anna@mail.example,/pay/when/,9\norder 12345678,/pay/when/,9\nmy [number] wheelbarrow,/pay/when/,9\n\
         {long}long letter,/pay/when/,9\n"
    );
    assert_eq!(from_list(&list), Vec::<String>::new());
    let events = search("order [number]", "/pay/when/", 9) + &search("[e-mail] wheelbarrow", "/pay/when/", 9);
    assert_eq!(typed("", "", &events).0, Vec::<String>::new());
}

#[test]
fn only_words_that_are_new_count() {
    let list = "when paid,/pay/when/,90\nsalary days payroll,/pay/when/,80\nhow are you,/pay/when/,70\n\
                money salary,/pay/when/,60\nmoney,/pay/when/,50\npaid money wheelbarrow,/pay/when/,40\n";
    assert_eq!(
        from_list(list),
        ["content/pay/when.md: money salary (60 of 60)", "content/pay/when.md: paid money wheelbarrow (40 of 40)"]
    );
}

#[test]
fn an_article_gets_a_few() {
    let words = ["apple", "banana", "cherry", "damson", "elder", "fig", "grape", "honey", "iris", "jasmine"];
    let rows: String = words.iter().zip(5..).map(|(word, count)| format!("{word},/pay/fees/,{count}\n")).collect();
    let found = from_list(&rows);
    assert_eq!((found.len(), found[0].as_str()), (8, "content/pay/fees.md: jasmine (14 of 14)"));
}

#[test]
fn a_query_is_in_the_language_of_what_was_opened() {
    let list = "получка,/ru/pay/when/,5,en\nwheelbarrow,/pay/when/,5,ru\n";
    assert_eq!(
        from_list(list),
        ["content/pay/when.md: wheelbarrow (5 of 5)", "content/pay/when.ru.md: получка (5 of 5)"]
    );
}

#[test]
fn events_say_the_same_as_lists() {
    let events = search("wheelbarrow", "/pay/when/", 6)
        + &search("wheelbarrows", "/pay/fees/", 3)
        + "{\"kind\":\"search\",\"lang\":\"en\",\"query\":\"wheelbarrow\",\"hits\":3,\"then\":\"leave\"}\n"
        + "{\"kind\":\"search\",\"lang\":\"en\",\"query\":\"wheelbarrow\",\"hits\":0,\"then\":\"again\"}\n";
    assert_eq!(typed("", "", &events).0, ["content/pay/when.md: wheelbarrow (6 of 9)"]);
    let (both, _) = typed("", "query,opened,count\nwheelbarrow,/pay/fees/,3\n", &events);
    assert_eq!(both, Vec::<String>::new(), "6 of 12, and 6");
}

#[test]
fn the_settings_say_how_often_and_whether() {
    let list = "query,opened,count\nwheelbarrow,/pay/when/,5\n";
    assert_eq!(typed("", list, "").0.len(), 1);
    assert_eq!(typed("search: { typed_queries: true }\n", list, "").0.len(), 1);
    assert_eq!(typed("search: { typed_queries: { least: 6 } }\n", list, "").0.len(), 0);
    assert_eq!(typed("search: { typed_queries: false }\n", "nonsense\n,\n", "nonsense\n"), (vec![], vec![]));
}

#[test]
fn what_cannot_be_read_is_told_and_costs_nothing_else() {
    let list = "query,opened,count\nwheelbarrow,/pay/when/,5\nx,/pay/when/,many\n";
    let (found, faults) = typed("", list, "nonsense\n\n[]\n");
    assert_eq!(found.len(), 1);
    assert_eq!(faults.len(), 2);
    assert_eq!(
        faults[0],
        "unreadable-asked `asked.csv` has lines that can't be read: 1 in all, the first is line 3: the count `many` is not a whole number"
    );
    assert!(
        faults[1].starts_with("unreadable-asked `events.jsonl` has lines that can't be read: 2 in all"),
        "{faults:?}"
    );
}
