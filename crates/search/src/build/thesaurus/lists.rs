//! The lists as they are written, and what they say of each stem: work for whoever changes them, not for each build of a site.

use std::collections::{BTreeMap, HashMap};

use super::super::shipped::tests::assert_up_to_date;
use super::{SHIPPED, name};
use crate::analysis::Analyzer;

/// The language whose words a name in Latin letters is looked up among.
const LATIN: &str = "en";

const LISTS: [(&str, &str); 3] = [
    ("en", include_str!("../../../data/thesaurus/en.txt")),
    ("ru", include_str!("../../../data/thesaurus/ru.txt")),
    ("be", include_str!("../../../data/thesaurus/be.txt")),
];

/// What the lists say of a word, as [`Entry`](super::Entry) has it.
#[derive(Debug, Default, PartialEq)]
struct Entry {
    forms: Vec<String>,
    others: Vec<Vec<String>>,
    where_missing: Vec<Vec<String>>,
}

/// What is said of each stem.
type Thesaurus = BTreeMap<String, Entry>;

/// The list of one language.
struct List {
    own: Thesaurus,
    /// What it says of names in Latin letters, by their English stems. It is empty where the language itself is written so.
    latin: Thesaurus,
}

/// A thesaurus as it is shipped: a line for each stem.
fn written(thesaurus: &Thesaurus) -> String {
    let families =
        |families: &[Vec<String>]| families.iter().map(|family| family.join("/")).collect::<Vec<_>>().join(" ");
    let line = |(word, entry): (&String, &Entry)| {
        let Entry { forms, others, where_missing } = entry;
        format!("{word}\t{}\t{}\t{}\n", forms.join(" "), families(others), families(where_missing))
    };
    thesaurus.iter().map(line).collect()
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

mod tests {
    use super::*;

    fn others(entry: &Entry) -> Vec<&str> {
        entry.others.iter().flatten().map(String::as_str).collect()
    }

    /// `UPDATE_DATA=1 cargo test -p helpdex-search made_of_the` writes it anew.
    #[test]
    fn the_thesaurus_that_ships_is_made_of_the_lists() {
        let mut texts = Vec::new();
        for (lang, lines) in LISTS {
            let List { own, latin } = List::read(lang, lines);
            let is_apart = |stem: &String| !stem.contains(['\t', '\n', ' ', '/']);
            let said = own.iter().chain(&latin).flat_map(|(word, entry)| {
                let families = entry.others.iter().chain(&entry.where_missing).flatten();
                std::iter::once(word).chain(&entry.forms).chain(families)
            });
            assert!(said.into_iter().all(is_apart), "{lang}");
            texts.push((name(lang, lang), written(&own)));
            if lang != LATIN {
                texts.push((name(lang, LATIN), written(&latin)));
            }
        }
        let texts: Vec<(&str, String)> = texts.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
        assert_up_to_date("thesaurus.bin", &SHIPPED, &texts);
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
    fn everyday_words_are_kept_for_sites_that_lack_them() {
        let list = "= pay payment\npeople > members\npeople folk >> users members folk payment\n";
        let thesaurus = List::read("en", list).own;
        assert_eq!(others(&thesaurus["peopl"]), ["member"]);
        assert_eq!(thesaurus["peopl"].where_missing, [vec!["user"], vec!["folk"], vec!["payment", "pay"]]);
        assert!(others(&thesaurus["folk"]).is_empty());
        assert_eq!(thesaurus["folk"].where_missing, [vec!["user"], vec!["member"], vec!["payment", "pay"]]);
        assert!(!thesaurus.contains_key("user"));
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
        assert!(List::read("en", "surfshark > proxy\n").latin.is_empty());
    }
}
