//! Synonyms, pins, search tests and gaps, as support people use them.

use crate::support::Site;

/// Three articles in English, one of them in Russian too. A failed search test is told and stops no build: these tests
/// look at what `helpdex test` then says.
fn site() -> Site {
    let settings =
        "title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru]\nchecks: {search-test: warning}\n";
    Site::new()
        .file("helpdex.yaml", settings)
        .file(
            "content/payouts/minimum.md",
            "---\ntitle: What is the minimum payout?\nasks: [lowest amount]\n---\n\nFive dollars.\n",
        )
        .file("content/payouts/minimum.ru.md", "---\ntitle: Какая минимальная выплата?\n---\n\nПять долларов.\n")
        .article("payouts/crypto", "Can I be paid in crypto?", "In Litecoin, to a wallet of yours.")
}

/// The same, where only the authors' own words count.
fn literal_site() -> Site {
    let site = site();
    let settings = site.read("helpdex.yaml") + "search: {related_words: false}\n";
    site.file("helpdex.yaml", settings)
}

fn built(site: Site) -> Site {
    site.run(["build", "--quiet"]).status(0);
    site
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|fault| panic!("{fault}: {text}"))
}

fn first(site: &Site, lang: &str, query: &str) -> String {
    let answer = json(&site.run(["search", "--format", "jsonl", "--lang", lang, query]).status(0).stdout);
    answer["hits"][0]["source"].as_str().unwrap_or("nothing").to_owned()
}

#[test]
fn synonyms_and_pins_lead_to_articles() {
    let plain = built(literal_site());
    assert_eq!(first(&plain, "en", "threshold"), "nothing");
    assert_eq!(first(&plain, "en", "spondulicks"), "nothing");
    let taught = built(literal_site().file(
        "content/synonyms.yaml",
        "en:\n  equal: [[minimum, threshold]]\n  one_way: {spondulicks: crypto}\n  pins:\n    - {query: paid in crypto, articles: [payouts/when.md]}\nru:\n  pins:\n    - {query: рубли, articles: [payouts/minimum.md]}\n",
    ));
    assert_eq!(first(&taught, "en", "thresholds"), "content/payouts/minimum.md");
    assert_eq!(first(&taught, "en", "spondulicks"), "content/payouts/crypto.md");
    assert_eq!(first(&taught, "en", "Crypto: paid"), "content/payouts/when.md", "a pin stands first, in any order");
    assert_eq!(first(&taught, "ru", "рубль"), "content/payouts/minimum.ru.md", "each language has its own version");
    assert!(!taught.has("public/synonyms.yaml"), "it is no file of the site");
}

#[test]
fn faults_in_the_words_are_told_with_the_others() {
    let site = site()
        .file(
            "content/synonyms.yaml",
            "en:\n  equal:\n    - [a1, b1]\n    - [b1, c1]\n    - [x1]\n  pnis: []\nde: {}\n",
        )
        .file("content/queries.yaml", "- query: money\n  expect: payouts/wen.md\n- expect: payouts/when.md\n")
        .article("payouts/broken", "B", "[x](gone.md)");
    site.run(["check", "--format", "short"]).status(1).finds(&[
        "content/payouts/broken.md:5:5 broken-link",
        "content/queries.yaml:2:11 unknown-article",
        "content/queries.yaml:3:3 missing-key",
        "content/synonyms.yaml:4:8 duplicate-word",
        "content/synonyms.yaml:5:7 empty-group",
        "content/synonyms.yaml:6:3 unknown-key",
        "content/synonyms.yaml:7:1 unknown-language",
    ]);
    site.run(["build"]).status(1).stdout_has("did you mean `payouts/when.md`?");
    assert!(!site.has("public"));
}

#[test]
fn words_that_are_no_text() {
    let site = built(site().file("content/queries.yaml", "- query: money\n  expect: payouts/when.md\n"));
    for (bytes, code) in [(&b"\xff\xfe"[..], "not-utf8"), (b"- [\n", "queries"), (b"a: b\n", "queries")] {
        let outcome = site.with("content/queries.yaml", bytes).run(["test"]).status(1);
        outcome.stdout_has(&format!("error[{code}]")).stderr_has("the tests were not run");
    }
}

