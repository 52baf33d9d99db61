//! Colours and font from `helpdex.yaml`, as a stylesheet of custom properties.
//!
//! Every text here comes from a file and goes into CSS, so it is read and written anew, never copied.

use helpdex_content::config::color::{Color, READABLE};
use helpdex_content::config::{Appearance, font_stack};

const WHITE: Color = Color::new(255, 255, 255);
const BLACK: Color = Color::new(0, 0, 0);
const INK: Color = Color::new(0x1b, 0x26, 0x25);
/// The accents of `css/main.css`, each with what is written on it.
const ACCENT: (Color, Color) = (Color::new(0x0f, 0x6b, 0x68), WHITE);
const ACCENT_DARK: (Color, Color) = (Color::new(0x3f, 0xa7, 0x9f), Color::new(0x06, 0x20, 0x1e));
/// The head of the home page there, and what is written on it.
#[cfg(feature = "pictures")]
const HERO: (Color, Color, Color) = (Color::new(0x0c, 0x4f, 0x4e), WHITE, Color::new(0xcf, 0xe0, 0xdd));
/// The contrast of the home page's head to the white words on it.
const DEEP: f64 = 7.0;

/// The colours of `css/main.css` that an accent has to go with.
struct Ground {
    paper: Color,
    card: Color,
    ink: Color,
    /// Where an accent that can't be read moves to.
    end: Color,
    /// How much accent the tinted areas hold.
    share: f64,
    hero: Hero,
}

/// How the head of the home page takes the accent up.
enum Hero {
    Deep,
    Shade,
}

const LIGHT: Ground =
    Ground { paper: Color::new(0xfb, 0xfa, 0xf6), card: WHITE, ink: INK, end: BLACK, share: 0.07, hero: Hero::Deep };
const DARK: Ground = Ground {
    paper: Color::new(0x11, 0x18, 0x1b),
    card: Color::new(0x19, 0x22, 0x26),
    ink: Color::new(0xe3, 0xe9, 0xe7),
    end: WHITE,
    share: 0.12,
    hero: Hero::Shade,
};

/// The stylesheet for an appearance; empty when it changes nothing. What is no colour or font is left out: reading
/// `helpdex.yaml` has reported it.
pub(super) fn stylesheet(appearance: &Appearance) -> String {
    let color = |text: &Option<String>| Color::parse(text.as_deref()?);
    let light = color(&appearance.accent);
    let dark = color(&appearance.accent_dark);
    let font = appearance.font.as_deref().and_then(font_stack);
    let mut css = String::new();
    if let Some(font) = font {
        css.push_str(&format!(":root {{\n  --font-text: {font};\n  --font-display: {font};\n}}\n"));
    }
    if let Some(accent) = light {
        css.push_str(&format!(":root {{\n{}}}\n", properties(accent, &LIGHT)));
    }
    if let Some(accent) = dark.or(light) {
        let dark = properties(accent, &DARK);
        css.push_str(&format!(
            "@media screen and (prefers-color-scheme: dark) {{\n:root:not([data-theme=\"light\"]) {{\n{dark}}}\n}}\n\
             @media screen {{\n:root[data-theme=\"dark\"] {{\n{dark}}}\n}}\n"
        ));
    }
    css
}

/// The accent on light and on dark ground, and what is written on each: also where no stylesheet of the theme is loaded.
pub(crate) fn accents(appearance: &Appearance) -> [(String, String); 2] {
    let color = |text: &Option<String>| Color::parse(text.as_deref()?);
    let light = color(&appearance.accent);
    let dark = color(&appearance.accent_dark).or(light);
    let pair = |accent: Option<Color>, (known, on_known): (Color, Color)| {
        let pair = accent.map_or((known, on_known), |accent| (accent, on(accent)));
        (pair.0.to_string(), pair.1.to_string())
    };
    [pair(light, ACCENT), pair(dark, ACCENT_DARK)]
}

#[cfg(feature = "pictures")]
/// The head of the home page on light ground: its colour, one a little apart from it, and two that are written on it.
#[cfg(feature = "pictures")]
pub(crate) fn hero(appearance: &Appearance) -> [[u8; 3]; 4] {
    let accent = appearance.accent.as_deref().and_then(Color::parse);
    let (hero, ink, muted) = accent.map_or(HERO, |accent| hero_of(accent, &LIGHT));
    [hero, hero.mix(ink, 0.06), ink, muted].map(Color::parts)
}

/// What can be read on an accent.
fn on(accent: Color) -> Color {
    if accent.contrast(WHITE) >= 3.0 { WHITE } else { INK }
}

/// The custom properties that follow from one accent colour.
fn properties(accent: Color, ground: &Ground) -> String {
    let Ground { paper, card, .. } = *ground;
    let tint = paper.mix(accent, ground.share);
    let text = accent.readable_on(&[paper, card, tint], ground.end, READABLE);
    let on_accent = on(accent);
    let (hero, hero_ink, hero_muted) = hero_of(accent, ground);
    let line = paper.mix(accent, ground.share * 3.5);
    format!(
        "  --accent: {accent};\n  --accent-text: {text};\n  --on-accent: {on_accent};\n  --tint: {tint};\n  \
         --tint-line: {line};\n  --hero: {hero};\n  --hero-ink: {hero_ink};\n  --hero-muted: {hero_muted};\n"
    )
}

/// The head of the home page, and two colours that are written on it.
fn hero_of(accent: Color, ground: &Ground) -> (Color, Color, Color) {
    let (hero, ink) = match ground.hero {
        // A colour too light to carry white words stays a tint behind dark ones.
        Hero::Deep if accent.contrast(WHITE) < 3.0 => (ground.paper.mix(accent, 0.3), ground.ink),
        Hero::Deep => (accent.readable_on(&[WHITE], BLACK, DEEP), WHITE),
        Hero::Shade => (ground.paper.mix(accent, 0.16), ground.ink),
    };
    (hero, ink, ink.mix(hero, 0.2).readable_on(&[hero], ink, READABLE))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn appearance(accent: &str, font: &str) -> Appearance {
        Appearance { accent: Some(accent.to_owned()), font: Some(font.to_owned()), ..Appearance::default() }
    }

    #[test]
    fn an_accent_becomes_readable_properties() {
        let css = stylesheet(&appearance("#ffcc00", "Inter, 'Noto Sans', sans-serif"));
        assert!(css.contains("--accent: #ffcc00;"), "{css}");
        // Yellow on white can't be read: links get a darker one, buttons dark words.
        assert!(!css.contains("--accent-text: #ffcc00;\n  --on-accent: #ffffff"), "{css}");
        assert!(css.contains("--on-accent: #1b2625"), "{css}");
        assert!(css.contains("--font-text: \"Inter\", \"Noto Sans\", sans-serif;"), "{css}");
    }

    #[test]
    fn nothing_but_colours_and_names_gets_into_css() {
        for (accent, font) in [
            ("red;} body{display:none", "Inter"),
            ("#fff", "x; } @import url(//evil.example)"),
            ("#fff", "\"a\\\"b\""),
            ("#fff", "a, , b"),
            ("expression(1)", "}"),
        ] {
            let css = stylesheet(&appearance(accent, font));
            assert!(Color::parse(accent).is_none() || font_stack(font).is_none(), "{accent} {font}");
            assert!(!css.contains("evil") && !css.contains("none") && !css.contains("expression"), "{css}");
        }
    }

    #[test]
    fn no_appearance_no_stylesheet() {
        assert_eq!(stylesheet(&Appearance::default()), "");
    }
}
