//! Faults and facts of both files, on sites in memory-sized folders.

use super::*;
use crate::config::LanguageId;
use crate::diagnostic::Severity;
use crate::source;

/// A site in English and Russian with a few articles, and one of the two files.
fn site(file: &str, text: &str) -> (tempfile::TempDir, Config) {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    };
    write("helpdex.yaml", "title: T\nbase_url: https://x.example\nlanguages: [en, ru]\n");
    write("content/pay/minimum.md", "---\ntitle: M\n---\n");
    write("content/pay/minimum.ru.md", "---\ntitle: М\n---\n");
    write("content/pay/bank.md", "---\ntitle: B\nstatus: archived\n---\n");
    write("content/pay/crypto.md", "---\ntitle: C\n---\n");
    write("content/app/soon.md", "---\ntitle: S\nstatus: draft\n---\n");
    write(&format!("content/{file}"), text);
    let config = Config::load(dir.path()).expect("found").expect("valid");
    (dir, config)
}

fn read_file(file: &str, text: &str) -> (Vocabulary, Vec<String>) {
    let (_dir, config) = site(file, text);
    let sources = source::read(&config).expect("read");
    let (routes, _) = Routes::plan(&config, &sources, false);
    let mut found = sources.diagnostics.clone();
    let vocabulary = read(&config, &sources, &routes, &mut found);
    crate::diagnostic::tidy(&mut found);
    let line = |found: &Diagnostic| {
        let place = found.place.as_ref().map_or_else(String::new, |p| format!("{}:{} ", p.line, p.column));
        let help = found.help.as_deref().map_or_else(String::new, |help| format!(" | {help}"));
        format!("{place}{} {}{help}", found.code, found.message)
    };
    (vocabulary, found.iter().map(line).collect())
}

fn synonyms(text: &str) -> (Vocabulary, Vec<String>) {
    read_file("synonyms.yaml", text)
}

fn queries(text: &str) -> (Vocabulary, Vec<String>) {
    read_file("queries.yaml", text)
}

#[test]
fn words_of_each_language_reach_the_index() {
    let (vocabulary, found) = synonyms(
        "# words\nen:\n  equal:\n    - [withdraw, cash out, payout]\n  one_way:\n    paypal: payout\n  pins:\n    - query: minimum payout\n      articles: [pay/minimum.md]\nru:\n  pins:\n    - query: минималка\n      articles: content/pay/minimum.ru.md\n",
    );
    assert_eq!(found, Vec::<String>::new());
    let en = vocabulary.words(LanguageId::nth(0));
    assert_eq!(en.equal, [["withdraw", "cash out", "payout"]]);
    assert_eq!(en.one_way, [("paypal".to_owned(), vec!["payout".to_owned()])]);
    assert_eq!(en.pins[0].sources, ["content/pay/minimum.md"]);
    assert_eq!(
        vocabulary.words(LanguageId::nth(1)).pins[0].sources,
        ["content/pay/minimum.ru.md"],
        "each language's own version"
    );
}

#[test]
fn every_fault_of_synonyms_is_told_in_one_run() {
    let (vocabulary, found) = synonyms(
        "en:\n  equal:\n    - [refund, money back]\n    - [payout, Refunds]\n    - [only]\n    - []\n    - [card, Cards, debit card]\n    - loose\n  one_wey:\n    a: b\n  one_way:\n    paypal: []\n    '?!': x\n  pins:\n    - query: lowest\n      articles: [pay/minimun.md]\n    - articles: [pay/crypto.md]\n    - query: x\nrus:\n  equal: []\nfr:\nru: 5\n",
    );
    assert_eq!(
        found,
        [
            "4:16 duplicate-word `Refunds` is in two groups | make one group of the two, or take it out of one",
            "5:7 empty-group `only` is alone in its group | a group needs two words that mean the same",
            "6:7 empty-group this group is empty | a group needs two words that mean the same",
            "7:14 duplicate-word `Cards` is in this group already as `card` | one form of a word is enough: search knows its other forms",
            "8:7 wrong-type a group has to be a list of words | write each group as a list: `- [withdraw, cash out]`",
            "9:3 unknown-key unknown key `one_wey` | did you mean `one_way`?",
            "12:5 empty-group `paypal` means nothing else | name what customers mean by it: `paypal: [payout]`",
            "13:5 bad-value `?!` has no word in it",
            "16:18 unknown-article no article at `pay/minimun.md` | did you mean `pay/minimum.md`?",
            "17:7 missing-key a pin needs `query` | write `- query: minimum payout` and below it `articles: [payouts/minimum-payout.md]`",
            "18:7 missing-key a pin needs `articles` | write `- query: minimum payout` and below it `articles: [payouts/minimum-payout.md]`",
            "19:1 unknown-language the site does not speak `rus` | did you mean `ru`?",
            "21:1 unknown-language the site does not speak `fr` | the site has `en`, `ru`",
            "22:5 wrong-type `ru` has to be a map with `equal`, `one_way` and `pins`",
        ]
    );
    assert_eq!(vocabulary.words(LanguageId::nth(0)).equal[0], ["refund", "money back"], "what is right is kept");
}

