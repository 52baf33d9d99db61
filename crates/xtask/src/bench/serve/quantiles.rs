//! What many measurements come to.

/// The median, and what 95 of a hundred are below.
pub(super) fn median_and_p95(mut times: Vec<f64>) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    let at =
        |share: f64| times.get((times.len() as f64 * share) as usize).or(times.last()).copied().unwrap_or_default();
    (at(0.5), at(0.95))
}
