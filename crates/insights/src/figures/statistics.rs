//! Numbers with what they are worth: ten votes say less than a thousand.
//!
//! All intervals are those that hold the true value 95 times in 100.

use serde::Serialize;

/// The quantile of the normal distribution that leaves 2.5 % at each end.
const Z: f64 = 1.959_964;

/// A part of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Share {
    /// How many.
    pub part: u64,
    /// Of how many.
    pub of: u64,
    /// The one by the other, from 0 to 1.
    pub value: f64,
    /// Where its interval begins.
    pub low: f64,
    /// Where it ends.
    pub high: f64,
}

impl Share {
    /// A share with its interval after Wilson; nothing of nothing.
    ///
    /// The interval never leaves 0 to 1, and is right for few votes, too, where the usual one is not: Edwin B. Wilson,
    /// "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the American Statistical
    /// Association 22 (1927), pages 209–212.
    #[must_use]
    pub fn new(part: u64, of: u64) -> Option<Self> {
        if of == 0 {
            return None;
        }
        let part = part.min(of);
        let (n, value) = (of as f64, part as f64 / of as f64);
        let middle = value + Z * Z / (2.0 * n);
        let reach = Z * (value * (1.0 - value) / n + Z * Z / (4.0 * n * n)).sqrt();
        let whole = 1.0 + Z * Z / n;
        // Rounding must not put an end beyond the value itself.
        let low = ((middle - reach) / whole).clamp(0.0, value);
        let high = ((middle + reach) / whole).clamp(value, 1.0);
        Some(Self { part, of, value, low, high })
    }
}

/// How much a share has changed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The later share less the earlier one.
    pub value: f64,
    /// Where its interval begins.
    pub low: f64,
    /// Where it ends.
    pub high: f64,
}

impl Difference {
    /// The difference of two independent shares, with its interval from theirs: Robert G. Newcombe, "Interval Estimation for
    /// the Difference Between Independent Proportions", Statistics in Medicine 17 (1998), pages 873–890, method 10.
    #[must_use]
    pub fn new(before: &Share, after: &Share) -> Self {
        let value = after.value - before.value;
        let down = (after.value - after.low).hypot(before.high - before.value);
        let up = (after.high - after.value).hypot(before.value - before.low);
        Self { value, low: value - down, high: value + up }
    }

    /// Whether it is certain enough that the share is lower now.
    #[must_use]
    pub fn fell(&self) -> bool {
        self.high < 0.0
    }

    /// Whether it is certain enough that the share is higher now.
    #[must_use]
    pub fn rose(&self) -> bool {
        self.low > 0.0
    }
}

/// A mean of answers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Mean {
    /// How many answers.
    pub n: u64,
    /// Their mean.
    pub value: f64,
    /// Where its interval begins; the end of the scale where one answer says nothing about others.
    pub low: f64,
    /// Where it ends.
    pub high: f64,
}

impl Mean {
    /// The mean of answers, each with how often it was given, on a scale; the interval is Student's, within the scale.
    #[must_use]
    pub fn new(answers: impl Iterator<Item = (u8, u64)>, scale: (u8, u8)) -> Option<Self> {
        let (mut n, mut sum, mut squares) = (0_u64, 0.0, 0.0);
        for (answer, count) in answers {
            let (answer, times) = (f64::from(answer), count as f64);
            n += count;
            sum += answer * times;
            squares += answer * answer * times;
        }
        if n == 0 {
            return None;
        }
        let value = sum / n as f64;
        let (least, most) = (f64::from(scale.0), f64::from(scale.1));
        if n == 1 {
            return Some(Self { n, value, low: least, high: most });
        }
        let variance = ((squares - sum * value) / (n - 1) as f64).max(0.0);
        let reach = student(n - 1) * (variance / n as f64).sqrt();
        Some(Self { n, value, low: (value - reach).max(least), high: (value + reach).min(most) })
    }
}

/// The quantile of Student's distribution that leaves 2.5 % at each end.
fn student(freedom: u64) -> f64 {
    const FEW: [f64; 30] = [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];
    let few = usize::try_from(freedom).ok().and_then(|freedom| FEW.get(freedom.checked_sub(1)?));
    // Beyond, the first term of its expansion around the normal one is right to three digits.
    few.copied().unwrap_or_else(|| Z + (Z.powi(3) + Z) / (4.0 * freedom as f64))
}

/// The net promoter score: the share of promoters less that of detractors, from −100 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct NetPromoter {
    /// How many answers.
    pub n: u64,
    /// 9 and 10.
    pub promoters: u64,
    /// 7 and 8.
    pub passives: u64,
    /// 0 to 6.
    pub detractors: u64,
    /// The score.
    pub value: f64,
    /// Where its interval begins.
    pub low: f64,
    /// Where it ends.
    pub high: f64,
}