#[test]
fn tests_tell_what_has_changed() {
    let site = site().file(
        "content/queries.yaml",
        "- query: lowest payout\n  expect: payouts/minimum.md\n  within: 1\n- query: минимальные выплаты\n  lang: ru\n  expect: payouts/minimum.md\n",
    );
    site.run(["test"]).status(3).stderr_has("there is no search index in `").stderr_has("`helpdex build` writes one");
    let site = built(site);
    let passed = site.run(["test"]).status(0).stdout_has("queries.yaml  2 of 2 found  MRR 1.000  0.0 %");
    passed.stdout_has("asks          1 of 1 found").stderr_is("");
    assert_eq!(site.read(".helpdex/.gitignore"), "*\n");

    // The answer gets worse: its words go to another article.
    let site = site
        .file("content/payouts/minimum.md", "---\ntitle: Payouts\n---\n\nThe lowest is five dollars.\n")
        .article("payouts/lowest", "Lowest payout", "The lowest payout.");
    site.run(["test"]).status(0).stderr_has("is not of the articles as they are now; build them first");
    let site = built(site);
    let failed = site.run(["test"]).status(1).stderr_is("");
    failed
        .stdout_has("content/payouts/minimum.md     1 → 2  failed: content/queries.yaml:1")
        .stdout_has("1 of 2 found");
    site.run(["test"]).status(1).stdout_has("1 → 2  failed"); // The same index once more: still compared with the one before.
}

#[test]
fn a_question_in_asks_must_find_its_article() {
    // Five articles claim the same question, and three places are to be had.
    let site = (0..5).fold(site(), |site, number| {
        let front = format!("---\ntitle: Animal {number}\nasks: [crocodile]\n---\n\nText.\n");
        site.file(&format!("content/payouts/a{number}.md"), front)
    });
    let site = built(site);
    let outcome = json(&site.run(["test", "--format", "json"]).status(1).stdout);
    assert_eq!((outcome["passed"].as_bool(), outcome["asks"]["failed"].as_u64()), (Some(false), Some(2)));
    let outcomes = outcome["asks"]["outcomes"].as_array().expect("a list");
    let failed = outcomes.iter().find(|ask| ask["passed"] == false).expect("a failed one");
    let path = failed["path"].as_str().expect("a path");
    assert_eq!((failed["line"].as_u64(), failed["column"].as_u64()), (Some(3), Some(8)));
    let github = site.run(["test", "--format", "github"]).status(1);
    github.stdout_has(&format!("::error file={path},line=3,col=8,endColumn=17,title=search-test::`crocodile` finds"));
    site.run(["test"]).status(1).stdout_has(&format!("failed: {path}:3"));
}

/// Four tests in a group, of which two are found.
fn group(share: &str) -> String {
    format!(
        "- query: lowest payout\n  expect: payouts/minimum.md\n- group: In other words\n  share: {share}\n  tests:\n    \
         - {{query: minimum, expect: payouts/minimum.md}}\n    - {{query: crypto, expect: payouts/minimum.md}}\n    \
         - {{query: penguins, expect: payouts/minimum.md}}\n    - {{query: минимальная, lang: ru, expect: payouts/minimum.md}}\n"
    )
}

