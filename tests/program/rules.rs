//! The rules of `helpdex check` on small sites: what each finds, where, and how it is turned off.

use crate::support::{Outcome, Site};

const SETTINGS: &str = "title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru]\n";

fn with_checks(checks: &str) -> Site {
    Site::new().file("helpdex.yaml", format!("{SETTINGS}checks:\n{checks}"))
}

fn check(site: &Site) -> Outcome {
    site.run(["check", "--format", "short"])
}

#[test]
fn one_line_turns_a_rule_off_for_one_article() {
    let loud = "---\ntitle: Costs\n---\n\nSee [when](when.md#nowhere).\n";
    let quiet = "---\ntitle: Fees\nchecks: { broken-anchor: off }\n---\n\nSee [when](when.md#nowhere).\n";
    let site = Site::new().file("content/payouts/fees.md", quiet).file("content/payouts/costs.md", loud);
    check(&site).status(0).finds(&["content/payouts/costs.md:5:12 broken-anchor"]);
    let louder = loud.replace("title: Costs", "title: Fees\nchecks: { broken-anchor: error }");
    check(site.with("content/payouts/fees.md", louder)).status(1);
}

#[test]
fn levels_differ_by_path_and_language_and_an_article_has_the_last_word() {
    let site = with_checks(
        "  duplicate-title: off\n  broken-anchor: off\n  overrides:\n    - paths: content/legal/**\n      rules: { broken-anchor: error }\n    - { languages: ru, rules: { broken-anchor: warning } }\n",
    );
    let body = "---\ntitle: T\n---\n\n[x](#nowhere)\n";
    let own = body.replace("title: T", "title: T\nchecks: {broken-anchor: off}");
    let site = ["payouts/a.md", "payouts/a.ru.md", "legal/b.md", "legal/b.ru.md"]
        .iter()
        .fold(site, |site, path| site.file(&format!("content/{path}"), body))
        .file("content/legal/_index.md", "---\ntitle: Legal\n---\n")
        .file("content/legal/c.md", own);
    let outcome = check(&site).status(1);
    assert!(outcome.stdout.contains("content/legal/b.md:5:5: error[broken-anchor]"), "{outcome}");
    assert!(outcome.stdout.contains("content/legal/b.ru.md:5:5: warning[broken-anchor]"), "{outcome}");
    outcome.finds(&[
        "content/legal/b.md:5:5 broken-anchor",
        "content/legal/b.ru.md:5:5 broken-anchor",
        "content/payouts/a.ru.md:5:5 broken-anchor",
    ]);
}

#[test]
fn a_rule_that_does_not_exist_is_told_where_it_is_named() {
    let site = with_checks("  broken-anker: off\n  overrides: [{ rules: { nonsense: off } }]\n").file(
        "content/payouts/fees.md",
        "---\ntitle: Fees\nchecks: {brokn-link: off, unknown-html: loud}\n---\n\nFree.\n",
    );
    let outcome = check(&site).status(1);
    assert!(outcome.stdout.contains("`checks` names no rule of ours: `broken-anker`"), "{outcome}");
    outcome.finds(&[
        "content/payouts/fees.md:3:10 bad-value",
        "content/payouts/fees.md:3:41 bad-value",
        "helpdex.yaml:5:3 bad-value",
        "helpdex.yaml:6:26 bad-value",
    ]);
}

const ALL_OF_STRUCTURE: &str = "  missing-summary: warning\n  missing-owner: warning\n  missing-reviewed: error\n";

#[test]
fn keys_that_the_site_demands() {
    let site = with_checks(ALL_OF_STRUCTURE)
        .file("content/payouts/when.md", "---\ntitle: When?\nsummary: ''\nowner:\n---\n\nSoon.\n")
        .file("content/payouts/whole.md", "---\ntitle: A\nsummary: B\nowner: C\nreviewed: 2026-01-02\n---\n\nText.\n")
        .file("content/payouts/bad.md", "---\ntitle: A bad day\nsummary: B\nowner: C\nreviewed: never\n---\n\nText.\n")
        .file("content/payouts/old.md", "---\ntitle: Old\nstatus: archived\n---\n\nText.\n");
    check(&site).status(1).finds(&[
        "content/payouts/bad.md:5:11 bad-date",
        "content/payouts/when.md:2:8 missing-reviewed",
        "content/payouts/when.md:2:8 missing-owner",
        "content/payouts/when.md:2:8 missing-summary",
    ]);
}

