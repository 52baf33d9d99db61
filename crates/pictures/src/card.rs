//! What a network shows of a shared link: a title on the site's colour.

use resvg::tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Rect, Transform};
use unicode_script::UnicodeScript;

use crate::Rgb;
use crate::drawing::{Drawing, put};
use crate::encode::encode;
use crate::families::has_display;
use crate::fonts::Fonts;
use crate::outline;
use crate::paragraph::Paragraph;
use crate::voice::Voice;
use crate::words::{Missing, drawable};

/// The width that networks ask for, in pixels.
pub const WIDTH: u32 = 1200;
/// The height that goes with it.
pub const HEIGHT: u32 = 630;
/// Rises when the same words look different than before.
const VERSION: u32 = 1;

const MARGIN: f32 = 84.0;
const COLUMN: f32 = 1200.0 - 2.0 * MARGIN;
const LOGO: u32 = 76;
/// Sizes of a title with the number of lines that it may take, the best first.
const TITLE: [(f32, usize); 7] = [(92.0, 2), (80.0, 3), (72.0, 3), (64.0, 4), (56.0, 4), (48.0, 5), (40.0, 5)];
/// The same where none of these is small enough.
const LONG_TITLE: (f32, usize) = (48.0, 5);
const NAME: f32 = 38.0;
const LABEL: f32 = 34.0;
const TEXT: f32 = 34.0;
const LEADING: f32 = 1.2;

/// The colours of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colors {
    /// Behind everything.
    pub ground: Rgb,
    /// A little apart from it, for what only adorns.
    pub shade: Rgb,
    /// The title.
    pub ink: Rgb,
    /// The words around it.
    pub muted: Rgb,
}

/// What a picture says.
#[derive(Clone, Copy, Debug)]
pub struct Card<'a> {
    /// The site, beside its logo; may be empty.
    pub name: &'a str,
    /// Where the page belongs, above its title; may be empty.
    pub label: &'a str,
    /// What the page is about.
    pub title: &'a str,
    /// More about it; may be empty.
    pub text: &'a str,
    /// The code of the language.
    pub language: &'a str,
    /// Whether that is written from the right.
    pub right_to_left: bool,
    /// Families that the site wants.
    pub families: &'a [String],
    /// The site's logo.
    pub logo: Option<&'a Drawing>,
    /// What it is drawn in.
    pub colors: Colors,
}

/// Stands for what this machine makes of the same words: another one with other fonts, or another version of the program.
pub fn fingerprint() -> String {
    format!("{VERSION}-{}", Fonts::of_system().fingerprint())
}

/// The words of a card, ready to be drawn.
struct Said {
    name: (Voice, String),
    label: (Voice, String),
    title: (Voice, String),
    text: (Voice, String),
}

impl Card<'_> {
    /// The first letter that no font of this machine has, if there is one.
    pub fn missing(&self) -> Option<Missing> {
        self.said(Fonts::of_system()).err()
    }

    fn said(&self, fonts: &Fonts) -> Result<Said, Missing> {
        // As in the theme: a serif for headings of scripts that have one, and only where all of it can be set in it.
        let is_own = |script| !matches!(script, unicode_script::Script::Common | unicode_script::Script::Inherited);
        let display = self.title.chars().map(|c| c.script()).filter(|script| is_own(*script)).all(has_display);
        let say = |text: &str, display: bool, bold: bool| -> Result<(Voice, String), Missing> {
            let voice = Voice::new(self.families, self.language, display, bold);
            let text = drawable(fonts, &voice, text)?;
            Ok((voice, text))
        };
        Ok(Said {
            name: say(self.name, false, true)?,
            label: say(self.label, false, false)?,
            title: say(self.title, display, true)?,
            text: say(self.text, false, false)?,
        })
    }

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
    fn head(&mut self, (voice, name): &(Voice, String)) {
        let mut start = MARGIN;
        if let Some(logo) = self.card.logo {
            #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let width = (LOGO as f32 * logo.ratio()).clamp(24.0, 460.0).round() as u32;
            if let Some(drawn) = logo.fitted(width, LOGO) {
                #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
                let left = if self.card.right_to_left { 1200.0 - start - width as f32 } else { start } as i32;
                put(&drawn, &mut self.pixels, left, 72);
                #[allow(clippy::cast_precision_loss)]
                let taken = width as f32 + 24.0;
                start += taken;
            }
        }
        let column = 1200.0 - MARGIN - start;
        self.words(voice, name, (NAME, 1), (start, column), 72.0 + 38.0 + NAME * 0.35, self.card.colors.ink);
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

fn solid([red, green, blue]: Rgb) -> Color {
    Color::from_rgba8(red, green, blue, 255)
}

fn paint(color: Rgb) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(solid(color));
    paint
}