#[test]
fn a_group_may_fail_in_part() {
    let site = built(site().file("content/queries.yaml", group("50%")));
    let passed = site.run(["test"]).status(0).stderr_is("");
    let passed = passed
        .stdout_has("In other words (at least 50 % have to be found):\n\nQUERY")
        .stdout_has("penguins     en    content/payouts/minimum.md     none  not found: content/queries.yaml:8\n")
        .stdout_has("queries.yaml    1 of 1 found  MRR 1.000  0.0 % without any result\n")
        .stdout_has("In other words  2 of 4 found  MRR 0.500  25.0 % without any result  50 %, at least 50 % wanted\n");
    assert!(!passed.stdout.contains("failed"), "{passed}");
    site.run(["test", "--format", "github"]).status(0).stdout_is("");
    site.run(["check", "--strict"]).status(0).stdout_is("");
    let outcome = json(&site.run(["test", "--format", "json"]).status(0).stdout);
    let group_outcome = &outcome["groups"][0];
    assert_eq!((&outcome["passed"], &group_outcome["passed"]), (&true.into(), &true.into()));
    assert_eq!((&group_outcome["share_wanted"], &group_outcome["share_reached"]), (&0.5.into(), &0.5.into()));
    assert_eq!((&group_outcome["tests"], &group_outcome["failed"]), (&4.into(), &2.into()));
    assert_eq!(group_outcome["outcomes"].as_array().map(Vec::len), Some(4));
    assert_eq!((&outcome["queries"]["tests"], &outcome["queries"]["failed"]), (&1.into(), &0.into()));

    let site = built(site.file("content/queries.yaml", group("51")));
    let failed = site.run(["test"]).status(1);
    failed
        .stdout_has("not found: content/queries.yaml:8")
        .stdout_has("50 %, not 51 %; failed: content/queries.yaml:3\n");
    let github = site.run(["test", "--format", "github"]).status(1);
    let github = github
        .stdout_has("file=content/queries.yaml,line=3,col=10,endColumn=24,title=search-test::`In other words`: 2 of 4");
    assert_eq!(github.stdout.lines().count(), 1, "one fault for the group: {github}");
    let outcome = json(&site.run(["test", "--format", "json"]).status(1).stdout);
    assert_eq!((&outcome["passed"], &outcome["groups"][0]["passed"]), (&false.into(), &false.into()));
}

#[test]
fn ranks_can_be_kept_elsewhere() {
    let site = built(site());
    site.run(["test", "--ranks", "kept/ranks.json"]).status(0).stdout_has("no tests in content/queries.yaml yet");
    assert!(site.has("kept/ranks.json") && !site.has("kept/.gitignore") && !site.has(".helpdex/ranks.json"));
    let site = site.file("kept/ranks.json", "{\"now\": 5");
    site.run(["test", "--ranks", "kept/ranks.json"]).status(0);
    site.run(["test", "--ranks", "content"]).status(3).stderr_has("cannot read `content`");
}

#[test]
fn a_damaged_index_is_told_as_such() {
    let site = built(site()).file("asked.txt", "money\n");
    for text in ["", "[]", "{\"en\": \"en.json\"}", "{\"en\": {\"manifest\": \"../../x\", \"content\": \"\"}}"] {
        let site = site.with("public/search-index.json", text);
        for command in [&["test"][..], &["gaps", "asked.txt"], &["search", "money"]] {
            site.run(command.iter().copied()).status(3).stderr_has("build it again");
        }
    }
}

#[test]
fn explanations_name_words_and_fields() {
    let site = built(site().file("content/synonyms.yaml", "en:\n  equal: [[minimum, threshold]]\n"));
    let text = site.run(["search", "--explain", "threshold payout hoverboard"]).status(0);
    text.stdout_has("`threshold`")
        .stdout_has("minimum (synonym) title 1×")
        .stdout_has("`hoverboard`")
        .stdout_has("in no article")
        .stdout_has("of the query");
    let lines = site.run(["search", "--explain", "--format", "jsonl", "threshold"]).status(0);
    let explanation = &json(&lines.stdout)["hits"][0]["explanation"];
    assert_eq!(explanation["words"][0]["text"], "threshold");
    assert_eq!(explanation["words"][0]["stems"][0]["how"], "synonym");
    assert_eq!(explanation["words"][0]["stems"][0]["fields"][0]["field"], "title");
    let plain = site.run(["search", "--format", "jsonl", "threshold"]).status(0);
    assert!(json(&plain.stdout)["hits"][0].get("explanation").is_none());
}

