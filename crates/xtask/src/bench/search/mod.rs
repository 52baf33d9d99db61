//! `cargo xtask bench search`: what search costs a reader, in a real Chromium, beside Pagefind over the same articles.
//!
//! Bytes are the bodies that a plain static server sends; it compresses text types only, as most hosts do. Both engines
//! load what six results show. Pagefind is asked by its own script: the bytes and the time of its interface do not count.

pub(super) mod pagefind;
pub(super) mod reader;
mod table;
mod times;

use std::path::{Path, PathBuf};

use helpdex_chromium::Browser;
use serde_json::Value;

use super::sites::{self, Profile, Sites};
use crate::Fault;
use crate::host::{Host, Sent};
use pagefind::{Asker, Pagefind};
use reader::{Conditions, Reader};
use table::{Goal, Row, Unit};
use times::{mean, median};

/// Measures search in a real Chromium, beside Pagefind.
#[derive(clap::Args)]
pub(super) struct Args {
    /// English articles to import.
    #[arg(long, value_name = "PATH")]
    english: Option<PathBuf>,
    /// Russian articles to import.
    #[arg(long, value_name = "PATH")]
    russian: Option<PathBuf>,
    /// Articles of the generated site.
    #[arg(long, default_value_t = 10_000)]
    articles: usize,
    /// Pagefind's program; the one in `node_modules` when it is left out.
    #[arg(long, value_name = "PROGRAM")]
    pagefind: Option<PathBuf>,
    /// How often times are taken; their median counts.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    #[command(flatten)]
    sites: sites::Args,
}

const ENGLISH: [&str; 5] = ["bluetooth", "upload error", "install drivers windows", "reset board", "instal bluetoth"];
const RUSSIAN: [&str; 5] =
    ["календарь", "ошибка отправки", "настройка почты outlook", "сброс пароля", "сбрсить пороль"];
const GENERATED: &str = "withdrawal";

/// A built site on its host, and Pagefind's index of it on another.
struct Sides {
    name: String,
    ours: Host,
    /// The same at a host that sends no parts of files.
    whole: Host,
    theirs: Option<Host>,
}

/// What was loaded for some questions asked one after the other.
struct Loaded {
    first: Vec<Sent>,
    all: f64,
}

impl Loaded {
    fn of(answers: Vec<Vec<Sent>>) -> Self {
        let all = weight(answers.iter().flatten());
        Self { first: answers.into_iter().next().unwrap_or_default(), all }
    }
}

/// All that measuring needs.
struct Bench {
    browser: Browser,
    sites: Sites,
    pagefind: Option<Pagefind>,
    runs: usize,
    rows: Vec<Row>,
}

pub(super) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    let pagefind = Pagefind::find(args.pagefind.as_deref(), root)?;
    let sites = Sites::new(root, &args.sites, Profile::Speed)?;
    let mut bench = Bench { browser: Browser::start()?, sites, pagefind, runs: args.runs.max(1), rows: Vec::new() };
    if let Some(source) = &args.english {
        let site = bench.sites.imported("english", "en", source)?;
        bench.english(&bench.sides(&site, "en")?)?;
    }
    if let Some(source) = &args.russian {
        let site = bench.sites.imported("russian", "ru", source)?;
        bench.russian(&bench.sides(&site, "ru")?)?;
    }
    for group in LANGUAGES {
        bench.languages(group)?;
    }
    let site = bench.sites.generated(args.articles)?;
    bench.generated(&bench.sides(&site, "en")?)?;
    println!("{}", table::HEAD);
    for row in &bench.rows {
        println!("{row}");
    }
    let pagefind = bench.pagefind.as_ref().map_or_else(String::new, |known| format!(", Pagefind {}", known.version));
    println!("\nHelpdex {}{pagefind}, {}", env!("CARGO_PKG_VERSION"), bench.browser.version()?);
    Ok(())
}

/// Sites of these languages: what each of them adds to the engine.
const LANGUAGES: [&[&str]; 4] =
    [&["en", "ru", "be"], &["de", "fr", "es", "it"], &["ja", "zh-Hans", "ko"], &["ar", "he", "fa"]];

impl Bench {
    /// What a browser loads once for each language of a new site.
    fn languages(&mut self, codes: &[&str]) -> Result<(), Fault> {
        let public = self.sites.build(&self.sites.new_site(codes)?)?;
        let index = public.join("search-index");
        for code in codes {
            let manifest: Value = serde_json::from_slice(&std::fs::read(index.join(format!("{code}.json")))?)?;
            let file = manifest["language"].as_str().ok_or_else(|| format!("{code} has no language file"))?;
            let bytes = std::fs::metadata(index.join(file))?.len();
            let what = format!("language file, {code} of {}", codes.join(", "));
            self.row(&what, Unit::Bytes, figure(12e3, 6e3), bytes as f64, None);
        }
        Ok(())
    }

