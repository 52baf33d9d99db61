//! Just enough colour to make a brand's accent readable on light and dark pages.

use std::fmt;

/// An opaque colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    red: u8,
    green: u8,
    blue: u8,
}

/// WCAG's least contrast for text.
pub const READABLE: f64 = 4.5;

impl Color {
    /// A colour by its parts.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Red, green and blue.
    pub const fn parts(self) -> [u8; 3] {
        [self.red, self.green, self.blue]
    }

    /// Reads `#rgb` and `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        let byte = |shift: u32| u8::try_from((number >> shift) & 0xff).unwrap_or_default();
        let nibble = |shift: u32| u8::try_from((number >> shift) & 0xf).unwrap_or_default() * 17;
        match digits.len() {
            6 => Some(Self::new(byte(16), byte(8), byte(0))),
            3 => Some(Self::new(nibble(8), nibble(4), nibble(0))),
            _ => None,
        }
    }

    /// This colour with `share` (0 to 1) of another.
    pub fn mix(self, other: Self, share: f64) -> Self {
        let part = |a: u8, b: u8| {
            let value = f64::from(a) + (f64::from(b) - f64::from(a)) * share;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let byte = value.round().clamp(0.0, 255.0) as u8;
            byte
        };
        Self::new(part(self.red, other.red), part(self.green, other.green), part(self.blue, other.blue))
    }

    /// The nearest colour between this one and `end` whose contrast to every one of `backgrounds` is `least` or more.
    pub fn readable_on(self, backgrounds: &[Self], end: Self, least: f64) -> Self {
        let steps = (0..=25).map(|step| self.mix(end, f64::from(step) / 25.0));
        let fits = |color: &Self| backgrounds.iter().all(|back| color.contrast(*back) >= least);
        steps.into_iter().find(fits).unwrap_or(end)
    }

    /// WCAG's contrast ratio, 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_colours_are_read() {
        assert_eq!(Color::parse("#0a7").map(|c| c.to_string()).as_deref(), Some("#00aa77"));
        assert_eq!(Color::parse("#0A7B6c"), Some(Color::new(10, 123, 108)));
        for bad in ["0a7b6c", "#0a7b", "red", "#gg0000", "#+12345", "#", "#0a7b6c;}", "url(x)"] {
            assert_eq!(Color::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let (black, white) = (Color::new(0, 0, 0), Color::new(255, 255, 255));
        assert!((black.contrast(white) - 21.0).abs() < 0.01);
        let yellow = Color::new(255, 220, 0);
        assert!(yellow.contrast(white) < 2.0);
        assert!(yellow.readable_on(&[white], black, READABLE).contrast(white) >= 4.5);
        assert_eq!(black.readable_on(&[white], black, READABLE), black);
    }
}
