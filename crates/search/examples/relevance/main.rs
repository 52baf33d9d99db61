//! Scores the engine on relevance sets without a site around it: the loop for tuning.
//!
//! `cargo run --release -p helpdex-search --example relevance -- FOLDER [SET…]` prints figures;
//! `FAILURES=1` lists the questions whose right answer is not first, with what each word was worth;
//! with `--features tune`, `TUNE=name=value,…` sets constants, and `LEAVE_ONE_OUT=1` it tells of each constant what it would cost on a set that it was not
//! chosen on.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod failures;
#[cfg(feature = "tune")]
mod leave_one_out;
mod measure;
mod sets;

use std::path::Path;
use std::time::Instant;

use sets::Set;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (folder, names) = arguments.split_first().expect("a folder of sets");
    let sets: Vec<Set> = sets::read(Path::new(folder), names);
    #[cfg(feature = "tune")]
    if std::env::var_os("LEAVE_ONE_OUT").is_some() {
        leave_one_out::print(&sets);
        return;
    }
    #[cfg(feature = "tune")]
    if let Ok(values) = std::env::var("TUNE") {
        let pair =
            |pair: &str| pair.split_once('=').map(|(name, value)| (name.to_owned(), value.parse().expect("a number")));
        helpdex_search::tuning::set(values.split(',').filter_map(pair));
    }
    for set in &sets {
        let searcher = set.index();
        for questions in &set.questions {
            if std::env::var_os("FAILURES").is_some() {
                failures::print(&searcher, questions);
            }
            let start = Instant::now();
            let figures = measure::figures(&searcher, &questions.list);
            let took = start.elapsed().as_secs_f64() * 1000.0 / questions.list.len().max(1) as f64;
            println!("{:12} {:18} {figures}  {took:.2} ms/query", set.name, questions.name);
        }
    }
}
