//! `languages` in `helpdex.yaml`.

use super::language::{Direction, Language, Languages, is_well_formed};
use crate::typed_yaml::MapReader;
use crate::yaml::{Node, NodeKind};

/// The languages as they are written; English where there are none.
pub(super) fn read(fields: &mut MapReader<'_>) -> Languages {
    let items = match fields.node("languages") {
        Some(Node { kind: NodeKind::List(items), .. }) => items.as_slice(),
        Some(node) => std::slice::from_ref(node),
        None => &[],
    };
    let mut languages: Vec<Language> = Vec::new();
    for item in items {
        let language = match &item.kind {
            NodeKind::Map(entries) => one_language(fields, entries),
            _ => item.as_text(fields.yaml()).map(|code| Language::from_code(code.trim())),
        };
        match language {
            Some(language) if !is_well_formed(&language.code) => {
                let message = format!("`{}` is not a language code", language.code);
                fields.fault("bad-value", item, message, "use codes such as `en`, `ru` or `pt-BR`");
            }
            Some(language) if languages.iter().any(|known| known.code == language.code) => {
                let message = format!("the language `{}` is named twice", language.code);
                fields.fault("bad-value", item, message, "");
            }
            Some(language) => languages.push(language),
            None => fields.fault("wrong-type", item, "a language is a code, such as `en`".to_owned(), ""),
        }
    }
    Languages::new(languages)
}

fn one_language(fields: &mut MapReader<'_>, entries: &[(Node, Node)]) -> Option<Language> {
    let mut inner = fields.inside(entries);
    let code = inner.text("code");
    let name = inner.text("name");
    let dir = inner.choice("dir", &[("ltr", Direction::Ltr), ("rtl", Direction::Rtl)]);
    inner.finish();
    let mut language = Language::from_code(&code?.value);
    language.name = name.map_or(language.name, |text| text.value);
    language.dir = dir.unwrap_or(language.dir);
    Some(language)
}
