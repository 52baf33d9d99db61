use proptest::prelude::*;

use super::*;

fn apply(text: &str, edit: Option<Edit>) -> Option<String> {
    let edit = edit?;
    let mut text = text.to_owned();
    text.replace_range(edit.range, &edit.text);
    Some(text)
}

fn set(text: &str, key: &str, value: &Value) -> Option<String> {
    apply(text, set_value(&SourceText::new("a.md", text), key, value))
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

fn list(items: &[&str]) -> Value {
    Value::List(items.iter().map(|item| (*item).to_owned()).collect())
}

#[test]
fn texts_keep_their_quotes_and_comments() {
    let cases = [
        ("---\ntitle: a # t\nx: 1\n---\nb", "b: c", "---\ntitle: \"b: c\" # t\nx: 1\n---\nb"),
        ("---\r\ntitle:  'a'  # t\r\n---\r\n", "it's", "---\r\ntitle:  'it''s'  # t\r\n---\r\n"),
        ("---\ntitle: \"a\"\n---\n", "b", "---\ntitle: \"b\"\n---\n"),
        ("---\ntitle: # none\nx: 1\n---\n", "b", "---\ntitle: b # none\nx: 1\n---\n"),
        ("---\ntitle: >-\n  a\n  b\n\n# c\nx: 1\n---\n", "b", "---\ntitle: b\n\n# c\nx: 1\n---\n"),
        ("---\ntitle: a\n  b\nx: 1\n---\n", "c", "---\ntitle: c\nx: 1\n---\n"),
        ("---\nx: 1\n---\n", "c", "---\ntitle: c\nx: 1\n---\n"),
        ("Text\n", "c", "---\ntitle: c\n---\n\nText\n"),
    ];
    for (before, value, after) in cases {
        assert_eq!(set(before, "title", &text(value)).as_deref(), Some(after), "{before:?}");
    }
    assert_eq!(set("---\ntitle: a\n---\n", "title", &text("a")), None, "it has that value");
    assert_eq!(set("---\ntitle: {a: b}\n---\n", "title", &text("c")).as_deref(), Some("---\ntitle: c\n---\n"));
    assert_eq!(set("---\n{title: a}\n---\n", "summary", &text("c")), None);
}

#[test]
fn items_that_stay_are_as_they_were() {
    let lines = "---\nasks:\n  - 'a' # first\n  # of b\n  - b\n  - c\nx: 1\n---\n";
    let cases = [
        (lines, list(&["a", "c", "d"]), "---\nasks:\n  - 'a' # first\n  # of b\n  - c\n  - d\nx: 1\n---\n"),
        (lines, list(&["c", "a"]), "---\nasks:\n  - c\n  - 'a' # first\n  # of b\nx: 1\n---\n"),
        (lines, list(&[]), "---\nasks: []\nx: 1\n---\n"),
        ("---\nasks: ['a', b] # x\n---\n", list(&["a", "b", "c"]), "---\nasks: ['a', b, c] # x\n---\n"),
        ("---\nasks: ['a', b] # x\n---\n", list(&["b", "a"]), "---\nasks: [b, 'a'] # x\n---\n"),
        ("---\nasks: [] # x\n---\n", list(&["a"]), "---\nasks: [a] # x\n---\n"),
        ("---\nasks:\n---\n", list(&["a", "b"]), "---\nasks: [a, b]\n---\n"),
        ("---\nasks: a\n---\n", list(&["a", "b"]), "---\nasks: [a, b]\n---\n"),
        ("---\ntitle: t\nx: 1\n---\n", list(&["a"]), "---\ntitle: t\nasks:\n  - a\nx: 1\n---\n"),
    ];
    for (before, value, after) in cases {
        assert_eq!(set(before, "asks", &value).as_deref(), Some(after), "{before:?} {value:?}");
    }
    let long = "how long does it take until all of the money is on my card";
    assert_eq!(
        set("---\nasks: [] # x\ny: 1\n---\n", "asks", &list(&[long, "b"])).as_deref(),
        Some(format!("---\nasks: # x\n  - {long}\n  - b\ny: 1\n---\n").as_str())
    );
}

#[test]
fn keys_go_with_their_values() {
    let remove = |text: &str| apply(text, remove_key(&SourceText::new("a.md", text), "tags"));
    let cases = [
        ("---\ntitle: a\ntags: [b] # c\nx: 1\n---\n", "---\ntitle: a\nx: 1\n---\n"),
        ("---\ntags:\n  - b\n\n  - c\n\n# of x\nx: 1\n---\n", "---\n\n# of x\nx: 1\n---\n"),
        ("---\ntags:\n- b\nx: 1\n---\n", "---\nx: 1\n---\n"),
    ];
    for (before, after) in cases {
        assert_eq!(remove(before).as_deref(), Some(after), "{before:?}");
    }
    assert_eq!(remove("---\n{tags: [a]}\n---\n"), None);
    assert_eq!(remove("---\ntitle: a\n---\n"), None);
}

fn lines() -> impl Strategy<Value = String> {
    let one = prop_oneof![
        Just("title: Какой?   # t".to_owned()),
        Just("summary: >-\n  two\n  lines".to_owned()),
        Just("# a comment".to_owned()),
        Just(String::new()),
        Just("asks:\n- a\n-   'b' # x\n  # y\n- \"c\"".to_owned()),
        Just("keywords: [ a,'b' , \"c]\" ]  # z".to_owned()),
        Just("tags: []".to_owned()),
        Just("owner: 'x''y'".to_owned()),
        Just("order: 3".to_owned()),
        Just("extra:\n  deep: {a: [1, 2]}".to_owned()),
        Just("review_every: \"180d\"".to_owned()),
    ];
    prop::collection::vec(one, 0..8).prop_map(|lines| lines.join("\n"))
}

fn value() -> impl Strategy<Value = (String, Value)> {
    let word = "[a-zа-я:#'\"\\-, \\[\\]{}&*!|>%@`0-9]{0,14}";
    prop_oneof![
        (prop_oneof![Just("title"), Just("summary"), Just("owner")], word)
            .prop_map(|(key, text)| (key.to_owned(), Value::Text(text))),
        (prop_oneof![Just("asks"), Just("keywords"), Just("tags")], prop::collection::vec(word, 0..4))
            .prop_map(|(key, items)| (key.to_owned(), Value::List(items))),
        (0..500u32).prop_map(|order| ("order".to_owned(), Value::Word(order.to_string()))),
    ]
}

proptest! {
    /// Whatever stands around a key: it gets the value, and every line of another key is as it was, with its end.
    #[test]
    fn nothing_else_changes(front in lines(), (key, value) in value(), crlf: bool) {
        let end = if crlf { "\r\n" } else { "\n" };
        let before = format!("---\n{front}\n---\n\nText of {key}: x\n").replace('\n', end);
        let file = SourceText::new("a.md", before.clone());
        prop_assume!(yaml::parse(&front).is_ok_and(|root| root.as_map().is_some()));
        let Some(after) = set(&before, &key, &value) else {
            return Ok(());
        };
        let new = SourceText::new("a.md", after.clone());
        prop_assert!(holds(value_of(&new, &key).as_ref(), &value) || value_of(&new, &key) == Some(value.clone()));
        let edit = set_value(&file, &key, &value).expect("made");
        // What stands before and after the edit are the same bytes; the edit itself lies in the key's own lines.
        prop_assert!(after.starts_with(&before[..edit.range.start]));
        prop_assert!(after.ends_with(&before[edit.range.end..]));
        let from = line_start(&before, edit.range.start);
        let touched = if edit.range.is_empty() { "" } else { &before[from..edit.range.end] };
        for line in touched.split_inclusive('\n') {
            let own = !line.starts_with(char::is_alphabetic) || line.starts_with(&format!("{key}:"));
            prop_assert!(own, "{line:?} was touched");
        }
        prop_assert_eq!(after.contains("\r\n"), crlf);
        prop_assert!(!crlf || !after.replace("\r\n", "").contains('\n'), "a line end of another kind");
    }
}
