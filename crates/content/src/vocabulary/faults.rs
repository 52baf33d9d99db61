//! Faults that both files share.

use std::ops::Range;

use crate::config::{Config, LanguageId};
use crate::diagnostic::{Diagnostic, SourceText};
use crate::suggestion::{did_you_mean, list};
use crate::typed_yaml::MapReader;

/// The language that a file names. Of one that the site does not have, what is written for it has no effect:
/// that is told, and stops nothing.
pub(super) fn language(
    config: &Config,
    fields: &mut MapReader<'_>,
    code: &str,
    range: Range<usize>,
) -> Option<LanguageId> {
    let known = config.language_id(code);
    if known.is_none() {
        let codes: Vec<&str> = config.languages.iter().map(|language| language.code.as_str()).collect();
        let help = match did_you_mean(code, codes.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the site has {}", list(&codes)),
        };
        let found = fields.source().warning("unknown-language", range, format!("the site does not speak `{code}`"));
        fields.add(found.help(help));
    }
    known
}

/// A fault about a whole file, shown at its beginning.
pub(super) fn not_a(source: &SourceText, code: &'static str, message: &str, help: &str) -> Diagnostic {
    source.error(code, 0..1, message).help(help)
}
