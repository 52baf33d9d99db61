//! What a site must not outgrow.

use crate::diagnostic::Place;
use crate::typed_yaml::{At, MapReader};

/// The most that a site may have of something; nothing where it says nothing.
#[derive(Clone, Debug, Default)]
pub struct Budgets {
    /// Bytes of a page and of the files of the site that a browser fetches with it.
    pub page: Option<Budget>,
    /// Bytes that a browser fetches for a first search.
    pub search: Option<Budget>,
    /// Bytes of an image.
    pub image: Option<Budget>,
    /// Warnings of a build.
    pub warnings: Option<Budget>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct Budget {
    /// The most that will do.
    pub most: u64,
    /// Where `helpdex.yaml` says so.
    pub place: Place,
}

/// Reads `budgets:`.
pub(super) fn read(fields: &mut MapReader<'_>) -> Budgets {
    let bytes =
        |inner: &mut MapReader<'_>, key| budget(inner, key, bytes, "write it as `150 kB`, `1.5 MB` or in bytes");
    Budgets {
        page: bytes(fields, "page"),
        search: bytes(fields, "search"),
        image: bytes(fields, "image"),
        warnings: budget(fields, "warnings", |text| text.parse().ok(), "write a number, such as `0`"),
    }
}

fn budget(
    fields: &mut MapReader<'_>,
    key: &'static str,
    parse: impl Fn(&str) -> Option<u64>,
    help: &str,
) -> Option<Budget> {
    let At { value, range } = fields.text(key)?;
    match parse(&value) {
        Some(most) => Some(Budget { most, place: fields.source().place(range) }),
        None => {
            fields.at("bad-value", range, format!("`{value}` is no budget for `{key}`"), help);
            None
        }
    }
}

/// `150 kB`, `1.5 MB`, `64 KiB`, `9000`.
fn bytes(text: &str) -> Option<u64> {
    let split = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let factor = match unit.to_ascii_lowercase().as_str() {
        "" | "b" => 1.0,
        "kb" => 1e3,
        "mb" => 1e6,
        "kib" => 1024.0,
        "mib" => 1024.0 * 1024.0,
        _ => return None,
    };
    let number = number.trim();
    let plain = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    let number: f64 = if plain { number.parse().ok()? } else { return None };
    // So large that nothing is over it.
    Some((number * factor).min(9e15) as u64)
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes() {
        for (text, wanted) in [("150 kB", 150_000), ("1.5MB", 1_500_000), ("64 KiB", 65_536), ("9000", 9_000), ("0", 0)]
        {
            assert_eq!(bytes(text), Some(wanted), "{text}");
        }
        for text in ["", "kB", "-1", "1 GBit", "1e3", "1.2.3 kB", "inf", "NaN"] {
            assert_eq!(bytes(text), None, "{text}");
        }
    }
}
