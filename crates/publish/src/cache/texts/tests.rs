use super::*;

const A: MadeOf = [1; 16];
const B: MadeOf = [2; 16];

/// Where another test starts a program, that one holds the lock for the moment until it is itself.
fn open(place: &Path) -> Texts {
    for _ in 0..100 {
        if let Some(texts) = Texts::open(place, "basis") {
            return texts;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("not opened");
}

#[test]
fn what_was_kept_is_recalled_if_it_was_made_of_the_same() {
    let dir = tempfile::tempdir().expect("a folder");
    let place = dir.path().join("cache/build/x.bin");
    let texts = open(&place);
    assert!(Texts::open(&place, "basis").is_none(), "another build is at it");
    texts.keep(What::Body, "a", &A, b"one");
    texts.keep(What::Findings, "a", &A, b"");
    texts.keep(What::Body, "b", &A, b"two");
    texts.close();
    let texts = open(&place);
    assert_eq!(texts.recall(What::Body, "a", &A).as_deref(), Some(&b"one"[..]));
    assert_eq!(texts.recall(What::Findings, "a", &A).as_deref(), Some(&b""[..]));
    assert_eq!(texts.recall(What::Body, "a", &B), None);
    assert_eq!(texts.recall(What::Body, "c", &A), None);
    texts.keep(What::Body, "b", &B, b"other");
    texts.close();
    let texts = open(&place);
    assert_eq!(texts.recall(What::Body, "b", &B).as_deref(), Some(&b"other"[..]));
    assert_eq!(texts.recall(What::Body, "a", &A).as_deref(), Some(&b"one"[..]));
    texts.close();
    let texts = open(&place);
    assert_eq!(texts.recall(What::Findings, "a", &A), None, "nobody asked for it");
    drop(texts);
    let texts = Texts::open(&place, "other").expect("opened");
    assert_eq!(texts.recall(What::Body, "a", &A), None, "of another basis");
}

#[test]
fn what_is_damaged_is_not_recalled() {
    let dir = tempfile::tempdir().expect("a folder");
    let place = dir.path().join("x.bin");
    let texts = open(&place);
    texts.keep(What::Body, "a", &A, b"one");
    texts.close();
    for damaged in [&b"onx"[..], b"on", b"", b"xone"] {
        std::fs::write(place.with_extension("texts"), damaged).expect("written");
        let texts = open(&place);
        assert_eq!(texts.recall(What::Body, "a", &A), None);
        drop(texts);
    }
}

#[test]
fn what_is_of_no_use_is_left_out_in_the_end() {
    let dir = tempfile::tempdir().expect("a folder");
    let place = dir.path().join("x.bin");
    let large = vec![7; PIECE];
    for number in 0..20 {
        let texts = open(&place);
        if number > 0 {
            assert_eq!(texts.recall(What::Body, "stays", &A).as_deref(), Some(&b"here"[..]));
        } else {
            texts.keep(What::Body, "stays", &A, b"here");
        }
        texts.keep(What::Body, "changes", &[number; 16], &large);
        texts.close();
        let length = place.with_extension("texts").metadata().expect("there").len();
        assert!(length <= SLACK + 3 * PIECE as u64, "{length}");
    }
    let texts = open(&place);
    assert_eq!(texts.recall(What::Body, "changes", &[19; 16]), Some(large));
}
