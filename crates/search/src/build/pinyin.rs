//! Chinese as it is typed in Latin letters: whoever hasn't switched the keyboard types `mima` for 密码, or `mm`.
//!
//! The names of articles (titles, `asks`, keywords, headings) are indexed in pinyin too: each sign, each two neighbours, and
//! the initials of a short stretch. So no browser needs the table. A sign of several readings has its most usual one.

use ::pinyin::ToPinyin;

/// Initials of so many signs are a word or two; of more, nobody's guess.
const MOST_INITIALS: usize = 6;

/// Calls `each` with what may be typed for the Chinese signs of a text.
pub(super) fn readings(text: &str, each: &mut dyn FnMut(&str)) {
    let mut run: Vec<&'static str> = Vec::new();
    // Something that has no reading ends the last stretch.
    for sign in text.chars().map(|c| c.to_pinyin()).chain([None]) {
        match sign {
            Some(sign) => run.push(sign.plain()),
            None => read(&std::mem::take(&mut run), each),
        }
    }
}

fn read(run: &[&str], each: &mut dyn FnMut(&str)) {
    // `ü` is typed as `v`.
    let run: Vec<String> = run.iter().map(|sign| sign.replace('ü', "v")).collect();
    run.iter().for_each(|sign| each(sign));
    run.windows(2).for_each(|pair| each(&pair.concat()));
    if (2..=MOST_INITIALS).contains(&run.len()) {
        each(&run.iter().filter_map(|sign| sign.chars().next()).collect::<String>());
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn signs_pairs_and_initials() {
        let mut found = Vec::new();
        super::readings("女生密码? OK 退款", &mut |reading| found.push(reading.to_owned()));
        assert_eq!(found.join(" "), "nv sheng mi ma nvsheng shengmi mima nsmm tui kuan tuikuan tk");
    }
}
