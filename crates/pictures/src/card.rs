//! What a network shows of a shared link: a title on the site's colour.

use unicode_script::UnicodeScript;

use crate::Rgb;
use crate::drawing::Drawing;
use crate::families::has_display;
use crate::fonts::Fonts;
use crate::voice::Voice;
use crate::words::{Missing, drawable};

/// The width that networks ask for, in pixels.
pub const WIDTH: u32 = 1200;
/// The height that goes with it.
pub const HEIGHT: u32 = 630;
/// Rises when the same words look different than before.
const VERSION: u32 = 1;

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

/// Stands for what any machine makes of the same drawing without words: another one with another version of the program.
pub fn version() -> String {
    VERSION.to_string()
}

/// Stands for what this machine makes of the same words: another one with other fonts, or another version of the program.
pub fn fingerprint() -> String {
    format!("{VERSION}-{}", Fonts::of_system().fingerprint())
}

/// The words of a card, ready to be drawn.
pub(crate) struct Said {
    pub(crate) name: (Voice, String),
    pub(crate) label: (Voice, String),
    pub(crate) title: (Voice, String),
    pub(crate) text: (Voice, String),
}

impl Card<'_> {
    /// The first letter that no font of this machine has, if there is one.
    pub fn missing(&self) -> Option<Missing> {
        self.said(Fonts::of_system()).err()
    }

    /// Its words, and how each is set.
    ///
    /// # Errors
    /// When some letter has no font.
    pub(crate) fn said(&self, fonts: &Fonts) -> Result<Said, Missing> {
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
}
