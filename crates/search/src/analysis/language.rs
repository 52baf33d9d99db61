//! Language codes.

/// The language part of a BCP 47 code: `be` of `be-BY`. Codes are lower-case in a site's configuration.
pub(crate) fn primary(lang: &str) -> &str {
    lang.split(['-', '_']).next().unwrap_or(lang)
}
