//! How often questions may be asked.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// How often questions may be asked: a hundred at once, and fifty a second in the long run.
#[derive(Debug)]
pub(super) struct RateLimit {
    left: Mutex<(f64, Instant)>,
}

const AT_ONCE: f64 = 100.0;
const A_SECOND: f64 = 50.0;

impl Default for RateLimit {
    fn default() -> Self {
        Self { left: Mutex::new((AT_ONCE, Instant::now())) }
    }
}

impl RateLimit {
    pub(super) fn take(&self, now: Instant) -> bool {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let earned = now.saturating_duration_since(left.1).as_secs_f64() * A_SECOND;
        *left = ((left.0 + earned).min(AT_ONCE), now);
        let granted = left.0 >= 1.0;
        if granted {
            left.0 -= 1.0;
        }
        granted
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_limit_comes_back_with_time() {
        let rate_limit = RateLimit::default();
        let start = Instant::now();
        assert_eq!((0..200).filter(|_| rate_limit.take(start)).count(), 100);
        let later = start + Duration::from_secs(1);
        assert_eq!((0..200).filter(|_| rate_limit.take(later)).count(), 50);
    }
}
