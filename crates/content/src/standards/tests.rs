use super::*;
use crate::config::{Config, LanguageId};
use crate::diagnostic::Diagnostic;
use crate::markdown::tests::labels;
use crate::routes::Routes;
use crate::source;

/// A site with one checklist, read for agents: the checklists, and what was told of them as `line:column code message`.
fn read_site(yaml: &str) -> (Standards, Vec<String>, source::Sources) {
    let dir = tempfile::tempdir().expect("a folder");
    let files = [
        ("helpdex.yaml", "title: T\nbase_url: https://x.example\nlanguages: [en, ru]\nvariables: {fee: $1}\n"),
        ("content/pay/_index.md", "---\ntitle: Payouts\n---\n"),
        ("content/pay/fees.md", "---\ntitle: Fees\ntags: [Money back]\n---\n"),
        ("content/pay/in/deep.md", "---\ntitle: Deep\n---\n"),
        ("content/payment.md", "---\ntitle: Payment\n---\n"),
        ("content/_macros/sorry.md", "---\ntitle: Sorry\ntags: [money-back]\n---\n"),
        ("content/_standards/list.yaml", yaml),
    ];
    for (path, text) in files {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    let config = Config::load(dir.path()).expect("found").expect("valid").for_agents();
    let sources = source::read(&config).expect("read").for_audience(&config, config.audience, None);
    let (routes, _) = Routes::plan(&config, &sources, false);
    let labels = crate::config::PerLanguage::new(&config.languages, |_| labels());
    let mut found = Vec::new();
    let standards = read(&config, &sources, &routes, &labels, &mut found);
    let told = |found: &Diagnostic| {
        let place = found.place.as_ref();
        let place = place.map_or_else(String::new, |place| format!("{}:{} ", place.line, place.column));
        format!("{place}{} {}", found.code, found.message)
    };
    (standards, found.iter().map(told).collect(), sources)
}

fn fits(yaml: &str) -> Vec<String> {
    let (standards, told, sources) = read_site(&format!("title: T\ncases: [{{case: A, steps: B}}]\n{yaml}"));
    assert_eq!(told, [""; 0], "{yaml}");
    let standard = standards.get(0).expect("one");
    let fitting = sources.entries.iter().filter(|entry| standard.applies.fits(entry));
    fitting.map(|entry| entry.key.to_string()).collect()
}

#[test]
fn a_step_is_html_in_each_language() {
    let yaml = "title: {en: Pay, ru: Выплата}\ncases:\n- case: Late\n  steps:\n  - en: \"See [fees](../pay/fees.md) of {{ fee }}\"\n    ru: >\n      Смотри\n      [сюда](../pay/fees.md)\n  - Say `sorry`\n";
    let (standards, told, _) = read_site(yaml);
    assert_eq!(told, [""; 0]);
    let standard = standards.get(0).expect("one");
    let en = LanguageId::DEFAULT;
    let step = &standard.cases[0].steps[0];
    assert_eq!(step.body(en).expect("English").1.texts().html, "<span>See <a href=\"/pay/fees/\">fees</a> of $1</span>");
    let (_, russian) = step.bodies().enumerate().last().expect("Russian");
    assert_eq!(russian.texts().html, "<span>Смотри <a href=\"/pay/fees/\">сюда</a></span>");
    assert_eq!(step.plain(LanguageId::DEFAULT), "See fees of $1");
    assert_eq!((standard.count(), standard.title(LanguageId::DEFAULT).1), (2, "Pay"));
}

#[test]
fn what_it_applies_to() {
    assert_eq!(fits(""), ["_macros/sorry", "pay/fees", "pay/in/deep", "payment"]);
    assert_eq!(fits("applies_to: {kind: macro}"), ["_macros/sorry"]);
    assert_eq!(fits("applies_to: {categories: pay}"), ["pay/fees", "pay/in/deep"]);
    assert_eq!(fits("applies_to: {categories: [content/pay/_index.md, ./pay/in/]}"), ["pay/fees", "pay/in/deep"]);
    assert_eq!(fits("applies_to: {tags: [money back]}"), ["_macros/sorry", "pay/fees"]);
    assert_eq!(fits("applies_to: {kind: article, tags: Money Back, articles: payment.md}"), ["pay/fees", "payment"]);
}

#[test]
fn every_fault_has_its_place() {
    let yaml = "titel: T\nsummary: {de: X, en: ''}\napplies_to: {kind: makro, tag: x}\ncases:\n- case: A\n- {case: [b], steps: []}\n- just text\n- case: C\n  steps:\n  - \n  - \"a \\\"b\\\" [x](../pay/no.md)\"\n  - |\n    # Heading\n  - [{}]\n";
    let (_, told, _) = read_site(yaml);
    let expected = [
        "1:1 missing-key a checklist needs a `title`",
        "2:11 unknown-language the site does not speak `de`",
        "2:18 empty-standard this summary says nothing in `en`",
        "3:20 bad-value `kind` can't be `makro`",
        "3:27 unknown-key unknown key `tag`",
        "5:3 empty-standard the case has no `steps`",
        "6:10 wrong-type `case` has to be a text, or a map with one text per language, not a list",
        "6:22 empty-standard the case has no steps",
        "7:3 wrong-type a case has to be a map, not text",
        "10:5 empty-standard this step says nothing",
        "11:5 broken-link no article at `../pay/no.md`",
        "13:5 standard-step a step is one line of text, with links and marks in it",
        "14:5 wrong-type `step` has to be a text, or a map with one text per language, not a list",
        "1:1 unknown-key unknown key `titel`",
    ];
    assert_eq!(told, expected);
}

#[test]
fn what_is_no_checklist() {
    for (yaml, told) in [
        ("- a\n", "1:1 standard a checklist has to be a map of keys, not a list"),
        ("title: \"x\n", "standard not valid YAML"),
        ("", "missing-key a checklist needs a `title`"),
        ("title: T\ncases: {}\n", "2:8 wrong-type `cases` has to be a list of cases"),
        ("title: T\ncases: []\n", "2:8 empty-standard the checklist has no case"),
    ] {
        let (_, found, _) = read_site(yaml);
        assert!(found.iter().any(|found| found.contains(told)), "{yaml}: {found:?}");
    }
}
