//! `cargo xtask relevance PATH`: how well search finds what people ask, over sets of questions with known answers.
//!
//! Each set is laid out as a help site, built and asked by the program itself, so that the figures are of what
//! customers get and not of a test bench's own wiring.

mod answers;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use answers::Answered;

use crate::Fault;

/// Prints how well search finds the right articles of sets of questions.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder with one folder per set: corpus.jsonl, queries.jsonl, qrels.tsv, lang; and answers.jsonl, where there are any.
    path: PathBuf,
    /// Only these sets.
    #[arg(long)]
    set: Vec<String>,
    /// Measure this program instead of building one.
    #[arg(long, value_name = "PROGRAM")]
    helpdex: Option<PathBuf>,
    /// List the questions whose right answer is not first, with what each word was worth, and measure nothing.
    #[arg(long)]
    failures: bool,
    /// Tell of each constant of ranking what it costs on a set that it was not chosen on, and measure nothing. It takes
    /// some minutes.
    #[arg(long, conflicts_with = "failures")]
    leave_one_out: bool,
}

/// What a set must reach, and what it should.
struct Goal {
    set: &'static str,
    queries: &'static str,
    figure: &'static str,
    must: f64,
    aim: f64,
}

const TYPO: &str = "queries.typo.jsonl";
const PLAIN: &str = "queries.jsonl";

const GOALS: [Goal; 31] = [
    goal("zoomcamp", PLAIN, "MRR@10", 0.85, 0.88),
    goal("covidfaq", PLAIN, "MAP", 0.74, 0.77),
    goal("stackfaq", PLAIN, "MAP", 0.81, 0.85),
    goal("stackfaq", PLAIN, "P@1", 0.80, 0.83),
    goal("xquad-en", PLAIN, "MRR@10", 0.96, 0.975),
    goal("xquad-ru", PLAIN, "MRR@10", 0.955, 0.97),
    goal("cross-en-ru", PLAIN, "MRR@10", 0.16, 0.40),
    goal("cross-ru-en", PLAIN, "MRR@10", 0.16, 0.40),
    // A typo in each question may cost 0.015, and should cost 0.01.
    goal("zoomcamp", TYPO, "MRR@10", 0.835, 0.87),
    goal("covidfaq", TYPO, "MAP", 0.725, 0.76),
    goal("stackfaq", TYPO, "MAP", 0.795, 0.84),
    goal("xquad-en", TYPO, "MRR@10", 0.945, 0.965),
    goal("xquad-ru", TYPO, "MRR@10", 0.94, 0.96),
    goal("ru-lemma", PLAIN, "recall", 0.94, 0.96),
    goal("ru-lemma", PLAIN, "precision", 0.915, 0.93),
    goal("be-lemma", PLAIN, "recall", 0.94, 0.96),
    goal("be-lemma", PLAIN, "precision", 0.915, 0.93),
    goal("uk-lemma", PLAIN, "recall", 0.85, 0.93),
    goal("uk-lemma", PLAIN, "precision", 0.9, 0.92),
    goal("pl-lemma", PLAIN, "recall", 0.85, 0.92),
    goal("pl-lemma", PLAIN, "precision", 0.91, 0.92),
    goal("de-lemma", PLAIN, "recall", 0.84, 0.9),
    goal("de-lemma", PLAIN, "precision", 0.88, 0.9),
    goal("es-lemma", PLAIN, "recall", 0.9, 0.92),
    goal("es-lemma", PLAIN, "precision", 0.82, 0.88),
    goal("fr-lemma", PLAIN, "recall", 0.87, 0.91),
    goal("fr-lemma", PLAIN, "precision", 0.84, 0.88),
    goal("tr-lemma", PLAIN, "recall", 0.72, 0.85),
    goal("tr-lemma", PLAIN, "precision", 0.89, 0.9),
    goal("fi-lemma", PLAIN, "recall", 0.72, 0.85),
    goal("fi-lemma", PLAIN, "precision", 0.9, 0.9),
];

const fn goal(set: &'static str, queries: &'static str, figure: &'static str, must: f64, aim: f64) -> Goal {
    Goal { set, queries, figure, must, aim }
}

