//! Pieces of a text written from the right that have to keep their own direction.
//!
//! Browsers lay out mixed text by the Unicode bidirectional algorithm. It knows letters, not meanings: after Arabic
//! letters `+44 20 7946` is shown as `7946 20 44+`, `5 GB` as `GB 5`, `C++` as `++C`. A name in Latin letters, and a
//! plain number, need no help.

/// Whether a letter belongs to a script that is written from the right.
pub fn is_from_the_right(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Whether a text is written from the left alone, as an English sentence is.
pub fn is_from_the_left(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(is_from_the_right)
}

/// The pieces of a text, and whether each is to be laid out from the left, apart from what stands around it.
pub fn pieces(text: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(segment) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let end = at + segment.find(is_from_the_right).unwrap_or(segment.len());
        if let Some((start, stop)) = run(text.get(at..end).unwrap_or_default()) {
            let (start, stop) = (at + start, at + stop);
            pieces.push((text.get(done..start).unwrap_or_default(), false));
            pieces.push((text.get(start..stop).unwrap_or_default(), true));
            done = stop;
        }
        let rest = text.get(end..).unwrap_or_default();
        at = end + rest.find(|c| !is_from_the_right(c)).unwrap_or(rest.len());
    }
    pieces.push((text.get(done..).unwrap_or_default(), false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

/// The attributes of the element around a piece from the left: a short one, such as a number and its unit, stays on one line.
pub fn attributes(piece: &str) -> &'static str {
    const SHORT: usize = 20;
    let breaks = piece.contains([' ', '-', '/']);
    if breaks && piece.chars().count() <= SHORT { "dir=\"ltr\" class=\"whole\"" } else { "dir=\"ltr\"" }
}

/// The part of a segment without letters from the right that has to stay together, as a range of it.
fn run(segment: &str) -> Option<(usize, usize)> {
    let start = segment.find(char::is_alphanumeric)?;
    let (last, letter) = segment.char_indices().rfind(|(_, c)| c.is_alphanumeric())?;
    let end = last + letter.len_utf8();
    // What stands directly before or behind belongs to it: a sign, a currency, the brackets of a call.
    let start = start - before_it(segment.get(..start)?);
    let end = end + behind_it(segment.get(start..end)?, segment.get(end..)?);
    let text = segment.get(start..end)?;
    falls_apart(text).then_some((start, end))
}

fn before_it(before: &str) -> usize {
    let signs = before.chars().rev().take_while(|c| "+-$€£¥#@/\\.~_&".contains(*c));
    signs.map(char::len_utf8).sum()
}

fn behind_it(text: &str, behind: &str) -> usize {
    let count = |open: char, close: char| {
        text.chars().filter(|c| *c == open).count().saturating_sub(text.chars().filter(|c| *c == close).count())
    };
    let mut open = count('(', ')') + count('[', ']') + count('{', '}');
    let mut length = 0;
    for c in behind.chars() {
        match c {
            '%' | '°' | '+' | '#' | '*' | '_' | '/' | '™' | '®' | '€' | '$' => {}
            // `f()`
            '(' if behind.get(length + 1..).is_some_and(|rest| rest.starts_with(')')) => open += 1,
            ')' | ']' | '}' if open > 0 => open -= 1,
            _ => break,
        }
        length += c.len_utf8();
    }
    length
}

/// Whether letters from the right around it would tear it apart.
fn falls_apart(text: &str) -> bool {
    let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) else { return false };
    if !first.is_alphanumeric() || !last.is_alphanumeric() {
        return true;
    }
    if text.chars().any(char::is_alphabetic) {
        // A number takes the direction of the letters before it.
        return !first.is_alphabetic();
    }
    let marks = text.chars().filter(|c| !c.is_numeric() && !".,:/".contains(*c));
    let marks: String = marks.collect();
    // `10–20` is read from the right, as the words around it.
    !marks.is_empty() && !matches!(marks.as_str(), "-" | "–")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(text: &str) -> Vec<&str> {
        let pieces = pieces(text);
        assert_eq!(pieces.iter().map(|(piece, _)| *piece).collect::<String>(), text);
        pieces.into_iter().filter(|(_, apart)| *apart).map(|(piece, _)| piece).collect()
    }

    #[test]
    fn what_falls_apart_is_found() {
        for (text, wanted) in [
            ("اتصل على +44 20 7946 0018 الآن.", "+44 20 7946 0018"),
            ("الحد الأدنى $50.", "$50"),
            ("تحتاج إلى 5 GB، على الأقل", "5 GB"),
            ("استخدم C++ أو", "C++"),
            ("افتح .gitignore ثم", ".gitignore"),
            ("في 2026-11-05.", "2026-11-05"),
            ("نسبة 50%", "50%"),
            ("فعّل 2FA.", "2FA"),
            ("الدالة send() هنا", "send()"),
            ("المعرّف wu_unlock_{$this->object_id} هنا", "wu_unlock_{$this->object_id}"),
            ("(5 GB)", "5 GB"),
        ] {
            assert_eq!(apart(text), [wanted], "{text}");
        }
    }

    #[test]
    fn what_browsers_lay_out_well_stays_as_it_is() {
        for text in [
            "افتح Google Play ثم",
            "ويندوز Windows 11.",
            "15 يوما",
            "من 10-20 يوما",
            "1,234.50 دولار",
            "10:30",
            "",
            "نعم",
        ] {
            assert_eq!(apart(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn sentences_from_the_left() {
        assert!(is_from_the_left("Ask us.") && !is_from_the_left("15.") && !is_from_the_left("Ask مرحبا"));
    }
}
