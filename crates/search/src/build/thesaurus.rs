//! What customers say and what help centers call it, from the lists that ship with the program.
//!
//! Vectors of words know that `fee` is near to `charge`, but not that somebody who was kicked out asks about a suspension.
//! `data/thesaurus/en.txt` tells how the lists are written.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::analysis::{Analyzer, primary};

/// What the lists say of a word.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Entry {
    /// Other stems of the same word, as `payment` is one of `pay`: what grammar makes of a word is one stem, what derives from
    /// it is not.
    pub(super) forms: Vec<String>,
    /// The words that may stand for it, each with all its stems, those that help centers use first.
    pub(super) others: Vec<Vec<String>>,
    /// More of them, for sites that don't have the word itself.
    pub(super) where_missing: Vec<Vec<String>>,
}

/// What is said of each stem.
pub(super) type Thesaurus = HashMap<String, Entry>;

/// The list of one language.
struct List {
    own: Thesaurus,
    /// What it says of names in Latin letters, by their English stems. It is empty where the language itself is written so.
    latin: Thesaurus,
}

/// The language whose words a name in Latin letters is looked up among.
const LATIN: &str = "en";

static ENGLISH: LazyLock<List> = LazyLock::new(|| List::read("en", include_str!("../../data/thesaurus/en.txt")));
static RUSSIAN: LazyLock<List> = LazyLock::new(|| List::read("ru", include_str!("../../data/thesaurus/ru.txt")));
static BELARUSIAN: LazyLock<List> = LazyLock::new(|| List::read("be", include_str!("../../data/thesaurus/be.txt")));

fn list(lang: &str) -> Option<&'static List> {
    match primary(lang) {
        "en" => Some(&ENGLISH),
        "ru" => Some(&RUSSIAN),
        "be" => Some(&BELARUSIAN),
        _ => None,
    }
}

/// What the list of a language says of the words that are looked up among those of `other`; none where nobody has written one.
///
/// Search looks for `surfshark` among English words on a Russian site, too.
pub(super) fn thesaurus(lang: &str, other: &str) -> Option<&'static Thesaurus> {
    let list = list(lang)?;
    match primary(other) {
        own if own == primary(lang) => Some(&list.own),
        LATIN => Some(&list.latin),
        _ => None,
    }
}

impl List {
    fn read(lang: &str, lines: &str) -> Self {
        let analyzer = Analyzer::new(lang);
        let lines = lines.lines().filter(|line| !line.starts_with('#'));
        let (families, groups): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with('='));
        let families = Families::read(&families, &analyzer);
        let groups: Vec<Group> = groups.into_iter().map(|line| Group::read(line, &families, &analyzer)).collect();
        let mut own = families.entries();
        let mut latin = Thesaurus::new();
        for group in &groups {
            for word in group.from.iter().filter_map(|word| stem(&analyzer, word)) {
                for key in families.of(&word) {
                    group.add_to(own.entry(key.clone()).or_default(), &key);
                }
            }
        }
        if lang != LATIN {
            let english = Analyzer::new(LATIN);
            for (group, word) in groups.iter().flat_map(|group| group.from.iter().map(move |word| (group, *word))) {
                if let Some(key) = stem(&english, word).filter(|_| word.is_ascii()) {
                    let own = stem(&analyzer, word).unwrap_or_default();
                    group.add_to(latin.entry(key).or_default(), &own);
                }
            }
        }
        // Forms of one word stand for nothing else.
        let tells = |_: &String, entry: &mut Entry| {
            !entry.forms.is_empty() || !entry.others.is_empty() || !entry.where_missing.is_empty()
        };
        own.retain(tells);
        latin.retain(tells);
        Self { own, latin }
    }
}

/// The stems of each word that has several.
struct Families {
    families: Vec<Vec<String>>,
    /// Which family a stem is of.
    of: HashMap<String, usize>,
}

impl Families {
    /// Reads lines; what has a stem with another line in common goes to that.
    fn read(lines: &[&str], analyzer: &Analyzer) -> Self {
        let (mut families, mut of): (Vec<Vec<String>>, HashMap<String, usize>) = (Vec::new(), HashMap::new());
        for line in lines {
            let stems = stems(analyzer, line.trim_start_matches('='));
            let number = stems.iter().find_map(|stem| of.get(stem).copied()).unwrap_or(families.len());
            families.resize(families.len().max(number + 1), Vec::new());
            for stem in stems {
                of.entry(stem.clone()).or_insert_with(|| {
                    families[number].push(stem);
                    number
                });
            }
        }
        Self { families, of }
    }

