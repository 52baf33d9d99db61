//! Circles in a graph.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Files that all lead to each other.
pub(super) struct Knot {
    pub(super) files: BTreeSet<usize>,
    /// The shortest way round, as arrows.
    pub(super) circle: Vec<(usize, usize)>,
}

/// Every knot. Graphs of some hundred files are searched from each of them, in no time.
pub(super) fn knots(arrows: impl Iterator<Item = (usize, usize)>) -> Vec<Knot> {
    let mut next: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (from, to) in arrows {
        next.entry(from).or_default().push(to);
    }
    let reached: BTreeMap<usize, BTreeMap<usize, usize>> =
        next.keys().map(|&from| (from, search(&next, from))).collect();
    let mut knots: Vec<Knot> = Vec::new();
    for (&file, from_here) in &reached {
        if knots.iter().any(|knot| knot.files.contains(&file)) || !from_here.contains_key(&file) {
            continue;
        }
        let files: BTreeSet<usize> = (from_here.keys().copied())
            .filter(|other| reached.get(other).is_some_and(|back| back.contains_key(&file)))
            .collect();
        let circle = files.iter().filter_map(|&file| way_round(reached.get(&file)?, file)).min_by_key(Vec::len);
        knots.push(Knot { files, circle: circle.unwrap_or_default() });
    }
    knots
}

/// Everything that can be reached, each with the file before it on the shortest way.
fn search(next: &BTreeMap<usize, Vec<usize>>, from: usize) -> BTreeMap<usize, usize> {
    let mut before = BTreeMap::new();
    let mut waiting = VecDeque::from([from]);
    while let Some(file) = waiting.pop_front() {
        for &to in next.get(&file).into_iter().flatten() {
            before.entry(to).or_insert_with(|| {
                waiting.push_back(to);
                file
            });
        }
    }
    before
}

fn way_round(before: &BTreeMap<usize, usize>, file: usize) -> Option<Vec<(usize, usize)>> {
    let mut circle = Vec::new();
    let mut to = file;
    loop {
        let from = *before.get(&to)?;
        circle.push((from, to));
        to = from;
        if from == file {
            circle.reverse();
            return Some(circle);
        }
    }
}
