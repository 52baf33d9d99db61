//! A help center of any size that is the same on every machine: articles of about two kilobytes with words as frequent
//! as in a natural language, lists, tables, notes, and links to each other.

use std::fmt::Write;
use std::path::Path;

use super::words;
use crate::Fault;

/// One in so many articles has a Russian translation, which is one of the articles counted.
const TRANSLATED: usize = 10;
const CATEGORIES: usize = 40;
/// Large help centers have more categories, not ever larger ones.
const A_CATEGORY: usize = 250;

/// Writes a content folder with so many articles.
pub(super) fn write(content: &Path, articles: usize) -> Result<(), Fault> {
    let english = Language::new(words::SMALL_EN, words::ROOTS_EN, &words::ENDINGS_EN);
    let russian = Language::new(words::SMALL_RU, words::ROOTS_RU, &words::ENDINGS_RU);
    let categories = CATEGORIES.max(articles / A_CATEGORY);
    for category in 0..categories {
        let folder = content.join(folder_of(category));
        std::fs::create_dir_all(&folder)?;
        let mut chance = Chance(category as u64);
        let mut index = |language: &Language| {
            let (title, summary) = (language.title(&mut chance), language.sentence(&mut chance));
            format!("---\ntitle: \"{title}\"\nsummary: \"{summary}\"\norder: {category}\n---\n")
        };
        std::fs::write(folder.join("_index.md"), index(&english))?;
        std::fs::write(folder.join("_index.ru.md"), index(&russian))?;
    }
    let originals = articles - articles / (TRANSLATED + 1);
    let all = Extent { articles: originals, categories };
    for number in 0..originals {
        let path = content.join(all.path_of(number));
        std::fs::write(&path, article(&english, number, all))?;
        if number < articles - originals {
            std::fs::write(path.with_extension("ru.md"), article(&russian, number, all))?;
        }
    }
    Ok(())
}

/// Writes a content folder with so many files in all these languages, the first of which is the default one. Whatever is no
/// Cyrillic language gets English words: what a build costs doesn't depend on their meaning.
pub(super) fn write_all(content: &Path, files: usize, languages: &[&str]) -> Result<(), Fault> {
    let english = Language::new(words::SMALL_EN, words::ROOTS_EN, &words::ENDINGS_EN);
    let russian = Language::new(words::SMALL_RU, words::ROOTS_RU, &words::ENDINGS_RU);
    let words = |code: &str| if ["be", "bg", "ru", "sr", "uk"].contains(&code) { &russian } else { &english };
    let originals = files / languages.len().max(1);
    let name = |path: &Path, code: &str| match languages.first() {
        Some(default) if *default == code => path.to_owned(),
        _ => path.with_extension(format!("{code}.md")),
    };
    for (number, code) in (0..).zip(languages) {
        for category in 0..CATEGORIES {
            let folder = content.join(folder_of(category));
            std::fs::create_dir_all(&folder)?;
            let title = words(code).title(&mut Chance(category as u64 + 1_000 * number));
            std::fs::write(name(&folder.join("_index.md"), code), format!("---\ntitle: \"{title}\"\n---\n"))?;
        }
        let all = Extent { articles: originals, categories: CATEGORIES };
        for article_number in 0..originals {
            let text = article(words(code), article_number, all);
            std::fs::write(name(&content.join(all.path_of(article_number)), code), text)?;
        }
    }
    Ok(())
}

/// Every fourth category is a section of the one before it.
fn folder_of(category: usize) -> String {
    match category % 4 {
        3 => format!("category-{:02}/section-{category:02}", category - 1),
        _ => format!("category-{category:02}"),
    }
}

/// How many articles there are, in how many categories.
#[derive(Clone, Copy)]
struct Extent {
    articles: usize,
    categories: usize,
}

impl Extent {
    fn path_of(self, number: usize) -> String {
        format!("{}/article-{number:05}.md", folder_of(number % self.categories))
    }

    /// From one article's folder to another article.
    fn link_to(self, from: usize, to: usize) -> String {
        let up = "../".repeat(folder_of(from % self.categories).split('/').count());
        format!("{up}{}", self.path_of(to))
    }
}