    /// All stems of a word, this one first.
    fn of(&self, stem: &str) -> Vec<String> {
        let family = self.of.get(stem).and_then(|&number| self.families.get(number)).map_or(&[][..], Vec::as_slice);
        let others = family.iter().filter(|other| *other != stem).cloned();
        std::iter::once(stem.to_owned()).chain(others).collect()
    }

    /// An entry for each stem that is one of several.
    fn entries(&self) -> Thesaurus {
        let entry = |stem: &String| Entry { forms: self.of(stem).split_off(1), ..Entry::default() };
        self.of.keys().map(|stem| (stem.clone(), entry(stem))).collect()
    }
}

/// A line of words that stand for each other, or for those after `>`.
struct Group<'l> {
    from: Vec<&'l str>,
    to: Vec<Vec<String>>,
    /// Whether they do only where a site doesn't have the word itself.
    where_missing: bool,
}

impl<'l> Group<'l> {
    fn read(line: &'l str, families: &Families, analyzer: &Analyzer) -> Self {
        let (from, to) = line.split_once('>').unwrap_or((line, line));
        let (to, where_missing) = to.strip_prefix('>').map_or((to, false), |to| (to, true));
        let to = stems(analyzer, to).iter().map(|stem| families.of(stem)).collect();
        Self { from: from.split_whitespace().collect(), to, where_missing }
    }

    /// Adds what stands for a word, but for the word itself.
    fn add_to(&self, entry: &mut Entry, own: &str) {
        let Entry { others, where_missing, .. } = entry;
        for other in &self.to {
            let known = |stem: &String| others.iter().chain(&*where_missing).flatten().any(|known| known == stem);
            if !other.iter().any(|stem| stem == own || known(stem)) {
                if self.where_missing { &mut *where_missing } else { &mut *others }.push(other.clone());
            }
        }
    }
}

fn stems(analyzer: &Analyzer, words: &str) -> Vec<String> {
    words.split_whitespace().filter_map(|word| stem(analyzer, word)).collect()
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

    fn others(entry: &Entry) -> Vec<&str> {
        entry.others.iter().flatten().map(String::as_str).collect()
    }

    #[test]
    fn words_of_a_group_stand_for_each_other_and_names_for_their_kind() {
        let list = "# A remark.\nsuspend ban kick\n\nnorton > antivirus firewall\nban forbid\ntip tips\n";
        let thesaurus = List::read("en", list).own;
        assert_eq!(others(&thesaurus["kick"]), ["suspend", "ban"]);
        assert_eq!(others(&thesaurus["ban"]), ["suspend", "kick", "forbid"]);
        assert_eq!(others(&thesaurus["norton"]), ["antivirus", "firewal"]);
        assert!(!thesaurus.contains_key("antivirus") && !thesaurus.contains_key("tip"));
    }

    #[test]
    fn each_form_of_a_word_stands_for_what_one_of_them_does() {
        let thesaurus = List::read("en", "= pay payment paid\n= paid payer\ncash > payment\npay transfer\n").own;
        let Entry { forms, others, .. } = &thesaurus["payer"];
        assert_eq!(forms, &["pay", "payment", "paid"]);
        assert_eq!(others, &[["transfer"]]);
        assert_eq!(thesaurus["cash"].others, [["payment", "pay", "paid", "payer"]]);
        assert!(thesaurus["cash"].forms.is_empty());
    }

    #[test]
    fn names_in_latin_letters_are_asked_by_their_english_stems() {
        let list = List::read("ru", "surfshark touches > прокси\nпрокси proxies\n");
        assert_eq!(others(&list.latin["surfshark"]), ["прокс"]);
        assert_eq!(others(&list.latin["touch"]), ["прокс"]);
        assert_eq!(others(&list.latin["proxi"]), ["прокс"]);
        assert!(!list.latin.contains_key("прокс") && list.own.contains_key("прокс"));
    }

    #[test]
    fn the_lists_that_ship_are_read() {
        for (lang, list) in [("en", &*ENGLISH), ("ru", &*RUSSIAN), ("be", &*BELARUSIAN)] {
            assert!(list.own.len() > 300, "{lang}: {}", list.own.len());
            assert_eq!(list.latin.is_empty(), lang == "en", "{lang}");
        }
        assert!(thesaurus("en-GB", "en").is_some() && thesaurus("de", "de").is_none());
        assert!(thesaurus("ru", "en").is_some() && thesaurus("ru", "be").is_none() && thesaurus("en", "ru").is_none());
    }
}
