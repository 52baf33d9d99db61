//! A query in Latin letters that means Cyrillic ones: `vyvod deneg` is `вывод денег`.
/// The Cyrillic readings of a query in Latin letters, likeliest first.
pub fn candidates(query: &str, lang: &str) -> Vec<String> {
    let _ = (query, lang);
    Vec::new()
}