#[test]
fn the_same_title_or_text_twice() {
    let text: String = (0..120).map(|n| format!("word{n} ")).collect();
    let article = |title: &str, text: &str| format!("---\ntitle: {title}\n---\n\n{text}\n");
    let site = with_checks("  late-answer: off\n  long-sentence: off\n")
        .file("content/payouts/a.ru.md", article("Приём платежей", "Один текст."))
        .file("content/payouts/b.ru.md", article("ПРИЕМ  платежей?", "Другой текст."))
        .file("content/payouts/c.md", article("Приём платежей", &text))
        .file("content/payouts/d.md", article("D", &format!("{text} and a bit more")))
        .file("content/payouts/e.md", article("E", &text.replace("word6", "other")));
    let outcome = site.run(["check"]).status(0);
    assert!(outcome.stdout.contains("::: content/payouts/a.ru.md:2:8"), "{outcome}");
    assert!(outcome.stdout.contains("96 % of the text is that of `content/payouts/c.md`"), "{outcome}");
    check(&site).finds(&["content/payouts/b.ru.md:2:8 duplicate-title", "content/payouts/d.md:2:8 near-duplicate"]);
    let strict = format!(
        "{SETTINGS}checks: {{ limits: {{ similarity: 98 }}, duplicate-title: off, late-answer: off, long-sentence: off }}\n"
    );
    check(site.with("helpdex.yaml", strict)).finds(&[]);
    let odd = format!("{SETTINGS}checks: {{ limits: {{ similarity: 7, words: 3, article_words: x }} }}\n");
    check(site.with("helpdex.yaml", odd)).status(1).finds(&[
        "helpdex.yaml:4:33 bad-value",
        "helpdex.yaml:4:36 unknown-key",
        "helpdex.yaml:4:61 wrong-type",
    ]);
}

#[test]
fn headings_in_their_order() {
    let body = "# First\n\nText.\n\n# Second\n\nText.\n\n#### Deep\n\n##\n\n### Nothing\n\n## Last\n";
    let site = Site::new().article("payouts/h", "Headings", body).article(
        "payouts/fine",
        "Fine",
        "Yes.\n\n## One\n\n### Two\n\nText.\n\n## ![a chart](x.svg)\n\nText.",
    );
    let site = site.file("content/payouts/x.svg", "<svg/>");
    check(&site).finds(&[
        "content/payouts/h.md:9:1 second-h1",
        "content/payouts/h.md:13:1 empty-section",
        "content/payouts/h.md:13:1 skipped-heading",
        "content/payouts/h.md:15:1 empty-heading",
        "content/payouts/h.md:17:1 empty-section",
        "content/payouts/h.md:19:1 empty-section",
    ]);
}

