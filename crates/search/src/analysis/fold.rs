//! One form for what readers type in several: case, accents, `ё` and `е`, composed and decomposed letters, wide digits.
//!
//! The tables of Unicode (case mapping, decomposition) would cost the browser's engine more than the stemmers, so this
//! covers by hand the scripts that have case or accents: Latin (without its phonetic and medieval extensions), Greek,
//! Cyrillic, Armenian, Georgian, kana, Hangul, the last letters of Hebrew, and the spelling variants of Arabic and the Indic scripts. Syllables of Hangul
//! are taken apart into the letters that are typed: only so does a word that is being typed begin the word it becomes. A letter it does
//! not know stays as it is: found as written. The tests compare it with the full tables.

/// Which letters a language takes as the same, over what all languages share.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "write", derive(serde::Deserialize), serde(rename_all = "lowercase"))]
pub(crate) enum Folding {
    #[default]
    Common,
    /// `и` typed for `і`, `щ` for `шч`, `ъ` for the apostrophe; and one letter for those that change within a word from form
    /// to form: вада, воды; лес, лясы; вадзе; тэхніка, тэхніцы; праўда, праведны.
    Belarusian,
    /// Cyrillic letters as the Latin ones that the language is written in as well.
    Serbian,
}

/// Folds text that isn't split into words, such as a prefix or a title to compare with. Folding twice changes nothing.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        Folding::Common.push(c, &mut out);
    }
    out
}

impl Folding {
    /// The folding of a number in a file.
    pub(crate) fn of(number: u8) -> Option<Self> {
        [Self::Common, Self::Belarusian, Self::Serbian].into_iter().find(|folding| *folding as u8 == number)
    }

    /// The folded form of a word.
    #[cfg(feature = "write")]
    pub(crate) fn fold(self, word: &str) -> String {
        let mut out = String::with_capacity(word.len());
        word.chars().for_each(|c| self.push(c, &mut out));
        out
    }

    /// Appends the folded form of `c`, which may be nothing, or change the letter before it (a combining mark).
    pub(crate) fn push(self, c: char, out: &mut String) {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else if ('\u{400}'..'\u{530}').contains(&c) {
            self.push_cyrillic(cyrillic(c), out);
        } else {
            self.push_other(c, out);
        }
    }

    fn push_other(self, c: char, out: &mut String) {
        match c as u32 {
            n @ 0xc0..0x250 => push_latin(LATIN[(n - 0xc0) as usize], c, out),
            n @ 0x1e00..0x1f00 => push_latin(LATIN_ADDITIONAL[(n - 0x1e00) as usize], c, out),
            n @ 0x250..0x2b0 => out.push(african(n).unwrap_or(c)),
            0x306 | 0x308 | 0x3099 | 0x309a => compose(c, self, out),
            0x370..0x400 => out.push(greek(c)),
            0x1f00..0x2000 => out.push(polytonic(c)),
            // The last letter of a word has a shape of its own, which it loses before an ending.
            n @ (0x5da | 0x5dd | 0x5df | 0x5e3 | 0x5e5) => push_u32(n + 1, out),
            n @ 0x531..=0x556 => push_u32(n + 0x30, out),
            n @ 0x10a0..=0x10c5 => push_u32(n + 0x1c60, out),
            n @ 0x1c90..=0x1cbf => push_u32(n - 0xbc0, out),
            n @ (0x1100..0x1200 | 0x3131..0x3164 | 0xac00..0xd7a4) => super::hangul::push_letters(n, out),
            n @ 0xff01..=0xff5e => push_u32((n - 0xfee0) | if (0xff21..=0xff3a).contains(&n) { 0x20 } else { 0 }, out),
            n @ (0x600..0xe00 | 0xe50..=0xe59) => push_variant(n, c, out),
            0xfef5..=0xfefc => out.push_str("\u{644}\u{627}"),
            0xfb00..=0xfb06 => out.push_str(LIGATURES[(c as usize) & 7]),
            0xb2 | 0xb3 => push_u32(c as u32 - 0x80, out),
            0xb9 => out.push('1'),
            _ if super::char_class::is_ignorable(c) || super::char_class::is_dropped_mark(c) => {}
            _ => out.push(c),
        }
    }

    fn push_cyrillic(self, c: char, out: &mut String) {
        if super::char_class::is_dropped_mark(c) {
            return;
        }
        if self == Folding::Belarusian {
            match c {
                'и' | 'ї' => return out.push('і'),
                'щ' => return out.push_str("шч"),
                'ъ' | 'ь' => return,
                'з' if out.ends_with('д') => return,
                'о' => return out.push('а'),
                'э' | 'я' => return out.push('е'),
                'ц' => return out.push('т'),
                'у' if out.ends_with(['а', 'е', 'і', 'о', 'у', 'ы', 'ю']) => return out.push('в'),
                _ => {}
            }
        }
        if self == Folding::Serbian
            && let Some(latin) = serbian(c)
        {
            return out.push_str(latin);
        }
        out.push(c);
    }
}

