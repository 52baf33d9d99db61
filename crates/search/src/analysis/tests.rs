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
