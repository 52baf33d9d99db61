//! Numbers of phones and of bank cards.

use std::ops::Range;

/// A run of digits with what people put between them.
struct Number {
    range: Range<usize>,
    digits: Vec<u8>,
}

/// Runs of at least `least` digits with single separators, that are no part of a word, an address or a longer number.
fn numbers(text: &str, separators: &[u8], least: usize) -> Vec<Number> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_digit)) {
        let start = at + step;
        let (mut end, mut count, mut gap) = (start, 0, 0);
        for (offset, byte) in bytes.get(start..).unwrap_or_default().iter().enumerate() {
            if byte.is_ascii_digit() {
                count += 1;
                (end, gap) = (start + offset + 1, 0);
            } else if separators.contains(byte) && gap < 2 {
                gap += 1;
            } else {
                break;
            }
        }
        at = end.max(start + 1);
        if count < least {
            continue;
        }
        let before = text.get(..start).unwrap_or_default().chars().next_back();
        let after = text.get(end..).unwrap_or_default().chars().next();
        let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "/_=&#%.:@".contains(c));
        let ends = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "/_=&#%@".contains(c));
        if !joined(before) && !ends(after) {
            let written = bytes.get(start..end).unwrap_or_default().iter();
            let digits = written.filter(|byte| byte.is_ascii_digit()).map(|byte| byte - b'0').collect();
            found.push(Number { range: start..end, digits });
        }
    }
    found
}

/// Numbers in the international form (`+375 29 …`), and in the forms of North America and Russia.
pub(crate) fn phones(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for Number { range, digits } in numbers(text, b" -().", 10) {
        let before = text.get(..range.start).unwrap_or_default();
        let written = text.get(range.clone()).unwrap_or_default();
        let plus = before.ends_with('+') || before.ends_with("+(");
        let bracket = before.ends_with('(');
        let groups: Vec<usize> =
            written.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|n| *n > 0).collect();
        let american = groups == [3, 3, 4] && (bracket || written.contains('-'));
        let russian =
            digits.first() == Some(&8) && groups.len() >= 4 && groups.get(..2) == Some(&[1, 3]) && digits.len() == 11;
        // Lines that cost nothing to call are a company's.
        let national = if plus || digits.len() == 11 { digits.get(1..4) } else { digits.get(..3) };
        let free = matches!(national, Some([8, 0 | 3..=8, x]) if digits.get(2) == Some(x) || *x == 0);
        // 555-01xx is kept for films and examples.
        let film = digits.get(digits.len() - 7..digits.len() - 3) == Some(&[5, 5, 5, 0])
            || digits.windows(5).any(|five| five == [1, 2, 3, 4, 5]);
        let same = digits.windows(2).filter(|pair| pair.first() == pair.last()).count() + 3 >= digits.len();
        if (plus && digits.len() <= 15 || american || russian) && !free && !film && !same {
            let start = range.start - usize::from(plus) - usize::from(before.ends_with('('));
            found.push(start..range.end);
        }
    }
    found
}

/// Numbers that may be those of bank cards.
pub(crate) fn cards(text: &str) -> Vec<Range<usize>> {
    let numbers = numbers(text, b" -", 13).into_iter();
    numbers.filter(|number| is_card(&number.digits)).map(|number| number.range).collect()
}

/// Whether digits have the length and beginning of a bank card's number, and its check digit (Luhn).
fn is_card(digits: &[u8]) -> bool {
    let scheme = match digits {
        [4, ..] => matches!(digits.len(), 13 | 16 | 19),
        [5, 1..=5, ..] | [2, 2..=7, ..] => digits.len() == 16,
        [3, 4 | 7, ..] => digits.len() == 15,
        [6, 0 | 2 | 4 | 5, ..] | [9, 1 | 8, ..] => matches!(digits.len(), 16 | 19),
        _ => false,
    };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| match (at % 2, u32::from(*digit)) {
            (0, digit) => digit,
            (_, digit) if digit > 4 => digit * 2 - 9,
            (_, digit) => digit * 2,
        })
        .sum();
    scheme && sum.is_multiple_of(10) && digits.windows(2).any(|pair| pair.first() != pair.last())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(of: fn(&str) -> Vec<Range<usize>>, text: &str) -> Vec<&str> {
        of(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn phone_numbers_and_other_long_ones() {
        let text = "+375 29 713-02-68, (212) 867-5309 or 8 (495) 713-02-68; 800-867-5309, +1 (212) 555-0142, 2026-11-21 10:00:00, 192.168.100.100, v1.2.3, id=4950713026811, 1234567890";
        assert_eq!(find(phones, text), ["+375 29 713-02-68", "(212) 867-5309", "8 (495) 713-02-68"]);
    }

    #[test]
    fn cards_have_their_check_digit() {
        let text = "4539 1488 0343 6467, 4539 1488 0343 6468, 378282246310005; 5555-5555-5555-4444 и 0000000000000000, 2202200112345674";
        assert_eq!(find(cards, text), ["4539 1488 0343 6467", "378282246310005", "5555-5555-5555-4444"]);
    }
}