/// The Serbian alphabet in the order of its code points from `а` to `ш`, and `ђ` to `џ`.
fn serbian(c: char) -> Option<&'static str> {
    let list = match c {
        'а'..='ш' => "a b v g d e z z i j k l m n o p r s t u f h c c s",
        'ђ'..='џ' => "d g e dj i i j lj nj c k i u dz",
        _ => return None,
    };
    let first = if c < 'ђ' { 'а' } else { 'ђ' };
    list.split(' ').nth(c as usize - first as usize)
}

/// Lower case without accents; `й` and `ї` are letters of their own.
fn cyrillic(c: char) -> char {
    let lower = match c as u32 {
        n @ 0x400..=0x40f => n + 0x50,
        n @ 0x410..=0x42f => n + 0x20,
        0x4c0 => 0x4cf,
        n @ 0x4c1..=0x4ce => n + (n & 1),
        n @ (0x460..=0x481 | 0x48a..=0x4bf | 0x4d0..=0x52f) => n | 1,
        n => n,
    };
    match char::from_u32(lower).unwrap_or(c) {
        'ё' | 'ѐ' | 'ӗ' => 'е',
        'ѝ' | 'ӣ' | 'ӥ' => 'и',
        'ѓ' | 'ґ' => 'г',
        'ќ' => 'к',
        'ў' | 'ӯ' | 'ӱ' | 'ӳ' => 'у',
        'ӂ' | 'ӝ' => 'ж',
        'ӑ' | 'ӓ' => 'а',
        'ӛ' => 'ә',
        'ӟ' => 'з',
        'ӧ' => 'о',
        'ӫ' => 'ө',
        'ӭ' => 'э',
        'ӵ' => 'ч',
        'ӹ' => 'ы',
        'ѷ' => 'ѵ',
        lower => lower,
    }
}

fn push_u32(n: u32, out: &mut String) {
    out.extend(char::from_u32(n));
}

const LIGATURES: [&str; 8] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st", ""];

/// The basic letter of every Latin letter, from U+00C0. A capital stands for a pair of letters, a dot for no change.
const LATIN: &[u8; 0x190] = b"\
aaaaaaAceeeeiiiidnooooo.ouuuuyTSaaaaaaAceeeeiiiidnooooo.ouuuuyTy\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiIIjjkkklllllll\
lllnnnnnnnnnooooooOOrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs\
bbbb..occdddd.eeeffgg..ikkl.mnnooo..pp.....ttttuuuvyyzzz.......w\
....DDDLLLNNNaaiioouuuuuuuuuueaaaaAAggggkkoooozzjDDDgg.wnnaaAAoo\
aaaaeeeeiiiioooorrrruuuusstt..hhnd..zzaaeeooooooooyylnt...acclts\
z..buveejj.qrryy";

/// The same from U+1E00 on: dots and strokes, and the doubly accented vowels of Vietnamese.
const LATIN_ADDITIONAL: &[u8; 0x100] = b"\
aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
wwwwwwwwwwxxxxyyzzzzzzhtwyasssSdaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy..vvyy";

fn push_latin(base: u8, c: char, out: &mut String) {
    out.push_str(match base {
        b'A' => "ae",
        b'D' => "dz",
        b'I' => "ij",
        b'L' => "lj",
        b'N' => "nj",
        b'O' => "oe",
        b'S' => "ss",
        b'T' => "th",
        b'.' => return out.push(c),
        letter => return out.push(char::from(letter)),
    });
}

/// The small letters of African and Azerbaijani alphabets whose capitals lie in the table above.
fn african(n: u32) -> Option<char> {
    Some(match n {
        0x253 => 'b',
        0x254 => 'o',
        0x256 | 0x257 => 'd',
        0x259 | 0x25b | 0x1dd => 'e',
        0x260 | 0x263 => 'g',
        0x268 | 0x269 => 'i',
        0x26f => 'm',
        0x272 => 'n',
        0x275 => 'o',
        0x288 => 't',
        0x28a | 0x289 => 'u',
        0x28b | 0x28c => 'v',
        0x292 => 'z',
        _ => return None,
    })
}