#[test]
fn where_links_lead_and_what_they_are_called() {
    let site = with_checks("  untranslated-link: warning\n")
        .file("content/payouts/new.md", "---\ntitle: New\naliases: [/old-name/]\n---\n\nText.\n")
        .file("content/payouts/gone.md", "---\ntitle: Gone\nstatus: archived\n---\n\nText.\n")
        .file("content/payouts/soon.md", "---\ntitle: Soon\nstatus: draft\n---\n\nText.\n")
        .article("payouts/a", "A", "[a](/old-name/) [b](gone.md) [c](soon.md) [Click here](new.md). <https://x.example/a/>\n\n[https://x.example/b?c](https://x.example/b?c) <https://x.example> [x.example](https://x.example) <me@x.example>")
        .file("content/payouts/a.ru.md", "---\ntitle: А\n---\n\n[Нажмите здесь](new.md), [тут!](https://x.example) [here](a.md)\n");
    check(&site).finds(&[
        "content/payouts/a.md:5:5 redirected-link",
        "content/payouts/a.md:5:21 link-to-archived",
        "content/payouts/a.md:5:34 link-to-draft",
        "content/payouts/a.md:5:44 vague-link",
        "content/payouts/a.md:5:66 bare-url",
        "content/payouts/a.md:7:25 bare-url",
        "content/payouts/a.ru.md:5:2 vague-link",
        "content/payouts/a.ru.md:5:17 untranslated-link",
        "content/payouts/a.ru.md:5:27 vague-link",
    ]);
    let plain = "Открой www.shop.by/help, `www.shop.by/x` или [лавку](https://shop.by/a) 🙂 https://shop.by/b.\n\n\
                 <p>Или\n<a href=\"https://shop.by/c\">сюда</a>: https://shop.by/d</p>";
    check(&Site::new().article("payouts/a", "A", plain)).finds(&[
        "content/payouts/a.md:5:8 bare-url",
        "content/payouts/a.md:5:75 bare-url",
        "content/payouts/a.md:8:39 bare-url",
    ]);
    let with_drafts = site.run(["check", "--drafts", "--format", "short"]);
    assert!(!with_drafts.stdout.contains("link-to-draft"), "{with_drafts}");
}

#[test]
fn pictures() {
    let site = with_checks("  late-answer: off\n  limits: { image_kilobytes: 1 }\n")
        .article(
            "payouts/p",
            "P",
            "![](a.svg) ![x](a.svg) <img src=\"a.svg\" alt=\"\"> <img src=\"a.svg\"> [plan](b.svg)",
        )
        .file("content/payouts/soon.md", "---\ntitle: Soon\nstatus: draft\n---\n\n![x](c.svg)\n")
        .file("content/payouts/extra.md", "---\ntitle: Extra\nextra: { hero: img/d.svg }\n---\n\nText.\n");
    let site = ["a", "b", "c", "d", "e"].iter().fold(site, |site, name| {
        site.file(
            &format!("content/payouts/{name}.svg"),
            format!("<svg>{}</svg>", " ".repeat(if *name == "b" { 2_500 } else { 9 })),
        )
    });
    check(&site).finds(&[
        "content/payouts/b.svg large-image",
        "content/payouts/e.svg unused-image",
        "content/payouts/p.md:5:5 missing-alt",
        "content/payouts/p.md:5:59 missing-alt",
    ]);
}

#[test]
fn sentences_and_answers() {
    let long = "Слово ".repeat(26).trim_end().to_owned();
    let site = with_checks("  limits: { article_words: 150, answer_words: 30 }\n")
        .article(
            "payouts/a",
            "A",
            &format!("Короткий ответ, e.g. 🙂 `a b`. {long}.\n\n- {long}: раз.\n\n> [!NOTE]\n> {long}."),
        )
        .article("payouts/b", "B", "In this article you learn nothing.")
        .article("payouts/c", "C", "## Why\n\nBecause.")
        .article("payouts/d", "D", "> [!NOTE]\n> Careful.\n\nWhen do you get paid?")
        .article("payouts/e", "E", &"Some words. ".repeat(20))
        .article("payouts/f", "F", "1. Open it.\n2. Close it.")
        .article("payouts/g", "G", &format!("Yes.\n\n{}", "Many words. ".repeat(80)))
        .article("payouts/h", "H", &format!("<p>In this article</p>\n\n<ul>\n<li>Да.\n<li>🙂 <b>{long}</b>.</ul>"));
    check(&site).finds(&[
        "content/payouts/a.md:5:31 long-sentence",
        "content/payouts/a.md:7:3 long-sentence",
        "content/payouts/a.md:10:3 long-sentence",
        "content/payouts/b.md:5:1 late-answer",
        "content/payouts/c.md:5:4 late-answer",
        "content/payouts/d.md:8:1 late-answer",
        "content/payouts/e.md:5:1 late-answer",
        "content/payouts/g.md:2:8 long-article",
        "content/payouts/h.md:5:4 late-answer",
        "content/payouts/h.md:9:5 long-sentence",
    ]);
}

