//! Blanks in the place of words.

use std::ops::Range;

/// The text with blanks in the place of some parts. Lines and the length of each stay as they are, and so do the marks of
/// quotes at their beginning: whatever stands around a part is read as before, and has its old place.
pub(super) fn blank(text: &str, parts: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for part in parts {
        out.push_str(text.get(done..part.start).unwrap_or_default());
        let mut begins_line = false;
        for letter in text.get(part.clone()).unwrap_or_default().chars() {
            let stays = matches!(letter, '\n' | '\r') || begins_line && matches!(letter, ' ' | '\t' | '>');
            begins_line = letter == '\n' || begins_line && stays;
            if stays {
                out.push(letter);
            } else {
                (0..letter.len_utf8()).for_each(|_| out.push(' '));
            }
        }
        done = part.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::blank;

    #[test]
    fn everything_else_keeps_its_place() {
        let text = "> a\n> :::x\n> тайна\n> > b\n> :::\n> c";
        let part = 6..text.len() - "\n> c".len();
        assert_eq!(blank(text, std::slice::from_ref(&part)), "> a\n>     \n>           \n> >  \n>    \n> c");
        assert_eq!(blank(text, &[]), text);
    }
}
