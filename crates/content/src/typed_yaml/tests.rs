use super::*;

fn read(text: &str, body: impl FnOnce(&mut MapReader<'_>)) -> Vec<String> {
    let source = SourceText::new("a.yaml", text);
    let mut diagnostics = Vec::new();
    let node = parse(&source, 0..text.len(), "front-matter", &mut diagnostics).expect("valid");
    let mut map = MapReader::new(&source, (text, 0), node.as_map().expect("a map"), &mut diagnostics);
    body(&mut map);
    map.finish();
    diagnostics
        .iter()
        .map(|d| format!("{} {} {} | {}", d.location(), d.code, d.message, d.help.as_deref().unwrap_or("")))
        .collect()
}

#[test]
fn faults_have_places_and_hints() {
    let found = read("titel: a\norder: first\nreviewed: 2026-02-30\nstatus: drafft\n", |map| {
        map.text("title");
        map.number("order");
        map.date("reviewed");
        map.choice("status", &[("draft", 1), ("published", 2)]);
    });
    assert_eq!(
        found,
        [
            "a.yaml:2:8 wrong-type `order` has to be a whole number, not text | ",
            "a.yaml:3:11 bad-date `2026-02-30` is not a date | write year-month-day, such as `2026-11-21`",
            "a.yaml:4:9 bad-value `status` can't be `drafft` | did you mean `draft`?",
            "a.yaml:1:1 unknown-key unknown key `titel` | did you mean `title`?",
        ]
    );
}

#[test]
fn a_key_is_mended_when_there_is_no_doubt() {
    let mended = |text: &str| {
        let source = SourceText::new("a.yaml", text);
        let mut found = Vec::new();
        let node = parse(&source, 0..text.len(), "front-matter", &mut found).expect("valid");
        let mut map = MapReader::new(&source, (text, 0), node.as_map().expect("a map"), &mut found);
        for key in ["title", "order", "owner", "review_every", "extra"] {
            map.node(key);
        }
        map.finish();
        found.iter().flat_map(|d| d.fix.iter().map(|edit| edit.text.clone())).collect::<Vec<_>>()
    };
    assert_eq!(mended("ttile: a\nreview_evry: 1d\n"), ["title", "review_every"]);
    assert_eq!(mended("titel: a\ntitle: b\n"), Vec::<String>::new(), "it is there already");
    assert_eq!(mended("orner: a\n"), Vec::<String>::new(), "`order` or `owner`?");
    assert_eq!(mended("author: a\n'titel': b\n"), Vec::<String>::new());
}

#[test]
fn one_text_is_a_list_of_one_and_empty_is_absent() {
    let found = read("tags: money\nasks:\n", |map| {
        assert_eq!(map.texts("tags")[0].value, "money");
        assert!(map.texts("asks").is_empty());
    });
    assert_eq!(found, Vec::<String>::new());
}
