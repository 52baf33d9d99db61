//! One entry of a strings file, and how names are put into it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use helpdex_content::bidi::is_from_the_right;
use helpdex_content::config::Direction;

/// One entry of a strings file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(super) enum Text {
    One(String),
    Forms(BTreeMap<&'static str, String>),
    List(Vec<String>),
}

/// The plural categories of Unicode by their names in strings files.
pub(super) const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Replaces `{name}`; what is not in `names` stays as it is.
pub(super) fn fill(text: &str, names: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let value = after.split_once('}').and_then(|(name, tail)| {
            let (_, value) = names.iter().find(|(known, _)| *known == name)?;
            Some((*value, tail))
        });
        match value {
            Some((value, tail)) => {
                out.push_str(value);
                rest = tail;
            }
            None => {
                let _ = out.write_char('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A name that comes from elsewhere, so that it keeps its own direction and the sentence around it keeps its own: between
/// marks of Unicode where one of the two is written from the right. Most texts need none.
pub(super) fn isolated(name: &str, around: Direction) -> String {
    match around {
        Direction::Ltr if !name.chars().any(is_from_the_right) => name.to_owned(),
        _ => format!("\u{2068}{name}\u{2069}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_once_and_unknown_ones_stay() {
        assert_eq!(fill("{a} {b} {", &[("a", "{b}"), ("b", "x")]), "{b} x {");
        assert_eq!(fill("{c}", &[]), "{c}");
    }

    #[test]
    fn names_of_another_direction_are_kept_apart() {
        assert_eq!(isolated("Payouts", Direction::Ltr), "Payouts");
        assert_eq!(isolated("دفع", Direction::Ltr), "\u{2068}دفع\u{2069}");
        assert_eq!(isolated("C++", Direction::Rtl), "\u{2068}C++\u{2069}");
    }
}
