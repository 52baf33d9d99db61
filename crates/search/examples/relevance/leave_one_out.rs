//! What each constant costs on a set that it was not chosen on.

use helpdex_search::ranking::CONSTANTS;
use helpdex_search::tuning;

use crate::measure::figures;
use crate::sets::{Question, Set};

/// Values tried, as multiples of what is written.
const TRIED: [f32; 5] = [0.5, 0.75, 1.0, 1.33, 2.0];
/// So many questions of each set are asked, evenly spread: more cost minutes and change the third decimal.
const ASKED: usize = 300;

/// A set with its sample of questions.
struct Sample<'s> {
    set: &'s Set,
    questions: Vec<Question>,
    /// Whether questions have several right answers, so that mean average precision tells more than the first rank.
    several: bool,
}

impl<'s> Sample<'s> {
    fn of(set: &'s Set) -> Option<Self> {
        let all = &set.questions.first()?.list;
        let step = all.len().div_ceil(ASKED).max(1);
        let questions: Vec<Question> = all.iter().step_by(step).cloned().collect();
        let answers: usize = questions.iter().map(|question| question.right.len()).sum();
        Some(Self { set, several: answers * 10 > questions.len() * 11, questions })
    }

    /// The figure of the set with the values set now.
    fn figure(&self) -> f64 {
        let figures = figures(&self.set.index(), &self.questions);
        if self.several { figures.map } else { figures.mrr }
    }
}

/// Prints a table with a line for each constant: what would be chosen without each set, and what that choice then costs
/// there against the set's own best.
pub(crate) fn print(sets: &[Set]) {
    // Sets of word forms ask for everything that has a word: they are no questions.
    let questions = sets.iter().filter(|set| !set.name.ends_with("-lemma"));
    let samples: Vec<Sample<'_>> = questions.filter_map(Sample::of).collect();
    let names: Vec<&str> = samples.iter().map(|sample| sample.set.name.as_str()).collect();
    println!("sets: {}\n", names.join(", "));
    println!("| constant | written | chosen without each set | mean loss | worst loss | loss as written, worst |");
    println!("|---|---|---|---|---|---|");
    for (name, written) in CONSTANTS {
        let values = TRIED.map(|times| written * times);
        let table = values.map(|value| {
            tuning::set([((*name).to_owned(), value)]);
            samples.iter().map(Sample::figure).collect::<Vec<f64>>()
        });
        tuning::set([]);
        let row = Row::of(&table, samples.len());
        let chosen: Vec<String> = row.chosen.iter().map(|at| format!("{:.2}", values[*at])).collect();
        let worst = names.get(row.worst.0).unwrap_or(&"");
        let own = names.get(row.written.0).unwrap_or(&"");
        println!(
            "| {name} | {written} | {} | {:.4} | {:.4} {worst} | {:.4} {own} |",
            chosen.join(" "),
            row.mean,
            row.worst.1,
            row.written.1
        );
    }
}

struct Row {
    /// For each set the value that is best on the others.
    chosen: Vec<usize>,
    mean: f64,
    worst: (usize, f64),
    /// What the value as written loses where it loses most.
    written: (usize, f64),
}

impl Row {
    fn of(table: &[Vec<f64>; TRIED.len()], sets: usize) -> Self {
        let best = |set: usize| table.iter().map(|row| row[set]).fold(0.0, f64::max);
        let lost = |value: usize, set: usize| best(set) - table[value][set];
        let without = |left_out: usize| {
            let sum = |value: usize| (0..sets).filter(|set| *set != left_out).map(|set| lost(value, set)).sum::<f64>();
            (0..TRIED.len()).min_by(|a, b| sum(*a).total_cmp(&sum(*b))).unwrap_or_default()
        };
        let chosen: Vec<usize> = (0..sets).map(without).collect();
        let losses: Vec<f64> = chosen.iter().enumerate().map(|(set, value)| lost(*value, set)).collect();
        let written = TRIED.iter().position(|times| *times == 1.0).unwrap_or_default();
        let most = |losses: &mut dyn Iterator<Item = f64>| {
            losses.enumerate().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or_default()
        };
        Self {
            mean: losses.iter().sum::<f64>() / sets.max(1) as f64,
            worst: most(&mut losses.iter().copied()),
            written: most(&mut (0..sets).map(|set| lost(written, set))),
            chosen,
        }
    }
}