#[test]
fn short_forms_and_words_that_are_not_used_here() {
    let settings = format!(
        "{SETTINGS}glossary: {{ AML: against money laundering }}\nbanned_words:\n  en: {{ cash out: withdraw, simply: , e-mail*: email }}\n  ru: [просто]\nchecks: {{ unexplained-acronym: warning }}\n"
    );
    let site = Site::new()
        .file("helpdex.yaml", settings)
        .article(
            "payouts/a",
            "Cash out now",
            "Pass KYC and AML first. Cash out, simply. `simply` simplyfy e-mails.\n\nKYC again, OK? NOT NOW.",
        )
        .article("payouts/b", "B", "Pass know your customer (KYC) first. KYC is quick.")
        .article("payouts/c.ru", "В", "Просто пройдите КУС. Просторно.");
    check(&site).finds(&[
        "content/payouts/a.md:2:8 banned-word",
        "content/payouts/a.md:5:6 unexplained-acronym",
        "content/payouts/a.md:5:25 banned-word",
        "content/payouts/a.md:5:35 banned-word",
        "content/payouts/a.md:5:61 banned-word",
        "content/payouts/c.ru.md:5:1 banned-word",
        "content/payouts/c.ru.md:5:17 unexplained-acronym",
    ]);
    let unknown = format!("{SETTINGS}banned_words: {{ rus: [x], en: 5 }}\nvariables: {{ 'a b': 1, c: [1] }}\n");
    check(site.with("helpdex.yaml", unknown)).status(1).finds(&[
        "helpdex.yaml:4:17 unknown-language",
        "helpdex.yaml:4:31 wrong-type",
        "helpdex.yaml:5:14 bad-value",
        "helpdex.yaml:5:27 wrong-type",
    ]);
}

fn with_variables() -> Site {
    Site::new()
        .file(
            "helpdex.yaml",
            format!(
                "{SETTINGS}variables:\n  payout_minimum: $5\n  delay: {{ en: 48 hours, ru: 48 часов }}\n  old: 7\n"
            ),
        )
        .file("content/_snippets/fee.md", "There is no fee. See [when](../payouts/when.md).\n\nIt takes {{ delay }}.\n")
        .file("content/_snippets/fee.ru.md", "Комиссии нет, через {{ delay }}.\n")
}

#[test]
fn variables_and_snippets_are_inserted_before_markdown() {
    let site = with_variables()
        .file(
            "content/payouts/min.md",
            "---\ntitle: \"From {{ payout_minimum }}?\"\nsummary: Yes, from {{ payout_minimum }}.\n---\n\nFrom **{{payout_minimum}}** on.\n\n1. {{ fee }}\n2. `{{ fee }}` and \\{{ fee }}\n\n```\n{{ fee }}\n```\n",
        )
        .file("content/payouts/min.ru.md", "---\ntitle: Минимум\n---\n\n{{ fee }}\n");
    site.run(["build", "--quiet"]).status(0);
    let page = site.read("public/payouts/min/index.html");
    assert!(page.contains("From <strong>$5</strong> on."), "{page}");
    assert!(page.contains("<li>There is no fee.") || page.contains("<p>There is no fee."), "{page}");
    assert!(page.contains("href=\"/payouts/when/\">when</a>") && page.contains("It takes 48 hours."), "{page}");
    assert!(page.contains("<code>{{ fee }}</code> and {{ fee }}"), "{page}");
    assert!(page.contains("<title>From $5?"), "{page}");
    let russian = site.read("public/ru/payouts/min/index.html");
    assert!(russian.contains("Комиссии нет, через 48 часов."), "{russian}");
    check(&site).finds(&["helpdex.yaml:7:3 unused-variable"]);
    site.run(["check", "--where", "fee"])
        .status(0)
        .stdout_is("content/payouts/min.md:8:4\ncontent/payouts/min.ru.md:5:1\n");
    site.run(["check", "--where", "fe"]).status(2).stderr_has("did you mean `fee`?");
}