#[test]
fn what_is_written_for_a_language_that_is_gone_stops_nothing() {
    for (file, text) in [
        ("synonyms.yaml", "de:\n  equal:\n    - [Geld, Kohle]\n"),
        ("queries.yaml", "- query: Kohle\n  lang: de\n  expect: pay/minimum.md\n"),
    ] {
        let (_dir, config) = site(file, text);
        let sources = source::read(&config).expect("read");
        let (routes, _) = Routes::plan(&config, &sources, false);
        let mut found = Vec::new();
        let vocabulary = read(&config, &sources, &routes, &mut found);
        let found: Vec<_> = found.iter().map(|found| (found.code, found.severity)).collect();
        assert_eq!(found, [("unknown-language", Severity::Warning)], "{file}");
        assert!(vocabulary.tests.is_empty());
    }
}

#[test]
fn a_pin_to_a_hidden_article_waits_for_it() {
    let (vocabulary, found) = synonyms(
        "ru:\n  pins:\n    - query: крипта\n      articles: [pay/crypto.md]\nen:\n  pins:\n    - query: soon\n      articles: [app/soon.md, pay/bank.md, minimum.md]\n",
    );
    assert_eq!(
        found,
        [
            "4:18 unknown-article `pay/crypto.md` has no version in `ru` | name an article of this language, or write the translation first",
            "8:18 unknown-article `app/soon.md` is a draft | publish the draft (`status: published`), or take it out here",
            "8:31 unknown-article `pay/bank.md` is archived | name the article that took its place",
            "8:44 unknown-article no article at `minimum.md` | did you mean `pay/minimum.md`?",
        ]
    );
    assert!(
        vocabulary.words(LanguageId::nth(0)).pins.is_empty() && vocabulary.words(LanguageId::nth(1)).pins.is_empty()
    );
}

#[test]
fn tests_have_a_language_and_a_rank() {
    let (vocabulary, found) = queries(
        "- query: lowest amount\n  expect: pay/minimum.md\n- query: минималка\n  lang: ru\n  expect: [pay/minimum.md]\n  within: 1\n- { query: bitcoin, expect: [pay/crypto.md, pay/minimum.md] }\n",
    );
    assert_eq!(found, Vec::<String>::new());
    let seen: Vec<_> =
        vocabulary.tests.iter().map(|t| (t.query.as_str(), t.language.index(), t.expect.join(" "), t.within)).collect();
    assert_eq!(
        seen,
        [
            ("lowest amount", 0, "content/pay/minimum.md".to_owned(), 3),
            ("минималка", 1, "content/pay/minimum.ru.md".to_owned(), 1),
            ("bitcoin", 0, "content/pay/crypto.md content/pay/minimum.md".to_owned(), 3),
        ]
    );
    assert_eq!((vocabulary.tests[1].place.line, vocabulary.tests[1].place.column), (3, 10));
}

#[test]
fn every_fault_of_queries_is_told_in_one_run() {
    let (vocabulary, found) = queries(
        "- query: a\n- expect: pay/minimum.md\n- query: b\n  lang: r\n  expect: pay/minimum.md\n- query: c\n  expect: pay/nothing-like-it.md\n- query: d\n  lang: ru\n  expect: pay/crypto.md\n- query: e\n  expect: pay/minimum.md\n  within: 0\n  wihtin: 4\n- query: e\n  expect: pay/crypto.md\n- just text\n",
    );
    assert_eq!(
        found,
        [
            "1:3 missing-key a test needs `expect` | write `- query: where is my money` and below it `expect: payouts/when-do-i-get-paid.md`",
            "2:3 missing-key a test needs `query` | write `- query: where is my money` and below it `expect: payouts/when-do-i-get-paid.md`",
            "4:9 unknown-language the site does not speak `r` | did you mean `ru`?",
            "7:11 unknown-article no article at `pay/nothing-like-it.md` | write the path from the content folder, such as `payouts/fees.md`",
            "10:11 unknown-article `pay/crypto.md` has no version in `ru` | name an article of this language, or write the translation first",
            "13:11 bad-value `within` has to be a rank from 1 to 20",
            "14:3 unknown-key unknown key `wihtin` | did you mean `within`?",
            "15:10 duplicate-query `e` is asked in line 11 already | one test can expect any of several articles: `expect: [a.md, b.md]`",
            "17:3 wrong-type a test has to be a map, not text | write `- query: where is my money` and below it `expect: payouts/when-do-i-get-paid.md`",
        ]
    );
    assert_eq!(vocabulary.tests.len(), 1);
}