pub(crate) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    if args.failures || args.leave_one_out {
        return without_sites(args, root);
    }
    let program = match &args.helpdex {
        Some(program) => std::path::absolute(program)?,
        None => build_program(root)?,
    };
    let (mut figures, mut answered) = (BTreeMap::new(), Vec::new());
    let mut names: Vec<&str> = GOALS.iter().map(|goal| goal.set).collect();
    names.sort_unstable();
    names.dedup();
    for set in names {
        if !args.set.is_empty() && !args.set.iter().any(|wanted| wanted == set) {
            continue;
        }
        let source = args.path.join(set);
        if !source.exists() {
            continue;
        }
        let site = root.join("target/relevance").join(set);
        lay_out(&source, &site, set)?;
        helpdex(&program, &site, &["build", "--quiet"])?;
        for queries in [PLAIN, TYPO] {
            if source.join(queries).exists() {
                let found = ask(&program, &site, &source.join(queries))?;
                figures.insert((set, queries), score(&source, &source.join(queries), &found)?);
            }
        }
        if let Some((_, strangers)) = STRANGERS.iter().find(|(asked, _)| *asked == set) {
            let own = answers_of(&program, &site, &source, &source.join(PLAIN))?;
            let foreign = args.path.join(strangers).join(PLAIN);
            let foreign = if foreign.exists() { Some(answers_of(&program, &site, &source, &foreign)?) } else { None };
            answered.push((set, own, foreign));
        }
    }
    print(&figures);
    print_answers(&answered);
    Ok(())
}

/// The sets whose questions are answered by a passage, each with one whose questions nothing in it is about.
const STRANGERS: [(&str, &str); 5] = [
    ("covidfaq", "zoomcamp"),
    ("stackfaq", "covidfaq"),
    ("xquad-en", "zoomcamp"),
    ("xquad-ru", "zoomcamp"),
    ("zoomcamp", "covidfaq"),
];

/// What `helpdex answer` answers to the questions of a file.
fn answers_of(program: &Path, site: &Path, source: &Path, queries: &Path) -> Result<Answered, Fault> {
    let queries = std::path::absolute(queries)?;
    let queries = queries.to_str().ok_or("a path that is not UTF-8")?;
    let printed = helpdex(program, site, &["answer", "--queries", queries])?;
    let mut answers = BTreeMap::new();
    if source.join("answers.jsonl").exists() {
        for line in lines(&source.join("answers.jsonl"))? {
            let texts = line["answers"].as_array().map(Vec::as_slice).unwrap_or_default();
            let texts = texts.iter().filter_map(|text| text.as_str().map(str::to_owned)).collect();
            answers.insert(text(&line, "_id"), texts);
        }
    }
    answers::measure(&String::from_utf8(printed)?, &right(source)?, &answers)
}

fn print_answers(answered: &[(&str, Answered, Option<Answered>)]) {
    println!(
        "\n| set | questions | answered | from the right article | the passage holds the answer | strangers answered |"
    );
    println!("|---|---|---|---|---|---|");
    let figure = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.4}"));
    for (set, own, foreign) in answered {
        let strangers = figure(foreign.as_ref().map(|foreign| foreign.answered));
        let held = figure(own.held);
        println!("| {set} | {} | {:.4} | {:.4} | {held} | {strangers} |", own.questions, own.answered, own.right);
    }
}

/// The documents that answer each question.
fn right(source: &Path) -> Result<BTreeMap<String, BTreeSet<String>>, Fault> {
    let mut right = BTreeMap::<String, BTreeSet<String>>::new();
    for line in std::fs::read_to_string(source.join("qrels.tsv"))?.lines().skip(1) {
        if let [query, document, relevance] = line.split('\t').collect::<Vec<_>>()[..]
            && relevance.trim() != "0"
        {
            right.entry(query.to_owned()).or_default().insert(document.to_owned());
        }
    }
    Ok(right)
}

/// The engine alone, asked by the example of its crate.
fn without_sites(args: &Args, root: &Path) -> Result<(), Fault> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let variable = if args.failures { "FAILURES" } else { "LEAVE_ONE_OUT" };
    let status = Command::new(cargo)
        .current_dir(root)
        .args(["run", "--release", "--package", "helpdex-search", "--features", "tune", "--example", "relevance", "--"])
        .arg(std::path::absolute(&args.path)?)
        .args(&args.set)
        .env(variable, "1")
        .status()?;
    if status.success() { Ok(()) } else { Err("the engine could not be asked".into()) }
}

fn build_program(root: &Path) -> Result<PathBuf, Fault> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo).current_dir(root).args(["build", "--release", "--package", "helpdex"]).status()?;
    let folder = crate::target(root);
    if built.success() { Ok(folder.join("release/helpdex")) } else { Err("helpdex does not compile".into()) }
}

