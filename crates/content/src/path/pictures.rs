//! Names of pictures: one picture may have versions for languages and for dark screens, told by their names alone.
//!
//! ```text
//! wallet.png            what all see
//! wallet.ru.png         what readers of Russian see in its place
//! wallet.dark.png       the same on dark screens
//! wallet.ru.dark.png    both
//! ```

/// What stands in the name of a version for dark screens.
const DARK: &str = "dark";

/// The path of a picture's version in a language of those that the site has; nothing for one that names a language, or a
/// screen, itself.
pub(crate) fn in_language<'c>(path: &str, code: &str, mut codes: impl Iterator<Item = &'c str>) -> Option<String> {
    let (stem, ending) = split(path)?;
    let last = stem.rsplit(['.', '/']).next().unwrap_or_default();
    let names_itself = stem.len() > last.len()
        && stem.as_bytes().get(stem.len() - last.len() - 1) == Some(&b'.')
        && (last == DARK || codes.any(|code| code.eq_ignore_ascii_case(last)));
    (!names_itself).then(|| format!("{stem}.{code}.{ending}"))
}

/// The path of a picture's version for dark screens; nothing for one that is it.
pub(crate) fn dark(path: &str) -> Option<String> {
    let (stem, ending) = split(path)?;
    (!stem.ends_with(".dark")).then(|| format!("{stem}.{DARK}.{ending}"))
}

/// The paths by which authors may show a picture: its own, and those of the pictures that it is a version of, in a language
/// of those that the site has or for dark screens.
pub fn picture_names(path: &str, codes: &[&str]) -> Vec<String> {
    let mut all = vec![path.to_owned()];
    let Some((stem, ending)) = split(path) else { return all };
    let light = stem.strip_suffix(".dark").unwrap_or(stem);
    let is_code = |last: &str| codes.iter().any(|code| code.eq_ignore_ascii_case(last));
    let neutral = light.rsplit_once('.').filter(|(_, last)| is_code(last)).map_or(light, |(neutral, _)| neutral);
    for version in [light, neutral] {
        let path = format!("{version}.{ending}");
        if !all.contains(&path) {
            all.push(path);
        }
    }
    all
}

/// A path without its ending, and the ending.
fn split(path: &str) -> Option<(&str, &str)> {
    path.rsplit_once('.').filter(|(stem, ending)| {
        let name = stem.rsplit('/').next().unwrap_or_default();
        !name.is_empty() && !ending.contains('/')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODES: [&str; 2] = ["en", "pt-BR"];

    #[test]
    fn versions_are_told_by_names() {
        let of = |path: &str| in_language(path, "en", CODES.into_iter());
        assert_eq!(of("img/wallet.png").as_deref(), Some("img/wallet.en.png"));
        assert_eq!(of("img/v2.0.png").as_deref(), Some("img/v2.0.en.png"));
        assert_eq!(of("img/en.png").as_deref(), Some("img/en.en.png"));
        for path in ["img/wallet.en.png", "img/wallet.pt-br.png", "img/wallet.dark.png", "wallet", ".png", "a.b/c"] {
            assert_eq!(of(path), None, "{path}");
        }
        assert_eq!(dark("img/wallet.en.png").as_deref(), Some("img/wallet.en.dark.png"));
        assert_eq!(dark("img/wallet.dark.png"), None);
    }

    #[test]
    fn what_an_author_wrote_for_a_version() {
        let of = |path: &str| picture_names(path, &CODES);
        assert_eq!(of("a.png"), ["a.png"]);
        assert_eq!(of("x/a.en.dark.png"), ["x/a.en.dark.png", "x/a.en.png", "x/a.png"]);
        assert_eq!(of("a.dark.png"), ["a.dark.png", "a.png"]);
        assert_eq!(of("a.de.png"), ["a.de.png"]);
    }
}
