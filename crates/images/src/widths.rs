//! How wide the files beside a picture are.

/// A width of more than so many hundredths of the picture's own is left out: nobody gains from it.
const WORTH: u64 = 85;

/// The widths to make of a picture that is `own` pixels wide, growing. The last is its own, where it is not wider than all
/// that are wanted.
pub(crate) fn of(own: u32, wanted: &[u32]) -> Vec<u32> {
    let mut widths: Vec<u32> = wanted.iter().copied().filter(|width| *width > 0 && *width < own).collect();
    widths.sort_unstable();
    widths.dedup();
    let is_wider_than_all = wanted.iter().all(|width| *width < own);
    if !is_wider_than_all || widths.is_empty() {
        widths.retain(|width| u64::from(*width) * 100 <= u64::from(own) * WORTH);
        widths.push(own);
    }
    widths
}

/// The height that goes with a width.
pub(crate) fn height((own_width, own_height): (u32, u32), width: u32) -> u32 {
    let scaled = (u64::from(own_height) * u64::from(width) + u64::from(own_width) / 2) / u64::from(own_width).max(1);
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_never_made_larger() {
        let wanted = [480, 960, 1600];
        assert_eq!(of(4000, &wanted), [480, 960, 1600]);
        assert_eq!(of(1600, &wanted), [480, 960, 1600]);
        assert_eq!(of(1280, &wanted), [480, 960, 1280]);
        assert_eq!(of(1000, &wanted), [480, 1000], "960 would save next to nothing");
        assert_eq!(of(500, &wanted), [500]);
        assert_eq!(of(32, &wanted), [32]);
        assert_eq!(of(800, &[]), [800]);
    }

    #[test]
    fn heights_keep_the_shape() {
        assert_eq!(height((4000, 3000), 480), 360);
        assert_eq!(height((3, 10_000), 3), 10_000);
        assert_eq!(height((10_000, 1), 480), 1);
        assert_eq!(height((0, 0), 480), 1);
    }
}
