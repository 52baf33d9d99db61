//! How a card is drawn: where its words stand, and how large they are.

use resvg::tiny_skia::{Color, FillRule, Paint, Path, PathBuilder, Pixmap, Rect, Transform};

use crate::Rgb;
use crate::card::{Card, HEIGHT, Said, WIDTH};
use crate::drawing::{Drawing, put};
use crate::encode::encode;
use crate::fonts::Fonts;
use crate::icon::ground;
use crate::outline;
use crate::paragraph::Paragraph;
use crate::voice::Voice;

const MARGIN: f32 = 84.0;
const COLUMN: f32 = 1200.0 - 2.0 * MARGIN;
const LOGO: u32 = 76;
const TOP: f32 = 72.0;
/// The paper of the default theme.
const PAPER: Rgb = [0xfb, 0xfa, 0xf6];
/// Sizes of a title with the number of lines that it may take, the best first.
const TITLE: [(f32, usize); 7] = [(92.0, 2), (80.0, 3), (72.0, 3), (64.0, 4), (56.0, 4), (48.0, 5), (40.0, 5)];
/// The same where none of these is small enough.
const LONG_TITLE: (f32, usize) = (48.0, 5);
const NAME: f32 = 38.0;
const LABEL: f32 = 34.0;
const TEXT: f32 = 34.0;
const LEADING: f32 = 1.2;

impl Card<'_> {
    /// The picture as PNG; nothing where some letter has no font.
    pub fn draw(&self) -> Option<Vec<u8>> {
        let fonts = Fonts::of_system();
        let said = self.said(fonts).ok()?;
        let mut canvas = Canvas { card: self, fonts, pixels: Pixmap::new(WIDTH, HEIGHT)? };
        canvas.pixels.fill(solid(self.colors.ground));
        canvas.adorn();
        canvas.head(&said.name);
        canvas.body(&said);
        encode(&canvas.pixels)
    }
}

struct Canvas<'c> {
    card: &'c Card<'c>,
    fonts: &'c Fonts,
    pixels: Pixmap,
}