    fn sides(&self, site: &super::sites::Site, language: &str) -> Result<Sides, Fault> {
        let public = self.sites.build(site)?;
        let theirs = self.pagefind.as_ref().map(|pagefind| pagefind.index(&public, language)).transpose()?;
        let (ours, whole) = (Host::start(&public)?, Host::without_ranges(&public)?);
        Ok(Sides { name: format!("{} articles", site.articles()?), ours, whole, theirs })
    }

    fn english(&mut self, sides: &Sides) -> Result<(), Fault> {
        let reader = Reader::arrive(&self.browser, &sides.ours, Conditions::PLAIN)?;
        let page = weight(reader.page.iter().filter(|sent| is_style_or_script(sent)));
        reader.leave()?;
        self.row("styles and scripts of a page before search", Unit::Bytes, figure(20e3, 12e3), page, None);

        let (ours, theirs) = self.bytes(sides, &ENGLISH)?;
        let engine = |sent: &&Sent| sent.path.contains("/engine") && !is_style_or_script(sent);
        let own = weight(ours.first.iter().filter(engine));
        let other =
            theirs.as_ref().map(|theirs| weight(theirs.first.iter().filter(|sent| sent.path.contains("/wasm."))));
        self.row("engine, compressed, all languages", Unit::Bytes, figure(60e3, 50e3), own, other);
        let (first, five) = compared(&ours, theirs.as_ref());
        self.row(&format!("first query, {}", sides.name), Unit::Bytes, multiple(0.85, 0.70), first.0, first.1);
        self.row(&format!("five queries, {}", sides.name), Unit::Bytes, multiple(0.58, 0.50), five.0, five.1);
        self.whole(sides, &ENGLISH)?;
        let typed = self.typed(sides, ENGLISH[0])?;
        self.row(&format!("first query typed key by key, {}", sides.name), Unit::Bytes, Goal::None, typed.0, typed.1);
        let line = self.mobile(sides, ENGLISH[0])?;
        let what = format!("first key to first results, 4G, nothing cached, {}", sides.name);
        self.row(&what, Unit::Milliseconds, figure(1_200.0, 600.0), line.0, line.1);
        Ok(())
    }

    fn russian(&mut self, sides: &Sides) -> Result<(), Fault> {
        let (ours, theirs) = self.bytes(sides, &RUSSIAN)?;
        let (first, five) = compared(&ours, theirs.as_ref());
        self.row(&format!("first query, {}, Russian", sides.name), Unit::Bytes, Goal::None, first.0, first.1);
        self.row(&format!("five queries, {}, Russian", sides.name), Unit::Bytes, multiple(1.0, 0.6), five.0, five.1);
        self.whole(sides, &RUSSIAN)?;
        let slow = Conditions { slower: 4.0, ..Conditions::PLAIN };
        let what = format!("key to results painted, {}, CPU slowed 4 times", sides.name);
        let (ours, theirs) = self.keys(sides, slow)?;
        self.painted(&what, ours, theirs)?;
        // Chromium slows a page and not its workers: without workers all of the search is slowed.
        let (ours, _) = self.keys(sides, Conditions { without_workers: true, ..slow })?;
        self.painted(&format!("{what}, no workers"), ours, Vec::new())
    }

    /// What a reader waits for after a key on average, and in the middle.
    fn painted(&mut self, what: &str, ours: Vec<f64>, theirs: Vec<f64>) -> Result<(), Fault> {
        let nothing = "no time was taken";
        let average = mean(&ours).ok_or(nothing)?;
        self.row(&format!("{what}, on average"), Unit::Milliseconds, figure(50.0, 16.0), average, mean(&theirs));
        let middle = median(ours).ok_or(nothing)?;
        self.row(&format!("{what}, in the middle"), Unit::Milliseconds, Goal::None, middle, median(theirs));
        Ok(())
    }

    fn generated(&mut self, sides: &Sides) -> Result<(), Fault> {
        let (ours, theirs) = self.bytes(sides, &[GENERATED])?;
        let (first, _) = compared(&ours, theirs.as_ref());
        let what = format!("first query, {}, generated", sides.name);
        self.row(&what, Unit::Bytes, figure(500e3, 300e3), first.0, first.1);
        Ok(())
    }

    /// What the same questions load at a host that knows no ranges.
    fn whole(&mut self, sides: &Sides, queries: &[&str]) -> Result<(), Fault> {
        let reader = Reader::arrive(&self.browser, &sides.whole, Conditions::PLAIN)?;
        let answers = queries.iter().map(|query| reader.ask(query)).collect::<Result<Vec<_>, _>>()?;
        reader.leave()?;
        let loaded = Loaded::of(answers);
        let at = format!("{}, at a host that sends whole files only", sides.name);
        self.row(&format!("first query, {at}"), Unit::Bytes, Goal::None, weight(&loaded.first), None);
        self.row(&format!("five queries, {at}"), Unit::Bytes, Goal::None, loaded.all, None);
        Ok(())
    }