#[test]
fn faults_of_variables_and_snippets_have_their_places() {
    let site = with_variables()
        .file("content/_snippets/broken.md", "Шаг: [a](../payouts/gone.md) {{ dely }}\n")
        .file("content/_snippets/old.md", "Text.\n")
        .file("content/_snippets/notes.txt", "Text.\n")
        .article("payouts/a", "A", "Пишем {{ delai }} {{ broken }} {{ old }}. Из $5, $5.50 и `$5`; [b](nope.md) {{payout_minimum}} after 48 hours.")
        .article("payouts/b", "B", "{{ broken }} {{ fee }} {{ no such }}");
    check(&site).status(1).finds(&[
        "content/_snippets/broken.md:1:10 broken-link",
        "content/_snippets/broken.md:1:30 unknown-variable",
        "content/_snippets/notes.txt file-type",
        "content/_snippets/old.md duplicate-variable",
        "content/payouts/a.md:5:7 unknown-variable",
        "content/payouts/a.md:5:46 literal-value",
        "content/payouts/a.md:5:68 broken-link",
        "content/payouts/a.md:5:102 literal-value",
    ]);
}

#[test]
fn personal_data_outside_of_the_allow_list() {
    let body = "Anna 🙂 anna.ivanova@gmail.com, +375 29 713-02-68, 4539 1488 0343 6467; sales@shop.by.";
    let site = Site::new().article("payouts/a", "A", body);
    check(&site).finds(&[
        "content/payouts/a.md:5:8 personal-email",
        "content/payouts/a.md:5:32 personal-phone",
        "content/payouts/a.md:5:51 card-number",
    ]);
    let allow = "checks: { any-email: warning, allow: ['@gmail.com', '+375297130268', '4539148803436467'] }\n";
    check(site.with("helpdex.yaml", format!("{SETTINGS}{allow}"))).finds(&["content/payouts/a.md:5:72 any-email"]);
}

#[test]
fn questions_and_search_tests() {
    let settings = format!("{SETTINGS}checks: {{ missing-asks: warning }}\n");
    let ask = |title: &str, asks: &str| format!("---\ntitle: {title}\nasks: [{asks}]\n---\n\nText about {title}.\n");
    let site = Site::new()
        .file("helpdex.yaml", settings)
        .file("content/payouts/a.md", ask("Fees", "what does it cost, any fees"))
        .file("content/payouts/b.md", ask("Limits", "Any fees?, how much, How  MUCH"))
        .file("content/payouts/c.ru.md", ask("Срок", "any fees"))
        .file(
            "content/queries.yaml",
            "- query: limits\n  expect: payouts/a.md\n- query: fees\n  expect: payouts/a.md\n",
        );
    check(&site).status(1).finds(&[
        "content/payouts/b.md:3:8 shared-ask",
        "content/payouts/b.md:3:29 shared-ask",
        "content/payouts/when.md:2:8 missing-asks",
        "content/queries.yaml:1:10 search-test",
    ]);
    let off = format!("{SETTINGS}checks: {{ search-test: off, shared-ask: off }}\n");
    check(site.with("helpdex.yaml", off)).status(0).finds(&[]);
}

