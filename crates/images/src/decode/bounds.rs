//! How large a picture may be.

/// A picture of more pixels is left as it is: a small file can claim to have any number of them.
pub(super) const MOST_PIXELS: u64 = 64_000_000;
/// Nor are sides longer than what WebP can have.
pub(super) const LONGEST_SIDE: u32 = 16_383;

/// Refuses sides that are too long; of pixels that move only the sides are known.
pub(super) fn within_bounds((width, height): (u32, u32)) -> Result<(), String> {
    if u64::from(width) * u64::from(height) > MOST_PIXELS || width.max(height) > LONGEST_SIDE {
        return Err(format!("{width} × {height} pixels are too many"));
    }
    Ok(())
}