impl Canvas<'_> {
    /// Two rings in the corner where lines end, and a stripe below.
    fn adorn(&mut self) {
        let shade = self.card.colors.shade;
        let (x, y) = (if self.card.right_to_left { 40.0 } else { 1160.0 }, 60.0);
        let mut rings = PathBuilder::new();
        for radius in [300.0, 236.0, 172.0, 108.0] {
            rings.push_circle(x, y, radius);
        }
        if let Some(rings) = rings.finish() {
            self.pixels.fill_path(&rings, &paint(shade), FillRule::EvenOdd, Transform::identity(), None);
        }
        if let Some(stripe) = Rect::from_xywh(0.0, 612.0, 1200.0, 18.0) {
            self.pixels.fill_rect(stripe, &paint(shade), Transform::identity(), None);
        }
    }

    /// The logo, and the name of the site beside it.
    #[allow(clippy::cast_precision_loss)]
    fn head(&mut self, (voice, name): &(Voice, String)) {
        let mut start = MARGIN;
        if let Some(logo) = self.card.logo {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let width = (LOGO as f32 * logo.ratio()).clamp(24.0, 460.0).round() as u32;
            start += self.logo(logo, width, start);
        }
        let column = 1200.0 - MARGIN - start;
        self.words(
            voice,
            name,
            (NAME, 1),
            (start, column),
            TOP + LOGO as f32 / 2.0 + NAME * 0.35,
            self.card.colors.ink,
        );
    }

    /// The logo in a box that begins where lines begin; how much of the line it takes comes back.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    fn logo(&mut self, logo: &Drawing, width: u32, start: f32) -> f32 {
        let Some(drawn) = logo.fitted(width, LOGO) else { return 0.0 };
        // What is no tile itself was drawn for paper: on the site's own colour it might not be seen.
        let around = if ground(&drawn).is_some() { 0.0 } else { 14.0 };
        let taken = width as f32 + 2.0 * around;
        let left = if self.card.right_to_left { 1200.0 - start - taken } else { start };
        if around > 0.0
            && let Some(tile) = rounded(left, TOP - around, taken, LOGO as f32 + 2.0 * around, 18.0)
        {
            self.pixels.fill_path(&tile, &paint(PAPER), FillRule::Winding, Transform::identity(), None);
        }
        put(&drawn, &mut self.pixels, (left + around) as i32, TOP as i32);
        taken + 24.0
    }

    /// Label, title and text, together in the middle of what is left.
    fn body(&mut self, said: &Said) {
        let colors = self.card.colors;
        let (title_voice, title) = &said.title;
        let (size, lines) = self.title_size(title_voice, title);
        #[allow(clippy::cast_precision_loss)]
        let title_height = lines as f32 * size * LEADING;
        let label_height = if said.label.1.is_empty() { 0.0 } else { LABEL * 1.7 };
        let text_lines = if said.text.1.is_empty() { 0 } else { 2 };
        #[allow(clippy::cast_precision_loss)]
        let text_height = text_lines as f32 * TEXT * 1.4;
        let (top, bottom) = (180.0, 590.0);
        let mut y = top + ((bottom - top) - label_height - title_height - text_height).max(0.0) / 2.0;
        let column = (MARGIN, COLUMN);
        if label_height > 0.0 {
            self.words(&said.label.0, &said.label.1, (LABEL, 1), column, y + LABEL, colors.muted);
            y += label_height;
        }
        y = self.words(title_voice, title, (size, lines), column, y + size, colors.ink);
        if text_lines > 0 {
            self.words(&said.text.0, &said.text.1, (TEXT, text_lines), column, y + TEXT * 1.7, colors.muted);
        }
    }

    /// The largest size at which a title fits, and its lines then.
    fn title_size(&self, voice: &Voice, title: &str) -> (f32, usize) {
        let paragraph = Paragraph::new(self.fonts, voice, title, self.card.right_to_left);
        let fits = TITLE.iter().find_map(|(size, most)| {
            let lines = paragraph.lines(COLUMN / size, *most)?;
            Some((*size, lines.len()))
        });
        // A word that is longer than a line, or a title of hundreds of letters.
        fits.unwrap_or_else(|| {
            let (size, most) = LONG_TITLE;
            (size, paragraph.forced(COLUMN / size, most).len())
        })
    }

    /// Draws words in a column that begins where lines begin; the baseline of the last line comes back.
    fn words(
        &mut self,
        voice: &Voice,
        text: &str,
        (size, most): (f32, usize),
        (start, column): (f32, f32),
        mut baseline: f32,
        color: Rgb,
    ) -> f32 {
        let right_to_left = self.card.right_to_left;
        let whole = Paragraph::new(self.fonts, voice, text, right_to_left);
        let shortened;
        let mut paragraph = whole;
        let mut lines = paragraph.lines(column / size, most);
        if lines.is_none() {
            shortened = paragraph.beginning(column / size, most);
            paragraph = Paragraph::new(self.fonts, voice, &shortened, right_to_left);
            lines = paragraph.lines(column / size, most).or_else(|| Some(paragraph.forced(column / size, most)));
        }
        let leading = if most > 1 { size * LEADING.max(if size < 40.0 { 1.4 } else { LEADING }) } else { size };
        for (number, range) in lines.unwrap_or_default().into_iter().enumerate() {
            if number > 0 {
                baseline += leading;
            }
            let line = paragraph.line(range);
            let left = if right_to_left { 1200.0 - start - line.width * size } else { start };
            if let Some(path) = outline::path(&line.glyphs, size, left, baseline) {
                self.pixels.fill_path(&path, &paint(color), FillRule::Winding, Transform::identity(), None);
            }
        }
        baseline
    }
}

/// A box with rounded corners.
fn rounded(left: f32, top: f32, width: f32, height: f32, radius: f32) -> Option<Path> {
    let (right, bottom) = (left + width, top + height);
    let mut path = PathBuilder::new();
    path.move_to(left + radius, top);
    path.line_to(right - radius, top);
    path.quad_to(right, top, right, top + radius);
    path.line_to(right, bottom - radius);
    path.quad_to(right, bottom, right - radius, bottom);
    path.line_to(left + radius, bottom);
    path.quad_to(left, bottom, left, bottom - radius);
    path.line_to(left, top + radius);
    path.quad_to(left, top, left + radius, top);
    path.close();
    path.finish()
}

