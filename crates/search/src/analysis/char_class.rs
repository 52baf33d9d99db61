//! What a character is to the word splitter.

/// The part a character plays in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Letter,
    Digit,
    /// A letter of a script written without spaces.
    Unspaced,
    /// A combining mark or an invisible character: never begins a word, never ends one.
    Mark,
    Apostrophe,
    /// Joins the parts of a compound when letters or digits stand on both sides: `-`, `_`, `&`.
    Hyphen,
    Dot,
    Comma,
    Other,
}

pub(crate) fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        '-' | '_' | '&' => Class::Hyphen,
        '\'' | '`' => Class::Apostrophe,
        '.' => Class::Dot,
        ',' => Class::Comma,
        '\0'..='\u{7f}' => Class::Other,
        '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' => Class::Letter,
        '\u{2010}' | '\u{2011}' => Class::Hyphen,
        '‘' | '’' | '‛' | '׳' | '״' | 'ʼ' | 'ʻ' | 'ʹ' | 'ʾ' | '´' | '′' | '＇' => Class::Apostrophe,
        c if is_ignorable(c) || is_dropped_mark(c) || is_kept_mark(c) => Class::Mark,
        c if is_unspaced(c) => Class::Unspaced,
        c if c.is_alphabetic() => Class::Letter,
        c if is_digit(c as u32) => Class::Digit,
        _ => Class::Other,
    }
}

/// Characters that show nothing: soft hyphen, zero-width space and joiners, direction marks, byte order mark, variation
/// selectors. And the Armenian question mark, which stands over a letter of the word asked about, with its like.
pub(crate) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{55b}' | '\u{55c}' | '\u{55e}' | '\u{61c}' | '\u{640}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Combining marks that search does without: accents and stress marks, Hebrew points, Arabic vowels, Indic nuktas.
pub(crate) fn is_dropped_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}'
        | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{3099}' | '\u{309a}' | '\u{fe20}'..='\u{fe2f}')
        || is_indic(c) && c as u32 & 0x7f == 0x3c
}

/// Marks that Unicode doesn't call alphabetic, but that belong to the spelling: the Indic viramas, Thai, Lao and Khmer signs.
fn is_kept_mark(c: char) -> bool {
    is_indic(c) && c as u32 & 0x7f == 0x4d
        || matches!(c, '\u{e47}'..='\u{e4e}' | '\u{ec8}'..='\u{ece}' | '\u{1037}' | '\u{1039}' | '\u{103a}' | '\u{17c9}'..='\u{17d3}' | '\u{17dd}')
}

/// The blocks from Devanagari to Malayalam are laid out alike.
fn is_indic(c: char) -> bool {
    ('\u{900}'..='\u{d7f}').contains(&c)
}

/// How many neighbouring letters make a term, in a script without spaces: two where a letter is a syllable or more, three in
/// alphabets, whose pairs stand in any text.
pub(crate) fn gram(c: char) -> usize {
    if c < '\u{1800}' { 3 } else { 2 }
}

/// How many letters of a script without spaces a term has, and how many it should have; `None` for other terms.
pub(crate) fn unspaced_letters(word: &str) -> Option<(usize, usize)> {
    let first = word.chars().next().filter(|c| class(*c) == Class::Unspaced)?;
    Some((word.chars().filter(|c| class(*c) == Class::Unspaced).count(), gram(first)))
}

/// Digits and numbers beyond ASCII: small ones and fractions, those of other scripts, in circles, wide ones. The standard
/// library's table has a few ancient ones more.
fn is_digit(n: u32) -> bool {
    matches!(n, 0xb2 | 0xb3 | 0xb9 | 0xbc..=0xbe | 0x660..=0x669 | 0x6f0..=0x6f9 | 0xe50..=0xe59 | 0xed0..=0xed9 | 0x1040..=0x1049
        | 0x17e0..=0x17e9 | 0x2070..=0x2089 | 0x2150..=0x218b | 0x2460..=0x249b | 0x24ea..=0x24ff | 0x2776..=0x2793 | 0xff10..=0xff19)
        || matches!(n, 0x900..0xd80) && n & 0x7f >= 0x66 && n & 0x7f <= 0x6f
}

/// Whether a character is a letter or a digit.
pub(crate) fn is_in_word(c: char) -> bool {
    matches!(class(c), Class::Letter | Class::Digit | Class::Unspaced)
}

/// Chinese, Japanese, Thai, Lao, Burmese and Khmer put no spaces between words. Korean does.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17df}' | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        && c.is_alphabetic()
}
