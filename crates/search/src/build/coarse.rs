//! Impacts of very frequent stems, kept more coarsely.
//!
//! A word that tens of thousands of articles have says little, and its postings would be most of what a question loads. What
//! orders its hits are the articles that have it most; those keep their impacts. The others only have to stay there.

/// Up to so many articles all impacts are kept: below that a stem's postings are a few kilobytes.
const FREQUENT: usize = 4_096;
/// So many articles of a more frequent stem keep theirs, those that have it most.
const KEPT: usize = 2_048;
/// The others get the mean of theirs, in so many groups.
const GROUPS: u32 = 4;

/// Makes the impacts of the weaker articles of a frequent stem the same, group by group.
pub(super) fn coarsen(impacts: &mut [(u32, u8)]) {
    if impacts.len() <= FREQUENT {
        return;
    }
    let mut counts = [0usize; 256];
    impacts.iter().for_each(|&(_, impact)| counts[usize::from(impact)] += 1);
    // The impact from which on all are kept.
    let mut kept = 0;
    let strong = |&impact: &u8| {
        kept += counts[usize::from(impact)];
        kept > KEPT
    };
    let strong = (0..=u8::MAX).rev().find(strong).map_or(0, |impact| u32::from(impact) + 1);
    let least = counts.iter().position(|&count| count > 0).unwrap_or_default() as u32;
    let width = (strong.saturating_sub(least)).div_ceil(GROUPS).max(1);
    let means: Vec<u8> = (0..GROUPS).map(|group| mean(&counts, least + group * width, width, strong)).collect();
    for (_, impact) in impacts.iter_mut().filter(|(_, impact)| u32::from(*impact) < strong) {
        let group = (u32::from(*impact) - least) / width;
        *impact = means.get(group as usize).copied().unwrap_or(*impact);
    }
}

/// The mean of the impacts from one on, so many steps and below a bound.
fn mean(counts: &[usize; 256], from: u32, width: u32, bound: u32) -> u8 {
    let steps = from..(from + width).min(bound);
    let of = |step: u32| counts.get(step as usize).copied().unwrap_or_default();
    let count: usize = steps.clone().map(of).sum();
    let sum: usize = steps.map(|step| step as usize * of(step)).sum();
    (sum + count / 2).checked_div(count).map_or(0, |mean| mean as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_keep_their_impacts() {
        let before: Vec<(u32, u8)> = (0..20_000u32).map(|article| (article, 1 + (article * 7 % 200) as u8)).collect();
        let mut after = before.clone();
        coarsen(&mut after);
        let mut values: Vec<u8> = after.iter().map(|&(_, impact)| impact).collect();
        values.sort_unstable();
        values.dedup();
        assert!(values.len() <= 4 + 20, "{values:?}");
        let mut strongest = before.clone();
        strongest.sort_by_key(|&(_, impact)| std::cmp::Reverse(impact));
        for &(article, impact) in &strongest[..2_000] {
            assert_eq!(after[article as usize].1, impact);
        }
        // None is stronger than one that was stronger than it.
        for pair in strongest.windows(2) {
            assert!(after[pair[0].0 as usize].1 >= after[pair[1].0 as usize].1);
        }
    }

    #[test]
    fn of_usual_stems_nothing_changes() {
        let before: Vec<(u32, u8)> = (0..4_000u32).map(|article| (article, (article % 256) as u8)).collect();
        let mut after = before.clone();
        coarsen(&mut after);
        assert_eq!(after, before);
        let mut same = vec![(0, 9); 10_000];
        coarsen(&mut same);
        assert!(same.iter().all(|&(_, impact)| impact == 9));
    }
}
