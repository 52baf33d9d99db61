//! What customers say and what help centers call it, from the lists that ship with the program.
//!
//! Vectors of words know that `fee` is near to `charge`, but not that somebody who was kicked out asks about a suspension.
//! `data/thesaurus/en.txt` tells how the lists are written.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::analysis::{Analyzer, primary};

/// The stems that may stand for each stem, those that help centers use first.
pub(super) type Thesaurus = HashMap<String, Vec<String>>;

static ENGLISH: LazyLock<Thesaurus> = LazyLock::new(|| read("en", include_str!("../../data/thesaurus/en.txt")));
static RUSSIAN: LazyLock<Thesaurus> = LazyLock::new(|| read("ru", include_str!("../../data/thesaurus/ru.txt")));
static BELARUSIAN: LazyLock<Thesaurus> = LazyLock::new(|| read("be", include_str!("../../data/thesaurus/be.txt")));

/// The list of a language; none where nobody has written one.
pub(super) fn thesaurus(lang: &str) -> Option<&'static Thesaurus> {
    match primary(lang) {
        "en" => Some(&ENGLISH),
        "ru" => Some(&RUSSIAN),
        "be" => Some(&BELARUSIAN),
        _ => None,
    }
}

fn read(lang: &str, lines: &str) -> Thesaurus {
    let analyzer = Analyzer::new(lang);
    let stems =
        |words: &str| -> Vec<String> { words.split_whitespace().filter_map(|word| stem(&analyzer, word)).collect() };
    let mut thesaurus = Thesaurus::new();
    for line in lines.lines().filter(|line| !line.starts_with('#')) {
        let (from, to) = match line.split_once('>') {
            Some((from, to)) => (stems(from), stems(to)),
            None => (stems(line), stems(line)),
        };
        for word in from {
            let known = thesaurus.entry(word.clone()).or_default();
            for other in &to {
                if *other != word && !known.contains(other) {
                    known.push(other.clone());
                }
            }
        }
    }
    thesaurus
}

/// The stem of a word; none of one that tells nothing by itself. What is written with a hyphen is one word.
fn stem(analyzer: &Analyzer, word: &str) -> Option<String> {
    let mut stem = None;
    if !analyzer.is_stop_word(word) {
        analyzer.analyze(word, &mut |token| stem = Some(token.stem.to_owned()));
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_group_stand_for_each_other_and_names_for_their_kind() {
        let thesaurus = read("en", "# A remark.\nsuspend ban kick\n\nvmware > virtual machine\nban forbid\n");
        assert_eq!(thesaurus["kick"], ["suspend", "ban"]);
        assert_eq!(thesaurus["ban"], ["suspend", "kick", "forbid"]);
        assert_eq!(thesaurus["vmwar"], ["virtual", "machin"]);
        assert!(!thesaurus.contains_key("virtual"));
    }

    #[test]
    fn the_lists_that_ship_name_words_that_tell_something() {
        for (lang, list) in [("en", &*ENGLISH), ("ru", &*RUSSIAN), ("be", &*BELARUSIAN)] {
            assert!(list.len() > 500, "{lang}: {}", list.len());
            let empty: Vec<&String> =
                list.iter().filter(|(_, others)| others.is_empty()).map(|(word, _)| word).collect();
            assert!(empty.is_empty(), "{lang}: {empty:?}");
        }
    }
}
