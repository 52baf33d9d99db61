//! What a reader is asked for.

use helpdex_content::config::{Config, LanguageId};

use crate::source::tree::Tree;

/// One import, as a reader sees it.
pub(crate) struct Ask<'a> {
    /// The site that receives it: its languages and its base path.
    pub(crate) config: &'a Config,
    /// The language of what doesn't say another one.
    pub(crate) language: LanguageId,
    /// The files.
    pub(crate) tree: &'a Tree,
}

/// Codes of one language: what tools write, and what sites of ours may have instead.
const TWINS: [(&str, &[&str]); 8] = [
    ("zh-cn", &["zh-hans", "zh"]),
    ("zh", &["zh-hans", "zh-cn"]),
    ("zh-hans", &["zh-cn", "zh"]),
    ("zh-tw", &["zh-hant"]),
    ("zh-hant", &["zh-tw"]),
    ("nb", &["no"]),
    ("no", &["nb"]),
    ("sr", &["sr-cyrl"]),
];

impl Ask<'_> {
    /// The site's language for a code that a tool wrote: `pt_BR`, `zh-CN`, `es-ES`.
    pub(crate) fn language_of(&self, code: &str) -> Option<LanguageId> {
        let wanted = code.replace('_', "-").to_lowercase();
        let find = |code: &str| {
            self.config.languages.pairs().find(|(_, known)| known.code.eq_ignore_ascii_case(code)).map(|(id, _)| id)
        };
        let twins = TWINS.iter().filter(|(known, _)| *known == wanted).flat_map(|(_, others)| others.iter());
        let same = find(&wanted).or_else(|| twins.into_iter().find_map(|code| find(code)));
        // `es-ES` is the site's `es`, and `pt` its `pt-BR` when there is no other Portuguese.
        same.or_else(|| find(wanted.split('-').next()?).filter(|_| !wanted.starts_with("zh"))).or_else(|| {
            let start = format!("{wanted}-");
            let mut regions =
                self.config.languages.pairs().filter(|(_, known)| known.code.to_lowercase().starts_with(&start));
            match (regions.next(), regions.next()) {
                (Some((id, _)), None) => Some(id),
                _ => None,
            }
        })
    }
}
