//! What is left of a word without its ending, and how to change its last letters.

/// What is left of a word, and the theme that a verb keeps through its forms.
pub(super) struct Base {
    pub(super) text: String,
    pub(super) theme: &'static str,
}

/// The number of sounds: `дз` and `дж` are one each, `ь` is none.
#[inline(never)]
pub(super) fn letters(text: &str) -> usize {
    let mut count = 0;
    let mut last = ' ';
    for c in text.chars() {
        if c != 'ь' && !(last == 'д' && matches!(c, 'з' | 'ж')) {
            count += 1;
        }
        last = c;
    }
    count
}

#[inline(never)]
pub(super) fn replace_last(text: &mut String, c: char) {
    text.pop();
    text.push(c);
}

/// куплю, стаўлю: the `л` goes, and `ў` before it was `в`.
pub(super) fn labial(text: &mut String) {
    text.pop();
    if text.ends_with('у') {
        replace_last(text, 'в');
    }
}