impl NetPromoter {
    /// The score of answers, each with how often it was given.
    ///
    /// Each answer is worth 1, 0 or −1. Where `u` are promoters and `d` detractors, its mean is `u − d` and that of its
    /// square `u + d`, so its variance is `u + d − (u − d)²`; the interval is the normal one of a mean with that variance.
    /// It is made as if three more had answered, 3/4 of one a promoter, 3/4 of one a detractor and the rest neither:
    /// without them ten equal answers would leave no doubt at all. A test works out how often it holds the true score.
    #[must_use]
    pub fn new(answers: impl Iterator<Item = (u8, u64)>) -> Option<Self> {
        let (mut promoters, mut passives, mut detractors) = (0, 0, 0);
        for (answer, count) in answers {
            *match answer {
                9.. => &mut promoters,
                7 | 8 => &mut passives,
                _ => &mut detractors,
            } += count;
        }
        let n = promoters + passives + detractors;
        if n == 0 {
            return None;
        }
        let value = (promoters as f64 - detractors as f64) / n as f64;
        let all = n as f64 + 3.0;
        let (up, down) = ((promoters as f64 + 0.75) / all, (detractors as f64 + 0.75) / all);
        let (middle, reach) = (up - down, Z * ((up + down - (up - down).powi(2)) / all).sqrt());
        let low = (middle - reach).clamp(-1.0, value) * 100.0;
        let high = (middle + reach).clamp(value, 1.0) * 100.0;
        Some(Self { n, promoters, passives, detractors, value: value * 100.0, low, high })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 0.000_6, "{found} is not {expected}");
    }

    #[test]
    fn shares_have_wilsons_interval() {
        // Newcombe's table for single proportions (Statistics in Medicine 17, 1998, page 861).
        for (part, of, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let share = Share::new(part, of).unwrap();
            near(share.low, low);
            near(share.high, high);
        }
        assert!(Share::new(0, 0).is_none());
        assert_eq!(Share::new(5, 3).unwrap().value, 1.0, "never more than all");
    }

    #[test]
    fn a_difference_needs_votes_on_both_sides() {
        // Newcombe's example: 56/70 and 48/80.
        let difference = Difference::new(&Share::new(48, 80).unwrap(), &Share::new(56, 70).unwrap());
        near(difference.low, 0.0524);
        near(difference.high, 0.3339);
        assert!(difference.rose() && !difference.fell());
        let few = Difference::new(&Share::new(3, 3).unwrap(), &Share::new(1, 3).unwrap());
        assert!(!few.fell(), "three votes prove nothing");
        let many = Difference::new(&Share::new(80, 100).unwrap(), &Share::new(50, 100).unwrap());
        assert!(many.fell());
    }

    #[test]
    fn means_stay_on_their_scale() {
        let mean = Mean::new([(4, 2), (5, 3), (1, 1)].into_iter(), (1, 5)).unwrap();
        assert_eq!(mean.n, 6);
        near(mean.value, 4.0);
        // A standard deviation of 1.549, over the root of 6, by 2.571.
        near(mean.low, 4.0 - 2.571 * 1.549_193 / 6_f64.sqrt());
        near(mean.high, 5.0);
        let one = Mean::new([(7, 1)].into_iter(), (1, 10)).unwrap();
        assert_eq!((one.low, one.high), (1.0, 10.0));
        assert!(Mean::new([].into_iter(), (1, 5)).is_none());
        near(student(1000), 1.9623);
    }

    /// How often the interval of so many answers holds the true score, where each is a promoter's or a detractor's with
    /// such a chance: the sum over all outcomes of their chances, which needs no luck.
    fn coverage(up: f64, down: f64, n: u64) -> f64 {
        let logs: Vec<f64> = (0..=n)
            .scan(0.0, |sum, k| {
                *sum += (k.max(1) as f64).ln();
                Some(*sum)
            })
            .collect();
        let log = |k: u64| logs[usize::try_from(k).unwrap()];
        let mut holds = 0.0;
        for promoters in 0..=n {
            for detractors in 0..=n - promoters {
                let passives = n - promoters - detractors;
                let ways = log(n) - log(promoters) - log(detractors) - log(passives);
                let chance = promoters as f64 * up.ln() + detractors as f64 * down.ln();
                let chance = (ways + chance + passives as f64 * (1.0 - up - down).ln()).exp();
                let score = NetPromoter::new([(10, promoters), (8, passives), (0, detractors)].into_iter()).unwrap();
                if (score.low..=score.high).contains(&((up - down) * 100.0)) {
                    holds += chance;
                }
            }
        }
        holds
    }

    #[test]
    fn the_interval_of_promoters_holds_the_true_score_95_times_in_100() {
        let chances =
            [(0.5, 0.2), (0.9, 0.02), (0.3, 0.3), (0.7, 0.1), (0.6, 0.15), (0.1, 0.6), (0.34, 0.33), (0.8, 0.19)];
        for (n, least, most) in [(10, 0.925, 0.97), (20, 0.94, 0.97), (50, 0.945, 0.97), (150, 0.945, 0.96)] {
            for (up, down) in chances {
                let held = coverage(up, down, n);
                assert!((least..=most).contains(&held), "{held} for {n} answers, {up} and {down}");
            }
        }
    }

    #[test]
    fn promoters_less_detractors() {
        let score = NetPromoter::new([(10, 5), (9, 1), (8, 2), (0, 1), (6, 1)].into_iter()).unwrap();
        assert_eq!((score.promoters, score.passives, score.detractors), (6, 2, 2));
        near(score.value, 40.0);
        assert!(score.low < 0.0 && score.high > 60.0, "{score:?}");
        let sure = NetPromoter::new([(10, 10)].into_iter()).unwrap();
        assert!(sure.low < 80.0 && sure.high <= 100.0, "{sure:?}");
        assert!(NetPromoter::new([].into_iter()).is_none());
    }
}