#[test]
fn gaps_are_grouped_and_counted() {
    let site = built(site()).file(
        "asked.csv",
        "query,count\nhow do I get paid,900\ncrypto cards,7\ncards for crypto,5\nwheelbarrow,20\nминимальная выплата,3\n",
    );
    let gaps = site.run(["gaps", "asked.csv"]).status(0);
    let rows: Vec<&str> = gaps.stdout.lines().collect();
    assert_eq!(rows.len(), 3, "{gaps}");
    assert!(rows[1].starts_with("20     nothing  wheelbarrow"), "{gaps}");
    assert!(rows[2].starts_with("12     weak     crypto cards (and 1 like it)  content/payouts/crypto.md"), "{gaps}");
    gaps.stderr_has("asked 935 times: 96.6 % answered, 1.3 % weakly, 2.1 % not at all");

    let report = json(&site.run(["gaps", "asked.csv", "--format", "json", "--limit", "1"]).status(0).stdout);
    assert_eq!((report["asked"].as_u64(), report["gaps"].as_array().map(Vec::len)), (Some(935), Some(1)));
    // In English alone the Russian query is a gap: what it means is a guess.
    site.run(["gaps", "asked.csv", "--lang", "en"]).status(0).stdout_has("3      weak     минимальная выплата");
}

#[test]
fn a_pin_closes_a_gap() {
    let site = built(
        site().file("content/synonyms.yaml", "en:\n  pins: [{query: wheelbarrow, articles: [payouts/crypto.md]}]\n"),
    );
    let site = site.file("asked.txt", "wheelbarrows\nlowest payout\n");
    site.run(["gaps", "asked.txt"]).status(0).stdout_is("no gaps: everything that was asked has an answer\n");
}

#[test]
fn lists_of_every_kind_may_be_bad() {
    let site = built(site())
        .file("asked.jsonl", "{\"query\":\"wheelbarrow\",\"count\":2}\n{\"query\":3}\nnonsense\n\"\\ud800\"\n")
        .file("bytes.txt", b"wheelbarrow\n\xff\xff\n\0\x1b[31m\n")
        .file("formula.csv", "query\n\"=1+1 wheelbarrow\"\n")
        .file("utf16.csv", b"\xff\xfeq\0")
        .file("empty.csv", "")
        .file("table.xlsx", "");
    let bad = site.run(["gaps", "asked.jsonl"]).status(1).stdout_has("2      nothing  wheelbarrow");
    bad.stderr_has("asked.jsonl:2: error: the object has no text `query`")
        .stderr_has("asked.jsonl:3: error: the line is no JSON")
        .stderr_has("asked.jsonl:4: error: the line is no JSON");
    let bytes = site.run(["gaps", "bytes.txt"]).status(1).stderr_has("bytes.txt:2: error: the line is not UTF-8");
    assert!(!bytes.stdout.contains('\u{1b}'), "nothing typed by customers reaches the terminal as a command");
    site.run(["gaps", "formula.csv", "--format", "csv"]).status(0).stdout_has(",'=1+1 wheelbarrow,");
    site.run(["gaps", "empty.csv"]).status(0).stdout_has("no gaps").stderr_has("asked 0 times");
    site.run(["gaps", "utf16.csv"]).status(2).stderr_has("is UTF-16");
    site.run(["gaps", "table.xlsx"]).status(2).stderr_has("give it as .txt, .csv or .jsonl");
    site.run(["gaps", "gone.csv"]).status(3).stderr_has("cannot read `gone.csv`");
    site.run(["gaps", "empty.csv", "--lang", "de"]).status(2).stderr_has("the index has no language `de`");
    let bad = (0..30).map(|_| "x,y\n").collect::<String>();
    let site = site.file("many.csv", format!("query,count\n{bad}"));
    site.run(["gaps", "many.csv"]).status(1).stderr_has("many.csv:21: error").stderr_has("and 10 more such lines");
}

