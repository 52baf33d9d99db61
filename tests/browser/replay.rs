//! The same questions asked on the command line, of the preview, and in the browser: one engine, so the same answers.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::chromium::Visit;
use crate::preview::Preview;
use crate::support::Site;

/// Words of each language, inflected, misspelt, in the wrong layout, for another language, and hostile ones.
const QUERIES: &str = include_str!("queries.jsonl");
const LANGUAGES: [&str; 3] = ["en", "ru", "be"];
const LIMIT: usize = 20;

/// Asks every query of the file in every language in all three ways.
pub(crate) fn three_ways(site: &Site, visit: &Visit<'_>) {
    let texts: Vec<String> = QUERIES
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["text"].as_str().expect("a text").to_owned())
        .collect();
    let preview = Preview::start(site, &[]);
    let (mut found, mut followed) = (0, 0);
    for lang in LANGUAGES {
        for answer in ask(site, visit, &preview, lang, &texts) {
            let hits = answer["hits"].as_array().expect("hits");
            found += hits.len();
            followed += hits.iter().filter(|hit| hit["lang"] != lang).count();
        }
    }
    assert!(found > 1000 && followed > 50, "{found} hits, {followed} of them in another language");
}

/// The answers to queries in a language, which the command line, the preview and the browser all give alike.
pub(crate) fn ask(site: &Site, visit: &Visit<'_>, preview: &Preview, lang: &str, texts: &[String]) -> Vec<Value> {
    let queries: String =
        texts.iter().zip(0..).map(|(text, id)| format!("{}\n", json!({"_id": id, "text": text}))).collect();
    let site = site.with("queries.jsonl", queries);
    let limit = LIMIT.to_string();
    let arguments = ["search", "--queries", "queries.jsonl", "--format", "jsonl", "--lang", lang, "--limit", &limit];
    let lines = site.run(arguments).status(0).stdout;
    let told: Vec<Value> = lines.lines().map(|line| comparable(serde_json::from_str(line).expect("JSON"))).collect();
    assert_eq!(told.len(), texts.len());
    let in_browser = ask_in_browser(visit, lang, &texts.iter().map(|text| (text.as_str(), LIMIT)).collect::<Vec<_>>());
    for ((text, told), shown) in texts.iter().zip(&told).zip(in_browser) {
        assert_eq!(*told, comparable(shown), "`{text}` in {lang}: the command line, and the browser");
        assert_eq!(*told, comparable(of_preview(preview, lang, text)), "`{text}` in {lang}: and the preview");
    }
    told
}

/// Asks what `content/queries.yaml` and all `asks` ask, and compares each rank with that of `helpdex test`.
pub(crate) fn search_tests(site: &Site, visit: &Visit<'_>) {
    // Status 0: all that has to be found is, and each group's share.
    let outcomes: Value = serde_json::from_str(&site.run(["test", "--format", "json"]).status(0).stdout).expect("JSON");
    let mut asked = 0;
    for lang in LANGUAGES {
        let groups = outcomes["groups"].as_array().expect("groups");
        let parts = ["queries", "asks"].map(|part| &outcomes[part]).into_iter().chain(groups);
        let tests: Vec<&Value> = parts
            .flat_map(|part| part["outcomes"].as_array().expect("outcomes"))
            .filter(|test| test["lang"] == lang)
            .collect();
        let texts: Vec<(&str, usize)> =
            tests.iter().map(|test| (test["query"].as_str().expect("a query"), 20)).collect();
        for (test, answer) in tests.iter().zip(ask_in_browser(visit, lang, &texts)) {
            let expected = test["expect"].as_array().expect("a list");
            let hits = answer["hits"].as_array().expect("hits");
            let rank = hits.iter().position(|hit| expected.contains(&hit["source"])).map(|at| at + 1);
            assert_eq!(json!(rank), test["rank"], "`{}` in {lang}", test["query"]);
            asked += 1;
        }
    }
    assert!(asked > 100, "{asked}");
}

/// Answers of the page's own engine.
fn ask_in_browser(visit: &Visit<'_>, lang: &str, queries: &[(&str, usize)]) -> Vec<Value> {
    visit.open(&if lang == "en" { "/".to_owned() } else { format!("/{lang}/") });
    let engine = visit.server().file_like("assets/engine.");
    let queries = json!(queries);
    let answers = visit.eval(&format!(
        "(async () => {{
            const engine = await (await import('{engine}')).connect(document.documentElement);
            const answers = [];
            for (const [query, limit] of {queries}) answers.push(await engine.search(query, {{ lang: '{lang}', limit }}));
            return answers; }})()"
    ));
    answers.as_array().expect("a list").clone()
}

/// The preview's answer. It bounds how often it may be asked.
fn of_preview(preview: &Preview, lang: &str, text: &str) -> Value {
    let path = format!("/api/search?q={}&lang={lang}&limit={LIMIT}", utf8_percent_encode(text, NON_ALPHANUMERIC));
    loop {
        let answer = preview.get(&path);
        if answer.status != 429 {
            assert_eq!(answer.status, 200, "{path}: {}", answer.body);
            return serde_json::from_str(&answer.body).expect("JSON");
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

/// An answer without the name of the question, and each number of one kind: the browser writes 7 for 7.0.
fn comparable(mut answer: Value) -> Value {
    fn plain(value: &mut Value) {
        match value {
            Value::Number(number) => *value = json!(number.as_f64()),
            Value::Array(list) => list.iter_mut().for_each(plain),
            Value::Object(map) => map.values_mut().for_each(plain),
            _ => {}
        }
    }
    answer.as_object_mut().expect("an object").remove("id");
    plain(&mut answer);
    answer
}
