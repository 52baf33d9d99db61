//! Likeness on a site in a folder, with vectors of words instead of a model's.

use super::*;
use crate::gaps::{Found, Gap};
use helpdex_content::config::{Config, LanguageId};
use helpdex_content::error::Error;
use helpdex_content::site::{Options, Site};

/// A word is one of sixty-four directions; words that mean alike share one.
struct Words;

impl Encode for Words {
    fn questions(&self, texts: &[String]) -> Result<Vec<Vec<f32>>> {
        Ok(texts.iter().map(|text| vector(text)).collect())
    }

    fn answers(&self, texts: &[String]) -> Result<Vec<Vec<f32>>> {
        self.questions(texts)
    }
}

fn vector(text: &str) -> Vec<f32> {
    let mut vector = vec![0.0_f32; 64];
    for word in text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3) {
        let meant = if word == "wheelbarrow" { "paid" } else { word };
        vector[meant.bytes().fold(7_usize, |sum, byte| (sum * 31 + usize::from(byte)) % 64)] += 1.0;
    }
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt().max(1.0);
    vector.iter().map(|value| value / length).collect()
}

fn site(articles: &[(&str, &str)]) -> (tempfile::TempDir, Site) {
    site_in("[en]", articles)
}

fn site_in(languages: &str, articles: &[(&str, &str)]) -> (tempfile::TempDir, Site) {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    };
    write("helpdex.yaml", &format!("title: Help\nbase_url: https://x.example\nlanguages: {languages}\n"));
    for (path, front) in articles {
        write(&format!("content/{path}"), &format!("---\n{front}\n---\n\nText.\n"));
    }
    let config = Config::load(dir.path()).expect("found").expect("valid");
    let (theme, _) = helpdex_render::theme::Theme::of(&config).expect("read");
    let labels = theme.all_labels(&config.languages);
    let options = Options { drafts: false, today: jiff::civil::date(2026, 11, 21) };
    let site = Site::load(config.into(), options, &labels).expect("loaded");
    (dir, site)
}

const TITLES: [&str; 12] = [
    "When will people get paid",
    "Reset your password",
    "Install drivers",
    "Pair bluetooth headset",
    "Invite your friends",
    "Close this account",
    "Change email address",
    "Choose another language",
    "Slow internet connection",
    "Report some abuse",
    "Enable dark colours",
    "Print these articles",
];

fn many() -> Vec<(String, String)> {
    (0..).zip(TITLES).map(|(number, title)| (format!("a/{number:02}.md"), format!("title: {title}"))).collect()
}

fn borrowed(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files.iter().map(|(path, front)| (path.as_str(), front.as_str())).collect()
}

fn gap(query: &str, count: u64) -> Gap {
    let query = query.to_owned();
    Gap {
        count,
        found: Found::Nothing,
        query,
        variants: Vec::new(),
        lang: "en".to_owned(),
        is_lang_known: true,
        nearest: None,
    }
}

#[test]
fn a_question_in_other_words_finds_what_it_means() {
    let (_dir, site) = site(&borrowed(&many()));
    let pages = Pages { config: &site.config, sources: &site.sources, routes: &site.routes };
    let gaps =
        [gap("wheelbarrow", 3), gap("wheelbarrow people", 2), gap("wheelbarrow 12345678", 9), gap("unrelated", 9)];
    let found = likely(&gaps, pages, 3, &Words).expect("made");
    let lines: Vec<String> = found.iter().map(|likely| format!("{} {}", likely.query, likely.source)).collect();
    assert_eq!(lines, ["wheelbarrow content/a/00.md"], "too rare, a number, and nothing that stands out");
    let mut proposals = Vec::new();
    Likely::add_to(&found, &mut proposals, pages);
    Likely::add_to(&found, &mut proposals, pages);
    assert_eq!(proposals.len(), 1);
    assert_eq!(proposals[0].asks.len(), 1);
}

