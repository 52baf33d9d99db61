use super::*;

fn words(lang: &str, text: &str) -> Vec<String> {
    let mut words = Vec::new();
    Analyzer::new(lang).analyze(text, &mut |token| {
        assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end));
        words.push(if token.joined { format!("={}", token.word) } else { token.word.to_owned() });
    });
    words
}

#[test]
fn compounds_are_found_by_parts_and_joined() {
    assert_eq!(words("en", "Wi-Fi t-shirt"), ["wi", "fi", "=wifi", "t", "shirt", "=tshirt"]);
    assert_eq!(words("en", "IDE 2.0, IDE2.0"), ["ide", "2.0", "ide", "2.0", "=ide2.0"]);
    assert_eq!(words("en", "ESP32-S3"), ["esp", "32", "=esp32", "s", "3", "=s3", "=esp32s3"]);
    assert_eq!(words("en", "node.js. End.Start"), ["node", "js", "=nodejs", "end", "start"]);
    assert_eq!(words("en", "C++ and C# c"), ["c++", "and", "c#", "c"]);
    assert_eq!(words("en", "1,000 or 3,5"), ["1000", "or", "3.5"]);
    assert_eq!(words("en", "don't Customer’s"), ["dont", "customers"]);
    assert_eq!(words("fr", "l’eau"), ["l", "eau", "=leau"]);
    assert_eq!(words("ja", "検索する"), ["検索", "索す", "する"]);
    assert_eq!(words("be", "п’еса П'еса пʼеса п`еса пъеса"), ["песа"; 5]);
    assert_eq!(words("ru", "ещё\u{301} и\u{306}од при\u{ad}вет"), ["еще", "йод", "привет"]);
}

#[test]
fn groups_of_digits_are_one_number_too() {
    let joined = |text: &str| -> Vec<String> {
        words("en", text).into_iter().filter_map(|word| Some(word.strip_prefix('=')?.to_owned())).collect()
    };
    assert_eq!(words("en", "call 555 010 9999 now"), ["call", "555", "010", "9999", "=5550109999", "now"]);
    assert_eq!(joined("(555) 010 9999"), ["5550109999"]);
    assert_eq!(joined("+1 (555) 010-9999"), ["0109999", "15550109999", "5550109999"]);
    assert_eq!(joined("555\u{a0}010\u{202f}9999"), ["5550109999"]);
    assert_eq!(joined("4000 1234 5678 9010 123"), ["4000123456789010123"]);
    assert_eq!(joined("12 000 and 1 000 000"), ["12000", "1000000"]);
    for several in ["3 5", "in 20 or 100 days", "1, 2, 3", "5550 and 109999", "10 20 30"] {
        assert_eq!(joined(several), [""; 0], "{several}");
    }
    assert_eq!(joined("1234 5678 9012 3456 7890"), [""; 0], "too long for any number");
}

/// Reads text in every language, checking what holds for any.
fn check(text: &str) {
    for lang in ["en", "ru", "be-BY", "fr", "uk", "ja", ""] {
        let mut position = 0;
        Analyzer::new(lang).analyze(text, &mut |token| {
            assert!(token.start < token.end && text.get(token.start..token.end).is_some(), "{lang} {token:?}");
            assert!(!token.word.is_empty() && !token.stem.is_empty(), "{lang} {token:?}");
            assert!(token.joined || token.position == position, "{lang} {token:?}");
            position += u32::from(!token.joined);
        });
    }
}

fn stems(lang: &str, text: &str) -> Vec<String> {
    let mut stems = Vec::new();
    Analyzer::new(lang).analyze(text, &mut |token| stems.push(token.stem.to_owned()));
    stems
}