fn solid([red, green, blue]: Rgb) -> Color {
    Color::from_rgba8(red, green, blue, 255)
}

fn paint(color: Rgb) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(solid(color));
    paint
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::Colors;

    const COLORS: Colors =
        Colors { ground: [12, 79, 78], shade: [26, 89, 88], ink: [255, 255, 255], muted: [207, 224, 221] };

    fn card<'a>(title: &'a str, language: &'a str, right_to_left: bool) -> Card<'a> {
        let (label, name) = ("", "");
        Card { name, label, title, text: "", language, right_to_left, families: &[], logo: None, colors: COLORS }
    }

    /// How much of each column is written on, as far as this machine has the letters.
    fn columns(card: &Card<'_>) -> Option<Vec<usize>> {
        let pixels = Pixmap::decode_png(&card.draw()?).ok()?;
        assert_eq!((pixels.width(), pixels.height()), (WIDTH, HEIGHT));
        let is_ink = |x, y| pixels.pixel(x, y).is_some_and(|pixel| pixel.red() > 200);
        Some((0..WIDTH).map(|x| (0..HEIGHT).filter(|y| is_ink(x, *y)).count()).collect())
    }

    fn span(columns: &[usize]) -> (usize, usize) {
        let first = columns.iter().position(|count| *count > 0).unwrap_or_default();
        (first, columns.iter().rposition(|count| *count > 0).unwrap_or_default())
    }

    #[test]
    fn lines_begin_where_the_language_begins_and_stay_inside() {
        for (title, language, right_to_left) in [
            ("When do I get paid?", "en", false),
            ("Когда я получу выплату?", "ru", false),
            ("متى أحصل على أموالي؟", "ar", true),
            ("支払いはいつ受け取れますか。銀行口座への振り込みにかかる日数について", "ja", false),
            ("ฉันจะได้รับเงินเมื่อไหร่และทำไมการจ่ายเงินจึงล่าช้าในช่วงวันหยุดยาว", "th", false),
        ] {
            // A machine without the font draws nothing; what it says then is another test.
            let Some(columns) = columns(&card(title, language, right_to_left)) else { continue };
            let (first, last) = span(&columns);
            assert!(first >= 80 && last <= 1120, "{language}: {first} to {last}");
            if right_to_left {
                assert!(last > 1090, "{language} ends at {last}");
            } else {
                assert!(first < 100, "{language} begins at {first}");
            }
        }
    }

    #[test]
    fn titles_of_any_length_fit() {
        let endless = "Donaudampfschifffahrtsgesellschaft".repeat(20);
        let long = "How do I get paid when nothing works? ".repeat(20);
        for title in [endless.as_str(), &long, "", " ", "…", "\u{202e}abc", "a\nb\tc"] {
            if let Some(columns) = columns(&card(title, "en", false)) {
                assert!(span(&columns).1 <= 1124, "{title}");
            }
        }
    }

    #[test]
    fn the_same_words_are_the_same_bytes_and_few_of_them() {
        let card = Card { name: "Driftnet Help", label: "Payouts", ..card("When do I get paid?", "en", false) };
        let (one, other) = (card.draw(), card.draw());
        assert_eq!(one, other);
        assert!(one.is_none_or(|bytes| bytes.len() < 30_000));
    }

    #[test]
    fn a_letter_that_no_font_has_is_told_and_a_smiley_is_left_out() {
        let gone = card("Hello \u{e000}\u{105c0}", "en", false);
        let missing = gone.missing().expect("Todhri is in no font of today");
        assert!(gone.draw().is_none(), "{missing:?}");
        let (plain, smiling) = (card("Hello", "en", false), card("Hello \u{1f9ff}\u{fe0f}", "en", false));
        assert_eq!(plain.missing(), smiling.missing());
    }
}