/// A mark that makes another letter of the one before it: `й`, `ї`, the voiced kana. Any other mark is dropped.
fn compose(mark: char, folding: Folding, out: &mut String) {
    let Some(last) = out.chars().next_back() else { return };
    let composed = match (last, mark) {
        ('и' | 'і', '\u{306}') => 'й',
        ('і', '\u{308}') if folding == Folding::Common => 'ї',
        ('う', '\u{3099}') => 'ゔ',
        ('ウ', '\u{3099}') => 'ヴ',
        ('は'..='ほ' | 'ハ'..='ホ', '\u{3099}' | '\u{309a}') if (last as u32 - 0x306f) % 0x60 % 3 < 1 => {
            let step = if mark == '\u{3099}' { 1 } else { 2 };
            char::from_u32(last as u32 + step).unwrap_or(last)
        }
        ('か'..='ち' | 'カ'..='チ', '\u{3099}') if (last as u32 - 0x304b) % 0x60 % 2 < 1 => voiced(last),
        ('つ' | 'て' | 'と' | 'ツ' | 'テ' | 'ト', '\u{3099}') => voiced(last),
        _ => return,
    };
    out.pop();
    out.push(composed);
}

fn voiced(kana: char) -> char {
    char::from_u32(kana as u32 + 1).unwrap_or(kana)
}

fn greek(c: char) -> char {
    match c {
        'ά' | 'Ά' => 'α',
        'έ' | 'Έ' => 'ε',
        'ή' | 'Ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' | 'Ί' | 'Ϊ' => 'ι',
        'ό' | 'Ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' | 'Ύ' | 'Ϋ' => 'υ',
        'ώ' | 'Ώ' => 'ω',
        'ς' => 'σ',
        'Α'..='Ω' => char::from_u32(c as u32 + 0x20).unwrap_or(c),
        _ => c,
    }
}

/// Ancient Greek writes breathings and pitch over the vowels; only the vowel counts.
fn polytonic(c: char) -> char {
    match c as u32 & 0xff {
        0x00..=0x0f | 0x70 | 0x71 | 0x80..=0x8f | 0xb0..=0xbc => 'α',
        0x10..=0x1f | 0x72 | 0x73 | 0xc8 | 0xc9 => 'ε',
        0x20..=0x2f | 0x74 | 0x75 | 0x90..=0x9f | 0xc2..=0xcc => 'η',
        0x30..=0x3f | 0xbe | 0x76 | 0x77 | 0xd0..=0xdb => 'ι',
        0x40..=0x4f | 0x78 | 0x79 | 0xf8 | 0xf9 => 'ο',
        0xe4 | 0xe5 | 0xec => 'ρ',
        0x50..=0x5f | 0x7a | 0x7b | 0xe0..=0xeb => 'υ',
        0x60..=0x6f | 0x7c | 0x7d | 0xa0..=0xaf | 0xf2..=0xfc => 'ω',
        _ => c,
    }
}

/// Where the decimal digits of scripts that search reads as `0`–`9` begin: Arabic, Persian, Devanagari, Bengali, Thai.
const ZEROS: [u32; 5] = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];

/// Letters that are spelled in several ways, or composed in several ways, and the form kept.
#[rustfmt::skip]
const VARIANTS: [(u16, u16); 35] = [
    (0x622, 0x627), (0x623, 0x627), (0x624, 0x648), (0x625, 0x627), (0x626, 0x64a), (0x629, 0x647), (0x649, 0x64a),
    (0x671, 0x627), (0x6a9, 0x643), (0x6c0, 0x6d5), (0x6c2, 0x6c1), (0x6cc, 0x64a), (0x6d3, 0x6d2), (0x929, 0x928),
    (0x931, 0x930), (0x934, 0x933), (0x958, 0x915), (0x959, 0x916), (0x95a, 0x917), (0x95b, 0x91c), (0x95c, 0x921),
    (0x95d, 0x922), (0x95e, 0x92b), (0x95f, 0x92f), (0x9dc, 0x9a1), (0x9dd, 0x9a2), (0x9df, 0x9af), (0xa33, 0xa32),
    (0xa36, 0xa38), (0xa59, 0xa16), (0xa5a, 0xa17), (0xa5b, 0xa1c), (0xa5e, 0xa2b), (0xb5c, 0xb21), (0xb5d, 0xb22),
];

fn push_variant(n: u32, c: char, out: &mut String) {
    if super::char_class::is_ignorable(c) || super::char_class::is_dropped_mark(c) {
        return;
    }
    if let Some(zero) = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&n)) {
        return push_u32(u32::from(b'0') + n - zero, out);
    }
    let kept = VARIANTS.iter().find(|(variant, _)| u32::from(*variant) == n).map_or(n, |(_, kept)| u32::from(*kept));
    push_u32(kept, out);
}