    fn row(&mut self, what: &str, unit: Unit, goal: Goal, ours: f64, theirs: Option<f64>) {
        let row = Row { what: what.to_owned(), unit, goal, ours, theirs };
        // Told at once, too: the whole takes minutes.
        eprintln!("{row}");
        self.rows.push(row);
    }

    /// What both load for the first of some questions, and for all.
    fn bytes(&self, sides: &Sides, queries: &[&str]) -> Result<(Loaded, Option<Loaded>), Fault> {
        let reader = Reader::arrive(&self.browser, &sides.ours, Conditions::PLAIN)?;
        let ours = queries.iter().map(|query| reader.ask(query)).collect::<Result<Vec<_>, _>>()?;
        reader.leave()?;
        let Some(host) = &sides.theirs else { return Ok((Loaded::of(ours), None)) };
        let asker = Asker::arrive(&self.browser, host, Conditions::PLAIN)?;
        let theirs = queries.iter().map(|query| asker.ask(query)).collect::<Result<Vec<_>, _>>()?;
        asker.leave()?;
        Ok((Loaded::of(ours), Some(Loaded::of(theirs))))
    }

    /// What both load when every key asks.
    fn typed(&self, sides: &Sides, query: &str) -> Result<(f64, Option<f64>), Fault> {
        let reader = Reader::arrive(&self.browser, &sides.ours, Conditions::PLAIN)?;
        reader.type_slowly(query)?;
        let ours = weight(&reader::settled(&sides.ours));
        reader.leave()?;
        let Some(host) = &sides.theirs else { return Ok((ours, None)) };
        let asker = Asker::arrive(&self.browser, host, Conditions::PLAIN)?;
        let mut theirs = 0.0;
        for start in beginnings(query) {
            theirs += weight(&asker.ask(start)?);
        }
        asker.leave()?;
        Ok((ours, Some(theirs)))
    }

    /// From the first key to the first results on a mobile line, each time with an empty cache.
    fn mobile(&self, sides: &Sides, query: &str) -> Result<(f64, Option<f64>), Fault> {
        let conditions = Conditions { mobile: true, ..Conditions::PLAIN };
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..self.runs {
            let reader = Reader::arrive(&self.browser, &sides.ours, conditions)?;
            ours.push(reader.type_at_once(query)?);
            reader.leave()?;
            if let Some(host) = &sides.theirs {
                let asker = Asker::arrive(&self.browser, host, conditions)?;
                theirs.push(asker.timed(query)?);
                asker.leave()?;
            }
        }
        Ok((median(ours).ok_or("no time was taken")?, median(theirs)))
    }

    /// From each key to results on the screen, after a first question: our milliseconds and theirs.
    fn keys(&self, sides: &Sides, conditions: Conditions) -> Result<(Vec<f64>, Vec<f64>), Fault> {
        let reader = Reader::arrive(&self.browser, &sides.ours, conditions)?;
        reader.ask(RUSSIAN[0])?;
        let mut ours = Vec::new();
        for query in &RUSSIAN[1..] {
            ours.extend(reader.type_slowly(query)?);
        }
        reader.leave()?;
        let mut theirs = Vec::new();
        if let Some(host) = &sides.theirs {
            let asker = Asker::arrive(&self.browser, host, conditions)?;
            asker.ask(RUSSIAN[0])?;
            for query in &RUSSIAN[1..] {
                for start in beginnings(query) {
                    theirs.push(asker.timed(start)?);
                }
            }
            asker.leave()?;
        }
        Ok((ours, theirs))
    }
}

/// Our bytes and theirs for the first question, and for all.
fn compared(ours: &Loaded, theirs: Option<&Loaded>) -> ((f64, Option<f64>), (f64, Option<f64>)) {
    let first = (weight(&ours.first), theirs.map(|theirs| weight(&theirs.first)));
    (first, (ours.all, theirs.map(|theirs| theirs.all)))
}

fn figure(must: f64, aim: f64) -> Goal {
    Goal::Figure { must, aim }
}

fn multiple(must: f64, aim: f64) -> Goal {
    Goal::Times { must, aim }
}

pub(super) fn weight<'s>(sent: impl IntoIterator<Item = &'s Sent>) -> f64 {
    sent.into_iter().map(|sent| sent.bytes as f64).sum()
}

fn is_style_or_script(sent: &Sent) -> bool {
    Path::new(&sent.path).extension().is_some_and(|extension| extension == "css" || extension == "js")
}

/// All beginnings of a question that end in a letter, the shortest first.
fn beginnings(query: &str) -> impl Iterator<Item = &str> {
    query.char_indices().filter(|(_, c)| *c != ' ').map(|(at, c)| &query[..at + c.len_utf8()])
}