#[test]
fn hostile_texts() {
    for text in [
        "",
        " ",
        "-",
        "'",
        "a-",
        "-a",
        "a'",
        "ь",
        "ъ",
        "ся",
        "\u{ad}",
        "\u{301}",
        "a\u{301}\u{ad}-\u{200b}b",
        "🙂",
        "1.",
        ".1",
        "1,,2",
        "\u{202e}abc",
    ] {
        check(text);
    }
    check(&"a".repeat(100_000));
    check(&"а-".repeat(50_000));
    check(&"a1".repeat(50_000));
    check(&"検".repeat(10_000));
    check(&"\u{301}".repeat(100_000));
}

#[test]
fn invisible_characters_and_clitics() {
    assert_eq!(stems("en", "customer's customers’ customers"), ["custom"; 3]);
    assert_eq!(stems("en", "we'll don't"), ["we", "dont"]);
    assert_eq!(words("en", "café naïve ＰａｙＰａｌ ﬁle"), ["cafe", "naive", "paypal", "file"]);
}

fn is_stop(lang: &str, word: &str) -> bool {
    Analyzer::new(lang).is_stop_word(&sources::language(lang).folding.fold(word))
}

#[test]
fn stop_words() {
    for (lang, word) in [("en", "when"), ("ru", "где"), ("be", "чаму")] {
        let folded = sources::language(lang).folding.fold(word);
        assert!(Analyzer::new(lang).is_interrogative(&folded) && is_stop(lang, word), "{word}");
    }
    assert!(!Analyzer::new("en").is_interrogative("the"));
    assert!(is_stop("en", "the") && is_stop("ru-RU", "как") && is_stop("be", "гэта"));
    assert!(!is_stop("en", "payout") && !is_stop("en", ""));
}

mod any {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    proptest! {
        #[test]
        fn text_is_read_without_a_panic(text in "\\PC{0,60}|[a-zA-Zа-яёўіА-ЯЁЎІ0-9 .,'’ʼ\\-&+#_\u{301}\u{306}\u{ad}\u{200b}ья]{0,60}") {
            check(&text);
        }

        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded);
        }

        #[test]
        fn composed_and_decomposed_letters_are_alike(text in "[a-zà-öø-ɏḀ-ỹα-ωά-ώѐ-џа-яА-Яӂ-ӹא-תابتأإؤئか-ぽガ-ポ가-힣 ]{0,40}") {
            let (nfc, nfd) = (text.nfc().collect::<String>(), text.nfd().collect::<String>());
            prop_assert_eq!(fold(&nfc), fold(&nfd));
            for lang in ["en", "ru", "be"] {
                prop_assert_eq!(stems(lang, &nfc), stems(lang, &nfd));
            }
        }

        #[test]
        fn other_readings_of_anything(text in any::<String>()) {
            for lang in ["ru", "be", "en"] {
                Analyzer::new(lang).readings(&text);
            }
        }
    }
}

/// The hand-made folding against Unicode's own tables: for every letter of the scripts it covers, both cases and both
/// normal forms fold alike.
#[test]
fn folding_agrees_with_unicode() {
    use unicode_normalization::UnicodeNormalization;
    let blocks = [
        0x41..0x250,
        0x386..0x3cf,
        0x400..0x530,
        0x531..0x557,
        0x10d0..0x10fb,
        0x1e00..0x2000,
        0xac00..0xd7a4,
        0x3041..0x30ff,
        0x620..0x6d4,
        0x904..0xb80,
    ];
    let left_out = "ƄƖƢƦƧƩƸƼǶȜȢȺȾɁɊỺゞヷヸヹヺヾোৌୈୋୌ";
    let mut unlike = Vec::new();
    for c in
        blocks.into_iter().flatten().filter_map(char::from_u32).filter(|c| c.is_alphabetic() && !left_out.contains(*c))
    {
        let folded = fold(&c.to_string());
        let decomposed: String = std::iter::once(c).nfd().collect();
        let lower: String = c.to_lowercase().collect();
        if fold(&decomposed) != folded || fold(&lower) != folded || fold(&folded) != folded {
            unlike.push((c, folded));
        }
    }
    assert!(unlike.is_empty(), "{unlike:?}");
}