#[test]
fn articles_that_mean_alike_are_told() {
    let mut files = many();
    files.push(("a/20.md".to_owned(), "title: When will people get their wheelbarrow".to_owned()));
    files[1].1.push_str("\nrelated: [a/02.md]");
    files.push(("a/21.md".to_owned(), "title: Change your password".to_owned()));
    let (_dir, site) = site(&borrowed(&files));
    let found = alike(&site, LanguageId::DEFAULT, &Words).expect("made");
    let pairs: Vec<(&str, &str)> = found.pairs.iter().map(|pair| (&*pair.first, &*pair.second)).collect();
    assert_eq!(
        pairs,
        [("content/a/00.md", "content/a/20.md")],
        "one word of five is another, and one of three is too many"
    );
    let related = |file: &str| found.related.iter().find(|own| own.source == file).map(|own| own.related.clone());
    assert_eq!(related("content/a/20.md"), Some(vec!["a/00.md".to_owned()]));
    assert_eq!(related("content/a/01.md"), None, "its author has chosen");
}

#[test]
fn where_the_next_article_is_as_near_none_is_proposed() {
    let mut files = many();
    files.push(("a/20.md".to_owned(), "title: When will staff get wheelbarrow".to_owned()));
    let (_dir, site) = site(&borrowed(&files));
    let pages = Pages { config: &site.config, sources: &site.sources, routes: &site.routes };
    assert_eq!(likely(&[gap("wheelbarrow", 3)], pages, 3, &Words).expect("made"), []);
}

#[test]
fn a_question_becomes_words_of_its_own_language() {
    let mut files = many();
    files.extend(many().iter().map(|(path, front)| (path.replace(".md", ".de.md"), front.clone())));
    let (_dir, site) = site_in("[en, de]", &borrowed(&files));
    let pages = Pages { config: &site.config, sources: &site.sources, routes: &site.routes };
    let asked = Gap { lang: "de".to_owned(), ..gap("wheelbarrow", 3) };
    let found = likely(&[asked], pages, 3, &Words).expect("made");
    let found: Vec<(&str, &str)> = found.iter().map(|likely| (&*likely.source, &*likely.lang)).collect();
    assert_eq!(found, [("content/a/00.de.md", "de")]);
}

#[test]
fn where_nobody_knows_the_language_it_is_that_of_the_nearest_article() {
    let mut files = many();
    files.extend(many().iter().map(|(path, _)| (path.replace(".md", ".de.md"), format!("title: Über {path}"))));
    files[20].1 = "title: Wann kommt die Schubkarre".to_owned();
    let (_dir, site) = site_in("[en, de]", &borrowed(&files));
    let pages = Pages { config: &site.config, sources: &site.sources, routes: &site.routes };
    let asked = Gap { is_lang_known: false, ..gap("Schubkarre", 3) };
    let found = likely(&[asked], pages, 3, &Words).expect("made");
    assert_eq!(found.iter().map(|likely| &*likely.lang).collect::<Vec<_>>(), ["de"]);
}

#[test]
fn of_few_articles_none_stands_out() {
    let (_dir, site) = site(&borrowed(&many()[..FEW - 1]));
    let pages = Pages { config: &site.config, sources: &site.sources, routes: &site.routes };
    assert_eq!(likely(&[gap("wheelbarrow", 3)], pages, 3, &Words).expect("made"), []);
    let found = alike(&site, LanguageId::DEFAULT, &Unused).expect("not asked");
    assert_eq!((found.pairs, found.related), (Vec::new(), Vec::new()));
}

/// A model that nobody should need.
struct Unused;

impl Encode for Unused {
    fn questions(&self, _: &[String]) -> Result<Vec<Vec<f32>>> {
        Err(Error::Environment("no model".to_owned()))
    }

    fn answers(&self, texts: &[String]) -> Result<Vec<Vec<f32>>> {
        self.questions(texts)
    }
}

#[test]
fn a_share_of_the_distance_means_the_same_for_every_model() {
    assert!((share_nearer(0.96, 0.95) - 0.2).abs() < 0.001, "a model to which everything is near");
    assert!((share_nearer(0.6, 0.5) - 0.2).abs() < 0.001);
    assert_eq!(
        (share_nearer(1.000_000_1, 0.999_999_9), share_nearer(0.5, 0.6), share_nearer(1.0, 0.3)),
        (0.0, 0.0, 1.0)
    );
}
