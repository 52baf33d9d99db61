//! What customers say and what help centers call it, from the lists that ship with the program.
//!
//! Vectors of words know that `fee` is near to `charge`, but not that somebody who was kicked out asks about a suspension.
//! `data/thesaurus/en.txt` tells how the lists are written. What ships is `data/thesaurus.bin`, made of them: it has the stems
//! of all words, which would otherwise cost each build of a site more than the rest of its expansions.

#[cfg(test)]
mod lists;

use std::sync::LazyLock;

use super::shipped::Shipped;
use crate::analysis::primary;

/// What the lists say of a word, as it lies in the text that ships. All words are stems.
#[derive(Clone, Copy)]
pub(super) struct Entry<'t> {
    pub(super) word: &'t str,
    forms: &'t str,
    others: &'t str,
    where_missing: &'t str,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| Shipped::read(include_bytes!("../../data/thesaurus.bin")));

/// What the list of a language says of the words that are looked up among those of `other`; nothing where nobody has written one.
///
/// Search looks for `surfshark` among English words on a Russian site, too.
pub(super) fn thesaurus(lang: &str, other: &str) -> impl Iterator<Item = Entry<'static>> {
    let text = SHIPPED.text(&name(primary(lang), primary(other)));
    text.unwrap_or_default().lines().filter_map(Entry::read)
}

/// The name under which a list ships.
fn name(lang: &str, other: &str) -> String {
    [lang, other].join(" ")
}

impl<'t> Entry<'t> {
    fn read(line: &'t str) -> Option<Self> {
        let mut parts = line.split('\t');
        Some(Self { word: parts.next()?, forms: parts.next()?, others: parts.next()?, where_missing: parts.next()? })
    }

    /// Other stems of the same word, as `payment` is one of `pay`: what grammar makes of a word is one stem, what derives from
    /// it is not.
    pub(super) fn forms(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        self.forms.split(' ').filter(|form| !form.is_empty())
    }

    /// The words that may stand for it, each with all its stems, those that help centers use first.
    pub(super) fn others(&self) -> impl Iterator<Item = std::str::Split<'t, char>> + use<'t> {
        families(self.others)
    }

    /// More of them, for sites that don't have the word itself.
    pub(super) fn where_missing(&self) -> impl Iterator<Item = std::str::Split<'t, char>> + use<'t> {
        families(self.where_missing)
    }
}

/// Words, each of which has one stem or several.
fn families(words: &str) -> impl Iterator<Item = std::str::Split<'_, char>> {
    words.split(' ').filter(|family| !family.is_empty()).map(|family| family.split('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_that_ship_are_read() {
        let count = |lang, other| thesaurus(lang, other).count();
        for lang in ["en", "ru", "be"] {
            assert!(count(lang, lang) > 1_000, "{lang}: {}", count(lang, lang));
        }
        assert_eq!(count("en-GB", "en"), count("en", "en"));
        assert!(count("ru", "en") > 100 && count("be", "en") > 100);
        assert_eq!([count("de", "de"), count("ru", "be"), count("en", "ru")], [0; 3]);
    }

    #[test]
    fn an_entry_tells_what_the_lists_say() {
        let entry = Entry::read("cash\tbanknot\tpayment/pay transfer\tatm").unwrap();
        let words =
            |families: Vec<std::str::Split<'static, char>>| families.into_iter().map(Iterator::collect).collect();
        let (others, where_missing): (Vec<Vec<&str>>, Vec<Vec<&str>>) =
            (words(entry.others().collect()), words(entry.where_missing().collect()));
        assert_eq!((entry.word, entry.forms().collect::<Vec<_>>()), ("cash", vec!["banknot"]));
        assert_eq!(others, [vec!["payment", "pay"], vec!["transfer"]]);
        assert_eq!(where_missing, [["atm"]]);
        let nothing = Entry::read("cash\t\t\t").unwrap();
        assert!(nothing.forms().next().is_none() && nothing.others().next().is_none());
        assert!(Entry::read("cash\t\t").is_none());
    }
}
