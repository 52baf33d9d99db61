//! Small letters, for the scripts that have them. The standard library's table is exact for every letter there is, and a
//! tenth of the browser's engine.

/// The small letter of a capital: Latin, Greek, Cyrillic and Armenian. What has none, or one of several letters, stays.
pub(crate) fn lower(c: char) -> char {
    let n = c as u32;
    let small = match n {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f => n + 32,
        // Capitals and small letters stand in pairs, capitals at even numbers …
        0x100..=0x12f | 0x132..=0x137 | 0x14a..=0x177 | 0x460..=0x481 | 0x48a..=0x4bf | 0x4d0..=0x52f => n | 1,
        0x1e00..=0x1e95 | 0x1ea0..=0x1eff => n | 1,
        // … or at odd ones.
        0x139..=0x148 | 0x179..=0x17e | 0x4c1..=0x4ce => n + (n & 1),
        0x178 => 0xff,
        0x386 => 0x3ac,
        0x388..=0x38a => n + 37,
        0x38c => 0x3cc,
        0x38e | 0x38f => n + 63,
        0x400..=0x40f => n + 80,
        0x4c0 => 0x4cf,
        0x531..=0x556 => n + 48,
        _ => n,
    };
    char::from_u32(small).unwrap_or(c)
}

/// Whether a letter is a capital.
pub(crate) fn is_capital(c: char) -> bool {
    lower(c) != c
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_full_table_has_them() {
        // Of African and old letters, and of those whose small one is two.
        let other = |c: char| matches!(c as u32, 0x130 | 0x181..=0x24f | 0x370..=0x37f | 0x3cf..=0x3ff);
        for c in ('\0'..='\u{587}').chain('\u{1e00}'..='\u{1eff}').filter(|c| !other(*c)) {
            let full: Vec<char> = c.to_lowercase().collect();
            let ours = lower(c);
            assert!(full == [ours] || c == '\u{1e9e}', "{c} {ours} {full:?}");
        }
        assert!(is_capital('Ж') && !is_capital('ж') && !is_capital('1') && !is_capital('中'));
    }
}
