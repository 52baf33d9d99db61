//! Words that mean the same, in the forms that engines take.

use std::collections::BTreeMap;

use helpdex_search::Words;

/// A line a rule, as Lucene's filters read them: `withdraw, cash out` and `payment => payment, payout`.
pub(super) fn lines(words: &Words) -> Vec<String> {
    let equal = words.equal.iter().map(|group| group.iter().map(|word| plain(word)).collect::<Vec<_>>().join(", "));
    let one_way = words.one_way.iter().map(|(word, means)| {
        let word = plain(word);
        let means = means.iter().map(|means| plain(means)).collect::<Vec<_>>().join(", ");
        format!("{word} => {word}, {means}")
    });
    equal.chain(one_way).collect()
}

/// The signs that mean something in such a line.
fn plain(word: &str) -> String {
    word.replace([',', '\\', '#'], " ").replace("=>", " ")
}

/// What each word also means.
pub(super) fn map(words: &Words) -> BTreeMap<String, Vec<String>> {
    let mut map: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for group in &words.equal {
        for word in group {
            let others = group.iter().filter(|other| *other != word).cloned();
            map.entry(word.clone()).or_default().extend(others);
        }
    }
    for (word, means) in &words.one_way {
        map.entry(word.clone()).or_default().extend(means.iter().cloned());
    }
    map
}
