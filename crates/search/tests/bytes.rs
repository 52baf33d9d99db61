//! What the fuzzer's targets do, in an ordinary test: their corpus, and bytes changed by a seeded hand.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "common/bytes.rs"]
mod bytes;

use std::path::Path;

/// The files of a target's corpus in `fuzz/corpus`.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// Changes a few bytes of each input, again and again.
fn mutate(inputs: &[Vec<u8>], rounds: u32, each: impl Fn(&[u8])) {
    let mut state = 20_261_121u32;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below.max(1)
    };
    for _ in 0..rounds {
        for input in inputs {
            let mut input = input.clone();
            for _ in 0..=random(4) {
                let at = random(input.len());
                match random(4) {
                    0 if at < input.len() => drop(input.remove(at)),
                    1 => input.insert(at, random(256) as u8),
                    2 if at < input.len() => input[at] = random(256) as u8,
                    _ => input.truncate(input.len() - random(input.len()) / 8),
                }
            }
            each(&input);
        }
    }
}

#[test]
fn any_bytes_are_a_query() {
    let corpus = corpus("query");
    assert!(corpus.len() > 20);
    corpus.iter().for_each(|input| bytes::query(input));
    mutate(&corpus, 10, bytes::query);
}

#[test]
fn any_bytes_are_a_file_of_an_archive() {
    let corpus = corpus("archive");
    assert!(corpus.len() > 5);
    corpus.iter().for_each(|input| bytes::archive(input));
    mutate(&corpus, 10, bytes::archive);
}

/// Writes the corpus anew: `UPDATE_CORPUS=1 cargo test -p helpdex-search --test bytes`.
#[test]
fn the_corpus_begins_with_sound_files() {
    if std::env::var_os("UPDATE_CORPUS").is_none() {
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let write = |target: &str, inputs: &[Vec<u8>]| {
        std::fs::create_dir_all(folder.join(target)).unwrap();
        for (number, input) in inputs.iter().enumerate() {
            std::fs::write(folder.join(target).join(format!("sound-{number:02}")), input).unwrap();
        }
    };
    let queries = [
        "withdraw mony",
        "cash out",
        "sign-in",
        "signin",
        "WI-FI 2.4",
        "esp32",
        "c++ node.js",
        "minimum payout",
        "how to",
        "вывести деньги",
        "vyvod deneg",
        "dsdtcnb ltymub",
        "п’еса",
        "забыўся на пароль",
        "zabyusia",
        "日本語の質問",
        "🙂👨‍👩‍👧",
        "\u{202e}yap\u{202c}",
        "e\u{301}\u{301}",
        "\0\u{1}\u{1b}[31m",
        "",
        "?!…",
        "<img src=x onerror=alert(1)>",
        "1,000.50",
        "customer's l'eau",
    ];
    let with = |first: u8, text: &str| [&[first], text.as_bytes()].concat();
    let queries: Vec<Vec<u8>> =
        queries.iter().zip(0u8..).map(|(text, number)| with(number.wrapping_mul(37) | 0x50, text)).collect();
    write("query", &queries);
    // A few files of each kind are enough to begin with: the fuzzer makes the rest.
    let mut seeds = bytes::seeds();
    seeds.sort_by_key(Vec::len);
    seeds.dedup_by_key(|seed| (seed[0], seed.len() / 64));
    write("archive", &seeds);
}
