//! A tiny model with random weights, beside the same sums written out in loops.
#![cfg(feature = "model")]
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "model/plain.rs"]
mod plain;
#[path = "model/tiny.rs"]
mod tiny;

use helpdex_encoder::{Encoder, Fault, Side, nearness};
use plain::Plain;
use tiny::Tiny;

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn assert_near(one: &[f32], other: &[f32]) {
    assert_eq!(one.len(), other.len());
    let far = one.iter().zip(other).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(far < 1e-4, "{far}: {one:?} {other:?}");
}

#[test]
fn vectors_are_those_of_the_plain_sums() {
    let tiny = Tiny::new("model");
    let encoder = Encoder::open(tiny.folder()).unwrap();
    let asked = texts(&["when money", "money", "when is my money here when is my money here", "", "unheard of words"]);
    let found = encoder.encode(&asked, Side::Query).unwrap();
    for (text, vector) in asked.iter().zip(&found) {
        assert_eq!(vector.len(), tiny::WIDTH);
        assert!((nearness(vector, vector) - 1.0).abs() < 1e-5, "of length one");
        assert_near(vector, &Plain::of(&tiny).mean(&tiny.signs(text)));
    }
}

#[test]
fn neighbours_in_a_batch_make_no_difference() {
    let tiny = Tiny::new("model");
    let encoder = Encoder::open(tiny.folder()).unwrap();
    let many: Vec<String> = (0..40).map(|number| ["money"; 9][..number % 9].join(" ") + " here").collect();
    let together = encoder.encode(&many, Side::Query).unwrap();
    assert_eq!(together, encoder.encode(&many, Side::Query).unwrap(), "the same again");
    for (text, vector) in many.iter().zip(&together) {
        assert_near(vector, &encoder.encode(std::slice::from_ref(text), Side::Query).unwrap()[0]);
    }
    assert!(encoder.encode(&[], Side::Query).unwrap().is_empty());
}

#[test]
fn a_long_text_is_cut_where_the_model_ends() {
    let tiny = Tiny::new("model");
    let encoder = Encoder::open(tiny.folder()).unwrap();
    let long = vec!["money"; 1000].join(" ");
    let longer = format!("{long} here");
    let found = encoder.encode(&[long, longer], Side::Query).unwrap();
    assert_near(&found[0], &found[1]);
}

#[test]
fn e5_is_told_what_is_asked_and_what_answers() {
    let tiny = Tiny::new("tiny-e5");
    let encoder = Encoder::open(tiny.folder()).unwrap();
    let of = |text: &str, side| encoder.encode(&texts(&[text]), side).unwrap().remove(0);
    let plain = Plain::of(&tiny);
    assert_near(&of("money", Side::Query), &plain.mean(&tiny.signs("query: money")));
    assert_near(&of("money", Side::Passage), &plain.mean(&tiny.signs("passage: money")));
}

#[test]
fn the_first_sign_may_stand_for_all() {
    let tiny = Tiny::new("model");
    tiny.write("1_Pooling/config.json", br#"{"pooling_mode_cls_token": true}"#);
    let encoder = Encoder::open(tiny.folder()).unwrap();
    let found = encoder.encode(&texts(&["when money"]), Side::Query).unwrap();
    assert_near(&found[0], &Plain::of(&tiny).first(&tiny.signs("when money")));
}

#[test]
fn a_wrong_folder_is_told() {
    let fault = |tiny: &Tiny| Encoder::open(tiny.folder()).err().map(|fault| fault.to_string()).unwrap();
    for file in ["config.json", "tokenizer.json", "model.safetensors"] {
        let tiny = Tiny::new("model");
        std::fs::remove_file(tiny.folder().join(file)).unwrap();
        assert!(matches!(Encoder::open(tiny.folder()), Err(Fault::Missing { file: missing, .. }) if missing == file));
        assert!(fault(&tiny).contains(&format!("there is no `{file}` in")));
        for bytes in [&b"nonsense"[..], b"", b"{}", b"\xff\xff\xff\xff\xff\xff\xff\x7f{}", b"[1"] {
            tiny.write(file, bytes);
            assert!(fault(&tiny).contains("is not of a model that can be read"), "{file}: {}", fault(&tiny));
        }
    }
    let tiny = Tiny::new("model");
    tiny.write("config.json", tiny::config(tiny::WIDTH * 2).as_bytes());
    assert!(fault(&tiny).contains("model.safetensors"), "{}", fault(&tiny));
    assert!(Encoder::open(std::path::Path::new("/nowhere")).is_err());
}
