//! When a delivery that failed is tried again.

/// Attempts before it is given up: the last one after some two and a half days.
const ATTEMPTS: i64 = 22;
/// The first pause, in milliseconds.
const FIRST: i64 = 5_000;
/// The longest one.
const LONGEST: i64 = 6 * 3_600_000;

/// The pause after an attempt that failed, twice as long each time; nothing when that was the last one.
///
/// `chance` is from 0 to 1: it moves the pause by a fifth either way, so that what failed together is not tried together.
pub(super) fn pause(attempt: i64, chance: f64) -> Option<i64> {
    if attempt >= ATTEMPTS {
        return None;
    }
    let doubled = u32::try_from(attempt - 1).ok().and_then(|times| FIRST.checked_shl(times.min(30)));
    let pause = doubled.unwrap_or(LONGEST).clamp(FIRST, LONGEST);
    Some((pause as f64 * (0.8 + 0.4 * chance)) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        let pauses: Vec<i64> = (1..).map_while(|attempt| pause(attempt, 0.5)).collect();
        assert_eq!(pauses.len() as i64, ATTEMPTS - 1);
        assert_eq!(pauses.first(), Some(&5_000));
        assert!(pauses.windows(2).all(|two| two[0] <= two[1]));
        assert_eq!(pauses.last(), Some(&LONGEST));
        let days = pauses.iter().sum::<i64>() as f64 / 86_400_000.0;
        assert!((2.0..3.0).contains(&days), "{days}");
        assert_eq!((pause(1, 0.0), pause(1, 1.0)), (Some(4_000), Some(6_000)));
    }
}