#[test]
fn groups_have_a_share_and_defaults_for_their_tests() {
    let (vocabulary, found) = queries(
        "- group: In other words\n  share: 85%\n  within: 5\n  lang: ru\n  tests:\n    - query: минималка\n      expect: pay/minimum.md\n    - {query: bitcoin, lang: en, within: 1, expect: pay/crypto.md}\n- query: alone\n  expect: pay/crypto.md\n- group: \"2\"\n  share: 100\n  tests: [{query: minimum, expect: pay/minimum.md}]\n- {group: three, share: 1 %, tests: [{query: least, expect: pay/minimum.md}]}\n",
    );
    assert_eq!(found, Vec::<String>::new());
    let groups = vocabulary.test_groups.iter().map(|group| (group.name.as_str(), group.share, group.place.line));
    assert_eq!(groups.collect::<Vec<_>>(), [("In other words", 85, 1), ("2", 100, 11), ("three", 1, 14)]);
    let tests = vocabulary.tests.iter().map(|t| (t.query.as_str(), t.language.index(), t.within, t.group.as_deref()));
    assert_eq!(
        tests.collect::<Vec<_>>(),
        [
            ("минималка", 1, 5, Some("In other words")),
            ("bitcoin", 0, 1, Some("In other words")),
            ("alone", 0, 3, None),
            ("minimum", 0, 3, Some("2")),
            ("least", 0, 3, Some("three")),
        ]
    );
}

#[test]
fn every_fault_of_groups_is_told_in_one_run() {
    let (vocabulary, found) = queries(
        "- query: a\n  expect: pay/minimum.md\n- group: One\n  share: 50%\n  tests:\n    - query: a\n      expect: pay/minimum.md\n    - query: b\n      expect: pay/minimum.md\n    - group: Inner\n      share: 50%\n      tests: []\n    - query: c\n    - text\n- group: Two\n  share: 50%\n  tests:\n    - query: b\n      expect: pay/crypto.md\n- group: One\n  share: 50%\n  tests:\n    - query: d\n      expect: pay/nothing-like-it.md\n- gruop: Three\n  share: 50%\n  tests: []\n- group: Four\n  shrae: 50%\n  tests:\n- group: Five\n  share: 101\n  within: 21\n  lang: r\n  tests: text\n  query: e\n- group: ''\n- group: [x]\n  share: 0.85\n  tests: {query: f}\n",
    );
    let shape = "write `- group: In other words`, and below it `share: 85%` and `tests:` with a list of queries";
    let share = "write how many of a hundred queries have to be found: `share: 85%`";
    let test = "write `- query: where is my money` and below it `expect: payouts/when-do-i-get-paid.md`";
    let several = "one test can expect any of several articles: `expect: [a.md, b.md]`";
    let expected = [
        format!("6:14 duplicate-query `a` is asked in line 1 already | {several}"),
        "10:7 wrong-type a group can't stand in a group | begin the inner group with `- group:` at the start of a line, after the outer one".to_owned(),
        format!("13:7 missing-key a test needs `expect` | {test}"),
        format!("14:7 wrong-type a test has to be a map, not text | {test}"),
        format!("18:14 duplicate-query `b` is asked in line 8 already | {several}"),
        "20:10 bad-value the group of line 3 is called `One` already | give each group a name of its own".to_owned(),
        "24:15 unknown-article no article at `pay/nothing-like-it.md` | write the path from the content folder, such as `payouts/fees.md`".to_owned(),
        "25:3 unknown-key unknown key `gruop` | did you mean `group`?".to_owned(),
        format!("25:3 missing-key a group needs `group` | {shape}"),
        format!("27:10 missing-key a group needs tests | {shape}"),
        format!("28:3 missing-key a group needs `share` | {shape}"),
        format!("28:3 missing-key a group needs `tests` | {shape}"),
        "29:3 unknown-key unknown key `shrae` | did you mean `share`?".to_owned(),
        format!("32:10 bad-value `share` has to be a whole number from 1 to 100 | {share}"),
        "33:11 bad-value `within` has to be a rank from 1 to 20".to_owned(),
        "34:9 unknown-language the site does not speak `r` | did you mean `ru`?".to_owned(),
        format!("35:10 wrong-type `tests` has to be a list of queries, not text | {shape}"),
        "36:3 unknown-key `query` has no meaning here | the queries of a group stand below its `tests:`".to_owned(),
        format!("37:3 missing-key a group needs `group` | {shape}"),
        format!("37:3 missing-key a group needs `share` | {shape}"),
        format!("37:3 missing-key a group needs `tests` | {shape}"),
        "38:10 wrong-type `group` has to be text, not a list".to_owned(),
        format!("39:10 bad-value `share` has to be a whole number from 1 to 100 | {share}"),
        format!("40:10 wrong-type `tests` has to be a list of queries, not a map of keys | {shape}"),
    ];
    assert_eq!(found, expected);
    let kept: Vec<_> = vocabulary.tests.iter().map(|test| (test.query.as_str(), test.group.as_deref())).collect();
    assert_eq!(kept, [("a", None), ("b", Some("One"))]);
    let groups: Vec<_> = vocabulary.test_groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(groups, ["One"], "a group without a test says nothing");
}