/// One article per document; what Markdown would take for something else is escaped.
fn lay_out(source: &Path, site: &Path, set: &str) -> Result<(), Fault> {
    if site.exists() {
        std::fs::remove_dir_all(site)?;
    }
    let folder = site.join("content/all");
    std::fs::create_dir_all(&folder)?;
    let lang = std::fs::read_to_string(source.join("lang"))?;
    // A text of three emoji is a text here, whatever a customer might say of it.
    let config = format!(
        "title: {set}\nbase_url: https://help.example.com\nlanguages: [{}]\nchecks: {{ empty-article: off }}\n",
        lang.trim()
    );
    std::fs::write(site.join("helpdex.yaml"), config)?;
    std::fs::write(folder.join("_index.md"), "---\ntitle: All\n---\n")?;
    for document in lines(&source.join("corpus.jsonl"))? {
        let id = text(&document, "_id");
        let title = match text(&document, "title") {
            title if title.is_empty() => id.clone(),
            title => title,
        };
        let mut article = format!("---\ntitle: {}\n---\n\n", serde_json::to_string(&title)?);
        for line in text(&document, "text").lines() {
            // Texts of forums hold `<image name>` and `[x](y)`, which are meant as they stand.
            let line = line.replace('<', "\\<").replace('[', "\\[");
            let escape = if line.starts_with(|c| "#>|-*+`~=<:![".contains(c)) { "\\" } else { "" };
            writeln!(article, "{escape}{line}")?;
        }
        std::fs::write(folder.join(format!("{id}.md")), article)?;
    }
    Ok(())
}

fn helpdex(program: &Path, site: &Path, arguments: &[&str]) -> Result<Vec<u8>, Fault> {
    let output = Command::new(program).current_dir(site).args(arguments).stderr(Stdio::inherit()).output()?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(format!("helpdex {} failed in {}", arguments.join(" "), site.display()).into())
    }
}

/// The documents found for each question, best first.
fn ask(program: &Path, site: &Path, queries: &Path) -> Result<BTreeMap<String, Vec<String>>, Fault> {
    let queries = std::path::absolute(queries)?;
    let queries = queries.to_str().ok_or("a path that is not UTF-8")?;
    let output = helpdex(program, site, &["search", "--queries", queries, "--format", "jsonl", "--limit", "100"])?;
    let mut found = BTreeMap::new();
    for line in String::from_utf8(output)?.lines() {
        let answer: Value = serde_json::from_str(line)?;
        let hits = answer["hits"].as_array().map(Vec::as_slice).unwrap_or_default();
        let document = |hit: &Value| Path::new(hit["source"].as_str()?).file_stem()?.to_str().map(String::from);
        found.insert(text(&answer, "id"), hits.iter().filter_map(document).collect());
    }
    Ok(found)
}

type Figures = BTreeMap<&'static str, f64>;

/// Every question of the file that has a right answer counts; one without a hit scores 0.
fn score(source: &Path, queries: &Path, found: &BTreeMap<String, Vec<String>>) -> Result<Figures, Fault> {
    let asked: BTreeSet<String> = lines(queries)?.iter().map(|query| text(query, "_id")).collect();
    let mut right = right(source)?;
    right.retain(|query, _| asked.contains(query));
    let mut sums = Figures::new();
    for (query, good) in &right {
        let hits = found.get(query).map(Vec::as_slice).unwrap_or_default();
        let (mut hit, mut precision) = (0.0, 0.0);
        let mut first = None;
        for (rank, document) in (1u32..).zip(hits) {
            if good.contains(document) {
                hit += 1.0;
                precision += hit / f64::from(rank);
                first = first.or(Some(rank));
            }
        }
        let reciprocal = first.filter(|&rank| rank <= 10).map_or(0.0, |rank| 1.0 / f64::from(rank));
        for (figure, value) in [
            ("MAP", precision / good.len() as f64),
            ("P@1", if first == Some(1) { 1.0 } else { 0.0 }),
            ("MRR@10", reciprocal),
            ("recall", hit / good.len() as f64),
            ("precision", if hits.is_empty() { 0.0 } else { hit / hits.len() as f64 }),
        ] {
            *sums.entry(figure).or_default() += value / right.len() as f64;
        }
    }
    Ok(sums)
}

fn print(figures: &BTreeMap<(&str, &str), Figures>) {
    println!("| set | figure | reached | must | aim | |\n|---|---|---|---|---|---|");
    for goal in &GOALS {
        let Some(value) = figures.get(&(goal.set, goal.queries)).and_then(|figures| figures.get(goal.figure)) else {
            continue;
        };
        let typo = if goal.queries == TYPO { ", one typo a query" } else { "" };
        let state = if *value >= goal.aim {
            "aim"
        } else if *value >= goal.must {
            "must"
        } else {
            "short"
        };
        println!("| {}{typo} | {} | {value:.4} | {} | {} | {state} |", goal.set, goal.figure, goal.must, goal.aim);
    }
}

fn lines(path: &Path) -> Result<Vec<Value>, Fault> {
    let text = std::fs::read_to_string(path).map_err(|fault| format!("{}: {fault}", path.display()))?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}