#[test]
fn accepted_words_are_found() {
    let before =
        "\u{feff}---\r\ntitle: Which cards work? # all\r\nsummary: 'Any.'\r\ntags: [ a ,b]\r\n---\r\n\r\nAny card.\r\n";
    let site = literal_site()
        .file("content/payouts/cards.md", before)
        .file(
            "opened.csv",
            "query,opened,count\nwheelbarrow: how?,https://help.example.com/payouts/cards/,4\n\
             \"say \"\"#1\"\" loudly\",/payouts/cards,3\ntiniest sum,content/payouts/minimum.md,5\n\
             копейки,/ru/payouts/minimum/,3\nmail anna@mail.ru,/payouts/cards/,9\nwhatever,/gone/,2\n",
        )
        .file("nothing.csv", "query,opened\nwhatever,/payouts/cards/\n");
    let site = built(site);
    let report = json(&site.run(["gaps", "opened.csv", "--format", "json"]).status(0).stdout);
    assert_eq!(report["accept"].as_array().map(Vec::len), Some(3), "{report}");

    let all = site.snapshot("content");
    let dry = site.run(["gaps", "opened.csv", "--accept", "--dry-run"]).status(0);
    dry.stdout_has("+  - \"wheelbarrow: how?\"").stdout_has("asks: [lowest amount, tiniest sum]");
    assert_eq!(site.snapshot("content"), all, "nothing was written");

    let accepted = site.run(["gaps", "opened.csv", "--accept"]).status(0).stdout_is("");
    accepted.stderr_has("added 2 asks to content/payouts/cards.md").stderr_has("2 times of 26");
    let lines = "summary: 'Any.'\r\nasks:\r\n  - \"wheelbarrow: how?\"\r\n  - \"say \\\"#1\\\" loudly\"\r\n";
    assert_eq!(site.read("content/payouts/cards.md"), before.replace("summary: 'Any.'\r\n", lines));

    let site = built(site);
    for (query, lang, file) in [
        ("wheelbarrow: how?", "en", "cards.md"),
        ("say \"#1\" loudly", "en", "cards.md"),
        ("tiniest sum", "en", "minimum.md"),
        ("копейки", "ru", "minimum.ru.md"),
    ] {
        let found = json(&site.run(["search", query, "--lang", lang, "--format", "jsonl"]).status(0).stdout);
        let hits = found["hits"].as_array().expect("a list");
        let rank = hits.iter().position(|hit| hit["source"] == format!("content/payouts/{file}"));
        assert!(rank.is_some_and(|rank| rank < 3), "{query}: {found}");
    }
    let tests = json(&site.run(["test", "--format", "json"]).status(0).stdout);
    assert_eq!((tests["asks"]["tests"].as_u64(), tests["asks"]["failed"].as_u64()), (Some(5), Some(0)));
    site.run(["gaps", "opened.csv", "--accept"]).status(0).stderr_has("there is nothing to accept");
    site.run(["gaps", "nothing.csv", "--accept"]).status(0).stderr_has("there is nothing to accept");
    site.run(["gaps", "opened.csv", "--dry-run"]).status(2);
    site.run(["gaps", "opened.csv", "--least", "0"]).status(2);
}

#[test]
fn front_matter_that_can_not_be_edited_is_left_alone() {
    let before = "---\n{title: Which cards work?}\n---\n\nAny card.\n";
    let site = site().file("content/payouts/cards.md", before);
    let site = built(site.file("opened.csv", "query,opened,count\nwheelbarrow,/payouts/cards/,4\n"));
    site.run(["gaps", "opened.csv", "--accept"]).status(1).stderr_has("left content/payouts/cards.md alone");
    assert_eq!(site.read("content/payouts/cards.md"), before);
}

#[test]
fn the_demo_answers_its_customers() {
    let site = built(Site::demo());
    let outcome = json(&site.run(["test", "--format", "json"]).status(0).stdout);
    for (group, mrr) in [("queries", 0.9), ("asks", 0.98)] {
        let figures = &outcome[group];
        assert_eq!(figures["failed"], 0, "{group}");
        assert_eq!(figures["without_result"], 0.0, "{group}");
        assert!(figures["mrr"].as_f64().is_some_and(|found| found >= mrr), "{group}: {}", figures["mrr"]);
    }
}