/// An article with every fault that one article can have.
#[test]
fn all_faults_at_once_in_one_article() {
    let words = "слово ".repeat(30);
    let text = format!(
        "\u{feff}---\r\ntitle: Fees 🙂\r\ntitel: x\r\ntitle: y\r\nreviewed: 2026-13-40\r\nreview_every: forever\r\nstatus: gone\r\naliases: [x]\r\nrelated: [nope.md]\r\nasks: [a?, a!]\r\nchecks: {{ nonsense: off, long-sentence: loud }}\r\n---\r\n\r\n# Fees\r\n\r\n#### Deep\r\n\r\n##\r\n\r\nВ этой статье {words}.\r\n\r\n\tкод\r\n\r\n🙂 [тут](gone.md) [here](../payouts/when.md#x) ![](no.png) <b onclick=\"x\">x</b> {{{{ nothing }}}} anna.b@gmail.com 4539 1488 0343 6467 [x](javascript:x) <https://x.example/y>\r\n"
    );
    let site = Site::new().file("content/payouts/fees.md", &text);
    let outcome = check(&site).status(1);
    let marked = |code: &str| {
        let line = outcome.stdout.lines().find(|line| line.contains(&format!("[{code}]")));
        let line = line.unwrap_or_else(|| panic!("no `{code}` in {outcome}"));
        let mut parts = line.split(':').skip(1).map(|part| part.trim().parse::<usize>().unwrap_or_default());
        let (line, column) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let excerpt = text.trim_start_matches('\u{feff}').lines().nth(line - 1).unwrap_or_default().to_owned();
        excerpt.chars().skip(column - 1).take(6).collect::<String>()
    };
    for (code, there) in [
        ("unknown-key", "titel"),
        ("duplicate-key", "title"),
        ("bad-date", "2026-1"),
        ("skipped-heading", "#### D"),
        ("empty-heading", "##"),
        ("late-answer", "Deep"),
        ("long-sentence", "В этой"),
        ("broken-link", "gone.m"),
        ("broken-anchor", "../pay"),
        ("missing-image", "no.png"),
        ("missing-alt", "no.png"),
        ("html-removed", "onclic"),
        ("unknown-variable", "{{ not"),
        ("personal-email", "anna.b"),
        ("card-number", "4539 1"),
        ("forbidden-scheme", "javas"),
        ("bare-url", "https:"),
        ("broken-related", "nope.m"),
        ("shared-ask", "a!"),
        ("vague-link", "here"),
    ] {
        let seen = marked(code);
        assert!(seen.starts_with(there.get(..there.len().min(seen.len())).unwrap_or(there)), "{code}: `{seen}`");
    }
    // The same faults in every format, and as many.
    let count = outcome.stdout.lines().count();
    let json = site.run(["check", "--format", "json"]).status(1);
    assert_eq!(json.stdout.lines().count(), count);
    let github = site.run(["check", "--format", "github"]).status(1);
    assert_eq!(github.stdout.lines().filter(|line| line.starts_with("::")).count(), count);
    let sarif: serde_json::Value =
        serde_json::from_str(&site.run(["check", "--format", "sarif"]).status(1).stdout).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(count));
}

#[test]
fn five_thousand_faults_in_one_file_are_counted() {
    for separator in ["\n\n", " "] {
        let body = (0..5_000).map(|n| format!("[here](gone-{n}.md) x@gmail.com")).collect::<Vec<_>>().join(separator);
        let site = with_checks("  late-answer: off\n  long-article: off\n  long-sentence: off\n").article(
            "payouts/a",
            "A",
            &body,
        );
        let outcome = check(&site).status(1);
        let told = |code: &str| outcome.stdout.matches(&format!("[{code}]")).count();
        assert_eq!((told("broken-link"), told("personal-email"), told("more-faults")), (200, 200, 2), "{outcome}");
        assert!(outcome.stdout.contains("4800 more faults of `personal-email` are not listed"), "{outcome}");
    }
}

#[test]
fn front_matter_that_is_a_list_and_checks_of_a_wrong_shape() {
    let site = Site::new()
        .file("content/payouts/list.md", "---\n- title\n- summary\n---\n\nText.\n")
        .file("content/payouts/odd.md", "---\ntitle: Odd\nchecks: off\n---\n\nText.\n")
        .file("content/payouts/odder.md", "---\ntitle: Odder\nchecks: [long-sentence]\n---\n\nText.\n");
    check(&site).status(1).finds(&[
        "content/payouts/list.md:2:1 front-matter",
        "content/payouts/odd.md:3:9 wrong-type",
        "content/payouts/odder.md:3:9 wrong-type",
    ]);
}

#[test]
fn a_list_of_questions_that_git_ignores_is_not_missed() {
    let site = Site::new();
    let settings = site.read("helpdex.yaml") + "asked: ./logs/asked.csv\n";
    let site = site.file("helpdex.yaml", settings).file("logs/asks.csv", "query\n");
    let found = |wanted: &[&str]| site.run(["check", "--format", "short"]).status(0).finds(wanted);
    found(&["helpdex.yaml:4:8 missing-asked"]);
    site.run(["check"]).status(0).stdout_has("help: did you mean `logs/asks.csv`?");
    site.git(["init", "--quiet"]);
    found(&["helpdex.yaml:4:8 missing-asked"]);
    site.with(".gitignore", "/logs/\n");
    found(&[]);
}
