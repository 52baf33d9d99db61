use super::*;

fn document(text: &str) -> Document {
    Document::of(place::Kind::Article, text)
}

fn given(json: &str) -> Texts {
    serde_json::from_str(json).expect("JSON")
}

fn changed(text: &str, json: &str) -> (String, Vec<String>) {
    let applied = apply(place::Kind::Article, &document(text), &given(json));
    (applied.document.text(), applied.unapplied)
}

#[test]
fn fields_have_values_and_places() {
    let document = document("---\ntitle: Я 🙂\nasks: one\nfeatured: yes\norder: 2 # x\nextra: {}\n---\n\nText\n");
    let found = fields(place::Kind::Article, &document, &|key| key == "tags");
    let field = |key: &str| found.iter().find(|field| field.key == key).expect("there");
    assert_eq!((field("title").from, field("title").to), (Some(4), Some(15)), "in UTF-16 units");
    assert_eq!(field("asks").value, serde_json::json!(["one"]));
    assert_eq!((field("order").value.clone(), field("order").editable), (serde_json::json!("2"), true));
    assert!(field("tags").used && !field("aliases").used && field("summary").used);
    assert!(!field("featured").editable, "`yes` is a text: the rule says so");
    assert!(found.iter().filter(|field| field.key != "featured").all(|field| field.editable));
    assert!(field("image").editable && field("image").kind == Kind::Image);
    let odd = Document::of(place::Kind::Article, "---\n{title: a}\n---\n");
    let found = fields(place::Kind::Article, &odd, &|_| false);
    assert!(found.iter().any(|field| field.key == "summary" && !field.editable));
    assert!(fields(place::Kind::Data, &odd, &|_| true).is_empty());
}

#[test]
fn a_form_changes_what_it_gives_and_no_more() {
    let text = "---\n# mine\ntitle: 'A'   # t\nstatus: draft\nreviewed: 2026-01-01\ntags: [x]\n---\n\nText\n";
    assert_eq!(
        changed(text, r#"{"title":"A","status":"draft","tags":["x"],"asks":[],"owner":null,"summary":null}"#).0,
        text
    );
    let (new, refused) = changed(
        text,
        r#"{"title":"B: c","status":"published","reviewed":"2026-11-30","tags":null,"asks":["one","two, three"],"summary":"S","featured":true,"order":3}"#,
    );
    assert_eq!(refused, [""; 0]);
    assert_eq!(
        new,
        "---\n# mine\ntitle: 'B: c'   # t\nsummary: S\nasks:\n  - one\n  - \"two, three\"\nstatus: published\n\
         reviewed: 2026-11-30\norder: 3\nfeatured: true\n---\n\nText\n"
    );
}

#[test]
fn new_front_matter_and_refusals() {
    assert_eq!(changed("Text\n", r#"{"title":"A","owner":"x"}"#).0, "---\ntitle: A\nowner: x\n---\n\nText\n");
    let (new, refused) = changed("---\n{title: a}\n---\nText\n", r#"{"summary":"S","unknown":"x"}"#);
    assert_eq!(new, "---\n{title: a}\n---\nText\n");
    assert_eq!(refused, ["unknown", "summary"]);
    assert_eq!(
        changed("---\ntitle: a\n---\n", r#"{"image":"img/a b.png"}"#).0,
        "---\ntitle: a\nimage: img/a b.png\n---\n"
    );
    assert_eq!(changed("---\ntitle: a\nimage: x.png\n---\n", r#"{"image":""}"#).0, "---\ntitle: a\n---\n");
    assert_eq!(changed("---\ntitle: a\n---\n", r#"{"title":"a\nb","owner":""}"#).0, "---\ntitle: a b\n---\n");
}