fn article(language: &Language, number: usize, all: Extent) -> String {
    let mut chance = Chance(1_000_003 * number as u64 + language.roots.len() as u64);
    let mut text = format!("---\ntitle: \"{}\"\n", language.title(&mut chance));
    let _ = writeln!(text, "summary: \"{}\"\nasks:", language.sentence(&mut chance));
    for _ in 0..3 {
        let _ = writeln!(text, "  - \"{}\"", language.words(&mut chance, 4));
    }
    let tag = language.words(&mut Chance(chance.below(60) as u64), 1);
    let (month, day) = (1 + chance.below(12), 1 + chance.below(28));
    let _ =
        writeln!(text, "tags: [\"{tag}\"]\norder: {}\nreviewed: 2025-{month:02}-{day:02}\n---\n", chance.below(100));
    paragraph(&mut text, language, &mut chance, number, all);
    for _ in 0..2 + chance.below(3) {
        let _ = writeln!(text, "## {}\n", language.title(&mut chance));
        paragraph(&mut text, language, &mut chance, number, all);
        match chance.below(6) {
            0 | 1 => steps(&mut text, language, &mut chance),
            2 => table(&mut text, language, &mut chance),
            3 => {
                let _ = writeln!(text, "> [!NOTE]\n> {}\n", language.sentence(&mut chance));
            }
            4 => {
                let _ = writeln!(text, "```sh\nhelpdex-app --{} {}\n```\n", chance.below(99), chance.below(9_999));
            }
            _ => {}
        }
    }
    text
}

fn paragraph(text: &mut String, language: &Language, chance: &mut Chance, number: usize, all: Extent) {
    for _ in 0..2 + chance.below(3) {
        text.push_str(&language.sentence(chance));
        text.push(' ');
    }
    let link = all.link_to(number, chance.below(all.articles));
    let _ = writeln!(text, "**{}** [{}]({link}).\n", language.words(chance, 2), language.words(chance, 3));
}

fn steps(text: &mut String, language: &Language, chance: &mut Chance) {
    for step in 1..=3 + chance.below(4) {
        let _ = writeln!(text, "{step}. {}", language.sentence(chance));
    }
    text.push('\n');
}

fn table(text: &mut String, language: &Language, chance: &mut Chance) {
    let _ = writeln!(text, "| {} | {} |\n|---|---:|", language.words(chance, 1), language.words(chance, 1));
    for _ in 0..4 {
        let _ = writeln!(text, "| {} | {} |", language.words(chance, 3), chance.below(500));
    }
    text.push('\n');
}

/// Numbers that look random and are the same each time (splitmix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from zero to below `end`.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap_or_default()
    }

    /// The same with small ones as much more frequent as common words are (Zipf's law).
    fn zipf(&mut self, end: usize) -> usize {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((end as f64).powf(share) as usize).saturating_sub(1).min(end - 1)
    }
}

struct Language {
    small: Vec<&'static str>,
    roots: Vec<&'static str>,
    endings: &'static [&'static str],
}

impl Language {
    fn new(small: &'static str, roots: &'static str, endings: &'static [&'static str]) -> Self {
        Self { small: small.split_whitespace().collect(), roots: roots.split_whitespace().collect(), endings }
    }

    /// A word of meaning: mostly a usual one, now and then a name with a number that few articles have.
    fn word(&self, chance: &mut Chance) -> String {
        if chance.below(40) == 0 {
            return format!("E{}", 1_000 + chance.zipf(8_000));
        }
        let rank = chance.zipf(self.roots.len() * self.endings.len());
        // The first endings of all roots come before the second ones of any.
        format!("{}{}", self.roots[rank % self.roots.len()], self.endings[rank / self.roots.len()])
    }

    fn words(&self, chance: &mut Chance, count: usize) -> String {
        (0..count).map(|_| self.word(chance)).collect::<Vec<_>>().join(" ")
    }

    fn title(&self, chance: &mut Chance) -> String {
        let small = self.small[chance.below(self.small.len())];
        capital(&format!("{} {small} {}?", self.words(chance, 2), self.words(chance, 2)))
    }

    fn sentence(&self, chance: &mut Chance) -> String {
        let length = 6 + chance.below(12);
        let words: Vec<String> = (0..length)
            .map(|_| match chance.below(5) {
                0 | 1 => self.small[chance.zipf(self.small.len())].to_owned(),
                _ => self.word(chance),
            })
            .collect();
        capital(&format!("{}.", words.join(" ")))
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
