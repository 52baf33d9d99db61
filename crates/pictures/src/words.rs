//! Which words can be drawn here.

use unicode_script::{Script, UnicodeScript};

use crate::families::spaced;
use crate::fonts::Fonts;
use crate::voice::Voice;

/// Letters that no font of this machine has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// The English name of their script: `Devanagari`.
    pub script: String,
    /// The first of them.
    pub letter: char,
}

/// A text in one line, without the symbols that no font draws, such as coloured smileys.
///
/// # Errors
/// A letter that no font has: without it the text would say something else.
pub(crate) fn drawable(fonts: &Fonts, voice: &Voice, text: &str) -> Result<String, Missing> {
    let mut drawn = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_whitespace() {
            // One space is enough for all of them, and none stands at an end.
            if !drawn.is_empty() && !drawn.ends_with(' ') {
                drawn.push(' ');
            }
        } else if is_joiner(letter) {
            drawn.push(letter);
        } else if letter.is_control() || is_hidden(letter) {
        } else if fonts.face_for(voice, letter.script(), letter).is_some() {
            drawn.push(letter);
        } else if letter.is_alphanumeric()
            || !matches!(letter.script(), Script::Common | Script::Inherited | Script::Unknown)
        {
            return Err(Missing { script: spaced(letter.script()), letter });
        }
    }
    drawn.truncate(drawn.trim_end().len());
    Ok(drawn)
}

/// What decides in Persian and in Indian languages how letters join.
pub(crate) fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}')
}

/// What is never seen: marks of direction, soft hyphens, selectors of variants, tags.
fn is_hidden(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}