#[test]
fn a_share_is_a_whole_number_of_a_hundred() {
    for share in ["0", "0%", "101", "-5", "85.5", "0.85", "85%%", "'%'", "half", "[85]", "{a: 1}", "yes", "1e1"] {
        let text = format!("- group: A\n  share: {share}\n  tests: [{{query: a, expect: pay/minimum.md}}]\n");
        let (vocabulary, found) = queries(&text);
        assert!(found.len() == 1 && found[0].starts_with("2:10 bad-value"), "{share}: {found:?}");
        assert!(vocabulary.tests.is_empty() && vocabulary.test_groups.is_empty(), "{share}");
    }
}

#[test]
fn the_same_query_twice_in_one_line_is_told() {
    let (vocabulary, found) = queries("[{query: a, expect: pay/minimum.md}, {query: a, expect: pay/minimum.md}]\n");
    assert_eq!((vocabulary.tests.len(), found.len()), (1, 1), "{found:?}");
}

#[test]
fn files_of_a_wrong_shape_are_told_as_such() {
    assert_eq!(synonyms("- en\n").1[0].split(' ').nth(1), Some("synonyms"));
    assert_eq!(synonyms("en: [\n").1[0].split(' ').nth(1), Some("synonyms"));
    assert_eq!(queries("en: x\n").1[0].split(' ').nth(1), Some("queries"));
    assert_eq!(queries("- [\n").1[0].split(' ').nth(1), Some("queries"));
    for empty in ["", "\n", "# nothing yet\n", "~\n"] {
        assert_eq!(synonyms(empty).1, Vec::<String>::new(), "{empty:?}");
        assert_eq!(queries(empty).1, Vec::<String>::new(), "{empty:?}");
    }
}

#[test]
fn nothing_makes_the_readers_panic() {
    let hostile = [
        "en: &a\n  equal: [[*a, *a]]\n",
        "? [en]\n: x\n",
        "en:\n  equal: {a: b}\n  one_way: [a]\n  pins: {query: x}\n",
        "en:\n  equal: [[1, 2.5, true, ~, [x], {y: z}]]\n",
        "en: {}\nen: {equal: [[a, b]]}\n",
        "- {query: ~, expect: ~}\n- {query: [], expect: {}}\n- ~\n- []\n",
        "- {query: \"\\0\\u202e\", expect: ../../etc/passwd}\n",
        "- {query: x, expect: '', within: 99999999999999999999}\n",
        "- {query: x, expect: pay/minimum.md, within: 1.5}\n",
        "\u{feff}- {query: x, expect: /pay/minimum}\n",
        "- {query: x, expect: 'a:b.md', lang: ''}\n",
        "- {group: ~, share: 99999999999999999999, tests: [~, [], {tests: [{tests: ~}]}]}\n- {tests: ~}\n",
    ];
    for text in hostile {
        synonyms(text);
        queries(text);
    }
    let long = format!("en:\n  equal:\n    - [{}]\n", vec!["word"; 20_000].join(", "));
    assert!(synonyms(&long).1.iter().all(|found| found.contains("duplicate-word")));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn no_text_makes_the_readers_panic(
        text in "((en|ru|equal|one_way|pins|query|articles|expect|within|group|share|tests|[a-z&*~é]{1,3})(: |:\n  |\n|, |: \\[|\\]\n|\n- |\n  - ){1}){0,30}"
    ) {
        synonyms(&text);
        queries(&text);
    }
}
